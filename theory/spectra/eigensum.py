"""Sums over the eigenvalues of the covariance.

``EigenSum(f)`` is the sum of f(lambda_k, c_k^2) over the eigenvalues lambda_k of Sigma and the squared weights c_k^2 of
w0 in its eigenbasis, written with the letters :data:`s` (an eigenvalue) and :data:`c2` (a squared weight):

    df1       = tr Sigma (Sigma + kappa)^-1        = EigenSum(s/(s + kappa))
    tr Sigma  = EigenSum(s)          d = EigenSum(1)          ||w0||^2 = EigenSum(c2)

The sum is a notation, not a computation: it stays unopened until a concrete spectrum is put in by :func:`at_spectrum`.
It is linear in f and differentiates under the sum.

>>> from lemmata.theory.notation import kappa
>>> EigenSum(s/(s + kappa)).diff(kappa)
-EigenSum(s/(kappa + s)**2)
>>> at_spectrum(EigenSum(s + c2), ((1, 3), (Rational(1, 2), 0)))
9/2
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Add, Basic, Expr, Integer, Rational, Symbol, sympify

from lemmata.theory.notation import d, signal
from lemmata.theory.occurring import occurring

s = Symbol("s", positive=True)
"""An eigenvalue of the covariance."""
c2 = Symbol("c2", nonnegative=True)
"""The squared weight of w0 on the same eigenvector."""

Pairs = Sequence[tuple[Any, Any]]
"""A concrete spectrum: pairs (lambda_k, c_k^2)."""

SPECTRUM = Symbol("Sigma", commutative=True)
"""The covariance in quantities that depend on it, until :func:`at_spectrum` puts a :class:`ConcreteSpectrum` there."""


class EigenSum(Expr):
    """The sum of ``summand(lambda_k, c_k^2)`` over k = 1..d."""

    is_commutative = True
    is_real = True

    def __new__(cls, summand: Expr | int) -> Expr:
        """Sums of 1 and of c2 have names of their own, d and ||w0||^2; a rational factor is put in front."""
        factor, rest = sympify(summand, strict=True).as_coeff_Mul()
        if factor == 0:
            return Integer(0)
        if rest == 1:
            return factor * d
        result: Expr = signal if rest == c2 else Expr.__new__(cls, rest)
        return factor * result

    @property
    def summand(self) -> Expr:
        """f, an expression in s, c2 and free symbols."""
        return self.args[0]

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols of the summand other than the bound letters s and c2."""
        return set(self.summand.free_symbols) - {s, c2}

    def _eval_is_nonnegative(self) -> bool | None:
        return True if self.summand.is_nonnegative else None

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        return EigenSum(self.summand.diff(symbol))

    def _sympystr(self, printer: Any) -> str:
        return f"EigenSum({printer._print(self.summand)})"

    def _latex(self, printer: Any) -> str:
        inside = printer._print(self.summand.subs({s: Symbol(r"\lambda_k"), c2: Symbol("c_k") ** 2}))
        return rf"\sum_k {inside}"


class ConcreteSpectrum(Basic):
    """A concrete spectrum as an argument of a quantity: its args are (lambda_1, c_1^2, lambda_2, c_2^2, ...)."""

    @property
    def pairs(self) -> tuple[tuple[Expr, Expr], ...]:
        """The pairs (lambda_k, c_k^2)."""
        return tuple(zip(self.args[::2], self.args[1::2], strict=True))

    def _sympystr(self, printer: Any) -> str:
        return f"diag({', '.join(printer._print(value) for value in self.args[::2])})"


def at_spectrum(expression: Basic, pairs: Pairs) -> Basic:
    """Put a concrete spectrum into an expression or relation: sums become finite, d and ||w0||^2 numbers."""
    values = [(Rational(value), Rational(weight)) for value, weight in pairs]
    flat = [part for pair in values for part in pair]
    numbers = {d: Integer(len(values)), signal: Add(*(weight for _, weight in values))}
    given: dict[Basic, Basic] = {**numbers, SPECTRUM: ConcreteSpectrum(*flat)}

    def total(summand: Expr) -> Expr:
        return Add(*(summand.xreplace({**given, s: value, c2: weight}) for value, weight in values))

    return with_sums(expression, total).xreplace(given)


def with_sums(expression: Basic, total: Callable[[Expr], Expr]) -> Any:
    """The expression with a value for every sum, found from its summand; a sum inside another binds its own letters.

    >>> with_sums(EigenSum(s*EigenSum(c2*s)), lambda summand: 2*summand.xreplace({s: Integer(3), c2: Integer(1)}))
    36
    """
    found: dict[Basic, Basic] = {}
    for node in sorted(occurring(expression, EigenSum), key=lambda node: len(occurring(node, EigenSum))):
        found[node] = total(node.summand.xreplace(found))
    return expression.xreplace(found)


def depends_on_spectrum(expression: Basic) -> bool:
    """Whether a concrete spectrum must be put in before the expression has a value."""
    return bool(expression.has(EigenSum, SPECTRUM))
