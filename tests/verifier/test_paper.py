"""A proof holds what is between the two sides of its statement; each link shows what serves the statement."""

import pytest
from sympy import Symbol

from lemmata.theory.notation import T, d, kappa, n
from lemmata.theory.random_matrices import WhiteNoise, noise_vector
from lemmata.theory.relations import LINKS, Path, at_least, at_most, equal, equivalent, shown_by, tends
from lemmata.theory.spectra.eigensum import SPECTRUM, EigenSum, s
from lemmata.verifier.claim import DerivationError
from lemmata.verifier.paper import Paper, at_least_by, at_most_by, by, calc
from lemmata.verifier.rules import algebra, cases, cited, inequality, limit, recurrence, use
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

x = Symbol("x", positive=True)
y = Symbol("y", positive=True)


def links(claim):
    """The chain as one reads it: expression, relation, rule, expression, ..."""
    return [(link.step.before, link.step.relation, link.rule.name, link.step.after) for link in claim.proof.steps]


def test_one_rule_leads_from_side_to_side(paper, verdict_of):
    claim = paper.claim("square", "", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1}, proof=algebra)
    assert links(claim) == [((x + 1) ** 2, "=", "algebra", x**2 + 2 * x + 1)]
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_reasons_and_expressions_alternate_between_the_sides(paper, verdict_of):
    claim = paper.claim("square", "", at_least(x**2 - 2 * x + 2, 1), witness={x: 1},
                        proof=[algebra, (x - 1) ** 2 + 1, inequality])  # fmt: skip
    assert links(claim) == [
        (x**2 - 2 * x + 2, "=", "algebra", (x - 1) ** 2 + 1),
        ((x - 1) ** 2 + 1, ">=", "inequality", 1),
    ]
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_a_planted_error_between_the_sides_is_refuted(paper, verdict_of):
    paper.claim("square", "", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1},
                proof=[algebra, x**2 + 3 * x + 1, algebra])  # fmt: skip
    status = verdict_of(paper)
    assert status.verdict is Verdict.UNDECIDED
    assert status.decisive.verdict is Verdict.REFUTED


def test_a_chain_written_out_in_full_is_the_same_proof(paper):
    between = paper.claim("between", "", at_least(x**2, x - 1), witness={x: 1},
                          proof=[inequality, 2 * x - 1, inequality])  # fmt: skip
    chain = calc(x**2, at_least_by(inequality), 2 * x - 1, at_least_by(inequality), x - 1)
    full = paper.claim("full", "", at_least(x**2, x - 1), witness={x: 1}, proof=chain)
    assert links(between) == links(full)


def test_an_earlier_claim_is_a_reason(paper, verdict_of):
    square = paper.claim("square", "", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1}, proof=algebra)
    claim = paper.claim("twice", "", equal(2 * (x + 1) ** 2, 2 * x**2 + 4 * x + 2), witness={x: 1},
                        proof=[square, 2 * (x**2 + 2 * x + 1), algebra])  # fmt: skip
    assert claim.rests_on == (square.id,)
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_an_earlier_claim_shows_its_own_relation(paper):
    root = paper.claim("root", "", at_most(2 * x, x**2 + 1), witness={x: 1}, proof=inequality)
    square = paper.claim("square", "", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1}, proof=algebra)
    claim = paper.claim("sum", "", at_most((x + 1) ** 2, 2 * x**2 + 2), witness={x: 1},
                        proof=[square, x**2 + 2 * x + 1, root])  # fmt: skip
    assert [relation for _, relation, _, _ in links(claim)] == ["=", "<="]


def test_an_inequality_turns_round_where_the_statement_does(paper, verdict_of):
    root = paper.claim("root", "", at_most(2 * x, x**2 + 1), witness={x: 1}, proof=inequality)
    claim = paper.claim("minus", "", at_least(3 - 2 * x, 2 - x**2), witness={x: 1}, proof=root)
    assert [relation for _, relation, _, _ in links(claim)] == [">="]
    assert verdict_of(paper).verdict is Verdict.PROVED


def test_equations_lead_up_to_a_limit(paper):
    claim = paper.claim("limit", "", tends(1 + d / (T - d), 1, along=Path(T)), where=[T >= d + 1], witness={d: 1, T: 3},
                        proof=[algebra, T / (T - d), limit])  # fmt: skip
    assert [relation for _, relation, _, _ in links(claim)] == ["=", "->"]


def test_a_citation_shows_whatever_is_stated(paper):
    for place, (state, relation) in enumerate([(equal, "="), (at_most, "<="), (at_least, ">="), (equivalent, "~")]):
        claim = paper.claim(f"cited-{place}", "", state(x, y), witness={x: 1, y: 1}, proof=cited("a book"))
        assert claim.proof.relation == relation


def test_a_rule_that_says_nothing_of_its_relations_proves_equations(paper):
    class Symmetry(Rule):
        name = "symmetry"
        version = 1

        def judge(self, step: Step, context: Context) -> Finding:
            return Finding(Verdict.PROVED, "")

    claim = paper.claim("bound", "", at_most(x * y, y * x + 1), witness={x: 1, y: 1},
                        proof=[Symmetry(), x * y + 0, at_most_by(inequality)])  # fmt: skip
    assert [relation for _, relation, _, _ in links(claim)] == ["=", "<="]


def test_a_marker_says_which_relation_is_meant(paper):
    claim = paper.claim("bound", "", at_most(x, x + 1), witness={x: 1}, proof=[by(cited("a book")), x, inequality])
    assert [relation for _, relation, _, _ in links(claim)] == ["=", "<="]


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ([], "a proof begins and ends with a reason"),
        ([algebra, x], "a proof begins and ends with a reason"),
        ([x, algebra, x], "part 1 of the proof is x, not a reason"),
        ([algebra, algebra, algebra], "part 2 of the proof is .*, not an expression"),
        (
            recurrence(n, "base", "step"),
            "a reason of the proof is recurrence of .*base.*, where an earlier",
        ),
        (cases(x, x), "a reason of the proof is .*, where an earlier claim belongs"),
        (limit, "limit shows ->, which proves nothing about ="),
        (inequality, "inequality shows <=, >=, <, >, which proves nothing about ="),
        ([algebra, x, at_most_by(inequality)], "the proof shows <=, the statement says ="),
        ([at_least_by(inequality), x, at_most_by(inequality)], "the proof shows no single relation"),
    ],
)
def test_what_is_no_proof_is_an_error_that_names_the_claim(proof, message):
    with pytest.raises(DerivationError, match=f"demo:same: {message}"):
        Paper("demo", "").claim("same", "", equal(x * (x + 1), x**2 + x), witness={x: 1}, proof=proof)


def test_an_inequality_needs_more_than_equations(paper):
    with pytest.raises(DerivationError, match="the proof shows =, the statement says <="):
        paper.claim("same", "", at_most(x, x + y), witness={x: 1, y: 1}, proof=[algebra, x, algebra])


def test_an_equivalence_is_no_part_of_an_inequality(paper):
    like = paper.claim("like", "", equivalent(x, kappa), witness={x: 1, kappa: 1}, proof=cited("a book"))
    with pytest.raises(DerivationError, match="use like shows ~, which proves nothing about <="):
        paper.claim("bound", "", at_most(x, kappa), witness={x: 1, kappa: 1}, proof=like)


@pytest.mark.parametrize("relation", LINKS)
def test_a_relation_and_equations_compose_to_the_relation(relation):
    assert shown_by(["=", relation, "="]) == relation
    assert all(shown_by([relation, link]) in (relation, link) for link in LINKS[relation])


@pytest.mark.parametrize("links", [("<=", ">="), ("<=", "~"), ("~", "->"), ("->", ">=")])
def test_opposite_or_foreign_relations_do_not_compose(links):
    assert shown_by(links) is None


def test_using_a_claim_at_values_is_written_with_use(paper):
    square = paper.claim("square", "", equal((x + 1) ** 2, x**2 + 2 * x + 1), witness={x: 1}, proof=algebra)
    claim = paper.claim("at-two", "", equal((2 * y + 1) ** 2, 4 * y**2 + 4 * y + 1), witness={y: 1},
                        proof=use(square, {x: 2 * y}))  # fmt: skip
    assert claim.rests_on == (square.id,)


def test_a_section_carries_what_its_claims_share(paper):
    laws = (WhiteNoise(noise_vector("eps", T), x),)
    with paper.section("Section 2", where=[T >= d], witness={d: 1, T: 2, x: 1}, laws=laws, source="Lemma 1"):
        plain = paper.claim("plain", "", at_least(2 * T, d), proof=inequality)
        special = paper.claim("special", "", at_least(T + y, d), where=[y > 1], witness={T: 3, y: 2}, source="Lemma 2")
    outside = paper.claim("outside", "", equal(x * (x + 1), x**2 + x), witness={x: 1}, proof=algebra)
    assert plain.where == (T >= d,)
    assert plain.witness == {d: 1, T: 2, x: 1}
    assert plain.source.place == "Lemma 1"
    assert special.where == (T >= d, y > 1)
    assert special.witness == {d: 1, T: 3, y: 2}
    assert special.source.place == "Lemma 2"
    assert plain.laws == special.laws == laws
    assert (outside.where, outside.laws, outside.source, outside.section) == ((), (), None, "")


def test_a_section_within_a_section_adds_to_it_and_ends(paper):
    with paper.section("Section 2", where=[T >= d], witness={d: 1, T: 2}):
        with paper.section(where=[d >= 2], witness={d: 2}):
            inner = paper.claim("inner", "", at_least(T, 2), proof=inequality)
        outer = paper.claim("outer", "", at_least(2 * T, d), proof=inequality)
    assert inner.where == (T >= d, d >= 2)
    assert inner.witness == {d: 2, T: 2}
    assert outer.where == (T >= d,)
    assert inner.section == outer.section == "Section 2"


def test_a_spectrum_of_the_claim_decides_its_dimension(paper):
    with paper.section(witness={d: 3, kappa: 1}):
        claim = paper.claim("trace", "", at_least(EigenSum(s) + kappa * d, 0), witness={SPECTRUM: ((1, 1), (2, 0))})
    assert d not in claim.witness
    assert claim.witness[kappa] == 1


def test_claims_stand_in_the_order_of_the_table_of_contents():
    paper = Paper("demo", "", contents={"Section 1": "First", "Section 2": "Second"})
    with paper.section("Section 2", witness={x: 1}):
        paper.claim("late", "", equal(x * (x + 1), x**2 + x), proof=algebra)
    with paper.section("Section 1", witness={x: 1}):
        early = paper.claim("early", "", equal(x * (x + 2), x**2 + 2 * x), proof=algebra)
    assert [claim.id for claim in paper.in_order()] == ["demo:early", "demo:late"]
    assert paper.heading(early) == "Section 1 · First"


def test_a_table_of_contents_has_a_place_for_every_claim():
    paper = Paper("demo", "", contents={"Section 1": "First"})
    with pytest.raises(DerivationError, match="'Section 3' is no section"), paper.section("Section 3"):
        pass
    with pytest.raises(DerivationError, match="demo:lost stands in no section"):
        paper.claim("lost", "", equal(x * (x + 1), x**2 + x), witness={x: 1})


def test_what_is_published_says_where(paper):
    with pytest.raises(DerivationError, match="demo:printed has no source"):
        paper.published("printed", "", equal(x * (x + 1), x**2 + x), witness={x: 1})


def test_a_published_statement_of_two_identical_sides_says_nothing_and_a_base_case_may(paper):
    with pytest.raises(DerivationError, match="demo:same: both sides of the statement are 2\\*x; say what is meant"):
        paper.published("same", "", equal(x + x, 2 * x), witness={x: 1}, source=paper.at("eq. 1"))
    paper.claim("base", "", equal(x + x, 2 * x), witness={x: 1}, proof=algebra)


def test_what_the_paper_prints_stands_beside_the_encoding(paper):
    printed = r"x(x + 1) = x^2 + x"
    claim = paper.published(
        "printed", "", equal(x * (x + 1), x**2 + x), source="Lemma 1", witness={x: 1}, printed=printed
    )
    assert claim.printed == printed


def test_an_assumption_that_a_letter_brings_with_it_is_left_out(paper):
    n = Symbol("n", integer=True, positive=True)
    with paper.section("Section 2", where=[n >= 1], witness={n: 1}):
        assert paper.claim("held", "", at_least(n, 1), where=[n >= 0], proof=inequality).where == ()
        assert paper.claim("kept", "", at_least(n, 2), where=[n >= 2], witness={n: 2}, proof=inequality).where == (
            n >= 2,
        )
