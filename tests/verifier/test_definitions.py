"""Definitions belong to a paper: two papers may define one letter differently, and neither knows of the other."""

import pytest
from sympy import Function, Rational, S, Sum, Symbol, exp, expand

from lemmata.theory.notation import T, d, n
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.quantities.regression import X0, Sigma, eps0, generator_error, meaning, w, w0
from lemmata.theory.random_matrices import E, GaussianRows, design, identity, invertible, norm2, pinv, tr, vector, zero
from lemmata.theory.relations import at_least, equal, greater_than, less_than
from lemmata.verifier.claim import DerivationError, by, calc
from lemmata.verifier.judge import context_of, ends_match, judge
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.obligations import judged
from lemmata.verifier.outcome import Settings
from lemmata.verifier.paper import Paper
from lemmata.verifier.rules import algebra, definition, inequality, matrix_identity
from lemmata.verifier.run import run
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict

FILE = """
from lemmata.verifier.language import *

PAPER = Paper({key!r}, "")
PAPER.define(w, w0, lambda i: {factor} * w[i])
with PAPER.section(witness={{d: 2}}):
    PAPER.claim("true", "", equal(norm2(w[1]), {factor}**2 * norm2(w0)),
        proof=[definition(w[1], w[0]), norm2({factor} * w0), matrix_identity])
    PAPER.claim("false", "", equal(norm2(w[1]), 25 * norm2(w0)),
        proof=[definition(w[1], w[0]), norm2({factor} * w0), matrix_identity])
"""
OF_A_CHAPTER = "dohmatob2024:generator-error-start"


def verdicts(targets, ledger):
    with Ledger(ledger) as kept:
        outcome = run(targets, kept, Settings(effort="quick", jobs=1))
    return {identifier: status.verdict for identifier, status in outcome.status.items()}


@pytest.fixture
def files(tmp_path):
    paths = {}
    for key, factor in (("doubled", 2), ("tripled", 3)):
        paths[key] = tmp_path / f"{key}.py"
        paths[key].write_text(FILE.format(key=key, factor=factor))
    return [str(path) for path in paths.values()]


def test_two_files_define_one_letter_in_either_order_beside_a_chapter(files, tmp_path):
    expected = {
        "doubled:true": Verdict.PROVED, "doubled:false": Verdict.REFUTED,
        "tripled:true": Verdict.PROVED, "tripled:false": Verdict.REFUTED, OF_A_CHAPTER: Verdict.PROVED,
    }  # fmt: skip
    shared = tmp_path / "shared.sqlite"
    alone = {}
    for target in (*files, OF_A_CHAPTER):
        alone |= verdicts([target], tmp_path / "alone.sqlite")
    assert alone == expected
    assert verdicts([*files, OF_A_CHAPTER], shared) == expected
    assert verdicts([OF_A_CHAPTER, *reversed(files)], tmp_path / "other.sqlite") == expected
    assert verdicts([OF_A_CHAPTER, *reversed(files)], shared) == expected  # what the ledger kept is right as well


def key_of(letter, **defined):
    """The content key of one claim about a letter, in a paper that defines letters by their first factor."""
    paper = Paper("demo", "")
    for name, factor in defined.items():
        paper.define(vector(name, d), w0, lambda i, factor=factor: factor * w0)
    statement = equal(norm2(letter), tr(letter.T * letter * 1))
    return paper.claim("same", "", statement, witness={d: 2}, proof=matrix_identity).content_key


def test_a_definition_is_part_of_what_evidence_depends_on():
    assert len({key_of(w[1]), key_of(w[1], w=2), key_of(w[1], w=3)}) == 3


def test_a_definition_that_a_claim_does_not_reach_changes_nothing():
    assert key_of(w0) == key_of(w0, w=2)


def test_definitions_reach_through_each_other():
    v, u = vector("v", d), vector("u", d)
    own = Definitions().define(v, w0, lambda i: u[i]).define(u, w0, lambda i: 2 * u[i])
    assert own.used_by(norm2(v[1])).keys() == {"v", "u"}
    assert own.used_by(norm2(u[1])).keys() == {"u"}
    assert own.used_by(norm2(w0)) == {}


def test_the_rule_opens_the_definition_of_the_paper_before_that_of_the_model():
    step = Step(norm2(w[n + 1]), "=", norm2(2 * w[n]))
    own = Context(definitions=Definitions().define(w, w0, lambda i: 2 * w[i]))
    assert definition(w[n + 1]).judge(step, own).verdict is Verdict.PROVED
    assert definition(w[n + 1]).judge(step, Context()).verdict is Verdict.UNDECIDED
    assert "name its member, definition(e(n + 1))" in definition(Function("e")).judge(step, own).detail
    of_the_model = Step(norm2(w[n + 1]), "=", norm2(pinv(X0[n]) * (X0[n] * w[n] + eps0[n])))
    assert definition(w[n + 1]).judge(of_the_model, Context()).verdict is Verdict.PROVED
    assert definition(w[n + 1]).judge(of_the_model, own).verdict is Verdict.UNDECIDED


def test_a_quantity_of_the_model_is_not_opened_where_its_letters_mean_something_else():
    assert meaning(generator_error()) == E(norm2(w[n] - w0, Sigma))
    with pytest.raises(ValueError, match="whose w is defined otherwise here"):
        meaning(generator_error(), Definitions().define(w, w0, lambda i: 2 * w[i]))


def test_a_claim_about_a_letter_is_not_used_where_the_letter_means_something_else():
    theirs, ours = Paper("theirs", ""), Paper("ours", "")
    theirs.define(w, w0, lambda i: 2 * w[i])
    doubled = theirs.claim("doubled", "", equal(norm2(w[1]), 4 * norm2(w0)), witness={d: 2}, proof=definition(w[1]))
    with pytest.raises(DerivationError, match="ours:same uses theirs:doubled, whose letters are defined otherwise"):
        ours.claim("same", "", equal(norm2(w[1]), 4 * norm2(w0)), witness={d: 2}, proof=doubled)


def test_a_letter_that_is_drawn_is_not_opened():
    """A design that happens to have the name of the model's parameter stands for itself."""
    drawn = design("w", T, d)
    paper = Paper("demo", "")
    with paper.section(where=[T >= d], witness={d: 1, T: 2}, laws=[GaussianRows(drawn, identity(d))]):
        claim = paper.claim("drawn", "", equal(pinv(drawn[1]) * drawn[1], identity(d)), proof=matrix_identity)
    found = judge(claim, context_of(claim, effort="quick"))
    assert [item.verdict for item in found if item.part == "step"] == [Verdict.PROVED]


def test_nothing_is_defined_twice(paper):
    paper.define(w, w0, lambda i: 2 * w[i])
    with pytest.raises(DerivationError, match="demo: w is defined twice"):
        paper.define(w, w0, lambda i: 3 * w[i])
    with pytest.raises(DerivationError, match="is no family of letters"):
        paper.define(w[1], w0, lambda i: 3 * w[i])


@pytest.mark.parametrize("meaning", ["__import__('os').getcwd()", "1/2", 0.5, None])
def test_a_meaning_is_an_exact_expression_and_no_text_is_read(meaning):
    with pytest.raises(DerivationError, match=r"^demo: the meaning of w"):
        Paper("demo", "").define(w, meaning, lambda i: w[i])


vary = Function("F", positive=True)


@pytest.mark.parametrize(
    ("term", "start", "following"),
    [
        (vary, -1, lambda i: vary(i)),
        (vary, 1, lambda i: vary(i) - 1),
        (Function("F", integer=True), Rational(1, 2), None),
        (Symbol("y", positive=True), -1, None),
        (Symbol("y", extended_positive=True), -1, None),
        (Symbol("y", extended_nonnegative=True), -d, None),
        (invertible("V", d), zero(d, d), None),
    ],
)
def test_what_is_defined_is_what_it_is_declared_to_be(term, start, following):
    """A sequence from -1 on is not positive because somebody says so; one of positive terms may be declared that."""
    with pytest.raises(DerivationError, match="is declared"):
        Paper("own", "").define(term, start, following)
    Paper("own", "").define(vary, 1, lambda i: 1 - exp(-vary(i)))
    Paper("own", "").define(Symbol("y", real=True), -1)


e, f, g = (Function(name, real=True) for name in "efg")


@pytest.mark.parametrize(
    ("starts", "following"),
    [
        ((1, 2), lambda i: (e(i + 2) + 1, e(i))),
        ((e(0) + 1, 2), lambda i: (e(i), f(i))),
        ((1, 2), lambda i: (f(i + 1), e(i + 1))),
        ((1, 2), lambda i: (f(i + 5), e(i))),
        ((1, 2), lambda i: (Sum(e(2 * n), (n, 0, i)), f(i))),
        ((1, 2), lambda i: (Sum(e(n * (i - n)), (n, 0, i)), f(i))),
    ],
)
def test_what_leads_back_to_itself_is_no_definition(starts, following):
    own = Definitions()
    with pytest.raises(ValueError, match="is defined by itself"):
        own.define(e, S(starts[0]), lambda i: following(i)[0]).define(f, S(starts[1]), lambda i: following(i)[1])


def test_a_number_is_not_defined_by_a_sequence_that_it_is_in():
    c = Symbol("c", real=True)
    with pytest.raises(ValueError, match="is defined by itself"):
        Definitions().define(c, e(1) + 1).define(e, S.One, lambda i: c * e(i))
    assert Definitions().define(c, f(1) + 1).define(e, S.One, lambda i: c * e(i))


@pytest.mark.parametrize(
    "following",
    [
        lambda i: (f(i), e(i)),
        lambda i: (f(i), e(i) + e(i + 1)),
        lambda i: (Sum(e(n), (n, 0, i)), Sum(f(i - n), (n, 0, i)) + e(i + 1)),
        lambda i: (e(0) + e(i), f(i) / 2),
    ],
)
def test_sequences_may_be_defined_by_earlier_members_of_each_other(following):
    own = Definitions().define(e, S.One, lambda i: following(i)[0]).define(f, S(2), lambda i: following(i)[1])
    assert own.meaning(e(n + 1)) == following(n)[0]


def test_a_function_that_is_declared_otherwise_is_no_member(paper):
    paper.define(e, -1, lambda i: e(i) - 1)
    with pytest.raises(DerivationError, match=r"demo:above has e\(n\), and what is defined here is declared otherwise"):
        paper.claim("above", "", greater_than(Function("e", positive=True)(n), 0), witness={n: 1}, proof=inequality)
    assert paper.claim("below", "", less_than(e(n), 0), witness={n: 1}, proof=inequality)


def test_definitions_reach_assumptions_and_laws():
    """In the other paper e(1) = -5, so that y >= 2 does not follow from e(1) <= y."""
    y, keys = Symbol("y", real=True), set()
    for key, start in (("theirs", 1), ("ours", -6)):
        here = Paper(key, "")
        here.define(e, start, lambda i: e(i) + 1)
        with here.section(where=[e(1) <= y], witness={y: 3}):
            one = here.claim("one", "", equal(e(1), start + 1), proof=[definition(e(1)), e(0) + 1, definition(e(0))])
            claim = here.claim("bound", "", at_least(y, start + 1), proof=[inequality, e(1), one])
            keys.add(here.claim("same", "", at_least(y, y), proof=inequality).content_key.replace(key, ""))
        if key == "theirs":
            used = claim
    assert len(keys) == 2
    with pytest.raises(DerivationError, match="ours:wrong uses theirs:bound, whose letters are defined otherwise"):
        here.claim("wrong", "", at_least(y, 2), where=[e(1) <= y], witness={y: 3}, proof=used)


@pytest.mark.parametrize(
    ("term", "has_a_value"),
    [(e(5), True), (e(6), False), (e(1) + f(n), False), (e(1) + g(n), True), (g(n - 1), False), (g(n + 1), True),
     (Sum(g(n - 2), (n, 1, 3)), False), (Sum(g(n), (n, 0, 3)), True), (g(Rational(1, 2)), False)],
)  # fmt: skip
def test_every_member_that_a_meaning_leads_to_has_a_value(term, has_a_value):
    """e(6) has none, and so has f, of whose meaning all of e is a part."""
    own = Definitions().define(e, S.One, lambda i: e(i) / (i - 5)).define(f, S.One, lambda i: e(i) * f(i))
    found = judged(algebra, Step(term, "=", term), Context(definitions=own.define(g, S.One, lambda i: g(i) / 2)))
    assert (found.verdict is Verdict.PROVED) is has_a_value


def test_a_statement_has_a_value_where_its_proof_begins_elsewhere(paper):
    x = Symbol("x", real=True)
    for constant, verdict in ((x**5 - x - 1, Verdict.UNDECIDED), (x**4 - x + 1, Verdict.PROVED)):
        quotient = expand(constant * (x + 1)) / constant
        claim = paper.claim(f"quotient-{verdict.value}", "", equal(quotient, x + 1), witness={x: 0},
                            proof=calc(x + 1, by(algebra), x + 1))  # fmt: skip
        assert ends_match(claim, context_of(claim)).verdict is verdict
