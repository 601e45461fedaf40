"""What is an exact number: integers of any library, numerals; a float is answered with what to type instead."""

from fractions import Fraction

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import exact, whole
from lemmata.theory import Chain, Diagonal, Isotropic, exact_risk
from lemmata.theory.reading.parsing import number
from lemmata.verifier.language import Paper, T, algebra, d, equal


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint16])
def test_integers_of_numpy_are_integers(kind):
    assert exact(kind(7)) == Fraction(7)
    assert number(kind(7)) == 7
    chain = Chain(Isotropic(d=kind(2), signal=kind(1)), T=kind(6), sigma2=kind(1))
    assert exact_risk(chain).total == exact_risk(Chain(Isotropic(d=2, signal=1), T=6, sigma2=1)).total


def test_arrays_of_integers_are_spectra():
    one = Chain(Diagonal(eigenvalues=np.array([2, 1]), weights=np.array([1, 3])), T=9, sigma2=1)
    assert exact_risk(one).total == exact_risk(Chain(Diagonal([2, 1], [1, 3]), T=9, sigma2=1)).total


def test_a_derivation_may_hold_integers_of_numpy(verdict_of):
    paper = Paper("demo", "A demonstration")
    two = np.int64(2)
    paper.claim("x", "", equal(two * d, d + d), where=[T >= d + two], witness={d: two, T: np.int64(5)}, proof=algebra)
    assert verdict_of(paper).verdict.value == "proved"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.1, 'write "0.1" in quotes, or Fraction(1, 10)'),
        (1 / 3, 'write "1/3" in quotes, or Fraction(1, 3)'),
        (8.0, "write 8"),
        (np.float32(0.5), 'write "0.5" in quotes, or Fraction(1, 2)'),
        (np.float64(1e-20), "write \"1e-20\" in quotes"),
        (float("inf"), '"oo" in quotes'),
        (float("nan"), "not a float"),
        (True, "an exact number"),
        (np.bool_(True), "an exact number"),
        (1j, "an exact number"),
        ([1], "an exact number"),
    ],
)  # fmt: skip
def test_what_is_no_exact_number_is_answered_with_what_to_type(value, said):
    for read in (exact, number):
        with pytest.raises(InputError) as refused:
            read(value)
        assert said in str(refused.value)


def test_what_is_no_integer_by_its_type_is_none():
    assert whole(np.float64(3)) is None
    assert whole("3") is None
