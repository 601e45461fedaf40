"""Where exponents are those of finite sizes: few degrees of freedom on the whole domain, ends included."""

import pytest

from lemmata.theory.scaling.derive import derive_exponents
from lemmata.theory.scaling.finite_size import beyond

CHAIN = {"d": "T^delta", "T0": "T^b", "n": "T^a", "sigma2": "T^-s"}
INSIDE = ("ell > 0", "ell < beta", "b >= delta")


def reason(subject="total", constants=False, beta="beta", r="r", **given):
    return beyond(derive_exponents(beta, r, **given), subject, constants=constants)


@pytest.mark.parametrize(
    ("subject", "given"),
    [
        ("total", {**CHAIN, "where": INSIDE}),
        ("collapse", {**CHAIN, "where": INSIDE}),
        ("bias", {"where": ("ell < beta",)}),
        ("variance", {"d": "T^delta", "where": ("delta < 1",)}),
        ("variance", {"ell": "beta"}),
        ("variance", {"d": "T^delta", "where": ("ell <= beta",)}),
        ("optimum", {**CHAIN, "sigma2": "0", "where": ("b >= delta", "a >= b - delta")}),
        ("ell_star", {"d": "T^b", "T0": "2*T^b", "n": "T^a", "sigma2": "0", "where": ("a <= b",)}),
        ("optimum", {}),
        ("ell_star", {**CHAIN, "sigma2": "1", "where": ("b >= delta",)}),
        ("optimum", {**CHAIN, "sigma2": "0", "where": ("b >= delta", "delta < 1", "a <= b")}),
        ("optimum", {**CHAIN, "sigma2": "0", "where": ("b >= delta", "delta > 1", "a <= b")}),
        ("optimum", {"sigma2": "T^-s", "where": ("s > 0",)}),
        ("optimum", {"sigma2": "0", "d": "T^delta", "where": ("delta > 1",)}),
    ],
)
def test_the_bounds_reach(subject, given):
    assert reason(subject, **given) == ""


@pytest.mark.parametrize(
    ("subject", "given", "word"),
    [
        ("bias", {"where": ("ell > 0", "ell <= beta")}, "beta or more"),
        ("bias", {"ell": "beta"}, "beta or more"),
        ("total", {"ell": "beta"}, "beta or more"),
        ("variance", {"ell": "oo"}, "no ridge"),
        ("variance", {"where": ("ell > 0",)}, "above beta"),
        ("variance", {"d": "T^delta", "where": ("delta <= 1",)}, "above beta"),
        ("collapse", {**CHAIN, "where": ("ell < beta", "b >= delta")}, "negative"),
        ("total", {**CHAIN, "designs": "same", "where": INSIDE}, "design"),
        ("total", {**CHAIN, "protocol": "accumulate", "where": INSIDE}, "accumulate"),
        (
            "total",
            {**CHAIN, "n": "1", "ridge0": "T^-1", "beta": 2, "where": ("ell > 0", "ell < 2", "b >= delta")},
            "lose",
        ),
        ("optimum", {**CHAIN, "sigma2": "0", "where": ("b >= delta", "a <= b")}, "without noise"),
        ("optimum", {**CHAIN, "sigma2": "0", "where": ("b >= delta", "a >= b - delta - 1")}, "without noise"),
        ("ell_star", {"sigma2": "T^-s", "where": ("s > 0",)}, "without noise"),
        ("optimum", {"sigma2": "0", "d": "T^delta", "where": ("delta >= 1",)}, "without noise"),
        ("variance", {"d": "T + T^h", "ell": "1", "beta": 2, "where": ("h > 0", "h < 1")}, "within o(T)"),
        ("variance", {"d": "T^(1/2)", "beta": "1/2", "ell": "1/4"}, "not above 1"),
    ],
)
def test_they_do_not_reach(subject, given, word):
    assert word in reason(subject, **given)


def test_constants_are_reached_but_those_of_an_optimum_with_a_collapse():
    given = {**CHAIN, "where": INSIDE}
    assert not any(reason(part, constants=True, **given) for part in ("bias", "variance", "collapse", "total"))
    assert reason("optimum", constants=True) == ""
    assert "without noise" in reason("optimum", constants=True, sigma2="T^-s", where=("s > 0",))
    assert "beta or more" in reason("variance", constants=True, ell="beta")
    assert "optimum" in reason("ridge", constants=True, **{**CHAIN, "sigma2": "1", "where": ("b >= delta",)})
