"""Where two sizes meet another formula holds: claims are judged there too, or say that they are not."""

import json

import pytest

from lemmata.theory.scaling.certificate import certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.derive import derive_exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.walls import Wall, walls_in, walls_of
from lemmata.verifier.exponents.certificates import check
from tests.theory.scaling.of_models.test_equivalent_problem import derived

LITTLE_RIDGE = {"d": "T^delta", "ell": 9}
CHAIN = {"d": "T^delta", "T0": "T^b", "ell": 1}


@pytest.mark.parametrize(
    ("given", "where", "reached"),
    [
        (LITTLE_RIDGE, ["delta <= 1"], ["delta == 1"]),
        (LITTLE_RIDGE, ["delta >= 1"], ["delta == 1"]),
        (LITTLE_RIDGE, [], ["delta == 1"]),
        (LITTLE_RIDGE, ["2*delta <= 1 + delta", "delta > 1/2"], ["delta == 1"]),
        (LITTLE_RIDGE, ["delta < 1"], []),
        (LITTLE_RIDGE, ["delta > 1"], []),
        (LITTLE_RIDGE, ["delta == 1"], []),
        (LITTLE_RIDGE, ["delta <= 3/4"], []),
        (CHAIN, ["delta > 1", "b >= delta"], ["b == delta"]),
        (CHAIN, ["delta > 1", "b > delta"], []),
        (CHAIN, ["delta + b <= 2", "b >= 1"], ["b == delta", "delta == 1"]),  # in one point
        (CHAIN, ["b == delta + 1"], ["delta == 1"]),
        (CHAIN, ["b == delta + 1", "delta < 1"], []),
        ({**CHAIN, "T0": "T^(delta + h)"}, ["h >= 0", "delta < 1"], ["h == 0"]),
    ],
)
@pytest.mark.parametrize("r", ["1/2", "r"])
def test_walls_are_those_points_of_the_domain_that_no_part_contains(given, where, reached, r):
    assert sorted(wall.condition for wall in walls_in(derive_exponents(2, r, **given, where=where))) == reached


@pytest.mark.parametrize(
    ("given", "where", "claim", "verdict"),
    [
        # without a ridge to speak of the variance is d/T for d < T, 1 for d > T, and rises at d = T
        (LITTLE_RIDGE, ["delta < 1"], "delta - 1", "proved"),
        (LITTLE_RIDGE, ["delta <= 1"], "delta - 1", "refuted"),
        (LITTLE_RIDGE, ["delta > 1"], "0", "proved"),
        (LITTLE_RIDGE, ["delta >= 1"], "0", "refuted"),
        (LITTLE_RIDGE, ["delta >= 1"], "variance <= 0", "refuted"),
        (LITTLE_RIDGE, ["delta >= 1"], "variance >= 0", "proved"),
        (LITTLE_RIDGE, ["delta > 1"], "variance <= 0", "proved"),
        (LITTLE_RIDGE, [], "min(delta, 1) - 1", "refuted"),
        (LITTLE_RIDGE, ["delta == 1"], "7/2", "proved"),
        (LITTLE_RIDGE, ["delta == 1"], "0", "refuted"),
        # a ridge that keeps kappa away from 0 leaves no trace of d = T
        ({"d": "T^delta", "ell": 1}, ["delta >= 1"], "-1/2", "proved"),
        ({"d": "T^delta", "ell": 1}, ["delta > 1/2"], "-1/2", "proved"),
        ({"d": "T^delta", "ell": 1}, ["delta > 1/2"], "-1/3", "refuted"),
        # generators with many samples
        (CHAIN, ["delta > 1", "b > delta"], "collapse == delta - b - 1/2", "proved"),
        (CHAIN, ["delta >= 1", "b > delta"], "collapse == delta - b - 1/2", "proved"),
        (CHAIN, ["delta >= 1", "b > delta"], "collapse == 1 - b - 1/2", "refuted"),
        ({**CHAIN, "ell": 9}, ["delta >= 1", "b > delta"], "collapse == delta - b", "proved"),
        # an optimal ridge is never small enough to notice
        ({"d": "T^delta"}, ["delta >= 1"], "optimum == -2/3", "proved"),
        ({"d": "T^delta"}, ["delta >= 1"], "optimum == -1/2", "refuted"),
    ],
)
def test_a_claim_is_judged_on_the_walls_that_its_domain_reaches(given, where, claim, verdict):
    judged = judge_claim(derive_exponents(2, "1/2", **given, where=where), claim)
    assert (judged.verdict, judged.apart) == (verdict, ())


@pytest.mark.parametrize(
    ("given", "where", "claim", "apart"),
    [
        ({"d": "T^delta", "ell": "oo"}, ["delta <= 1"], "delta - 1", "d of the order of T (delta = 1)"),
        (CHAIN, ["delta > 1", "b >= delta"], "collapse == delta - b - 1/2", "d of the order of T0 (b = delta)"),
    ],
)
def test_a_claim_says_of_which_wall_it_says_nothing(given, where, claim, apart):
    """Without a ridge the risk is infinite at d = T, and with T0 = d that of the generators is."""
    judged = judge_claim(derive_exponents(2, "1/2", **given, where=where), claim)
    assert (judged.verdict, judged.apart) == ("proved", (apart,))


@pytest.mark.parametrize(
    ("where", "verdict"), [(["mu < 1"], "proved"), (["mu <= 1"], "refuted"), (["mu <= 1", "mu >= 2/3"], "refuted")]
)
def test_as_many_features_as_samples_are_a_wall(where, verdict):
    """Random features without a ridge to speak of: at m = T the risk rises as at an interpolation peak."""
    features = {"m": "T^mu", "ridge": "T^-9", "beta": 2, "r": "1/4", "where": where}
    judged = judge_claim(derived("random-features", **features), "max(-mu, mu - 1)")
    assert judged.verdict == verdict
    assert judged.counterexample in (None, {"mu": 1})


@pytest.mark.parametrize("field", ["on_walls", "apart"])
def test_a_certificate_that_leaves_out_its_walls_is_rejected(field):
    where = {"on_walls": ["delta >= 1", "b > delta"], "apart": ["delta > 1", "b >= delta"]}[field]
    found = derive_exponents(2, "1/2", **CHAIN, where=where)
    judged = judge_claim(found, "collapse == delta - b - 1/2")
    document = json.loads(json.dumps(certificate(found, None, [judged.to_json()])))
    assert document["claims"][0][field]
    assert check(document).confirmed
    document["claims"][0][field] = []
    assert not check(document).confirmed


def test_a_wall_is_told_by_its_sizes_or_else_by_its_condition():
    """In a legend as LaTeX, which must not be empty."""
    form = Form.name("h") - 1
    named = walls_of(derive_exponents(2, "1/2", **CHAIN))
    assert [wall.latex for wall in named] == [r"$d \asymp T$", r"$d \asymp T_0$"]
    assert (Wall(form, ()).latex, str(Wall(form, ()))) == ("h == 1", "h = 1")
