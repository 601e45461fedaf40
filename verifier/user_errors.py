"""What went wrong in a user's file, in one line: where, what, and for common slips what to write instead."""

from __future__ import annotations

import difflib
import inspect
import re
import traceback
from pathlib import Path

from lemmata.numerics.errors import InputError, named
from lemmata.verifier.claim import DerivationError


def what_went_wrong(error: BaseException, path: Path) -> str:
    """The error in one line, with the line of the user's file in which it arose."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == path.absolute()]
    frames = frames or [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).name == path.name]
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else frames[-1].lineno if frames else None
    at = f"line {line}: " if line else ""
    if isinstance(error, (DerivationError, InputError)):
        return f"{at}{error}"
    return f"{at}{named(error)}{_advice(error)}"


def _advice(error: BaseException) -> str:
    """What a slip like this one is mended by; empty where nothing is known.

    >>> try:
    ...     sgima
    ... except NameError as error:
    ...     _advice(error)
    '; did you mean sigma; a letter of your own is declared: sgima = Symbol("sgima", positive=True)'
    >>> try:
    ...     tanh
    ... except NameError as error:
    ...     _advice(error)
    '; it is a function of SymPy: from sympy import tanh'
    """
    from lemmata.verifier import rules

    said = str(error)
    if isinstance(error, NameError) and error.name:
        return _unknown(error.name)
    if "cannot determine truth value of Relational" in said:
        return "; a chain such as 1 < T < 5 is two conditions, where=[T > 1, T < 5]"
    if "for ^:" in said:
        return "; powers are written with **"
    rule = re.match(r"'(\w+)Rule' object is not callable", said)
    if rule:
        return "; it is a rule as it stands, written without parentheses: proof=algebra"
    maker = re.match(r"(\w+)\(\) (?:missing|takes|got)", said)
    if maker and maker[1] in rules.__all__:
        parameters = ", ".join(inspect.signature(getattr(rules, maker[1])).parameters)
        return f"; it is written {maker[1]}({parameters}), see lemmata help {maker[1]}"
    if "missing" in said and "'along'" in said:
        return "; say along=Path(T) or along=Path(T, keeping={d: phi*T})"
    return ""


def _unknown(name: str) -> str:
    import sympy

    from lemmata.verifier import language

    if isinstance(getattr(sympy, name, None), sympy.FunctionClass):
        return f"; it is a function of SymPy: from sympy import {name}"
    if name in language.__all__:
        return f"; it is a word of proofs: from lemmata.verifier.language import {name}"
    close = difflib.get_close_matches(name, language.__all__, n=1, cutoff=0.75)
    meant = f"; did you mean {close[0]}" if close else ""
    return f'{meant}; a letter of your own is declared: {name} = Symbol("{name}", positive=True)'
