"""What a result rests on comes along with it: no name, kind of claim or rule of one's own washes it away."""

from dataclasses import replace
from pathlib import Path

import pytest
from sympy import Integer, Sum, Symbol, oo

from lemmata.numerics.errors import InputError
from lemmata.theory.relations import at_most, equal
from lemmata.theory.scaling.exponent_quantities import PowerLawModel, letter
from lemmata.verifier.claim import by, calc
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.rules import algebra, cited, derived_exponent, inequality, use
from lemmata.verifier.run import run
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict

x = Symbol("x", positive=True)
p = Symbol("p", positive=True)
i = Symbol("i", integer=True, positive=True)
far = at_most(p, 10**9 + 1)  # false where no point is tried
identity = equal((x + 1) ** 2, x**2 + 2 * x + 1)


class Credulous(Rule):
    name = "algebra"
    version = 1

    def judge(self, step, context):
        return Finding(Verdict.PROVED, "same normal form")


class Hostile(Rule):
    name = "hostile"
    version = 1

    def judge(self, step, context):
        return Finding(Verdict.REFUTED, "false, believe me", counterexample={"x": "1"}, gap="1")


def test_a_citation_is_an_assumption_of_its_author(paper, verdict_of):
    paper.claim("cited", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(cited("Nobody 1900")), identity.rhs))
    status = verdict_of(paper)
    assert status.verdict is Verdict.ASSUMED
    assert status.words == "assumed: Nobody 1900"


def test_a_rule_of_ones_own_is_named_with_its_file_and_proves_nothing(paper, verdict_of):
    paper.claim("own", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(Credulous()), identity.rhs))
    status = verdict_of(paper)
    assert status.verdict is Verdict.ASSUMED
    assert status.words == "assumed: rule of test_support.py"


def test_a_rule_of_ones_own_that_says_where_it_does_not_stand_is_seen_through(paper, verdict_of):
    kind = type("AlgebraRule", (Credulous,), {"__module__": "lemmata.verifier.rules.algebra"})
    paper.claim("own", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(kind()), identity.rhs))
    assert verdict_of(paper).verdict is Verdict.ASSUMED


def test_a_method_put_on_a_rule_of_the_project_is_seen_through(paper, verdict_of):
    rule = type(algebra)()
    rule.judge = Credulous().judge
    paper.claim("own", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(rule), identity.rhs))
    assert verdict_of(paper).verdict is Verdict.ASSUMED


def test_a_rule_of_ones_own_refutes_nothing(paper, verdict_of):
    paper.claim("own", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(Hostile()), identity.rhs))
    assert verdict_of(paper).verdict is Verdict.UNDECIDED


def test_a_theorem_with_a_proof_is_judged_by_its_proof(paper, verdict_of):
    given = paper.claim("given", "", identity, witness={x: 1},
                        proof=calc(identity.lhs, by(cited("a rumour")), identity.rhs))  # fmt: skip
    theorem = paper.theorem("theorem", "", identity, witness={x: 1}, reference="a book",
                            proof=calc(identity.lhs, by(use(given)), identity.rhs))  # fmt: skip
    paper.claim("above", "", identity, witness={x: 1}, proof=calc(identity.lhs, by(use(theorem)), identity.rhs))
    status = verdict_of(paper)
    assert status.verdict is Verdict.ASSUMED
    assert status.words == "assumed: a rumour"


def test_a_theorem_that_nothing_could_have_refuted_is_taken_on_trust(paper, verdict_of):
    f, g = Symbol("f", positive=True), Symbol("g", positive=True)
    infinite = Sum(f**-i, (i, 1, oo))
    theorem = paper.theorem("theorem", "", equal(infinite, g), witness={f: 2, g: 1}, reference="a book",
                            where=[g * (f - 1) >= 1, g * (f - 1) <= 1, f > 1])  # fmt: skip
    paper.claim("above", "", equal(2 * infinite, 2 * g), witness={f: 2, g: 1},
                where=[g * (f - 1) >= 1, g * (f - 1) <= 1, f > 1],
                proof=calc(2 * infinite, by(use(theorem)), 2 * g))  # fmt: skip
    status = verdict_of(paper)
    assert status.verdict in (Verdict.ASSUMED, Verdict.PROVED)
    assert (status.verdict is Verdict.PROVED) == bool(status.support.citing)


def test_what_a_rule_holds_is_rested_on_whatever_it_says(paper, verdict_of):
    weak = paper.claim("weak", "", at_most(p, 10**40), witness={p: 1})
    rule = use(weak)
    rule.claims = ()
    above = paper.claim("above", "", at_most(p, 10**40), witness={p: 1}, proof=[rule])
    assert above.rests_on == ("demo:weak",)
    assert verdict_of(paper).verdict is not Verdict.PROVED


def test_another_claim_under_a_known_name_is_not_the_known_claim(paper, verdict_of):
    known = paper.claim("known", "", identity, witness={x: 1}, proof=algebra)
    other = replace(known, statement=equal(x + 1, x + 2), proof=None)
    paper.claim("above", "", equal(x + 1, x + 2), witness={x: 1}, proof=calc(x + 1, by(use(other)), x + 2))
    assert not verdict_of(paper).verdict.holds


def test_a_refutation_needs_all_that_the_false_step_rests_on(paper, verdict_of):
    sum_is = Sum(x * 2**-i, (i, 1, oo))
    wrong = paper.claim("wrong", "", equal(sum_is, x + 1), witness={x: 1})
    paper.claim("right", "", equal(sum_is, x), witness={x: 1},
                proof=calc(sum_is, by(use(wrong)), x + 1, by(algebra), x))  # fmt: skip
    assert verdict_of(paper).verdict is not Verdict.REFUTED


def test_an_exponent_of_the_risk_names_the_equivalents_that_it_rests_on(paper, verdict_of):
    model = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
    ell = letter("ell")
    paper.claim("bias", "", equal(model.exponent("bias"), -ell), witness={ell: 1}, where=model.conditions,
                proof=derived_exponent)  # fmt: skip
    status = verdict_of(paper)
    assert status.verdict is Verdict.ASSUMED
    assert "deterministic equivalents" in status.words


def test_true_neighbours_stay_proved(paper, verdict_of):
    square = paper.claim("square", "", identity, witness={x: 1}, proof=algebra)
    theorem = paper.theorem("theorem", "", identity, witness={x: 1}, reference="a book", proof=[square])
    paper.claim("above", "", identity, witness={x: 1}, proof=[theorem])
    status = verdict_of(paper)
    assert (status.verdict, status.words) == (Verdict.PROVED, "proved")


OWN = """
from sympy import Symbol
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper, by, calc
from lemmata.verifier.step import Finding, Rule
from lemmata.verifier.verdict import Verdict
x = Symbol("x", positive=True)
class Mine(Rule):
    name = "mine"
    version = 1
    def judge(self, step, context):
        return Finding(Verdict.{verdict}, "so")
PAPER = Paper("own", "A paper")
PAPER.claim("a", "", equal(x + 1, 1 + x + 0), witness={{x: 1}}, proof=calc(x + 1, by(Mine()), 1 + x))
"""


def _verdict_of(file: Path, folder: Path) -> Verdict:
    with Ledger(folder / "ledger.sqlite") as ledger:
        return run([str(file)], ledger, Settings(effort="quick", jobs=1)).status["own:a"].verdict


def test_a_rule_whose_code_has_changed_is_judged_again(tmp_path):
    file = tmp_path / "own.py"
    file.write_text(OWN.format(verdict="PROVED"))
    assert _verdict_of(file, tmp_path) is Verdict.ASSUMED
    file.write_text(OWN.format(verdict="UNDECIDED"))
    assert _verdict_of(file, tmp_path) is Verdict.UNDECIDED


CIRCLE = """
from sympy import Symbol
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper
from lemmata.verifier.rules import algebra, use
x = Symbol("x", positive=True)
PAPER = Paper("own", "A paper")
a = PAPER.claim("a", "", equal(x + 1, 1 + x), witness={x: 1}, proof=algebra)
rule = use(a)
b = PAPER.claim("b", "", equal(x + 1, 1 + x), witness={x: 1}, proof=[rule])
rule.claim = b
"""


def test_nothing_rests_on_itself(tmp_path):
    file = tmp_path / "circle.py"
    file.write_text(CIRCLE)
    with Ledger(tmp_path / "ledger.sqlite") as ledger, pytest.raises(InputError, match="rest on itself"):
        run([str(file)], ledger, Settings(effort="quick", jobs=1))


def test_an_inequality_between_numbers_stays_proved(paper, verdict_of):
    paper.claim("below", "", at_most(x, x + Integer(1)), witness={x: 1}, proof=inequality)
    assert verdict_of(paper).verdict is Verdict.PROVED
