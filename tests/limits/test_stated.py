"""What chapters state with limits, equivalents, exponents and constants, in finite dimensions; planted wrong ones.

What is stated is registered, with nothing to be listed here. A plain run looks at a sample, a deep one at all of them
with more settings and a hundred times the draws. False alarms: each simulated decision has its share of a run's budget
(:mod:`lemmata.verifier.checks.budget`).
"""

from collections import Counter
from functools import cache
from hashlib import sha256

import pytest
from sympy import Integer

from lemmata.theory.notation import T0, T, d
from lemmata.theory.relations import Path, tends
from lemmata.verifier.chapters import select
from lemmata.verifier.paper import Paper
from lemmata.verifier.rates import kind_of, planted, registered, searched
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP, often

EXAMPLES, WORK = often(2, 25), often(2e7, 2e9)
NOT_REACHED = {"accumulation:average-limit", "dohmatob2024:half-is-kept", "dohmatob2024:printed-all-forgotten"}
"""A recursion without a value, and products over thousands of generations: looked at in a deep run, or not at all."""


@cache
def stated():
    return registered(select([]).claims)


def sample(kind, plain):
    """Statements of one kind: some, in an order that says nothing, or all."""
    ids = [key for key, claim in stated().items() if kind_of(claim) == kind and key not in NOT_REACHED]
    ids = [key for key in ids if not at_an_optimum(stated()[key])]
    ids.sort(key=lambda key: sha256(key.encode()).hexdigest())
    return ids if DEEP else ids[:plain]


def at_an_optimum(claim):
    """Whether it speaks of the best ridge, at which no slope is measured."""
    return getattr(claim.statement.lhs, "subject", None) in getattr(claim.statement.lhs, "of_optimum", ())


def looked_at(limits, equivalents, exponents, constants):
    wanted = {"limit": limits, "equivalent": equivalents, "exponent": exponents, "constant": constants}
    return [key for kind, plain in wanted.items() for key in sample(kind, plain)]


def with_an_exact_law(plain):
    """Equivalents that are known exactly at Sigma = I, where few settings decide; in a deep run all are looked at."""
    known = (key for key, claim in stated().items() if any(check.name == "exact sizes" for check in claim.checks))
    return [] if DEEP else sorted(set(known) & set(sample("equivalent", None)))[:plain]


def test_at_least_sixty_statements_are_registered_of_every_kind():
    kinds = Counter(map(kind_of, stated().values()))
    assert sum(kinds.values()) >= 60
    assert all(kinds[kind] >= 8 for kind in ("limit", "equivalent", "exponent", "constant"))


def test_what_is_stated_is_registered_by_being_stated():
    paper = Paper("one", "A paper")
    paper.claim("many-rows", "The noise of many rows", tends(d / (T - d), Integer(0), Path(T)), where=[T >= d + 1],
                witness={d: 1, T: 3})  # fmt: skip
    assert list(registered(paper.claims.values())) == ["one:many-rows"]


@pytest.mark.parametrize("key", looked_at(12, 7, 3, 3))
def test_what_is_stated_is_not_refuted_in_finite_dimensions(key):
    claim = stated()[key]
    found = searched(claim, examples=EXAMPLES, work=WORK, shrink=False)
    assert claim.corrected_by or found.verdict is not Verdict.REFUTED, (found.setting, found.why)


@pytest.mark.parametrize("key", looked_at(8, 0, 2, 2) + with_an_exact_law(3))
def test_a_planted_wrong_limit_is_found(key):
    claim = stated()[key]
    found = searched(planted(claim), examples=EXAMPLES, work=WORK, shrink=False)
    if found.verdict is Verdict.UNDECIDED and DEEP:
        pytest.skip("nothing is decided there")
    assert found.verdict is Verdict.REFUTED


def test_what_a_paper_printed_wrongly_is_found_and_shrunk_to_a_chain_that_one_computes_by_hand():
    found = searched(stated()["dohmatob2024:printed-large-T"], examples=20)
    assert found.verdict is Verdict.REFUTED
    assert found.setting["spectrum"] == "1 x1 (1 of the signal)"
    assert found.setting["numbers"] | {"signal": "1"} == {
        "T0": "3", "n": "1", "sigma": "0", "sigma0": "1", "signal": "1",
    }  # fmt: skip


def test_the_search_is_the_same_every_time():
    claim = stated()["dohmatob2024:ridge-variance-equivalent"]
    once, again = (searched(planted(claim), examples=4, work=1e7, shrink=False) for _ in range(2))
    assert (once.verdict, once.setting, once.why) == (again.verdict, again.setting, again.why)


def test_a_limit_that_holds_for_some_parameters_only_is_refuted_at_the_others():
    paper = Paper("one", "A paper")
    half = d / (T0 - d - 1) * (1 + (T0 - 3) / T)
    paper.claim("half", "Right as T grows", tends(half, d / (T0 - d - 1), Path(T)), where=[T0 >= d + 2],
                witness={d: 1, T0: 3, T: 3})  # fmt: skip
    paper.claim("kept", "Wrong unless T0 = 3", tends(half + (T0 - 3) / T0, d / (T0 - d - 1), Path(T)),
                where=[T0 >= d + 2], witness={d: 1, T0: 3, T: 3})  # fmt: skip
    right, wrong = paper.claims.values()
    assert searched(right).verdict is Verdict.SIMULATED
    assert searched(wrong).verdict is Verdict.REFUTED
