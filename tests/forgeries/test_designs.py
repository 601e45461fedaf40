"""Forged certificates about matrices, means and sums over eigenvalues: the checker refuses every one by itself.

A careful forger says of no step that it was checked, so that the checker is free to leave it open: it is refused when
no step of it is looked at again and found right.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lemmata import lemmata_check
from lemmata.interface.documents import certificate_of
from lemmata.numerics.digest import signed
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run
from tests.depth import often

from .families import changed, without
from .sizes import SMALL

PAPER = str(Path(__file__).parent / "designs.py")
Term = Any
Change = Callable[[Term], Term | None]
PLACES = [("claims", 0, "steps", 0, side) for side in ("before", "after")]
ENDS = {"before": 0, "after": 2}
EQUATIONS = ("resolvent", "noise", "mean", "sample", "turned", "basis", "gap", "one", "slope")
"""All but the inequality, which a change may leave true."""


@pytest.fixture(scope="module")
def genuine(tmp_path_factory):
    """The certificates, by the name of their claim."""
    settings = Settings(effort="quick", jobs=1)
    with Ledger(tmp_path_factory.mktemp("designs") / "ledger.sqlite") as ledger:
        outcome = run([PAPER], ledger, settings)
    made = [certificate_of(claim, outcome, settings, PAPER) for claim in outcome.asked]
    return {document["claim"].partition(":")[2]: json.loads(json.dumps(document)) for document in made}


def variants(term: Term, change: Change) -> Iterator[Term]:
    """The term with one of its subterms changed, in every way."""
    here = change(term)
    if here is not None and here != term:
        yield here
    if isinstance(term, list) and term[0] not in ("s", "'"):
        for place, part in enumerate(term[1:], start=1):
            yield from ([*term[:place], made, *term[place + 1 :]] for made in variants(part, change))


def in_sides(change: Change, *names: str) -> Callable[[dict[str, Any]], Iterator[Any]]:
    """Changes in what a step says, and in what the claim states with it."""

    def forge(documents: dict[str, Any]) -> Iterator[Any]:
        for name in names or EQUATIONS:
            row = documents[name]["claims"][0]
            for side, end in ENDS.items():
                for made in variants(row["steps"][0][side], change):
                    forged = copy.deepcopy(documents[name])
                    forged["claims"][0]["steps"][0][side] = made
                    forged["claims"][0]["statement"][end] = made
                    yield forged

    return forge


def head(term: Term) -> str:
    return term[0] if isinstance(term, list) else ""


def replaced(name: str, other: Callable[[Term], Term | None]) -> Change:
    return lambda term: other(term) if head(term) == name else None


def dropped(name: str) -> Change:
    """The last argument left out."""
    return replaced(name, lambda term: [*term[:-1]] if len(term) > 3 else term[1])


def conditions(*names: str) -> Callable[[dict[str, Any]], Iterator[Any]]:
    def forge(documents: dict[str, Any]) -> Iterator[Any]:
        for name in names:
            for place in range(len(documents[name]["claims"][0]["where"])):
                yield without(documents[name], ("claims", 0, "where", place))

    return forge


def senses(*names: str) -> Callable[[dict[str, Any]], Iterator[Any]]:
    """The relation of the step and of the statement turned round, or made an equation."""

    def forge(documents: dict[str, Any]) -> Iterator[Any]:
        for name in names:
            for relation in (">=", "=", "<"):
                made = changed(documents[name], ("claims", 0, "steps", 0, "relation"), relation)
                yield changed(made, ("claims", 0, "statement", 1), relation)

    return forge


def laws(change: Callable[[Term], Term], *names: str) -> Callable[[dict[str, Any]], Iterator[Any]]:
    def forge(documents: dict[str, Any]) -> Iterator[Any]:
        for name in names:
            for place, law in enumerate(documents[name]["claims"][0]["laws"]):
                if change(law) != law:
                    yield changed(documents[name], ("claims", 0, "laws", place), change(law))

    return forge


def facts(change: Callable[[Any], Any], *keys: str) -> Callable[[dict[str, Any]], Iterator[Any]]:
    def forge(documents: dict[str, Any]) -> Iterator[Any]:
        for document in documents.values():
            for place, fact in enumerate(document["claims"][0]["steps"][0]["hint"].get("facts", [])):
                path = ("claims", 0, "steps", 0, "hint", "facts", place)
                yield from (changed(document, (*path, key), change(fact[key])) for key in keys)

    return forge


def rows_of(kind: str, other: str) -> Callable[[Term], Term]:
    return lambda law: [other, law[1], *([["Tuple"]] if other == "Unspecified" else law[2:])] if law[0] == kind else law


def renamed(kind: str) -> Callable[[Term], Term]:
    """The law of another letter."""
    return lambda law: [law[0], ["Letter", ["'", "Z"], *law[1][2:]], *law[2:]] if law[0] == kind else law


SIGMA = ["Letter", ["'", "Sigma"], ["s", "d"], ["s", "d"], ["'", "positive"]]
WITH_SIGMA = ("resolvent", "noise", "mean", "sample", "basis")
SIDES = ("noise", "mean", "turned", "basis", "gap", "slope")
SYMBOLS = (["s", "T"], ["s", "kappa"], ["s", "sigma"])
ONE = ["Identity", ["s", "d"]]
FAMILIES: dict[str, Callable[[dict[str, Any]], Iterator[Any]]] = {
    "a number": in_sides(lambda term: "7" if isinstance(term, str) and term[-1].isdigit() else None),
    "a number by one": in_sides(lambda term: str(int(term) + 1) if term in ("-1", "1", "2", "3") else None),
    "the count of a moment": in_sides(replaced("+", lambda term: [*term[1:-1], term[-1]] and ["+", *term[2:]]), "mean"),
    "a factor dropped": in_sides(dropped("*"), *SIDES),
    "a matrix dropped": in_sides(dropped("Times")),
    "a term dropped": in_sides(dropped("+")),
    "a matrix of a sum dropped": in_sides(dropped("Plus")),
    "a scale dropped": in_sides(replaced("Scaled", lambda term: term[2])),
    "a transpose dropped": in_sides(replaced("Transpose", lambda term: term[1])),
    "an inverse dropped": in_sides(replaced("Inverse", lambda term: term[1])),
    "the inverse of another matrix": in_sides(replaced("Inverse", lambda term: ["Inverse", ["Scaled", "2", term[1]]])),
    "the inverse of a sum": in_sides(replaced("Inverse", lambda term: ["Inverse", ["Plus", term[1], SIGMA]])),
    "a pseudo-inverse for a transpose": in_sides(replaced("PseudoInverse", lambda term: ["Transpose", term[1]])),
    "another matrix": in_sides(lambda term: ONE if term == SIGMA else None, *WITH_SIGMA),
    "a mean left out": in_sides(replaced("Expectation", lambda term: term[1]), "noise", "mean", "sample", "turned"),
    "a norm without its square": in_sides(replaced("SquaredNorm", lambda term: ["Trace", term[1]])),
    "a power": in_sides(replaced("^", lambda term: ["^", term[1], "3"])),
    "a sum over eigenvalues without weights": in_sides(lambda term: "1" if term == ["s", "c2"] else None),
    "one eigenvalue for all": in_sides(replaced("EigenSum", lambda term: term[1])),
    "another symbol": in_sides(lambda term: ["s", "other"] if term in SYMBOLS else None, *SIDES),
    "a condition dropped": conditions("mean", "gap", "one", "turned", "share"),
    "the sense of an inequality": senses("share"),
    "no law": laws(renamed("WhiteNoise"), "noise"),
    "no law of rows": laws(renamed("GaussianRows"), "mean", "sample", "turned"),
    "a law of nothing": laws(rows_of("GaussianRows", "Unspecified"), "mean", "sample", "turned"),
    "noise of unknown law": laws(rows_of("WhiteNoise", "Unspecified"), "noise"),
    "rows that are white": laws(rows_of("GaussianRows", "WhiteNoise"), "mean"),
    "another variance": laws(lambda law: [*law[:2], ["s", "sigma"]] if law[0] == "WhiteNoise" else law, "noise"),
    "another covariance": laws(lambda law: [*law[:2], ONE] if law[0] == "GaussianRows" else law, "mean", "sample"),
    "rows with a covariance": laws(lambda law: [*law[:2], SIGMA] if law[0] == "GaussianRows" else law, "turned"),
    "a multiplier": facts(lambda terms: [[f"{value}7", factors] for value, factors in terms], "sum", "scale"),
    "a multiplier below zero": facts(lambda terms: [[f"-{value}", f] for value, f in terms], "sum", "scale"),
    "no combination": facts(lambda terms: [], "sum", "scale"),
    "a factor of a combination": facts(lambda terms: [[v, [*f, ["s", "T"]]] for v, f in terms], "sum", "scale"),
    "a sign": facts(lambda sign: "<", "sign"),
    "a fact about something else": facts(lambda term: ["*", "-1", term], "term"),
}  # fmt: skip


def looked_at_again(document: dict[str, Any]) -> bool:
    """Whether the checker finds every step right, and nothing wrong."""
    document = copy.deepcopy(document)
    document["claims"][0]["steps"][0]["hint"].pop("checked", None)
    try:
        report = lemmata_check.check(signed(document))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return False
    return not report.wrong and not report.open


def test_every_genuine_step_is_looked_at_again(genuine):
    assert len(genuine) == 10
    assert [name for name, document in genuine.items() if not looked_at_again(document)] == []


@pytest.mark.parametrize("name", FAMILIES)
def test_no_forged_step_is_found_right(genuine, name):
    forged = [made for made in FAMILIES[name](genuine) if made not in genuine.values()]
    assert forged, "a family without members"
    forged = random.Random(0).sample(forged, min(len(forged), often(6, 1000)))
    found = [made["claims"][0] for made in forged if looked_at_again(made)]
    assert [
        (row["id"], row["steps"][0]["before"], row["steps"][0]["after"], row["where"], row["laws"]) for row in found
    ] == []


@pytest.mark.parametrize("name", ["resolvent", "noise", "mean", "sample", "basis", "gap", "slope"])
def test_no_term_that_vanishes_at_small_sizes_only_is_overlooked(genuine, name):
    found = []
    for what in random.Random(name).sample(sorted(SMALL), often(8, len(SMALL))):
        forged = copy.deepcopy(genuine[name])
        row = forged["claims"][0]
        for side, end in ENDS.items():
            row["steps"][0][side] = ["+", row["steps"][0][side], SMALL[what]] if end else row["steps"][0][side]
            row["statement"][end] = row["steps"][0][side]
        found += [what] if looked_at_again(forged) else []
    assert found == []


def test_a_number_in_place_of_a_power_of_the_degrees_left_is_refused(genuine):
    """(T - d - 1)^3 in place of 1/(T - d - 1) is the same where T = d + 2."""
    left = ["+", ["s", "T"], ["*", "-1", ["s", "d"]], "-1"]
    forged = copy.deepcopy(genuine["mean"])
    for place, key in ((forged["claims"][0]["steps"][0], "after"), (forged["claims"][0]["statement"], 2)):
        place[key] = ["*", "3", ["s", "d"], ["^", left, "3"]]
    assert not looked_at_again(forged)


def test_what_rests_on_the_sizes_beside_inverses_is_counted(genuine):
    found = {name: lemmata_check.check(signed(genuine[name])).argued for name in ("resolvent", "sample")}
    assert found == {"resolvent": 1, "sample": 0}
