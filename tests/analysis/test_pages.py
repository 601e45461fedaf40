"""Pages of appendices in matrices go through as they stand, and their wrong variants are refuted."""

import runpy
from pathlib import Path

import pytest

from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses
from lemmata.verifier.verdict import Verdict

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.mark.parametrize("page", ["augmentation", "features", "descent"])
def test_a_page_is_proved_and_its_wrong_variants_are_refuted(page):
    paper = runpy.run_path(str(EXAMPLES / f"{page}.py"))["PAPER"]
    claims = list(paper.claims.values())
    found = statuses(claims, {claim.id: judge(claim, context_of(claim)) for claim in claims})
    expected = {one.id: Verdict.REFUTED if ":wrong" in one.id else Verdict.PROVED for one in claims}
    assert {name: status.verdict for name, status in found.items()} == expected
