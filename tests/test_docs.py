"""The pages for readers name what is there, and nothing else."""

import re
from pathlib import Path

from lemmata.verifier import rules

ROOT = Path(__file__).parents[1]


def test_every_rule_is_explained_and_every_explained_rule_exists():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert named == set(rules.__all__)
