"""The rooms: imports run one way, in no circle; general rooms know no paper; tests stand where their module stands."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from lemmata.theory.models.shelf import shipped_names

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("numerics", "theory", "verifier", "interface", "derivations")
"""From the ground up: a room imports from itself and from those before it."""
PACKAGE = "lemmata"


def modules() -> dict[str, Path]:
    """Every module of the rooms by its import name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join((PACKAGE, *(parts[:-1] if parts[-1] == "__init__" else parts)))] = path
    return found


def imported(tree: ast.AST, known: set[str]) -> Iterator[str]:
    """The modules that a module imports, at its head or inside a function; of a package, the part that is named."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            for alias in node.names:
                part = f"{node.module}.{alias.name}"
                yield from (name for name in (part if part in known else node.module,) if name in known)


@cache
def graph() -> dict[str, set[str]]:
    """What each module imports."""
    found = modules()
    known = set(found)
    return {name: {*imported(ast.parse(path.read_text()), known)} - {name} for name, path in found.items()}


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """The modules left when those that import nothing that is left are taken away, again and again."""
    left = {name: set(below) for name, below in arrows.items()}
    while ready := [name for name, below in left.items() if not below & left.keys()]:
        for name in ready:
            del left[name]
    return sorted(left)


def upward(arrows: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Imports of a room above."""
    floor = {room: number for number, room in enumerate(ROOMS)}
    level = {name: floor[name.split(".")[1]] for name in arrows}
    return [(name, other) for name, below in arrows.items() for other in below if level[other] > level[name]]


def test_no_import_circle() -> None:
    assert circle(graph()) == []


def test_no_upward_arrow() -> None:
    assert upward(graph()) == []


def test_a_planted_circle_and_a_planted_upward_arrow_are_seen() -> None:
    known = {"lemmata.theory.a", "lemmata.theory.b", "lemmata.verifier.c"}
    late = ast.parse("def f():\n    from lemmata.theory import b\n")
    assert [*imported(late, known)] == ["lemmata.theory.b"]
    arrows = {"lemmata.theory.a": {"lemmata.theory.b"}, "lemmata.theory.b": set(), "lemmata.verifier.c": set()}
    assert (circle(arrows), upward(arrows)) == ([], [])
    back = arrows | {"lemmata.theory.b": {"lemmata.theory.a"}}
    assert circle(back) == ["lemmata.theory.a", "lemmata.theory.b"]
    assert upward(arrows | {"lemmata.theory.a": {"lemmata.verifier.c"}}) == [("lemmata.theory.a", "lemmata.verifier.c")]


@pytest.mark.parametrize("room", ["numerics", "theory", "verifier"])
def test_a_general_room_names_no_paper(room: str) -> None:
    """Neither a chapter's claims nor its modules; the command line may, in the examples of its help."""
    chapters = [path.name for path in (ROOT / "derivations").iterdir() if (path / "__init__.py").exists()]
    assert len(chapters) >= 2
    keys = "|".join(map(re.escape, chapters))
    alone = "|".join(
        re.escape(key) for key in chapters if key not in shipped_names()
    )  # a model may have a chapter's name
    named = re.compile(rf"derivations\.({keys})|\b({keys}):\w|[\"']({alone})[\"']")
    assert named.search(f"see {chapters[0]}:ols-growth")
    found = [str(path.relative_to(ROOT)) for path in (ROOT / room).rglob("*.py") if named.search(path.read_text())]
    assert found == []


TOGETHER = {
    "interface/cli/test_first_minute.py": "what a new user sees first: help, near names, verdicts as they come",
    "interface/cli/test_explain_and_help.py": "claims, rules and letters in plain words",
    "interface/cli/test_letters_of_models.py": "parameters of models called like letters of the program",
    "interface/cli/test_slips.py": "what every command says of a slip",
    "theory/deterministic_equivalents/test_stein.py": "both orders of an equivalent by another route",
    "theory/values/test_infinite.py": "infinite sums, products and integrals",
    "verifier/engines/test_where_errors_hide.py": "every way to refute a statement that holds at ordinary points",
    "verifier/rules/test_cases_and_products.py": "cases, products between bounds, induction through products",
    "verifier/rules/test_constants.py": "the rules by which leading constants are proved",
    "verifier/rules/test_reused_design.py": "matrix identities and expectations for one design fitted twice",
    "verifier/rules/test_spectral_rules.py": "the rules about spectral sums",
    "verifier/rules/test_sums.py": "the rules about sums and their limits",
    "verifier/test_definitions.py": "definitions of papers, from the chapter to the ledger",
    "verifier/test_index_of_sums.py": "what an index of a sum may be declared as",
    "interface/test_notebook.py": "what a notebook shows of results of every room, and the tutorial",
    "verifier/test_strict.py": "strict inequalities, from their statement to the ledger",
    "verifier/test_witness.py": "what a witness gives, and what is looked for where it gives nothing",
    "verifier/test_undefined_points.py": "points where a side has no value, from their search to the status",
}
"""Tests of several modules of a room at once, with what they have in common."""


def misplaced(tests: list[str], places: set[str]) -> list[str]:
    """Tests ``X/test_Y.py`` without a module ``X/Y.py`` or a package ``X/Y``."""
    return [test for test in tests if re.sub(r"test_(\w+)\.py$", r"\1", test) not in places]


def test_tests_stand_where_their_module_stands() -> None:
    """And the list of those that cannot is short and up to date."""
    rooms = ROOMS[:-1]
    paths = [path.relative_to(ROOT) for room in rooms for path in (ROOT / room).rglob("*.py")]
    places = {str(path.with_suffix("")) for path in paths} | {str(path.parent) for path in paths}
    below = ROOT / "tests"
    tests = sorted(str(path.relative_to(below)) for room in rooms for path in (below / room).rglob("test_*.py"))
    assert misplaced(["numerics/test_ball.py", "numerics/test_sums.py", "numerics/test_bell.py"], places) == [
        "numerics/test_bell.py"
    ]
    assert misplaced(tests, places) == sorted(TOGETHER)
