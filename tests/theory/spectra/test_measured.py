"""Spectra from files and data: read as the rationals they are, zeros contribute nothing, at speed."""

from fractions import Fraction

import numpy as np
import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory import Chain, Diagonal, equivalent_risk
from lemmata.theory.models.renormalised_fits import renormalised
from lemmata.theory.spectra.measured import (
    spectrum_from_file,
    spectrum_of_data,
    spectrum_of_kernel,
    spectrum_of_pairs,
)
from tests.depth import often


def test_text_and_arrays_are_read_exactly_and_zeros_left_out(tmp_path):
    text = tmp_path / "e.csv"
    text.write_text("eigenvalue,weight\n0.1,1\n# a remark\n1e-20,2/3\n0,5\n1/3; 4\n")
    found = spectrum_from_file(text, weighted=True)
    assert found == Diagonal(["1/3", "1/10", "1e-20"], [4, 1, "2/3"])
    array = tmp_path / "e.npy"
    np.save(array, np.array([0.1, 0.0, 2.0]))
    found = spectrum_from_file(array, weighted=False)
    assert [Fraction(int(v.p), int(v.q)) for v in found.eigenvalues] == [Fraction(2), Fraction(0.1)]


@pytest.mark.parametrize(("text", "said"), [
    ("1\n-1e-9\n", ">= 0"), ("1\nx\n", "line 2"), ("", "a file with eigenvalues"), ("1 2\n3\n", "one column"),
    ("1\n2\n", "two columns"), ("0\n", "two columns"),
])  # fmt: skip
def test_what_is_no_spectrum_is_named(tmp_path, text, said):
    file = tmp_path / "e.txt"
    file.write_text(text)
    with pytest.raises(InputError, match=said):
        spectrum_from_file(file, weighted="-1" not in text)


def test_data_and_their_kernel_have_one_spectrum_and_one_target():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 4)), rng.normal(size=12)
    one, other = spectrum_of_data(X, y), spectrum_of_kernel(X @ X.T, y)
    assert one.d == other.d == 4
    for a, b in ((one.eigenvalues, other.eigenvalues), (one.squared_weights, other.squared_weights)):
        assert np.allclose([float(x) for x in a], [float(x) for x in b], rtol=1e-8)


def test_many_eigenvalues_have_the_kappa_and_risk_of_a_plain_sum():
    rng = np.random.default_rng(1)
    values = np.concatenate([np.arange(1, often(1_000, 10_000) + 1) ** -1.3, np.zeros(7)])
    spectrum = spectrum_of_pairs(values, rng.normal(size=len(values)))
    kappa = renormalised(spectrum, 500, spectrum.eigenvalues[0] - 1, 15).kappa
    risk = equivalent_risk(Chain(spectrum, T=500, sigma2="1/10"), digits=15).total
    k, v, c2 = float(kappa.mid), values[:-7], np.array([float(w) for w in spectrum.squared_weights])
    assert abs(k * np.sum(v / (v + k)) / 500 - k) < 1e-12
    df2 = np.sum((v / (v + k)) ** 2)
    plain = (k**2 * np.sum(c2 * v / (v + k) ** 2) + 0.1 * df2 / 500) / (1 - df2 / 500)
    assert float(risk.mid) == pytest.approx(plain, rel=1e-9)
