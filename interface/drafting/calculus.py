r"""Integrals and derivatives in a display: a side ``c \int_a^b f(x) \, dx + rest``, or ``\frac{d}{dx} f(x)``.

>>> from sympy import sympify
>>> read_integral(r"2 \int_0^{1} x \mathrm{d}x - 1", sympify)
2*Integral(x, (x, 0, 1)) - 1
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sympy import Derivative, Expr, Integral, Symbol

from lemmata.interface.drafting.letters import Unread

_BOUND = r"(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|[A-Za-z0-9]))"
_SHAPE = re.compile(
    rf"(?P<before>[^+]*?)\\int\s*(?:\\limits)?\s*_\s*{_BOUND}\s*\^\s*{_BOUND}\s*(?P<body>.*?)\s*"
    r"(?<![A-Za-z\\])(?:\\(?:mathrm|rm|text)\s*\{\s*d\s*\}|d)\s*(?P<variable>\\[A-Za-z]+|[A-Za-z])(?![A-Za-z])"
    r"\s*(?P<after>(?:[+-].*)?)",
    re.DOTALL,
)

_D = r"(?:\\(?:mathrm|rm|text)\s*\{\s*d\s*\}|\\partial|d)"
_SLOPE = re.compile(
    rf"(?P<sign>-?)\s*\\[dt]?frac\s*\{{\s*{_D}\s*\}}\s*\{{\s*{_D}\s*(?P<variable>\\[A-Za-z]+|[A-Za-z])\s*\}}(?P<body>.+)",
    re.DOTALL,
)


def read_calculus(text: str, read: Callable[[str], Expr]) -> Expr | None:
    """The expression with its integral, or the derivative with which it begins; None where there is neither."""
    if r"\int" in text:
        return read_integral(text, read)
    slope = _SLOPE.fullmatch(text.strip())
    return None if slope is None else read_slope(slope, read)


def read_slope(found: re.Match[str], read: Callable[[str], Expr]) -> Expr:
    """The derivative of the product that follows its sign.

    Raises:
        Unread: where a sum follows, of which it is not said where the derivative ends.
    """
    if any(closed(found["body"][: sign.start()]) for sign in re.finditer("[+-]", found["body"])):
        raise Unread("a derivative of a sum without brackets")
    variable = read(found["variable"])
    if not isinstance(variable, Symbol):
        raise Unread(f"{found['variable']} is no variable of a derivative here")
    slope = Derivative(read(found["body"]), variable)
    return -slope if found["sign"] else slope


def closed(text: str) -> bool:
    """Whether as many brackets are closed in a text as are opened; an interval ``(0, 1]`` is closed by another one."""
    text = text.replace(r"\{", "(").replace(r"\}", ")").replace("[", "(").replace("]", ")")
    return all(text.count(a) == text.count(b) for a, b in ("{}", "()"))


def read_integral(text: str, read: Callable[[str], Expr]) -> Expr:
    """The expression with its integral.

    Args:
        text: LaTeX with an integral sign.
        read: the reader of everything else.

    Raises:
        Unread: where it is not of the shape above.
    """
    found = _SHAPE.fullmatch(text.strip())
    if found is None or text.count(r"\int") != 1:
        raise Unread(r"an integral is read as c \int_a^b f(x) dx, with both ends, and terms after it")
    variable, low, high = map(read, (found["variable"], found[2] or found[3], found[4] or found[5]))
    if not isinstance(variable, Symbol) or variable in low.free_symbols | high.free_symbols:
        raise Unread(f"{found['variable']} is no variable of an integral here")
    value = Integral(read(found["body"].strip() or "1"), (variable, low, high))
    factor = {"": 1, "-": -1}.get(found["before"].strip()) or read(found["before"])
    return factor * value + (read(f"0 {found['after']}") if found["after"].strip() else 0)
