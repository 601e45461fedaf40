"""Letters of an author: renamed, said in the answer, and classic clashes named."""

import re

import pytest

from lemmata.numerics.errors import InputError
from lemmata.theory.models import shipped_model
from lemmata.verifier.property_test import property_test
from lemmata.verifier.property_test.of_models import model_property_test
from lemmata.verifier.verdict import Verdict


@pytest.mark.parametrize(("formula", "let"), [
    (r"\sigma_\epsilon^2 \times \gamma \big/ (1-\gamma-1/n)", ["n=T", r"\gamma=d/T"]),
    (r"\frac{\hat\sigma_ε² p}{n-p-1}", ["n=T", "p=d", r"\hat{\sigma}_\epsilon=sigma"]),
])  # fmt: skip
def test_a_formula_under_the_names_of_its_paper(formula, let):
    found = property_test(formula, "risk", given=["ridge==0", "generations==0", "n>=d+2"], let=let, max_seconds=2)
    assert found.verdict is Verdict.PROVED
    assert found.letters[0].startswith("read with n=T")


def test_the_likely_reading_of_a_clash_is_named():
    found = property_test("sigma^2*d/(n-d-1)", "risk", given=["ridge==0"], max_seconds=2)
    assert found.verdict is Verdict.REFUTED
    assert any("--let n=T" in line for line in found.letters)


@pytest.mark.parametrize(
    ("formula", "words"), [("lambda d", "'lambda'"), ("n d", "--let n=T"), ("r σ", "--let r=sqrt(")]
)
def test_a_letter_that_the_model_lacks_is_named_with_its_likely_reading(formula, words):
    with pytest.raises(InputError, match=re.escape(words)):
        model_property_test(formula, shipped_model("least-squares"), "risk")


@pytest.mark.parametrize("let", [["n"], ["n="], ["=T"], ["n=T", "n=d"], ["n=foo"], ["1=T"]])
def test_what_is_no_letter_is_refused(let):
    with pytest.raises(InputError):
        property_test("d", "risk", let=let)


@pytest.mark.parametrize(("designs", "verdict"), [("same", Verdict.TESTED), ("independent", Verdict.REFUTED)])
def test_labels_that_are_kept_depend_on_whether_the_design_is_reused(designs, verdict):
    """sum 1/i^2 is an equality for one design and too much for fresh ones (Gerstgrasser et al., arXiv 2404.01413)."""
    found = property_test(
        "sigma0^2*d/(T0-d-1)*Sum(1/j^2,(j,1,n))", "risk", designs=designs, protocol="accumulate", max_seconds=3,
        given=["ridge==0", "sigma==0", "T>=d+2", "T0>=d+2", "n<=6"], near_misses=False,
    )  # fmt: skip
    assert found.verdict is verdict


def test_other_designs_are_asked_about_exactly():
    with pytest.raises(InputError, match="exact risk"):
        property_test("d", "risk", sense="limit", designs="same")


def test_a_counterexample_is_in_the_letters_of_the_author():
    found = property_test(
        "n*sigma^2/(n-d)", "risk", given=["ridge==0", "generations==0", "n>=d+2"], let=["n=T"], max_seconds=2
    )
    first, *more = found.lines()
    assert "d=1 n=3 sigma=1" in first
    assert any("domain: ridge == 0, generations == 0, n >= d + 2" in line for line in more)
    assert found.counterexample["T"] == "3"  # as data it has our letters
