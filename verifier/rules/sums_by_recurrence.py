"""Sums whose terms depend on the last index: both sides follow one recurrence in n (Wilf and Zeilberger 1990).

Where f(n, k) = F(n, k)/R(n) and f(n + 1, k) - f(n, k) = s(k + 1) - s(k) for a rational multiple s of f, the sum of
f(n, k) over k up to n + c changes from n to n + 1 by s at the ends and the last terms; where that vanishes, it is what
it is at the first n. Where the terms do not depend on n, the difference is the last term. The multiple is looked for as
Gosper's antidifference and checked; R must not vanish, and everything be defined, for all n from the first on.

>>> from sympy import binomial
>>> n, k = Symbol("n", integer=True, positive=True), Symbol("k", integer=True)
>>> by_recurrence(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2*n, n), ())
'both sides follow one recurrence in n from 1 on'
>>> by_recurrence(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2*n + 1, n), ())
''
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Basic, Dummy, Expr, Ge, Integer, Le, Ne, Sum, Symbol
from sympy.concrete.gosper import gosper_term

from lemmata.verifier.engines.binders import bound_in, written_out
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.rules.finite_sums import MOST_TERMS, first_of
from lemmata.verifier.rules.mean_value import are_defined
from lemmata.verifier.verdict import Verdict


def by_recurrence(total: Sum, value: Expr, where: Sequence[Basic]) -> str:
    """How a sum up to a letter and a constant is known to have a value; empty where it is not."""
    k, low, high = total.limits[0]
    n = next(iter(high.free_symbols), None) if len(high.free_symbols) == 1 else None
    if (
        n is None
        or n in bound_in(total)
        or not (n.is_integer and n.is_nonnegative and low.is_Integer and (high - n).is_Integer)
    ):
        return ""
    first = first_of(n, where)
    start = written_out(total.xreplace({n: Integer(first)}), MOST_TERMS)
    if first + (high - n) < low or start.has(Sum) or not _same(start, value.xreplace({n: Integer(first)})):
        return ""
    index = Dummy(n.name, integer=True, nonnegative=True, **({"positive": True} if first else {}))
    known = (*(one for one in where if n not in one.free_symbols), Ge(index, first, evaluate=False))
    term, value, last = (one.xreplace({n: index}) for one in (total.function, value, high))
    rise = _rise(term, value, (k, low, last), index, known)
    return f"both sides follow one recurrence in {n} from {first} on" if rise == 0 else ""


def _rise(
    term: Expr, value: Expr, limits: tuple[Symbol, Expr, Expr], n: Symbol, known: tuple[Basic, ...]
) -> Expr | None:
    """Zero where the sum of the terms and the value rise alike from n to n + 1; None where that is not known."""
    k, low, last = limits
    if n not in term.free_symbols:
        later = value.xreplace({n: n + 1}) - value
        there = term.xreplace({k: last + 1})
        same = are_defined([there, later], known) and _same(there, later)
        return Integer(0) if same else None
    if term.free_symbols | value.free_symbols > {n, k} or decided(Ne(value, 0), known).answer != "proved":
        return None
    ratio = sympy.combsimp(term.xreplace({n: n + 1}) / term * value / value.xreplace({n: n + 1}))
    certificate = _certificate(term, ratio, k, n)
    if certificate is None:
        return None
    place, one = Dummy("k", integer=True), Integer(1)
    inside = (*known, Ge(place, low, evaluate=False), Le(place, last - 1, evaluate=False))
    up_to_the_end = (*known, Ge(place, low, evaluate=False), Le(place, last, evaluate=False))

    def weighed(at: Expr, of: Expr, factor: Expr) -> Expr:
        found: Expr = (term * factor).xreplace({n: of}).xreplace({k: at}) / value.xreplace({n: of})
        return found

    change = weighed(place, n + 1, one) - weighed(place, n, one)
    step = weighed(place + 1, n, certificate) - weighed(place, n, certificate)
    ends = weighed(last, n, certificate) - weighed(low, n, certificate)
    ends += weighed(last, n + 1, one) + weighed(last + 1, n + 1, one) - weighed(last, n, one)
    if not are_defined([certificate.xreplace({k: place}), term.xreplace({k: place})], up_to_the_end):
        return None
    if not are_defined([term.xreplace({k: place}).xreplace({n: n + 1})], inside) or not are_defined([ends], known):
        return None
    return Integer(0) if _same(change, step) and _same(ends, Integer(0)) else None


def _certificate(term: Expr, ratio: Expr, k: Symbol, n: Symbol) -> Expr | None:
    """The rational function of n and k by which the terms are multiplied; a guess."""
    if not ratio.is_rational_function(k, n):
        return None
    change = sympy.factor(ratio - 1)
    try:
        found = Integer(0) if change == 0 else gosper_term(term * change, k)
    except (ValueError, NotImplementedError, ArithmeticError, AttributeError):
        return None
    return None if found is None else sympy.factor(sympy.cancel(change * found))


def _same(one: Expr, other: Expr) -> bool:
    """Equality of combinations of binomials and harmonic numbers, written in Gamma functions of one argument."""
    difference = sympy.expand_func(one - other)
    if difference.has(sympy.binomial, sympy.factorial, sympy.gamma):
        difference = sympy.gammasimp(difference)
    return difference == 0 or same_value(difference, Integer(0), ()).verdict is Verdict.PROVED
