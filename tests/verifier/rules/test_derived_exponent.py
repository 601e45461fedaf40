"""Exponents judged by the scaling calculus: proved with all hypotheses, refuted at a rational point, else undecided."""

from fractions import Fraction

import pytest
from sympy import Max, Min, Rational

from lemmata.theory.scaling.exponent_quantities import PowerLawModel, letter
from lemmata.verifier.checks import measured_slope
from lemmata.verifier.rules import derived_exponent
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

ell, b, delta, a = (letter(name) for name in ("ell", "b", "delta", "a"))
MODEL = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
RIGHT = Max(-ell, ell / 2 - 1)


def judged(model, claimed, relation="=", of="risk", assumptions=None):
    given = model.conditions if assumptions is None else assumptions
    return derived_exponent.judge(Step(model.exponent(of), relation, claimed), Context(assumptions=tuple(given)))


def test_the_exponent_of_the_risk_is_the_larger_of_bias_and_variance():
    assert judged(MODEL, RIGHT).verdict is Verdict.PROVED
    assert judged(MODEL, -2 * Min(ell, Rational(2, 3)), "<=").verdict is Verdict.REFUTED


@pytest.mark.parametrize("wrong", [Max(-2 * ell, ell / 2 - 1), Max(-ell, ell / 3 - 1), Min(-ell, ell / 2 - 1), -ell])
def test_a_planted_error_is_refuted_at_a_point_that_shows_it(wrong):
    found = judged(MODEL, wrong)
    assert found.verdict is Verdict.REFUTED
    point = {ell: Fraction(found.counterexample["ell"])}
    assert MODEL.exponent().value_at(point) != wrong.subs(ell, point[ell])


def test_a_point_where_another_assumption_fails_refutes_nothing():
    assert judged(MODEL, -ell, assumptions=(*MODEL.conditions, ell < Rational(1, 2))).verdict is Verdict.UNDECIDED


def test_without_the_conditions_of_the_model_nothing_is_said():
    assert judged(MODEL, RIGHT, assumptions=()).verdict is Verdict.UNDECIDED


def test_generators_for_which_no_formula_is_known_leave_it_undecided():
    chain = {"beta": 2, "r": "1/2", "d": "T^delta", "T0": "T^b", "n": "T^a", "sigma2": 1}
    anywhere = PowerLawModel(**chain, where=("ell > 0", "ell < 2", "delta > ell/2"))
    enough = PowerLawModel(**chain, where=("ell > 0", "ell < 2", "delta > ell/2", "b > delta"))
    closed = PowerLawModel(**chain, where=("ell > 0", "ell < 2", "delta > ell/2", "b >= delta"))
    fake = a + Max(1, delta) - b - (1 - ell / 2)
    assert judged(anywhere, fake, of="collapse").verdict is Verdict.UNDECIDED
    assert judged(enough, fake, of="collapse").verdict is Verdict.PROVED
    assert "where none is derived" in judged(closed, fake, of="collapse").detail


def test_the_optimum_no_longer_depends_on_the_ridge():
    model = PowerLawModel(beta="beta", r="r")
    assert {symbol.name for symbol in model.exponent("optimum").free_symbols} == {"beta", "r"}
    assert model.exponent("optimum").value_at({letter("beta"): 2, letter("r"): Fraction(1, 2)}) == Fraction(-2, 3)
    assert model.exponent("ell_star").value_at({letter("beta"): 2, letter("r"): Fraction(1, 2)}) == Fraction(2, 3)


def test_numbers_agree_with_a_right_exponent_and_refute_a_wrong_one(paper):
    from lemmata.theory.relations import equal

    for name, claimed, verdict in (("right", RIGHT, Verdict.TESTED), ("wrong", -2 * ell, Verdict.REFUTED)):
        claim = paper.claim(
            name, name, equal(MODEL.exponent(), claimed), where=[*MODEL.conditions], witness={ell: "1/2"}
        )
        assert measured_slope().gather(claim, Context()).verdict is verdict
