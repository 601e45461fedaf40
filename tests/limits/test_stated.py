"""What chapters state with limits, equivalents, exponents and constants, in finite dimensions; planted wrong ones.

What is stated is registered, with nothing to be listed here, and every statement is measured, and so is its mutant
with a wrong limit: in a plain run a sample of each sort, in a deep run all of them with more settings and more draws.
What cannot be measured is named with the reason, and that it cannot is tested. False alarms: each simulated decision
has its share of a run's budget (:mod:`lemmata.verifier.checks.budget`).
"""

from collections import Counter
from functools import cache
from hashlib import sha256

import pytest
from sympy import Integer

from lemmata.theory.notation import T0, T, d, n
from lemmata.theory.relations import Path, tends
from lemmata.verifier.chapters import select
from lemmata.verifier.paper import Paper
from lemmata.verifier.verdict import Verdict
from tests.depth import DEEP, often
from tests.limits.rates import kind_of, planted, registered, searched

EXAMPLES = {"limit": often(4, 25), "equivalent": often(3, 12), "exponent": often(4, 25), "constant": often(3, 12)}
WORK = often(2e8, 2e9)
SAMPLE = {"limit": 6, "constant": 3, "exponent": 4, "best ridge": 1, "equivalent": 2, "costly": 0}
"""How many a plain run looks at."""
NOT_MEASURED = {
    "accumulation:average-limit": "Expectation has no enclosure",  # a recursion without a closed value
    "scaling_laws:log-noise": "off by",  # steps of 1/log k shrink by quotients that tend to one: no rate
}
"""Statements that are not measured, and what the search says of them."""


@cache
def stated():
    return registered(select([]).claims)


def sort_of(claim):
    """The kind of a statement; what speaks of the best ridge is a sort of its own, and so is what costs much more.

    Equivalents of chains are drawn generation by generation, and where a dimension grows, many powers of T lie close.
    """
    left, kind = claim.statement.lhs, kind_of(claim)
    if getattr(left, "subject", None) in getattr(left, "of_optimum", ()):
        return "best ridge" if left.model.derived().problem.d is None else "costly"
    return "costly" if kind == "equivalent" and n in left.free_symbols else kind


def looked_at(sample):
    """Statements, of each sort some, in an order that says nothing, or all."""
    found = []
    for sort, count in sample.items():
        ids = [key for key, claim in stated().items() if sort_of(claim) == sort and key not in NOT_MEASURED]
        ids.sort(key=lambda key: sha256(key.encode()).hexdigest())
        found += ids if DEEP else ids[:count]
    return found


def looked_for(claim):
    kind = kind_of(claim)
    return searched(claim, examples=EXAMPLES[kind], work=WORK, shrink=False)


def test_at_least_sixty_statements_are_registered_of_every_kind():
    kinds = Counter(map(kind_of, stated().values()))
    assert sum(kinds.values()) >= 60
    assert all(kinds[kind] >= 8 for kind in ("limit", "equivalent", "exponent", "constant"))


def test_what_is_stated_is_registered_by_being_stated():
    paper = Paper("one", "A paper")
    paper.claim("many-rows", "The noise of many rows", tends(d / (T - d), Integer(0), Path(T)), where=[T >= d + 1],
                witness={d: 1, T: 3})  # fmt: skip
    assert list(registered(paper.claims.values())) == ["one:many-rows"]


@pytest.mark.parametrize("key", looked_at(SAMPLE))
def test_what_is_stated_is_seen_in_finite_dimensions(key):
    """A printed statement that is wrong somewhere is refuted, or seen to hold where it was looked at."""
    claim = stated()[key]
    found = looked_for(claim)
    seen = (Verdict.SIMULATED, Verdict.REFUTED) if claim.corrected_by else (Verdict.SIMULATED,)
    assert found.verdict in seen, (found.setting, found.why)


@pytest.mark.parametrize("key", looked_at(SAMPLE))
def test_a_wrong_limit_in_its_place_is_found(key):
    found = looked_for(planted(stated()[key]))
    assert found.verdict is Verdict.REFUTED, found.why


@pytest.mark.parametrize("key", NOT_MEASURED)
def test_what_is_named_as_not_measured_is_not(key):
    found = looked_for(stated()[key])
    assert found.verdict is Verdict.UNDECIDED
    assert NOT_MEASURED[key] in found.why


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
