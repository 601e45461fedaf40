"""What the parts of a claim may be: each is looked at when it is stated, and a wrong one is named in one line."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Rational, Real
from typing import Any

from sympy import Basic, Expr, Float, Ge, Gt, Le, Lt, Ne, Product, Sum, Symbol
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import rational_meant
from lemmata.theory.random_matrices.expressions import ExpectedMatrix, Letter, MatrixExpression, same_size
from lemmata.theory.random_matrices.laws import Law
from lemmata.theory.random_matrices.scalars import Expectation
from lemmata.theory.reading.parsing import number
from lemmata.theory.relations import Path, Statement
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.step import Rule

_LONGEST_NAME = 100
_KEY = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_.-]{{,{_LONGEST_NAME - 1}}}")
"""What the key of a paper consists of: it is typed, and names files."""

_NAME = re.compile(rf"\w[\w .,()+*=^-]{{,{_LONGEST_NAME - 1}}}", re.ASCII)
"""What the name of a claim consists of: it is typed, stands in pages and links, and no two look alike."""

_ALPHABET = "a-z, A-Z, 0-9, '_' and, after the first, ' .,()+*=^-'"

_SIGNS = {"positive": Gt, "nonnegative": Ge, "negative": Lt, "nonpositive": Le, "nonzero": Ne}
_ANY_NUMBER = ("real", "complex", "finite", "commutative", "hermitian")

_TEXTS = ("title", "reference", "note", "misprint", "printed", "section")

_EXPECTED = {
    "where": "a list of relations, such as where=[T >= d + 2]",
    "laws": "a list of laws, such as laws=[GaussianRows(X, Sigma)]",
    "checks": "a list of checks, such as checks=[simulation({d: 8, T: 24})]",
}


def letter_beyond_its_range(parts: Iterable[Basic]) -> str:
    """What is wrong with an index of a sum that is declared positive and runs through zero; empty for nothing.

    SymPy takes 0**k for 0 where k is positive, and would lose the first term of such a sum.

    >>> from sympy import Sum, Symbol, oo
    >>> k, q = Symbol("k", integer=True, positive=True), Symbol("q")
    >>> letter_beyond_its_range([Sum(q**k, (k, 0, oo))])
    'k, declared positive, from 0 on: declare k = Symbol("k", integer=True)'
    """
    for node in parts:
        for letter, *ends in getattr(node, "limits", ()):
            first = ends[0] if ends else None
            least = 1 if letter.is_positive else 0 if letter.is_nonnegative else None
            if least is not None and first is not None and first.is_number and first < least:
                kind = "positive" if least else "nonnegative"
                return (
                    f'{letter}, declared {kind}, from {first} on: declare {letter} = Symbol("{letter}", integer=True)'
                )
    return ""


def misstated(statement: Any) -> str:
    """What is wrong with the statement of a claim; empty for nothing."""
    if not isinstance(statement, Statement):
        return (
            f"the statement is {statement}: say equal(a, b), at_most(a, b), at_least(a, b) or tends(a, b, along=path)"
        )
    for side, word in ((statement.lhs, "left"), (statement.rhs, "right")):
        problem = no_expression(side)
        if problem:
            return f"the {word} side of the statement is {problem}"
    shapes = [side.shape if isinstance(side, MatrixExpression) else () for side in (statement.lhs, statement.rhs)]
    if len(shapes[0]) != len(shapes[1]) or not all(map(same_size, *shapes)):
        left, right = (" x ".join(map(str, shape)) or "a number" for shape in shapes)
        return f"the left side of the statement is {left}, the right side {right}: compare like with like"
    if statement.relation == "->" and not isinstance(statement.path, Path):
        return f"along is {statement.path}: say along=Path(T) or along=Path(T, keeping={{d: phi*T}})"
    return ""


def unsampled(statement: Statement) -> str:
    """A mean in a statement without laws, where no letter is random; empty where there is none.

    >>> from lemmata.theory.notation import T, d
    >>> from lemmata.theory.random_matrices import E, design, tr
    >>> from lemmata.theory.relations import equal
    >>> unsampled(equal(E(tr(design("X", d, d))), 0))
    'E(tr(X)) is a mean, and no letter of it has a law: say laws=[GaussianRows(X, Sigma)] or the like'
    """
    means = statement.lhs.atoms(Expectation, ExpectedMatrix) | statement.rhs.atoms(Expectation, ExpectedMatrix)
    for mean in sorted(means, key=str):
        letters = sorted(map(str, mean.atoms(Letter)))
        if letters:
            law = f"laws=[GaussianRows({letters[-1]}, Sigma)] or the like"
            return f"{mean} is a mean, and no letter of it has a law: say {law}"
    return ""


def no_expression(value: Any) -> str:
    """Why a value is no expression that can be proved something of, in words; empty where it is one.

    >>> no_expression("T + 1")
    "'T + 1', a text: write it without quotes"
    """
    if isinstance(value, str):
        return f"{value!r}, a text: write it without quotes"
    if isinstance(value, Real) and not isinstance(value, (Rational, bool, Basic)):
        return _floating(value)
    if isinstance(value, (bool, Boolean)) and not isinstance(value, Expr):
        return f"{value}, which is true or false and no expression"
    if not isinstance(value, (Expr, MatrixExpression)):
        return f"{value}, which is no expression"
    parts = value.atoms(Float, Sum, Product, Symbol, Letter, AppliedUndef)
    if numerals := [part for part in parts if isinstance(part, Float)]:
        return f"{value}, with {_floating(min(numerals))}"
    if problem := _misnamed(parts):
        return f"an expression with {problem}"
    index = letter_beyond_its_range(parts)
    return f"{value}, with the index {index}" if index else ""


def beyond_its_meaning(term: Any, meanings: Sequence[Basic]) -> str:
    """What a defined letter or function is declared to be and its meaning is not known to be; empty for nothing.

    The members of a sequence may be taken for what they are declared to be in the meaning of later ones (induction).

    >>> from sympy import Function
    >>> e, x = Function("e", positive=True), Symbol("x", positive=True)
    >>> beyond_its_meaning(e, [x, e(1) / 2]), beyond_its_meaning(e, [x, e(1) - 1])
    ('', 'nonnegative, which its meaning e(1) - 1 is not known to be: declare it real, and claim its sign')
    """
    if isinstance(term, Letter):
        doubtful = term.kind in ("invertible", "isometry")
        return f"{term.kind}, and what it means may not be: declare a matrix" if doubtful else ""
    declared = term.assumptions0 if isinstance(term, Symbol) else getattr(term, "_kwargs", {})
    names = {name.removeprefix("extended_") for name, wanted in declared.items() if wanted}
    for name in sorted(names.difference(_ANY_NUMBER)):
        for meaning in meanings:
            shown = getattr(meaning, f"is_{name}", None) is True
            if not shown and not (name in _SIGNS and decided(_SIGNS[name](meaning, 0), ()).answer == "proved"):
                return f"{name}, which its meaning {meaning} is not known to be: declare it real, and claim its sign"
    return ""


def mistyped(fields: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the assumptions, witness, laws and checks of a claim or a section."""
    for name, expected in _EXPECTED.items():
        given = fields.get(name, ())
        if not isinstance(given, (list, tuple)):
            yield f"{name} is {given}: it must be {expected}"
            continue
        for part in given:
            problem = _PARTS[name](part)
            if problem:
                yield f"{name} holds {problem}; it must be {expected}"
    for name in _TEXTS:
        if problem := no_text(fields.get(name, "")):
            yield f"{name} is {problem}"
    if (corrected := fields.get("corrected_by")) is not None and not isinstance(corrected, str):
        yield f"corrected_by is {corrected!r}, not the id of a claim"
    source = fields.get("source")
    if source is not None and (problem := no_text(str(source) if type(source).__name__ == "Source" else source)):
        yield f"source is {problem}"
    witness = fields.get("witness") or {}
    if not isinstance(witness, Mapping):
        yield f"witness is {witness}: it must give values, such as witness={{d: 2, T: 5}}"
        return
    for letter, value in witness.items():
        if isinstance(letter, str):
            yield f"witness has {letter!r} for a letter: write it without quotes, such as witness={{d: 2, T: 5}}"
        elif not isinstance(letter, Symbol):
            yield f"witness gives {letter} a value: leave out functions, matrices and expressions"
        elif not isinstance(value, tuple):  # a spectrum is a sequence of pairs
            yield from _inexact(letter, value)


def no_text(value: Any) -> str:
    r"""Why a value is no text that can be shown, in words; empty where it is one.

    >>> no_text("a title"), no_text(5)
    ('', '5, no text')
    >>> print(no_text("a" + chr(7)))
    'a\x07', with line breaks or characters that are not printed
    """
    if not isinstance(value, str):
        return f"{value!r}, no text"
    return "" if value.isprintable() else f"{value!r}, with line breaks or characters that are not printed"


def no_key(value: Any) -> str:
    """Why a value cannot be the key of a paper, in words; empty where it can.

    >>> no_key("mine2024"), no_key("../mine")
    ('', "'../mine': use at most 100 letters, digits, '-', '_' and '.'")
    """
    if isinstance(value, str) and _KEY.fullmatch(value):
        return ""
    return f"{value!r:.99}: use at most {_LONGEST_NAME} letters, digits, '-', '_' and '.'"


def no_name(value: Any) -> str:
    r"""Why a value cannot be the name of a claim, in words; empty where it can.

    >>> no_name("ols-risk, d = 2"), no_name("ols-risk" + chr(7))
    ('', "'ols-risk\\x07': use at most 100 of a-z, A-Z, 0-9, '_' and, after the first, ' .,()+*=^-', such as ols-risk")
    """
    if isinstance(value, str) and _NAME.fullmatch(value):
        return ""
    return f"{value!a:.99}: use at most {_LONGEST_NAME} of {_ALPHABET}, such as ols-risk"


def no_rule(value: Any) -> str:
    """Why a value is no rule, in words; empty where it is one."""
    if not isinstance(value, Rule):
        return f"{_shown(value)}, not a rule or an earlier claim"
    for name, kind in (("name", str), ("version", int)):
        if not isinstance(getattr(value, name, None), kind):
            return f"a rule whose {name} is {getattr(value, name, None)!r}"
    for used in getattr(value, "claims", ()):
        if not hasattr(used, "statement"):
            return f"{value.name} of {_shown(used)}, where an earlier claim belongs: name it, base = PAPER.claim(...)"
    return ""


def _inexact(letter: Symbol, value: Any) -> Iterator[str]:
    try:
        if number(value).is_infinite:
            yield f"the witness for {letter} is {value}, no number"
    except InputError:
        floating = _floating(value) if isinstance(value, float) else f"{value}, no exact number"
        yield f"the witness for {letter} is {floating}"


def _no_relation(part: Any) -> str:
    if isinstance(part, bool):
        return f"{part}: Python's == and != compare at once, so write Eq(ridge, 0), Ne(d, T)"
    if not isinstance(part, Boolean) or isinstance(part, Expr):
        return f"{part!r}, which is no relation"
    if numerals := part.atoms(Float):
        return f"{part}, with {_floating(min(numerals))}"
    problem = _misnamed(part.free_symbols)
    return f"a relation with {problem}" if problem else ""


def _misnamed(parts: Iterable[Basic]) -> str:
    """A letter whose name is no text, or whose values need not be real: a claim is about real numbers."""
    for part in parts:
        if problem := no_text(name := getattr(part, "name", "")):
            return f"the letter {problem}"
        if name and getattr(part, "is_complex", None) and not part.is_extended_real:
            return f'the letter {name}, which need not be real: declare it real, as in Symbol("{name}", real=True)'
    return ""


def _no_law(part: Any) -> str:
    if not isinstance(part, Law):
        return f"{_shown(part)}, which is no law"
    below = [parameter for parameter in part.parameters if getattr(parameter, "is_negative", False)]
    return f"a law of {part.letter} with {below[0]} where nothing negative is meant" if below else ""


def _no_check(part: Any) -> str:
    return "" if hasattr(part, "gather") and hasattr(part, "content") else f"{_shown(part)}, which is no check"


_PARTS = {"where": _no_relation, "laws": _no_law, "checks": _no_check}


def _shown(part: Any) -> str:
    """A function by its name, with what it is called with: it prints its address."""
    if not (callable(part) and hasattr(part, "__name__")):
        return repr(part)
    return f"{part.__name__} without its arguments, {part.__name__}({', '.join(inspect.signature(part).parameters)})"


def called(part: Any) -> str:
    """How a part of a proof is written in a message.

    >>> called(len), called("algebra")
    ('len without its arguments, len(obj)', "'algebra'")
    """
    return str(part) if isinstance(part, Basic) else _shown(part)


def _floating(value: Any) -> str:
    if not math.isfinite(float(value)):
        return f"the float {float(value):g}: infinity is written oo"
    meant = rational_meant(float(value))
    return f"the float {float(value):g}: write exact numbers, Rational({meant.numerator}, {meant.denominator}) here"
