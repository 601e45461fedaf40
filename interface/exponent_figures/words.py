"""What stands beside the pictures: names in the field's notation, exact fractions, colours."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

from lemmata.interface.figures.drawing import PALETTE
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial

COLOURS = {"bias": PALETTE[0], "variance": PALETTE[5], "collapse": PALETTE[1], "drift": PALETTE[2]}
TIES = (PALETTE[3], PALETTE[6], "#F0E442", "0.6")
"""For regimes where several terms are of one order."""


def colours(labels: Iterable[str]) -> dict[str, str]:
    """A colour for every label; those of single terms are the same in every picture."""
    found, ties = {}, iter(TIES)
    for label in sorted(set(labels), key=lambda label: (" = " in label, label)):
        found[label] = COLOURS.get(label) or next(ties, "0.8")
    return found


def label_of(terms: Iterable[str]) -> str:
    """Terms of one order, in the order of the formula."""
    order = list(COLOURS)
    return " = ".join(sorted(set(terms), key=lambda name: order.index(name) if name in order else len(order)))


def tex(form: Form) -> str:
    """A form as mathematics."""
    from sympy import latex

    return f"${latex(form.to_sympy(), fold_short_frac=True)}$"


def fraction(value: Fraction) -> str:
    """An exact number as a label."""
    sign = "-" if value < 0 else ""
    size = abs(value)
    return f"${sign}{size.numerator}$" if size.denominator == 1 else f"${sign}{size.numerator}/{size.denominator}$"


def axis_label(found: Exponents, name: str) -> str:
    """The name, and the size of which it is the exponent."""
    from sympy import Symbol, latex

    letter = latex(Symbol(name))
    if str(found.problem.ell) == name:
        return rf"ridge exponent ${letter}$   ($\lambda = T^{{-{letter}}}$)"
    for size, power in found.problem.powers.items():
        if power is not None and name in power.exponent.names:
            return rf"${letter}$   (${size} = {_power(power)}$)"
    return rf"${letter}$"


def _power(power: Monomial) -> str:
    from sympy import latex

    front = "" if power.constant == 1 else latex(power.constant)
    return rf"{front} T^{{{latex(power.exponent.to_sympy(), fold_short_frac=True)}}}"


def setting(found: Exponents, axes: Collection[str] = ()) -> str:
    """The inputs that are no axis, in one line."""
    problem = found.problem
    words = [rf"$\beta = {_plain(problem.beta)}$", rf"$r = {_plain(problem.r)}$"]
    for size, power in problem.powers.items():
        if power is not None and not (power.exponent.names and power.exponent.names <= set(axes)):
            words.append(rf"${size} = {_shown(power)}$")
    return ",  ".join(words)


def _plain(form: Form) -> str:
    value = form.constant
    assert value is not None
    return fraction(value).strip("$")


def _shown(power: Monomial) -> Any:
    if power.exponent.is_zero:
        from sympy import latex

        return latex(power.constant)
    return _power(power)
