r"""The macros of a preamble, and formulas with them put in. Expansion is bounded, so that no macro runs away.

>>> macros = read_macros(r"\newcommand{\half}[1]{\frac{#1}{2}} \DeclareMathOperator{\tr}{tr}")
>>> expanded(r"\half{x} + \tr A", macros)
'\\frac{x}{2} + \\operatorname{tr} A'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

_LONGEST = 20_000
_MOST = 2_000
_BODY = 3_000
_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand)\s*\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*"
    r"(?:\[(\d)\])?\s*(?:\[([^\[\]{}]{0,100})\])?\s*(?=\{)"
)
_DEF = re.compile(r"\\def\s*(\\[A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)")
_OPERATOR = re.compile(r"\\DeclareMathOperator\s*\*?\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?=\{)")
_DELIMITER = re.compile(r"\\DeclarePairedDelimiter\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*(?=\{)")
_OPTIONAL = re.compile(r"\s*\*?(?:\s*\[([^\[\]]*)\])?")
_COMMAND = re.compile(r"\\[A-Za-z]+")


class RunsAway(ValueError):
    """A macro that contains itself, or whose expansion is too long."""


@dataclass(frozen=True)
class Macro:
    """What a macro stands for, and how many arguments it takes."""

    body: str
    arguments: int = 0
    default: str | None = None


def read_macros(text: str) -> dict[str, Macro]:
    """The macros that a source defines, the last definition of each."""
    found: dict[str, Macro] = {}
    for pattern in (_DEFINITION, _DEF, _OPERATOR, _DELIMITER):
        unclosed = 0
        for match in islice(pattern.finditer(text), _MOST):
            body = braced(text, match.end(), _BODY)
            unclosed += body is None
            if body is not None:
                found[match[1]] = _macro(pattern, match, body)
            if unclosed > 10:
                break
    return found


def _macro(pattern: re.Pattern[str], match: re.Match[str], body: str) -> Macro:
    if pattern is _DEFINITION:
        return Macro(body, int(match[2] or 0), match[3])
    if pattern is _DELIMITER:  # \abs{x}, \abs*{x}, \abs[\big]{x}
        (left, right), _ = arguments(match.string, match.end(), 2)
        return Macro(f"{left} #2 {right}", 2, "")
    return Macro(body, match[2].count("#")) if pattern is _DEF else Macro(rf"\operatorname{{{body}}}")


def expanded(formula: str, macros: Mapping[str, Macro]) -> str:
    """The formula with all macros put in.

    Raises:
        RunsAway: when that does not end, or becomes too long.
    """
    at = 0
    for _ in range(_MOST):
        match = next((m for m in _COMMAND.finditer(formula, at) if m.group() in macros), None)
        if match is None:
            return formula
        macro = macros[match.group()]
        given, end = _arguments(formula, match.end(), macro)
        body = _put_in(macro.body, given)
        apart = " " if body[-1:].isalpha() and formula[end : end + 1].isalpha() else ""
        formula = f"{formula[: match.start()]}{body}{apart}{formula[end:]}"
        at = match.start()
        if len(formula) > _LONGEST:
            raise RunsAway(f"the expansion of {match.group()} is too long")
    raise RunsAway("a macro that contains itself")


def _put_in(body: str, given: list[str]) -> str:
    """The body of a macro with its arguments; those that are not given are empty."""
    return re.sub(r"#([1-9])", lambda place: "".join(given[int(place[1]) - 1 : int(place[1])]), body)


def _arguments(text: str, at: int, macro: Macro) -> tuple[list[str], int]:
    found: list[str] = []
    if macro.default is not None:
        optional = _OPTIONAL.match(text, at)
        assert optional is not None
        found.append(macro.default if optional[1] is None else optional[1])
        at = optional.end()
    more, end = arguments(text, at, macro.arguments - len(found))
    return [*found, *more], end


def arguments(text: str, at: int, number: int) -> tuple[list[str], int]:
    """So many arguments of a command, braced or single tokens, and where they end."""
    found: list[str] = []
    while len(found) < number:
        while text[at : at + 1].isspace():
            at += 1
        inside = braced(text, at)
        if inside is not None:
            found.append(inside)
            at += len(inside) + 2
        else:
            token = re.compile(r"\\[A-Za-z]+|.", re.DOTALL).match(text, at)
            found.append(token.group() if token else "")
            at = token.end() if token else at
    return found, at


def braced(text: str, at: int, longest: int = _LONGEST) -> str | None:
    """What stands between the brace at a place and the one that closes it; None where there is none."""
    if text[at : at + 1] != "{":
        return None
    depth, i = 0, at
    while i < min(len(text), at + longest):
        if text[i] == "\\":
            i += 2
            continue
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return text[at + 1 : i]
        i += 1
    return None
