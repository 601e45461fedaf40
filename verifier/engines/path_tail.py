"""Whether a path has a tail in the domain: constants for which its points lie in it from some point on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, islice

import sympy
from sympy import Basic, Eq, Expr, Ge, Gt, Integer, Le, Lt, Ne, Rational, Symbol

from lemmata.theory.notation import d, signal
from lemmata.theory.spectra.eigensum import c2, s, with_sums
from lemmata.verifier.engines.domain import Domain, Point
from lemmata.verifier.engines.leading_forms import Leading, LeadingForms, NoLeadingForm
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.path_domain import Walk
from lemmata.verifier.engines.special_points import special_points

_TRIES = 12
_LARGEST = 100  # of a constant at an end of its range: far out, limits of sums are slow


def points_with_a_tail(walk: Walk, further: Iterable[Basic] = (), letters: Iterable[Symbol] = ()) -> Iterator[Point]:
    """Values of the constants for which the path stays in the domain.

    Args:
        walk: the path in its domain.
        further: relations between constants that must hold as well.
        letters: further constants that get a value.

    Raises:
        EmptyDomain: when the constants have no values.
    """
    facts = [at_unit_covariance(fact) for fact in (*walk.facts, *further)]
    symbols = {symbol for part in (*walk.cuts, *walk.path.keeping.values()) for symbol in part.free_symbols}
    symbols |= {*letters, *(symbol for relation in facts for symbol in relation.free_symbols)}
    constants = (symbol for symbol in symbols if not walk.moves(symbol))
    domain = Domain.of(constants, facts)
    drawn = domain.sample(_TRIES, seed=0)
    found = special_points((Integer(0), Integer(0)), domain, drawn[:1], thorough=False)
    corners = (point for point in found if all(abs(value) <= _LARGEST for value in point.values()))
    yield from (point for point in chain(drawn, islice(corners, _TRIES)) if _stays(walk, point))


def at_unit_covariance(expression: Basic) -> Basic:
    """Sums over eigenvalues for Sigma = 1 and equal weights: a domain with any covariance has these points."""
    found: Basic = with_sums(expression, lambda summand: d * summand.xreplace({s: Integer(1), c2: signal / d}))
    return found


def _stays(walk: Walk, point: Point) -> bool:
    """Whether all assumptions hold from some point on, with the constants at the point and leading orders exact."""
    grows = next(symbol for symbol, form in walk.moving.items() if symbol not in walk.path.keeping)
    kept = dict(walk.path.keeping)

    def along(expression: Basic) -> Basic:
        for _ in range(len(kept) + 1):
            expression = expression.xreplace(kept)
        return expression.xreplace({symbol: Rational(value) for symbol, value in point.items()})

    cuts = (along(at_unit_covariance(relation)) for relation in walk.cuts if walk.moves(relation))
    if not all(eventually(relation, grows) for relation in cuts):
        return False
    symbols = {**{symbol: symbol for symbol in kept}, **walk.replaced}
    return all(_suits(symbol, along(value), grows, symbol in kept) for symbol, value in symbols.items())


def _suits(symbol: Symbol, value: Expr, grows: Symbol, is_kept: bool) -> bool:
    """Whether a value that moves has its symbol's own assumptions from some point on."""
    bounds = {"positive": Gt, "nonnegative": Ge, "negative": Lt, "nonpositive": Le, "nonzero": Ne}
    if not all(eventually(kind(value, 0), grows) for name, kind in bounds.items() if getattr(symbol, f"is_{name}")):
        return False
    if any(getattr(symbol, f"is_{name}") for name in ("even", "odd", "prime", "composite", "irrational")):
        return False
    if not symbol.is_integer:
        return True
    coefficient, power = value.as_independent(grows, as_Add=False)
    whole = isinstance(coefficient, Rational) and power.as_base_exp()[1].is_Integer
    return bool(value.is_integer) or (is_kept and whole)


def eventually(relation: Basic, grows: Symbol) -> bool:
    """Whether a relation in one symbol that grows certainly holds from some point on."""
    if relation in (sympy.true, sympy.false):
        return relation is sympy.true
    if not isinstance(relation, (Eq, Ne, Ge, Gt, Le, Lt)) or relation.free_symbols != {grows}:
        return False
    difference = relation.args[0] - relation.args[1]
    try:
        if vanishes(difference):
            return isinstance(relation, (Eq, Ge, Le))
        forms = LeadingForms({grows: Leading(sympy.Integer(1), Fraction(1))})
        leading = forms.of(difference).c
    except (NoLeadingForm, NotAlgebraic):
        return False
    if any(owed is not sympy.true for owed in forms.owed):
        return False
    if isinstance(relation, (Ge, Gt)):
        return bool(leading.is_positive)
    if isinstance(relation, (Le, Lt)):
        return bool(leading.is_negative)
    return isinstance(relation, Ne) and bool(leading.is_nonzero)
