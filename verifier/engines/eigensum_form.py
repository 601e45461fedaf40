"""Normal forms of sums over eigenvalues: a per-eigenvalue identity implies the trace identity.

Every ``EigenSum(f)`` with f rational in the eigenvalue s is a combination of basis sums (powers of s, powers of
1/(s + pole), each with or without a weight such as c2) by partial fractions. The decomposition is proposed by SymPy and
then proved, eigenvalue by eigenvalue, as an identity of rational functions; the basis sums are the generators of the
normal form that decides the rest.
"""

from __future__ import annotations

from functools import lru_cache

from sympy import Add, Expr, Mul, Poly, apart, factor, together

from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes


class NotPerEigenvalue(ValueError):
    """The partial fractions that were proposed are not the summand."""


def in_basis(expression: Expr) -> Expr:
    """The expression with every eigenvalue sum written in basis sums.

    Raises:
        NotPerEigenvalue: when a proposed decomposition fails its proof.

    >>> from lemmata.theory.notation import kappa
    >>> in_basis(EigenSum(s/(s + kappa)))
    d - kappa*EigenSum(1/(kappa + s))
    """
    return expression.xreplace({node: _decomposed(node) for node in expression.atoms(EigenSum)})


@lru_cache(maxsize=4096)
def _decomposed(node: EigenSum) -> Expr:
    summand = together(node.summand)
    terms = [_split(part) for part in Add.make_args(_partial_fractions(summand))]
    rebuilt = Add(*(outside * inside for outside, inside in terms))
    try:
        proved = vanishes(rebuilt - node.summand)
    except NotAlgebraic as reason:
        raise NotPerEigenvalue(str(reason)) from None
    if not proved:
        raise NotPerEigenvalue(f"partial fractions of {node.summand} could not be confirmed")
    return Add(*(outside * EigenSum(inside) for outside, inside in terms))


def _partial_fractions(summand: Expr) -> Expr:
    """Partial fractions in s of the coefficient of each power of c2, every term factored."""
    numerator, denominator = summand.as_numer_denom()
    pieces = []
    for (power,), coefficient in Poly(numerator, c2).terms():
        fractions = apart(factor(coefficient / denominator), s)
        pieces += [c2**power * factor(term) for term in Add.make_args(fractions)]
    return Add(*pieces)


def _split(term: Expr) -> tuple[Expr, Expr]:
    """Constant factor, and a basis summand in the letters that have a value for each eigenvalue."""
    inside: list[Expr] = []
    outside: list[Expr] = []
    for part in Mul.make_args(term):
        (inside if part.has(*PER_EIGENVALUE) else outside).append(part)
    return Mul(*outside), Mul(*inside)
