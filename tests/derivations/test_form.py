"""The words of derivations: one import line, which hides nothing that a chapter means otherwise."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from lemmata import derivations
from lemmata.verifier import checks, language, rules
from lemmata.verifier.listing import chapter_keys

ROOT = Path(derivations.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py") if "import *" in path.read_text() and "figures" not in path.parts)


def test_every_rule_and_every_check_is_a_word():
    assert set(rules.__all__) | set(checks.__all__) <= set(language.__all__)
    assert all(hasattr(language, name) for name in language.__all__)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_words_hide_no_name_that_is_imported_before_them(path):
    """The line of words stands last; what is imported above it under one of its names would be lost silently."""
    hidden = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module != language.__name__:
            module = importlib.import_module(node.module)
            names = [(alias.asname or alias.name, getattr(module, alias.name)) for alias in node.names]
            hidden += [name for name, value in names if name in language.__all__ and getattr(language, name) != value]
    assert hidden == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_proof_is_written_between_its_sides(path):
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"calc", "by", "at_most_by", "at_least_by", "tends_by", "equivalent_by"}


@pytest.mark.parametrize("key", chapter_keys())
def test_no_claim_says_that_something_is_itself(key):
    """Values belong among the assumptions: put into the statement they may vanish before anyone reads it."""
    claims = importlib.import_module(f"lemmata.derivations.{key}").PAPER.claims.values()
    assert [claim.id for claim in claims if claim.statement.lhs == claim.statement.rhs] == []


@pytest.mark.parametrize("key", chapter_keys())
def test_no_two_claims_of_a_chapter_say_the_same(key):
    claims = importlib.import_module(f"lemmata.derivations.{key}").PAPER.claims.values()
    said = {}
    for claim in claims:
        said.setdefault((claim.statement, claim.where, claim.laws), []).append(claim.id)
    assert [names for names in said.values() if len(names) > 1] == []


@pytest.mark.parametrize("key", chapter_keys())
def test_a_chapter_names_the_edition_that_it_is_about(key):
    """A statement may change from one version to the next: an arXiv number alone says too little."""
    reference = importlib.import_module(f"lemmata.derivations.{key}").PAPER.reference
    numbers = re.findall(r"arXiv (\d{4}\.\d{5}(?:v\d+|, \w+ \d{4} version| \(abstract\))?)", reference)
    assert [number for number in numbers if len(number) == len("0000.00000")] == []
