"""A status is computed from evidence and from what lies below; nothing raises it but proof."""

import pytest
from sympy import Derivative, Function, Integer, Symbol

from lemmata.theory.notation import T, d, n
from lemmata.theory.relations import Path, at_least, at_most, equal, tends
from lemmata.verifier.checks import simulation
from lemmata.verifier.claim import DerivationError, at_most_by, by, calc, tends_by
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.rules import algebra, differentiate, inequality, limit, recurrence, use
from lemmata.verifier.status import statuses
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict, strongest, weakest

x = Symbol("x", positive=True)
PROVED = Finding(Verdict.PROVED, "")
TESTED = Finding(Verdict.TESTED, "")
square = equal((x + 1) ** 2, x**2 + 2 * x + 1)


def test_a_verdict_has_no_truth_value():
    with pytest.raises(TypeError, match="a verdict has no truth value: compare it"):
        bool(Verdict.PROVED)


def test_weakest_and_strongest_bound_every_verdict():
    assert weakest(Verdict) is Verdict.REFUTED
    assert strongest(Verdict) is Verdict.PROVED
    assert weakest([]) is Verdict.NOT_RUN


def test_an_identity_is_proved(paper, verdict_of):
    paper.claim("square", "", square, witness={x: 1}, proof=calc((x + 1) ** 2, by(algebra), x**2 + 2 * x + 1))
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_without_a_proof_agreement_at_points_is_only_tested(paper, verdict_of):
    paper.claim("square", "", square, witness={x: 1})
    assert verdict_of(paper).verdict is Verdict.TESTED


def test_a_false_identity_is_refuted_with_a_small_counterexample_and_a_gap(paper, verdict_of):
    paper.claim("wrong", "", equal(d / (T - d), d / (T - d - 1)), where=[T >= d + 2], witness={d: 1, T: 3})
    status = verdict_of(paper)
    assert status.verdict is Verdict.REFUTED
    assert status.decisive.counterexample == {"d": "1", "T": "3"}
    assert float(status.decisive.gap) == 0.5


def test_a_wrong_step_is_refuted_and_the_claim_not_proved(paper, verdict_of):
    middle = x**2 + 3 * x + 1
    paper.claim("square", "", square, witness={x: 1},
                proof=calc((x + 1) ** 2, by(algebra), middle, by(algebra), x**2 + 2 * x + 1))  # fmt: skip
    status = verdict_of(paper)
    assert status.verdict is Verdict.UNDECIDED
    assert "step 1" in status.reason
    assert status.decisive.verdict is Verdict.REFUTED


def test_a_chain_that_ends_elsewhere_proves_nothing(paper, verdict_of):
    paper.claim("square", "", square, witness={x: 1}, proof=calc(x**2, by(algebra), x * x))
    assert verdict_of(paper).verdict is Verdict.UNDECIDED


def test_an_inequality_does_not_prove_an_equation(paper, verdict_of):
    paper.claim("square", "", square, witness={x: 1},
                proof=calc((x + 1) ** 2, at_most_by(inequality), x**2 + 2 * x + 1))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.UNDECIDED


def test_a_witness_outside_the_assumptions_makes_the_claim_vacuous(paper, verdict_of):
    paper.claim("empty", "", equal(T - d, (T**2 - d**2) / (T + d)), where=[T >= d + 2, T <= d], witness={T: 3, d: 1})
    assert verdict_of(paper).verdict is Verdict.VACUOUS


def test_a_claim_without_a_witness_is_not_a_claim(paper):
    with pytest.raises(DerivationError, match="witness"):
        paper.claim("empty", "", equal(T - d, (T**2 - d**2) / (T + d)))


def test_what_rests_on_a_refuted_claim_is_not_proved_by_it(paper, verdict_of):
    wrong = paper.claim("wrong", "", equal(x, x + 1), witness={x: 1})
    proof = calc(x * (x + 1), by(use(wrong)), (x + 1) ** 2, by(use(wrong)), x * (x + 1), by(algebra), x**2 + x)
    paper.claim("above", "", equal(x * (x + 1), x**2 + x), witness={x: 1}, proof=proof)
    assert verdict_of(paper).verdict is Verdict.UNDECIDED


def test_a_cited_theorem_is_named_by_what_rests_on_it(paper, verdict_of):
    f = Symbol("f", positive=True)
    theorem = paper.theorem("known", "", equal(f, x + 1), witness={x: 1, f: 2}, reference="a book")
    paper.claim("above", "", equal(2 * f, 2 * x + 2), witness={x: 1, f: 2},
                proof=calc(2 * f, by(use(theorem)), 2 * x + 2))  # fmt: skip
    evidence = {
        "demo:known": [Evidence.of("domain", "witness", PROVED), Evidence.of("statement", "points", TESTED)],
        "demo:above": [
            Evidence.of("domain", "witness", PROVED),
            Evidence.of("step", "use known", PROVED, position=1),
            Evidence.of("shape", "chain", PROVED),
        ],
    }
    found = statuses(list(paper.claims.values()), evidence)
    assert found["demo:known"].verdict is Verdict.ASSUMED
    assert found["demo:above"].verdict is Verdict.PROVED
    assert found["demo:above"].support.citing == ("demo:known",)
    assert found["demo:above"].words == "proved, citing known"


def test_engines_that_contradict_each_other_decide_nothing(paper, verdict_of):
    class Credulous(Rule):
        name = "credulous"
        version = 1

        def judge(self, step, context):
            return Finding(Verdict.PROVED, "because I say so")

    paper.claim("wrong", "", equal(x, x + 1), witness={x: 1}, proof=calc(x, by(Credulous()), x + 1))
    status = verdict_of(paper)
    assert not status.verdict.holds


def test_a_rule_that_raises_decides_nothing(paper, verdict_of):
    class Broken(Rule):
        name = "broken"
        version = 1

        def judge(self, step, context):
            raise RuntimeError("no idea")

    paper.claim("square", "", square, witness={x: 1}, proof=Broken())
    assert verdict_of(paper).verdict is Verdict.UNDECIDED


def test_a_proved_inequality(paper, verdict_of):
    paper.claim("below", "", at_most(T - d, T), where=[T >= d], witness={T: 2, d: 1},
                proof=calc(T - d, at_most_by(inequality), T))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_a_false_inequality_is_refuted(paper, verdict_of):
    paper.claim("above", "", at_least(T - d, T), where=[T >= d], witness={T: 2, d: 1})
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_a_wrong_limit_is_refuted(paper, verdict_of):
    path = Path(T)
    paper.claim("limit", "", tends(T / (T + d), Integer(2), along=path), witness={T: 2, d: 1},
                proof=calc(T / (T + d), tends_by(limit), 2))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_induction_needs_the_right_closed_form(paper, verdict_of):
    from lemmata.theory.quantities.regression import generator_error

    start = paper.claim("start", "", equal(generator_error(0), 0), witness={d: 1, T: 3})
    step = paper.claim("step", "", equal(generator_error(n + 1), generator_error(n) + d), witness={d: 1, n: 1})
    rule = recurrence(n, base=start, step=step)
    right = calc(generator_error(n), by(rule), n * d)
    wrong = calc(generator_error(n), by(rule), n * d + 1)
    from lemmata.verifier.step import Context

    assert rule.judge(right.steps[0].step, Context()).verdict is Verdict.PROVED
    assert rule.judge(wrong.steps[0].step, Context()).verdict is not Verdict.PROVED


def test_a_wrong_derivative_is_refuted(paper, verdict_of):
    paper.claim("slope", "", equal(Derivative(x**3, x), 2 * x**2), witness={x: 1},
                proof=calc(Derivative(x**3, x), by(differentiate), 2 * x**2))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.REFUTED


def test_simulation_without_a_risk_decides_nothing(paper, verdict_of):
    paper.claim("square", "", square, witness={x: 1}, checks=[simulation()])
    assert verdict_of(paper).verdict is Verdict.TESTED


def test_a_chain_that_uses_something_undecided_refutes_nothing(paper, verdict_of):
    f = Symbol("f", positive=True)
    free = Function("free")(f)
    wrong = paper.claim("wrong", "", equal(free, f + 1), witness={f: 1})
    paper.claim("ours", "", equal(free, f), witness={f: 1},
                proof=calc(free, by(use(wrong)), f + 1, by(algebra), f))  # fmt: skip
    assert verdict_of(paper).verdict is Verdict.UNDECIDED
