"""Hypothesis strategies for settings: spectra, sizes, ridges, noises and generations over several magnitudes.

Everything shrinks to what one can compute by hand: one eigenvalue 1, sizes of a few units, numbers 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sympy import Basic, Symbol

from lemmata.theory.notation import d, n, signal
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from tests.limits.rates.equivalents import Sides, sides_of
from tests.limits.rates.limits import definitions, speaks_of_spectrum, still_symbols
from tests.limits.rates.setting import FUNCTIONS, Setting, Shape, Unsuitable

_EIGENVALUES = [Fraction(x) for x in ("1", "2", "1/2", "1/4", "1/10", "10")]
_SHARES = [Fraction(x) for x in ("1", "1/2", "0", "9/10", "1/100")]
_NUMBERS = [Fraction(x) for x in ("1", "1/2", "2", "1/10", "3", "10", "1/100")]
_RATIOS = [Fraction(x) for x in ("1/2", "2", "1/3", "3", "1/4", "3/2", "2/3", "4")]
_SIZES = [Fraction(x) for x in ("2", "4", "3/2", "3", "8", "1/2", "1/3")]
_FEWER = [Fraction(x) for x in ("1/2", "1/3", "2/3")]
_MOST_GENERATIONS = 4


@st.composite
def shapes(draw: Any, most: int = 2, identity: bool = False) -> Shape:
    """One or two eigenvalues, each in up to ``most`` directions; the isotropic shape is the simplest."""
    first = (Fraction(1), draw(st.integers(1, most)), Fraction(1))
    if identity or not draw(st.booleans()):
        return Shape((first,))
    share = draw(st.sampled_from(_SHARES))
    value = draw(st.sampled_from(_EIGENVALUES))
    other = (draw(st.sampled_from(_EIGENVALUES)), draw(st.integers(1, most)), 1 - share)
    return Shape(((value, first[1], share), other))


def settings_of_limit(claim: Claim) -> SearchStrategy[Setting]:
    """Settings for a statement with ``->``."""
    spectral, symbols = speaks_of_spectrum(claim), still_symbols(claim)
    assert claim.path is not None
    grows = d in claim.path.moving
    defined = {symbol for symbol, _ in definitions(claim)}
    still = [c for c in claim.where if isinstance(c, Basic) and not c.free_symbols & (claim.path.moving | defined)]
    identity = any(_spectral(c) for c in still)
    still = [c for c in still if not _spectral(c)]
    ratios = {s for part in claim.path.keeping.values() for s in part.free_symbols} - claim.path.moving

    @st.composite
    def settings(draw: Any) -> Setting:
        shape = draw(shapes(2 if grows else 6, identity)) if spectral else Shape(((Fraction(1), 1, Fraction(1)),))
        chosen = {s: draw(st.sampled_from(_RATIOS)) for s in sorted(ratios & symbols, key=str)}
        fixed = {d: Fraction(shape.directions)} if spectral and not grows else {}
        numbers = draw(_points(symbols - chosen.keys(), [_at(c, {**chosen, **fixed}) for c in still]))
        if spectral:
            numbers[signal] = draw(st.sampled_from(_NUMBERS))
        return Setting(shape, {}, {**chosen, **numbers})

    return settings()


def _spectral(condition: Any) -> bool:
    from lemmata.theory.spectra.eigensum import depends_on_spectrum

    return depends_on_spectrum(condition)


def _at(condition: Any, values: dict[Symbol, Fraction]) -> Any:
    from sympy import Rational

    return condition.xreplace({s: Rational(v.numerator, v.denominator) for s, v in values.items()})


def _points(symbols: Iterable[Symbol], conditions: list[Any]) -> SearchStrategy[dict[Symbol, Fraction]]:
    from sympy import false, true

    if any(condition is false for condition in conditions):
        return st.nothing()
    domain = Domain.of(symbols, [condition for condition in conditions if condition is not true])
    return domain.strategy().map(dict)


def settings_of_equivalent(claim: Claim) -> SearchStrategy[Setting]:
    """Settings for a statement with ``~``: sizes in proportion, away from square where rows are pseudo-inverted."""

    @st.composite
    def settings(draw: Any) -> Setting:
        generations = draw(st.integers(1, _MOST_GENERATIONS - 1))
        sides = _sides(claim, generations)
        assume(sides is not None)
        assert sides is not None
        identity = any(_spectral(e) and not e.free_symbols for e in sides.equations)
        shape = draw(shapes(3 if sides.few else 2, identity))
        sizes = {d: shape.directions}
        for symbol in sorted(sides.dimensions - {d}, key=str):
            ratios = _FEWER if symbol in sides.few else _SIZES
            sizes[symbol] = max(1, int(draw(st.sampled_from(ratios)) * shape.directions))
            assume(symbol not in sides.few or sizes[symbol] < shape.directions)
            assume(not sides.inverts_rows or sizes[symbol] != shape.directions)
        numbers: dict[Symbol, Fraction] = {n: Fraction(generations)}
        for symbol in sorted(sides.symbols - sizes.keys() - {n}, key=str):
            numbers[symbol] = draw(st.sampled_from(_NUMBERS))
        functions = draw(st.tuples(*(st.integers(0, len(FUNCTIONS) - 1) for _ in range(2))))
        return Setting(shape, sizes, numbers, functions)

    return settings()


def _sides(claim: Claim, generations: int) -> Sides | None:
    try:
        return sides_of(claim, generations)
    except Unsuitable:
        return None


def points_of_exponent(claim: Claim) -> SearchStrategy[dict[Symbol, Fraction]]:
    """Points of the domain of an exponent or a constant."""
    symbols = {s for side in (claim.statement.lhs, claim.statement.rhs) for s in side.free_symbols}
    try:
        return _points(symbols, [c for c in claim.where if isinstance(c, Basic)])
    except EmptyDomain:
        return st.nothing()
