"""Letters of an author: renamed, said in the answer, and classic clashes named."""

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.property_test import property_test
from lemmata.verifier.verdict import Verdict


@pytest.mark.parametrize(("formula", "let"), [
    (r"\sigma_\epsilon^2 \times \gamma \big/ (1-\gamma-1/n)", ["n=T", r"\gamma=d/T"]),
    ("σ²·p/(n−p−1)", ["n=T", "p=d"]),
])  # fmt: skip
def test_a_formula_under_the_names_of_its_paper(formula, let):
    found = property_test(formula, "risk", given=["ridge==0", "generations==0", "n>=d+2"], let=let, max_seconds=2)
    assert found.verdict is Verdict.PROVED
    assert found.letters[0].startswith("read with n=T")


def test_the_likely_reading_of_a_clash_is_named():
    found = property_test("sigma^2*d/(n-d-1)", "risk", given=["ridge==0"], max_seconds=2)
    assert found.verdict is Verdict.REFUTED
    assert any("--let n=T" in line for line in found.letters)


@pytest.mark.parametrize("let", [["n"], ["n="], ["=T"], ["n=T", "n=d"], ["n=foo"], ["1=T"]])
def test_what_is_no_letter_is_refused(let):
    with pytest.raises(InputError):
        property_test("d", "risk", let=let)
