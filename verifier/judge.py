"""Gathering the evidence for one claim.

The walk is the same for every claim: are the assumptions satisfiable, and does the witness satisfy them; does each
step of the proof hold by its rule; is there a counterexample to the step, whatever the rule said; do the ends of the
chain match the statement; is there a counterexample to the statement; what do the additional checks find. Nothing here
decides a status, and nothing here knows a paper.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from random import Random
from types import MappingProxyType
from typing import Any

from sympy import Basic, Eq, Symbol, sympify
from sympy.core.function import AppliedUndef

from lemmata.numerics.errors import named
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.random_matrices import Letter, law_of
from lemmata.theory.relations import AT_POINTS, PROPORTIONAL
from lemmata.theory.spectra.eigensum import SPECTRUM, depends_on_spectrum
from lemmata.verifier.claim import Claim, ProofStep
from lemmata.verifier.engines.domain import Domain, EmptyDomain
from lemmata.verifier.engines.exact_points import satisfied
from lemmata.verifier.engines.path_domain import Walk
from lemmata.verifier.engines.proportions import Proportions
from lemmata.verifier.engines.unknown_functions import assumed_of_terms, members_at
from lemmata.verifier.evidence import Evidence, Part
from lemmata.verifier.matrices.assumed import of_matrices, of_numbers, satisfying
from lemmata.verifier.matrices.points import shown
from lemmata.verifier.obligations import judged
from lemmata.verifier.provenance import held_by, outside, shown_name
from lemmata.verifier.refuting import counterexample, examined, limit_examined, refuted_at
from lemmata.verifier.rules.algebra import algebra, same_normal_form
from lemmata.verifier.step import Context, Effort, Finding, Step
from lemmata.verifier.verdict import Verdict, weakest


def context_of(claim: Claim, *, effort: Effort = "standard", seed: int = 0, digits: int = 30) -> Context:
    """What the rules may use when they judge a step of this claim."""
    return Context(
        assumptions=claim.where,
        laws=claim.laws,
        definitions=claim.definitions,
        path=claim.path,
        regime=claim.statement.regime or PROPORTIONAL,
        aim=claim.statement.rhs if claim.statement.relation == "~" else None,
        digits=digits,
        seed=seed,
        effort=effort,
    )


def _plain(text: str) -> str:
    """Text without what a terminal would obey."""
    return "".join(
        letter if letter.isprintable() else " " if letter == "\n" else ascii(letter)[1:-1] for letter in text
    )


@dataclass(frozen=True)
class Piece:
    """One piece of evidence that is to be gathered: what it is about, and the work that finds it."""

    part: Part
    method: str
    find: Callable[[], Finding]
    position: int = 0

    def gather(self) -> Evidence:
        """Do the work. A rule may be the user's own: what it raises is no verdict on the claim."""
        start = time.perf_counter()
        try:
            finding = self.find()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) and parent_process() is None:  # a worker hears none: the rule's own
                raise
            finding = Finding(Verdict.UNDECIDED, f"{self.method} raised {_plain(named(error))}")
        seconds = time.perf_counter() - start
        try:
            evidence = Evidence.of(self.part, self.method, finding, position=self.position, seconds=seconds)
            Evidence.from_json(json.loads(json.dumps(evidence.to_json())))
            return replace(evidence, detail=_plain(evidence.detail), date=datetime.now(UTC).date().isoformat())
        except (TypeError, ValueError, AttributeError) as error:
            broken = Finding(Verdict.UNDECIDED, f"{self.method} found what is no finding ({_plain(str(error))})")
            return Evidence.of(self.part, self.method, broken, position=self.position, seconds=seconds)


Points = Mapping[tuple[Part, int], Mapping[Any, Any]]
"""Points that are said to refute a step (by its position), or the statement (at 0)."""


def judge(claim: Claim, context: Context, points: Points | None = None) -> list[Evidence]:
    """All evidence for a claim, in the order in which it was gathered.

    Where a refuting point is given it is looked at in place of a search.
    """
    found: list[Evidence] = []
    for piece in pieces(claim, context, found, points or {}):
        found.append(piece.gather())
        if outside_domain(found[-1]):
            break
    return found


def outside_domain(evidence: Evidence) -> bool:
    """Whether nothing more is worth gathering: the claim speaks of no point."""
    return evidence.part == "domain" and evidence.verdict is not Verdict.PROVED


def pieces(
    claim: Claim, context: Context, found: Sequence[Evidence], points: Points = MappingProxyType({})
) -> Iterator[Piece]:
    """What there is to gather for a claim, in order; ``found`` is what has been, when a piece is begun."""
    yield Piece("domain", "witness", lambda: witness_satisfies(claim))
    if claim.proof is not None:
        for position, link in enumerate(claim.proof.steps, start=1):
            work = partial(_judge_step, link, context, points.get(("step", position)), charitable=claim.kind != "claim")
            yield Piece("step", shown_name(link.rule), work, position)
        yield Piece("shape", "chain", lambda: ends_match(claim, context))
    statement = Step(claim.statement.lhs, claim.statement.relation, claim.statement.rhs)
    if statement.relation in AT_POINTS:
        at = points.get(("statement", 0))
        yield Piece("statement", "points", lambda: _at_points(claim, statement, context, _proved(claim, found), at))
    elif statement.relation == "->" and claim.proof is None:
        yield Piece("statement", "limit", lambda: limit_examined(statement, context))
    for check in claim.checks:
        yield Piece("check", shown_name(check), partial(_gather_check, check, claim, context))


def _gather_check(check: Any, claim: Claim, context: Context) -> Finding:
    return _not_read(check, "check", check.gather(claim, context))


def _proved(claim: Claim, found: Sequence[Evidence]) -> bool:
    """Whether there is a proof all of whose steps are shown, and none only taken as given."""
    return claim.proof is not None and all(_shown(item.verdict) for item in found if item.part == "step")


def _shown(verdict: Verdict) -> bool:
    """Whether a rule found out by itself that a step holds; what is only cited may be false."""
    return verdict.holds and verdict is not Verdict.ASSUMED


def _judge_step(link: ProofStep, context: Context, at: Mapping[Any, Any] | None, *, charitable: bool) -> Finding:
    """The rule's answer, beside a refutation attempt; when they contradict each other nothing is decided."""
    finding = _not_read(link.rule, "rule", judged(link.rule, link.step, context))
    if finding.verdict is Verdict.REFUTED:
        return finding
    if at:
        found = refuted_at(at, link.step, context, charitable=charitable)
    else:
        found = counterexample(link.step, context, thorough=not _shown(finding.verdict), charitable=charitable)
    if found is None:
        return finding
    if found.verdict is Verdict.UNDECIDED:
        return found
    if _shown(finding.verdict):
        used = "".join(f"{part.id} is false, or " for part in held_by(link.rule) if isinstance(part, Claim))
        return Finding(
            Verdict.UNDECIDED,
            f"the rule says {finding.verdict.value} ({finding.detail}) but a counterexample was found "
            f"({found.detail}): {used}one of the two engines is wrong",
            counterexample=found.counterexample,
            gap=found.gap,
        )
    return found


def _not_read(method: Any, kind: str, finding: Finding) -> Finding:
    """What a rule or check from outside the project shows is at best assumed, and its file is named."""
    file = outside(method)
    if file is None or not (finding.verdict.holds or finding.verdict is Verdict.REFUTED):
        return finding
    if finding.verdict is Verdict.REFUTED:
        return replace(
            finding, verdict=Verdict.UNDECIDED, detail=f"refuted by a {kind} of {file} only: {finding.detail}"
        )
    verdict = weakest([finding.verdict, Verdict.ASSUMED])
    return replace(finding, verdict=verdict, assuming=(*finding.assuming, f"{kind} of {file}"))


def _at_points(claim: Claim, statement: Step, context: Context, proved: bool, at: Mapping[Any, Any] | None) -> Finding:
    charitable = claim.kind != "claim"
    found = refuted_at(at or claim.witness, statement, context, charitable=charitable)
    found = found or examined(statement, context, thorough=not proved, charitable=charitable)
    return replace(found, verdict=Verdict.REFUTED) if found.counterexample is not None else found


def witness_satisfies(claim: Claim) -> Finding:
    """Whether the witness lies in the domain: a claim without a point says nothing."""
    if not claim.witness:
        return Finding(Verdict.PROVED, "no parameters")
    if claim.statement.relation == "~" and Proportions(claim.where).empty:
        return Finding(
            Verdict.VACUOUS, "no sizes in proportion satisfy every assumption: inequalities hold with a margin"
        )
    relations: list[Basic] = [concrete(relation) for relation in claim.where]
    values = dict(claim.witness)
    if any(depends_on_spectrum(relation) for relation in relations) or SPECTRUM in values:
        pairs = values.pop(SPECTRUM, None)
        if pairs is None:
            return Finding(Verdict.VACUOUS, "the witness gives no spectrum")
        relations = [concrete(relation, pairs) for relation in relations]
    if any(relation.has(AppliedUndef) for relation in relations):
        return _functions_exist(relations, values, claim)
    found = _contains([*of_numbers(relations)], values)
    tied = of_matrices(relations)
    return found if found.verdict is not Verdict.PROVED or not tied else _matrices_found(claim, tied, values)


def _matrices_found(claim: Claim, tied: tuple[Basic, ...], values: Mapping[Any, Any]) -> Finding:
    """Whether there are matrices at the witness that satisfy what is assumed of them, none of them zero if possible."""
    letters = sorted({letter for relation in tied for letter in relation.atoms(Letter)}, key=str)
    drawn = next((letter for letter in letters if law_of(letter, claim.laws) is not None), None)
    if drawn is not None:
        return Finding(Verdict.VACUOUS, f"{drawn} is random: its law says what it is, and no assumption does")
    missing = sorted({s for part in (*tied, *letters) for s in part.free_symbols} - values.keys(), key=str)
    if missing:
        return Finding(Verdict.VACUOUS, f"the witness gives no value of {missing[0]}")
    numbers = {
        s: Fraction(int(v.p), int(v.q))
        for s, v in ((s, sympify(v, strict=True)) for s, v in values.items())
        if v.is_Rational
    }
    found = list(islice(satisfying(tied, letters, numbers, Random(0)), 40))
    if not found:
        relations = ", ".join(f"{r.args[0]} {r.rel_op} {r.args[1]}".replace(" == ", " = ") for r in tied)
        return Finding(Verdict.VACUOUS, f"at the witness no matrices of small numbers were found with {relations}")
    best = max(found, key=lambda one: sum(any(map(any, matrix)) for matrix in one.values()))
    shown_ones = ", ".join(f"{letter} = {shown(best[letter])}" for letter in letters)
    return Finding(Verdict.PROVED, f"the witness satisfies every assumption, with {shown_ones}")


def _functions_exist(relations: list[Basic], values: dict[Any, Any], claim: Claim) -> Finding:
    """A witness gives letters; terms of unknown functions that satisfy the assumptions are looked for."""
    about = [relation for relation in relations if relation.has(AppliedUndef)]
    at = assumed_of_terms(about, values, claim.definitions)
    if at is None:
        return _contains([members_at(relation, values, claim.definitions) for relation in relations], values)
    try:
        Domain.of([], at).sample(1, 0)
    except EmptyDomain:
        given = ", ".join(f"{letter} = {value}" for letter, value in values.items())
        return Finding(
            Verdict.VACUOUS,
            f"at {given} no terms were found for which {', '.join(map(str, about))}"
            "; sums of one or two terms are easier",
        )
    return _contains([relation for relation in relations if relation not in about], values)


def _contains(relations: list[Basic], values: dict[Any, Any]) -> Finding:
    try:
        domain = Domain.of(values, relations)
    except EmptyDomain:
        return Finding(Verdict.VACUOUS, "the assumptions contradict each other")
    values = _with_defined(relations, values)
    missing = [symbol for symbol in domain.symbols if symbol not in values]
    if missing:
        return Finding(Verdict.VACUOUS, f"the witness gives no value of {missing[0]}")
    for symbol, value in values.items():
        if not Domain.of([symbol], []).contains({symbol: value}):
            return Finding(Verdict.VACUOUS, f"the witness {symbol} = {value} is outside the domain of {symbol}")
    for relation in domain.relations:
        if not satisfied(relation, values):
            return Finding(Verdict.VACUOUS, f"the witness does not satisfy {relation}")
    return Finding(Verdict.PROVED, "the witness satisfies every assumption")


def _with_defined(relations: list[Basic], values: dict[Any, Any]) -> dict[Any, Any]:
    """The witness with the letters that it leaves out and an equation gives, such as the best step size."""
    found = {letter: sympify(value, strict=True) for letter, value in values.items()}
    for relation in relations:
        if not isinstance(relation, Eq) or relation.lhs in found or not relation.rhs.free_symbols <= found.keys():
            continue
        value = relation.rhs.xreplace(found)
        if isinstance(relation.lhs, Symbol) and (value.is_Rational or (value.is_real and not relation.lhs.is_integer)):
            found[relation.lhs] = value
    return {**found, **values}


def ends_match(claim: Claim, context: Context) -> Finding:
    """Whether the chain starts and ends where the statement does, with relations that compose to the statement's."""
    assert claim.proof is not None
    first, last = claim.proof.steps[0].step.before, claim.proof.steps[-1].step.after
    statement = claim.statement
    if claim.proof.relation != statement.relation:
        found = claim.proof.relation or "no single relation"
        return Finding(Verdict.UNDECIDED, f"the chain shows {found}, the statement says {statement.relation}")
    engines: dict[str, None] = {}
    for end, side, name in ((first, statement.lhs, "left"), (last, statement.rhs, "right")):
        if end == side:
            continue
        if same_normal_form(end, side).verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, f"the chain does not reach the {name} side of the statement: {side}")
        there = judged(algebra, Step(side, "=", end), context)  # that the side has a value is owed by no step
        if there.verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, f"the {name} side of the statement, {side}: {there.detail}")
        engines |= dict.fromkeys(there.engines)
    if statement.path is not None and Walk.along(statement.path, claim.where).moves(statement.rhs):
        return Finding(Verdict.UNDECIDED, f"{statement.rhs} moves along the path: it is no limit")
    return Finding(Verdict.PROVED, "the chain leads from side to side of the statement", engines=tuple(engines))
