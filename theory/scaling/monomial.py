r"""Monomials ``constant * T^exponent * log(T)^log_power``: what a term of the risk is to leading order.

The constant is exact (a SymPy expression in ``beta``, ``r`` and the prefactors of the inputs), or None where the
calculus knows the order only. :data:`L` stands for the prefactor of the ridge, ``lambda = L T^-ell``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from lemmata.theory.scaling.cases import Cases
from lemmata.theory.scaling.forms import Form, symbol

L = sympy.Symbol("L", positive=True)
"""Prefactor of the ridge parameter, lambda = L T^-ell."""
C = sympy.Symbol("C", positive=True)
"""``(pi/beta)/sin(pi/beta)`` for a symbolic beta > 1: ``df1 ~ C kappa^(-1/beta)``. A symbol known to be positive,
because ``(x^beta)^(1/beta)`` is x for positive x only."""


def capacity_constant(beta: Form) -> Any:
    """``C``, as a number where beta is one."""
    if beta.constant is None:
        return C
    angle = sympy.pi / beta.to_sympy()
    return angle / sympy.sin(angle)


@lru_cache(maxsize=1024)
def spelled_out(constant: Any) -> Any:
    """A constant for a ridge ``T^-ell`` (L = 1), with C written in terms of beta."""
    if constant is None:
        return None
    tidy = constant.subs(L, 1).replace(lambda part: part.is_Pow, lambda part: part.base ** sympy.expand(part.exp))
    angle = sympy.pi / symbol("beta")
    return sympy.factor_terms(sympy.cancel(tidy)).subs(C, angle / sympy.sin(angle))


@dataclass(frozen=True)
class Monomial:
    """``constant * T^exponent * log(T)^log_power``; ``constant`` None means "of this order", ``unknown`` says why."""

    exponent: Form
    log_power: Fraction = Fraction(0)
    constant: Any = sympy.S.One
    unknown: str = field(default="", compare=False, repr=False)

    def __mul__(self, other: Monomial) -> Monomial:
        known = self.constant is not None and other.constant is not None
        return Monomial(
            self.exponent + other.exponent,
            self.log_power + other.log_power,
            self.constant * other.constant if known else None,
            self.unknown or other.unknown,
        )

    def __truediv__(self, other: Monomial) -> Monomial:
        return self * other.power(Form.number(-1))

    def power(self, power: Form) -> Monomial:
        """``self^power``; a power that is not a number is for monomials without logarithm."""
        value = power.constant
        assert value is not None or not self.log_power
        constant = None if self.constant is None else self.constant ** power.to_sympy()
        return Monomial(self.exponent * power, self.log_power * (value or 0), constant, self.unknown)


@dataclass(frozen=True)
class Leading:
    """A term or a sum on a region: its leading monomial and the parts that attain it."""

    monomial: Monomial
    dominant: tuple[str, ...]


def leading_sum(parts: Mapping[str, Monomial], cases: Cases) -> Leading:
    """The sum of positive monomials: the greatest (exponent, log power); constants of equal orders add."""
    best: Monomial | None = None
    names: tuple[str, ...] = ()
    for name, part in parts.items():
        if best is None:
            best, names = part, (name,)
            continue
        order = cases.sign(part.exponent - best.exponent) or _sign(part.log_power - best.log_power)
        if order > 0:
            best, names = part, (name,)
        elif order == 0:
            known = best.constant is not None and part.constant is not None
            constant = best.constant + part.constant if known else None
            best = Monomial(best.exponent, best.log_power, constant, best.unknown or part.unknown)
            names = (*names, name)
    assert best is not None
    return Leading(best, names)


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
