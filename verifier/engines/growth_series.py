"""What expansions along one variable are made of: monomials by their logarithms, series up to a remainder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from sympy import Expr, Integer

Generator: TypeAlias = "int | Monomial"


@dataclass(frozen=True)
class Monomial:
    """exp of a sum of multiples of generators, the largest first; a number k stands for the k-th logarithm of x."""

    log: tuple[tuple[Generator, Expr], ...] = ()


ONE = Monomial()
X = Monomial(((1, Integer(1)),))


@dataclass(frozen=True)
class Series:
    """Coefficients and monomials, largest first, up to a remainder of the order ``rest`` (None: none)."""

    terms: tuple[tuple[Monomial, Expr], ...]
    rest: Monomial | None = None

    @property
    def bound(self) -> Monomial | None:
        """The order of the whole; None for zero."""
        return self.terms[0][0] if self.terms else self.rest


@dataclass(frozen=True)
class Tends:
    """Where an expression goes: the coefficient of its leading monomial, and whether that grows (1), falls or stays."""

    c: Expr
    grows: int

    @property
    def limit(self) -> Expr | None:
        """The finite limit; None for what grows."""
        return None if self.grows > 0 else self.c if self.grows == 0 else Integer(0)
