"""A witness is a point like any other; means that the laws give are compared exactly, with a proof and without."""

import pytest
from sympy import Eq, Rational, Sum, Symbol, log, oo
from sympy.abc import k

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import T, d, kappa
from lemmata.theory.random_matrices import E, GaussianRows, design, gram, identity, inv, tr
from lemmata.theory.relations import Path, at_least, at_most, equal, less_than, tends
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.claim import Paper
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.rules import algebra, cited
from lemmata.verifier.verdict import Verdict

X = design("X", T, d)


def found(statement, **fields):
    claim = Paper("demo", "A demonstration").claim("one", "one claim", statement, **fields)
    [evidence] = [item for item in judge(claim, context_of(claim)) if item.part == "statement"]
    return evidence


def test_a_rare_counterexample_given_as_the_witness_refutes():
    rare = at_most(1 / ((T - 33) ** 2 + kappa), 10**6)
    assert found(rare, witness={T: 33, kappa: Rational(1, 10**9)}).counterexample == {
        "T": "33",
        "kappa": "1/1000000000",
    }


def test_a_spectrum_may_be_the_counterexample():
    spread = at_most(EigenSum(s) ** 2, 1000 * d * EigenSum(s**2) / 999)
    evidence = found(spread, witness={SPECTRUM: ((1, 1), (1, 1))})
    assert evidence.verdict is Verdict.TESTED
    wrong = at_most(EigenSum(s**2), 2 * EigenSum(s) ** 2 / (d + Rational(1, 100)))
    evidence = found(wrong, witness={SPECTRUM: ((1000, 1), (1, 1), (1, 1))})
    assert evidence.verdict is Verdict.REFUTED
    assert evidence.counterexample["eigenvalues"] == "1000,1,1"


def test_a_true_statement_is_not_refuted_at_its_witness():
    assert found(equal(d * kappa / kappa, d), witness={d: 3, kappa: 1}).verdict is Verdict.TESTED


def test_a_limit_is_refuted_by_another_limit_and_never_by_values():
    along = Path(T)
    assert found(tends((T + 1) / (2 * T), 1, along), witness={T: 1}).verdict is Verdict.REFUTED
    slow = found(tends(1 + 1 / log(T + 1), 1, along), witness={T: 1})
    assert slow.verdict is not Verdict.REFUTED
    wrong = found(tends(1 + kappa ** (1 / T), 1, along), witness={T: 1, kappa: 1})
    assert wrong.verdict is Verdict.REFUTED


def test_a_true_limit_without_a_proof_is_told_its_proof():
    assert found(tends((T + 1) / T, 1, Path(T)), witness={T: 1}).detail == "proof=limit proves it"


@pytest.mark.parametrize(("side", "refuted"), [("above", False), ("below", True), ("both", True)])
def test_a_limit_from_both_sides_is_refuted_by_one(side, refuted):
    x = Symbol("x", real=True)
    evidence = found(tends(abs(x) / x, 1, Path(x, 0, side=side)), witness={x: 1})
    assert (evidence.verdict is Verdict.REFUTED) == refuted


def test_a_side_of_a_path_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(InputError, match=r'side = \+: must be "above", "below" or "both"'):
        Path(T, 0, side="+")


HALF = Rational(1, 2)


@pytest.mark.parametrize(
    ("before", "after", "closed", "open_"),
    [
        (kappa**T, 0, kappa <= 1, kappa < 1),
        (T ** (1 - kappa), 0, kappa >= 1, kappa > 1),
        ((1 - kappa) * T / ((1 - kappa) * T + 1), 1, kappa <= 1, kappa < 1),
        (Sum(kappa**k, (k, 0, T)), 1 / (1 - kappa), kappa <= 1, kappa < 1),
    ],
    ids=str,
)
def test_a_limit_is_refuted_at_the_end_of_the_range_of_a_constant(before, after, closed, open_):
    witness = {T: 2, kappa: 2 if open_ == (kappa > 1) else HALF}
    refuted = found(tends(before, after, Path(T)), where=[closed], witness=witness)
    assert refuted.verdict is Verdict.REFUTED
    assert refuted.counterexample["kappa"] == "1"
    assert found(tends(before, after, Path(T)), where=[open_], witness=witness).verdict is not Verdict.REFUTED


def of_rows(statement, *where, witness=None):
    laws = [GaussianRows(X, identity(d))]
    return found(statement, where=where, witness=witness or {d: 1, T: 6}, laws=laws)


INVERSE = inv(gram(X))


@pytest.mark.parametrize(
    "statement",
    [
        equal(E(tr(INVERSE**2)), d * T / ((T - d) * (T - d - 1) * (T - d - 3))),
        equal(E(tr(INVERSE)) ** 2, d**2 / (T - d) ** 2),
        at_most(E(tr(INVERSE)), d / (T - d)),
        less_than(E(tr(gram(X) ** 2)), T * d * (T + d + 1)),
    ],
)
def test_a_false_statement_about_means_is_refuted_without_a_proof(statement):
    evidence = of_rows(statement, T >= d + 4)
    assert evidence.verdict is Verdict.REFUTED
    assert evidence.counterexample == {"d": "1", "T": "5"}


def test_a_true_statement_about_means_is_tested_where_the_means_are_known():
    true = equal(E(tr(INVERSE**2)), d * (T - 1) / ((T - d) * (T - d - 1) * (T - d - 3)))
    assert of_rows(true, T >= d + 4).verdict is Verdict.TESTED
    assert of_rows(at_least(E(tr(INVERSE**2)), d / (T - d - 1) ** 2), T >= d + 4).verdict is Verdict.TESTED
    assert not of_rows(true, T >= d + 2).verdict.holds  # the mean is infinite at d + 3
    assert of_rows(equal(E(tr(INVERSE)), oo), Eq(T, d + 1), witness={d: 1, T: 2}).verdict is not Verdict.REFUTED


@pytest.mark.parametrize(
    ("right", "verdict"), [(d / (T - d - 1), Verdict.ASSUMED), (d / (T - d), Verdict.REFUTED)], ids=["true", "false"]
)
@pytest.mark.parametrize("state", [equal, at_most], ids=["=", "<="])
def test_a_step_that_is_only_cited_is_refuted_as_well_as_one_without_a_proof(state, right, verdict):
    claim = Paper("demo", "A demonstration").claim(
        "one", "one claim", state(E(tr(INVERSE)), right), where=[T >= d + 2], witness={d: 1, T: 6},
        laws=[GaussianRows(X, identity(d))], proof=cited("a book"),
    )  # fmt: skip
    [step] = [item for item in judge(claim, context_of(claim)) if item.part == "step"]
    assert step.verdict is verdict


def test_what_a_false_claim_proves_points_to_the_claim():
    paper, t = Paper("own", "Squares"), Symbol("t", positive=True)
    false = paper.claim("false", "", equal((t + 1) ** 2, t**2 + 1), witness={t: 1}, proof=algebra)
    twice = paper.claim("twice", "", equal(2 * (t + 1) ** 2, 2 * (t**2 + 1)), witness={t: 1}, proof=false)
    wrong = next(one for one in judge(twice, context_of(twice)) if one.verdict is Verdict.UNDECIDED)
    assert wrong.detail.endswith("own:false is false, or one of the two engines is wrong")
