"""Claims, rules and letters in plain words."""

import pytest

from lemmata.interface.cli import main
from lemmata.interface.glossary import ALIASES, symbols, verdicts
from lemmata.interface.rule_words import EXAMPLES, WORDS, in_words, name_of, word_lines
from lemmata.theory.notation import FORMULA_NAMES
from lemmata.verifier import language, rules
from lemmata.verifier.judge import context_of
from lemmata.verifier.obligations import judged
from lemmata.verifier.verdict import Verdict
from tests.soundness.applications import kind

MINE = """from lemmata.verifier.language import *

PAPER = Paper("mine", "My paper")
one = PAPER.claim("one", "Holds", equal(d / (T - d - 1) + 1, (T - 1) / (T - d - 1)),
    where=[T >= d + 2], witness={d: 1, T: 3}, proof=algebra)
PAPER.claim("two", "Twice", equal(sigma * (d / (T - d - 1) + 1), sigma * (T - 1) / (T - d - 1)),
    where=[T >= d + 2], witness={d: 1, T: 3, sigma: 1}, proof=one)
PAPER.published("off", "Off by one", equal(d / (T - d - 1) + 1, T / (T - d - 1)), corrected_by=one,
    where=[T >= d + 2], witness={d: 1, T: 3}, source="(1)")
X, eps, Sigma = design("X", T, d), noise_vector("eps", T), covariance("Sigma", d)
PAPER.claim("noise", "Through a design", equal(E(norm2(X.T * eps)), sigma**2 * T * tr(Sigma)),
    witness={T: 2, d: 1, sigma: 1}, laws=[GaussianRows(X, Sigma), WhiteNoise(eps, sigma**2)], proof=expectation)
"""


@pytest.fixture
def said(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(MINE)

    def call(*words):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        printed = capsys.readouterr()
        return stopped.value.code, " ".join(printed.out.split()), printed.err

    return call


def test_a_claim_is_explained_by_its_parts(said):
    status, out, _ = said("explain", "mine.py:two")
    assert status == 0
    assert "equals sigma*(T - 1)/(T - d - 1)" in out
    assert "whenever T >= d + 2" in out
    assert "Why it holds (proved" in out
    assert "an earlier claim is applied" in out
    assert "mine:one: Holds [proved]" in out
    assert "mine.py, line 6." in out


def test_what_is_drawn_at_random_is_said_beside_the_letters(said):
    out = said("explain", "mine.py:noise")[1]
    assert "X: T rows N(0, Sigma) eps: white noise of variance sigma**2, T x 1 T: Number of samples" in out


def test_a_refuted_claim_is_explained_by_a_point_and_what_holds_instead(said):
    _, out, _ = said("explain", "mine.py:off")
    assert "Why it is false T=3 d=1: left side 2, right side 3" in out or "d=1 T=3: left side 2, right side 3" in out
    assert "Instead, proved: " in out
    assert "(mine:one)" in out


def test_every_letter_of_formulas_and_every_verdict_has_a_meaning():
    assert {name for name in FORMULA_NAMES if name in symbols()} == set(FORMULA_NAMES)
    assert set(verdicts()) == {verdict.value for verdict in Verdict}
    assert set(ALIASES.values()) <= set(symbols())


def test_every_rule_has_words_and_every_word_a_rule():
    assert set(WORDS) <= set(rules.__all__)
    assert all(in_words(name) for name in rules.__all__)


def test_a_rule_is_found_again_from_what_it_makes():
    assert name_of(rules.algebra) == "algebra"
    assert name_of(rules.inequality) == "inequality"
    assert name_of(rules.cited("a theorem")) == "cited"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("explain", "kappa"), "kappa: Renormalised ridge"),
        (("explain", "lambda"), "lambda is called ridge here"),
        (("explain", "proved"), "For all parameters in the domain"),
        (("help", "inequality"), "its sign can be read off"),
        (("help", "integral_comparison"), "owes, and has discharged"),
        (("help", "Path"), "Path(variable, to, keeping, side): How parameters move together in a limit"),
        (("explain", "Path"), "Path(variable, to, keeping, side): How parameters move together in a limit"),
        (("help", "T"), "T: Number of samples"),
        (("help", "exp"), "exp: The exponential function"),
        (("help", "design"), '>>> design("X", 5, 2).shape'),
        (("help",), "wishart_moment"),
        (("help", "verify"), "Usage: lemmata verify"),
    ],
)
def test_what_a_name_means(said, words, wanted):
    status, out, _ = said(*words)
    assert status == 0
    assert wanted in out


def test_help_knows_every_word_of_the_language():
    assert all(len(next(iter(word_lines(name)))) > len(name) + 2 for name in language.__all__)


@pytest.mark.parametrize(
    ("words", "near"),
    [(("explain", "kapa"), "kappa"), (("help", "wishart_momnt"), "wishart_moment"), (("help", "verfy"), "verify")],
)
def test_a_name_that_is_nearly_right_is_answered(said, words, near):
    status, out, err = said(*words)
    assert (status, out) == (2, "")
    assert f"did you mean {near}?" in err
    assert err.count("\n") == 1


def test_a_place_of_several_claims_is_told_one_and_nothing_is_judged(said):
    for command in ("explain", "show"):
        status, out, err = said(command, "Theorem")
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "one claim, such as dohmatob2024:" in err


def test_a_name_like_no_other_is_told_what_there_are_names_for(said):
    status, out, err = said("explain", "zzqq")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "a claim (lemmata list), a rule (lemmata help), a quantity, a letter or a verdict" in err
    assert "did you mean ols-growth?" in said("explain", "ols-groth")[2]


def test_quantities_are_explained_by_their_definitions(said):
    status, out, _ = said("explain", "Kappa")
    assert status == 0
    assert "root of kappa = ridge + kappa Df1" in " ".join(out.split())


STATED = """from lemmata.verifier.language import *
PAPER = Paper("shown", "Examples of rules")
X, Sigma, e = design("X", T, d), covariance("Sigma", d), Function("e", real=True)
t, k = Symbol("t", real=True), Symbol("k", integer=True)
phi, rho = Symbol("phi", positive=True), Symbol("rho", positive=True)
PAPER.define(e, 1, lambda i: rho * e(i))
zero = PAPER.claim("zero", "The first", equal(e(0), 1), witness={}, proof=definition(e(0)))
more = PAPER.claim("more", "The next", equal(e(n + 1), rho * e(n)), witness={n: 1, rho: 1}, proof=definition(e(n + 1)))
square = PAPER.claim("square", "", equal((n + 1) ** 2, n**2 + 2 * n + 1), witness={n: 1}, proof=algebra)
line = PAPER.claim("line", "", at_most(rho, phi), where=[rho <= phi], witness={rho: 1, phi: 1}, proof=inequality)
below = PAPER.claim("below", "", equal(Abs(t), Max(t, -t)), where=[t <= 0], witness={t: 0}, proof=algebra)
above = PAPER.claim("above", "", equal(Abs(t), Max(t, -t)), where=[t >= 0], witness={t: 0}, proof=algebra)
close = PAPER.claim("close", "", within(t, rho, phi), where=[Abs(t - rho) <= phi], witness={t: 1, rho: 1, phi: 1},
    proof=[given, Abs(t - rho), at_most_by(inequality)])
root = Kappa(beta, T, ridge)
at = dict.fromkeys((d, n, rho, sigma, sigma0, kappa, ridge), 1)
at |= {T: 2, beta: 2, phi: Rational(1, 2), df1: 0, SPECTRUM: ((1, 1),)}
"""


def test_the_example_of_each_rule_is_proved_by_it():
    words = {}
    exec(STATED, words)
    for name, text in EXAMPLES.items():
        statement, _, comment = text.partition("  #")
        exec(f"shown = PAPER.claim({name!r}, {comment!r}, {statement}, witness=at)", words)
        link = words["shown"].proof.steps[0]
        found = judged(link.rule, link.step, context_of(words["shown"], effort="quick"))
        assert found.verdict is (Verdict.ASSUMED if name == "cited" else Verdict.PROVED), (name, found.detail)


OF_MODELS = {"at_finite_sizes", "contour_remainder", "derived_constant", "derived_exponent", "mellin_expansion"}
OF_EQUIVALENTS = {"equivalent_at", "functional_recurrence", "in_every_direction", "ridge_to_zero"}
OF_GRADIENTS = {"gaussian_covariance", "stein"}


def test_every_other_rule_has_an_example():
    """Those of power laws, equivalents and gradients stand in the chapters that they were made for."""
    assert {name for name in rules.__all__ if kind(name)} - EXAMPLES.keys() == OF_MODELS | OF_EQUIVALENTS | OF_GRADIENTS


@pytest.mark.parametrize(
    ("name", "example"),
    [("inequality", "proof=inequality)"), ("summation", "Sum(k, (k, 1, n))"), ("recurrence", "more)) # e(0) = 1")],
)
def test_help_shows_how_a_rule_is_written(name, example, said):
    assert example in said("help", name)[1]
