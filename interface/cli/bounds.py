"""``lemmata evaluate --bound``: how far the value is, at most, from the exact risk."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lemmata.interface.cli.evaluated import Evaluated
from lemmata.numerics.ball import decimal_string


def fields(found: Evaluated, radius: str) -> dict[str, Any]:
    """``bound`` and what it rests on; or ``oo`` and why.

    The bound is one for the value as it is printed: the radius of the printed value is in it.
    """
    if found.within is None:
        return {"bound": radius, "bound_law": found.method, "bound_terms": {}}
    total = found.within.total
    if total is None:
        return {"bound": "oo", "bound_reason": found.within.reason}
    printed = Fraction(radius)
    parts = {name: getattr(found.within, name) + printed for name in ("bias", "variance", "collapse")}
    return {
        "bound": _up(total + printed),
        "bound_law": found.within.law,
        "bound_terms": {name: _up(part) for name, part in parts.items()},
    }


def line(found: Evaluated, radius: str) -> str:
    """The same on one line.

    >>> line(Evaluated({}, "exact"), "0")
    '  bound      0   |exact risk - value| is at most this (exact)'
    """
    known = fields(found, radius)
    if known["bound"] == "oo":
        return f"  bound      oo   {known['bound_reason']}"
    return f"  bound      {known['bound']}   |exact risk - value| is at most this ({known['bound_law']})"


def _up(value: Fraction) -> str:
    return decimal_string(value, 6, up=True)[0]
