"""The checker looks at where a claim is put in: bound letters, places of an induction, letters that are random here."""

from typing import Any

import pytest

from lemmata import lemmata_check as checker

j, n, q = ["s", "j"], ["s", "n"], ["s", "q"]
SYMBOLS = {"j": ["integer", "positive"], "n": ["integer", "nonnegative"], "q": ["positive"]}


def claim(statement: list[Any], where: list[Any] = (), laws: list[Any] = ()) -> checker.Claim:
    row = {
        "id": "paper:c", "statement": statement, "where": list(where), "laws": list(laws), "steps": [],
    }  # fmt: skip
    return checker.Claim(row, SYMBOLS)


def link(rule: str, before: Any, after: Any, uses: list[str], **hint: Any) -> dict[str, Any]:
    hint = {"instance": [], "reversed": False, "mark": ["s", "mark"], **hint}
    return {
        "rule": rule,
        "kind": rule,
        "from": None,
        "relation": "=",
        "before": before,
        "after": after,
        "uses": uses,
        "hint": hint,
    }


def total(term: Any, index: Any = j) -> list[Any]:
    return ["Sum", term, ["Tuple", index, "1", n]]


def found(here: checker.Claim, row: dict[str, Any], **below: checker.Claim) -> bool:
    try:
        checker.step(here, row, below)
    except (checker.Open, checker.Wrong):
        return False
    return True


@pytest.mark.parametrize(("index", "right"), [(j, False), (["s", "i"], True)])
def test_a_condition_on_a_free_letter_says_nothing_of_a_bound_one(index, right):
    one, other, where = ["F", j], ["G", j], [["<=", j, "7"]]
    row = link("UseRule", total(one, index), total(other, index), ["lemma"], marked=total(["s", "mark"], index))
    assert found(claim(["", "=", ""], where), row, lemma=claim([one, "=", other], where)) is right


@pytest.mark.parametrize(("where", "right"), [([["<=", "4", n]], False), ([], True)])
def test_an_induction_takes_its_step_at_every_place(where, right):
    next_n = ["+", "1", n]
    base, following = claim([["F", "0"], "=", "0"]), claim([["F", next_n], "=", ["+", q, ["F", n]]], where)
    row = link(
        "RecurrenceRule", ["F", n], ["*", n, q], ["base", "step"], index=n, **{"base and step": ["base", "step"]}
    )
    assert found(claim(["", "=", ""], where), row, base=base, step=following) is right


A = ["Letter", ["'", "A"], n, n, ["'", "general"]]


@pytest.mark.parametrize(("laws", "right"), [([["GaussianRows", A, ["Identity", n]]], False), ([], True)])
def test_a_constant_of_a_mean_is_not_random(laws, right):
    mean, value = ["Expectation", ["Trace", A]], ["Trace", A]
    row = link("UseRule", mean, value, ["lemma"], marked=["s", "mark"])
    assert found(claim(["", "=", ""], laws=laws), row, lemma=claim([mean, "=", value])) is right


@pytest.mark.parametrize(("term", "right"), [(["log", q], False), (["Risk", q], True)])
def test_what_has_a_meaning_is_not_defined_anew(term, right):
    row = link("DefinitionRule", ["*", "2", term], ["*", "2", q], [], definitions=[[term, q]])
    assert found(claim(["", "=", ""]), row) is right
