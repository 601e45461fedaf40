r"""The letters of an author: ``n=T`` says that the formula's n is what is called T here.

>>> from lemmata.theory.notation import FORMULA_NAMES
>>> author_letters(["n=T", "gamma=d/T", "lambda=ridge"], FORMULA_NAMES)
{'n': T, 'gamma': d/T, 'ridge': ridge, 'generations': n}
>>> author_letters([r"\sigma_\epsilon=sigma0", r"\hat{\sigma}=sigma", "γ=d/T"], FORMULA_NAMES)
{'sigma_epsilon': sigma0, 'sigma': sigma, 'gamma': d/T}
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sympy import Expr

from lemmata.numerics.errors import InputError
from lemmata.theory.reading.latex import NOISE, read
from lemmata.theory.reading.typography import plain_signs

_LETTER = re.compile(r"\\?([A-Za-z][A-Za-z0-9]*)\s*(?:_\{?\s*\\?([A-Za-z0-9]+)\s*\}?)?")
_ACCENT = re.compile(r"\\(?:hat|widehat|bar|tilde|bm|boldsymbol)(?![A-Za-z])\s*(?:\{([^{}]*)\})?")
"""What is not read, with what it stands on."""
_UNKNOWN = re.compile(r"\('\\?(\w+)'\)")
_LIKELY = {"n": "T", "N": "T", "p": "d", "gamma": "d/T", "r": "sqrt(signal)", "sigma_epsilon": "sigma"}
"""What a letter is that is none here, most often."""
_CLASHES = (
    (
        "n",
        "T",
        "n is the number of generations here; if yours counts samples, say --let n=T --given generations==0",
    ),
    ("r", "beta", "r is the source exponent here; if yours is the norm of w0, say --let r=sqrt(signal)"),
)
"""A letter, the letter without which it is hardly meant, and what to say."""


def author_letters(let: Iterable[str], names: Mapping[str, Expr]) -> dict[str, Expr]:
    """The author's letters and what they are in the letters of this project.

    Raises:
        InputError: for what is not of the form ``n=T``.
    """
    found: dict[str, Expr] = {}
    for text in let:
        letter, equals, meaning = text.partition("=")
        match = _LETTER.fullmatch(plain_signs(_ACCENT.sub(r" \1 ", letter)).strip())
        if not equals or match is None or not meaning.strip():
            raise InputError("let", text, "a letter and what it is here, such as n=T or gamma=d/T")
        name = match[1] + ("_" if match[2] in NOISE and match[1] == "sigma" else "") + (match[2] or "")
        name = "ridge" if name == "lambda" else name  # as the readers have it
        if name in found:
            raise InputError("let", text, f"said once ({letter.strip()} has two meanings)")
        found[name] = read(meaning, names, argument="let")
    if "n" in found and "n" in names:
        found.setdefault("generations", names["n"])  # what is hidden by a letter of yours keeps a name
    return found


def read_by_author(reader: Any, text: str, names: Mapping[str, Expr], **options: Any) -> Any:
    """What a reader makes of a text; a letter that is not known may be one of the author's own."""
    try:
        return reader(text, names, **options)
    except InputError as error:
        if "written with the names" not in error.domain:
            raise
        unknown = _UNKNOWN.search(error.domain)
        letter = unknown[1] if unknown else ""
        said = f"{letter}={_LIKELY[letter]}" if letter in _LIKELY else "p=d"
        words = f"{error.domain}; of a letter of yours say what it is here, such as --let {said}"
        raise InputError(error.argument, error.value, words) from None


def clashes(mentioned: Collection[Any], let: Mapping[str, Expr]) -> tuple[str, ...]:
    """What a formula may have meant otherwise: letters that mean something else elsewhere.

    >>> from lemmata.theory.notation import d, n
    >>> clashes({n, d}, {})
    ('n is the number of generations here; if yours counts samples, say --let n=T --given generations==0',)
    """
    names = {symbol.name for symbol in mentioned}
    return tuple(words for name, beside, words in _CLASHES if name in names and beside not in names and name not in let)
