"""What the parts of a model may be: each is looked at when it is stated, and a wrong one is named in one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sympy
from sympy import Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFunction, BooleanTrue

from lemmata.numerics.errors import InputError
from lemmata.theory.random_matrices import Letter, MatrixExpression
from lemmata.theory.random_matrices.laws import Law

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What models, quantities and parameters are called: it is typed, and names files."""

_Problem = tuple[str, Any, str]
"""The argument, what it is, and what it should be."""


def named(argument: str, name: Any) -> None:
    """A name that can be typed.

    Raises:
        InputError: when it is none.
    """
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        raise InputError(argument, repr(name), "a name of letters, digits, - and _, such as my-ridge")


def typed_apart(options: Iterable[tuple[Symbol, str]], dimension: Any) -> None:
    """Each letter with an option of its own, which is neither the dimension's nor the spectrum's.

    Raises:
        InputError: naming the letter that needs another name.
    """
    taken = {str(dimension): "the dimension", "spectrum": "the spectrum"}
    for letter, option in options:
        if option in taken:
            raise InputError("parameter", letter.name, f"called otherwise: --{option} is typed for {taken[option]}")
        if "-" in option:
            raise InputError("parameter", letter.name, "a name without '-', so that it can stand in a formula")
        taken[option] = f"another letter, {letter.name}"


def told(argument: str, text: Any) -> None:
    """A line of print.

    Raises:
        InputError: when it is none.
    """
    if not (isinstance(text, str) and text.isprintable()):
        raise InputError(argument, repr(text), "a line of text")


def called(argument: str, function: Any) -> None:
    """A function, or None.

    Raises:
        InputError: when it is neither.
    """
    if function is not None and not callable(function):
        raise InputError(argument, repr(function), "a function, or left out")


def looked_at(model: Any, spread: type) -> None:
    """What a model is stated from, before anything is made of it.

    Raises:
        InputError: naming the first part that is not what it should be.
    """
    named("name", model.name)
    told("title", model.title)
    called("draw", model.draw)
    for argument, value, expected in _misfits(model, spread):
        raise InputError(argument, repr(value), expected)


def _misfits(model: Any, spread: type) -> Iterator[_Problem]:
    for argument in ("where", "laws", "structure"):
        if not isinstance(getattr(model, argument), (list, tuple)):
            yield argument, getattr(model, argument), "a list"
    for argument in ("witness", "matrices", "usual", "about"):
        if not isinstance(getattr(model, argument), Mapping):
            yield argument, getattr(model, argument), "a dictionary"
    for part in model.where:
        if not isinstance(part, (Relational, BooleanFunction, BooleanTrue)):
            yield "where", part, "relations, such as where=[T >= d + 2]"
    for law in model.laws:
        if not isinstance(law, Law):
            yield "laws", law, "laws, such as laws=[GaussianRows(X, Sigma)]"
    for argument in ("witness", "usual"):
        for symbol in getattr(model, argument):
            if not isinstance(symbol, Symbol):
                yield argument, symbol, f"values of symbols, such as {argument}={{T: 5}}"
    for symbol in model.structure:
        if not (isinstance(symbol, Symbol) and symbol.is_integer):
            yield "structure", symbol, 'sizes, such as structure=[size("steps")]'
    for letter, entries in model.matrices.items():
        if not (isinstance(letter, Letter) and isinstance(entries, spread)):
            yield "matrices", letter, "letters with what they are, such as matrices={Delta: Spread(total=delta2)}"
    for option, words in model.about.items():
        if not (isinstance(option, str) and isinstance(words, str)):
            yield "about", option, 'options with words, such as about={"eta": "step"}'
    estimator = model.estimator
    if not (estimator is None or callable(estimator) or isinstance(estimator, (MatrixExpression, sympy.Expr))):
        yield "estimator", estimator, "a matrix expression, or a function of the structure that gives one"
