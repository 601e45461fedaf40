"""Hypothesis strategies for chains, spectra and parameters, to use in tests of one's own.

    from hypothesis import given
    from lemmata.theory import exact_risk
    from lemmata.verifier.property_test.strategies import chains

    @given(chains(ridge=0))
    def test_more_generations_never_help(chain): ...

Numbers are exact. Sizes are half small, half spread over magnitudes, and everything shrinks to small integers. By
default the mean risk of a chain is finite: without a ridge, no fit has d - 1, d or d + 1 samples.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lemmata.numerics.exact import Exact, exact
from lemmata.theory.models.chain import Chain
from lemmata.theory.spectra.spectra import Diagonal, Isotropic, PowerLaw, Spectrum
from lemmata.verifier.property_test.cells import cells
from lemmata.verifier.property_test.question import Question


def sizes(least: int = 1, largest: int = 1000) -> SearchStrategy[int]:
    """Integers, half of them small, half spread over magnitudes.

    Args:
        least: the least size.
        largest: the largest.
    """
    small = st.integers(least, min(least + 8, largest))
    return small | st.integers(0, 30).map(lambda k: min(largest, max(least, round(least * 10 ** (k / 10)))))


def variances(largest: int = 4) -> SearchStrategy[Fraction]:
    """Exact numbers that are not negative, zero and one among them."""
    return st.sampled_from([Fraction(0), Fraction(1)]) | st.fractions(0, largest, max_denominator=8)


def ridges() -> SearchStrategy[Fraction]:
    """Ridge parameters: zero, moderate, tiny and huge."""
    tiny_or_huge = st.integers(-6, 6).map(lambda k: Fraction(10) ** k)
    return st.just(Fraction(0)) | st.fractions(0, 4, max_denominator=8) | tiny_or_huge


@st.composite
def spectra(draw: Any, *, largest: int = 40, kinds: Iterable[str] = ("isotropic", "diagonal", "power-law")) -> Spectrum:
    """Spectra of finite dimension.

    Args:
        draw: given by Hypothesis.
        largest: the largest dimension.
        kinds: which kinds to draw.
    """
    kind = draw(st.sampled_from(list(kinds)))
    if kind == "isotropic":
        return Isotropic(draw(sizes(1, largest)), draw(variances()))
    if kind == "power-law":
        beta, r = draw(st.fractions("9/8", 4, max_denominator=8)), draw(st.fractions("1/8", 2, max_denominator=8))
        return PowerLaw(beta, r=r, d=draw(sizes(1, largest)))
    eigenvalues = draw(st.lists(st.fractions("1/8", 4, max_denominator=8), min_size=1, max_size=min(6, largest)))
    weights = draw(st.lists(st.integers(-3, 3), min_size=len(eigenvalues), max_size=len(eigenvalues)))
    return Diagonal(sorted(eigenvalues, reverse=True), weights)


@st.composite
def chains(
    draw: Any,
    *,
    spectrum: SearchStrategy[Spectrum] | None = None,
    ridge: Exact | None = None,
    n: int | None = None,
    finite: bool = True,
) -> Chain:
    """Retraining chains.

    Args:
        draw: given by Hypothesis.
        spectrum: where the spectrum is drawn from; all kinds by default.
        ridge: a fixed ridge parameter; drawn by default.
        n: a fixed number of generations; up to six by default.
        finite: whether the mean risk must be finite.
    """
    drawn = draw(spectrum if spectrum is not None else spectra())
    penalty = draw(ridges()) if ridge is None else exact(ridge, "ridge")
    generations = draw(st.integers(0, 6)) if n is None else n
    samples, generator_samples = draw(_samples(drawn.d)), draw(_samples(drawn.d))
    if finite:
        assume(penalty > 0 or abs(samples - drawn.d) > 1)
        assume(generations == 0 or abs(generator_samples - drawn.d) > 1)
    return Chain(
        drawn,
        T=samples,
        ridge=penalty,
        sigma2=draw(variances()),
        n=generations,
        T0=generator_samples,
        sigma0_2=draw(variances()),
    )


def parameters(quantity: str, given: Iterable[str] = ()) -> SearchStrategy[dict[str, Fraction]]:
    """Points of the domain of a quantity, by name.

    Args:
        quantity: as for :func:`~lemmata.verifier.property_test.property_test`.
        given: conditions.

    Raises:
        InputError: when no point satisfies the conditions.
    """
    question = Question.read("0", quantity, "exact", given).parts[0]
    points = st.one_of([cell.strategy() for cell in cells(question)])
    return points.map(lambda point: {symbol.name: value for symbol, value in point.items()})


def _samples(dimension: int | None) -> SearchStrategy[int]:
    """Numbers of samples on both sides of the dimension, close to it and far away."""
    d = dimension or 1
    return st.integers(d + 2, d + 10) | sizes(d + 2, 20 * d + 100) | st.integers(1, max(1, d - 2))
