"""Replaying a certificate: the verdict is computed again, and nothing that can be computed is believed.

The certificate says of which claim it is; the claim itself is taken from where it is stated, with all that it rests on.
Its steps are judged again by their rules, a counterexample must lie in the domain and is evaluated there, checks are
repeated with their seed, and the statuses follow. Then the whole certificate is written anew, and each difference from
the one at hand is a defect of that one: a word of verdict, a missing step, another condition, a count.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import Symbol

from lemmata.numerics.digest import digest
from lemmata.numerics.errors import InputError
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.verifier.certificate.document import below as needed_by
from lemmata.verifier.certificate.document import certificate, plain_evidence
from lemmata.verifier.chapters import select
from lemmata.verifier.claim import Claim
from lemmata.verifier.evidence import Evidence, Part
from lemmata.verifier.execution.budget import Budget
from lemmata.verifier.execution.gathering import gathered
from lemmata.verifier.judge import Points, context_of, witness_satisfies
from lemmata.verifier.listing import file_and_name
from lemmata.verifier.matrices.points import has_matrices
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.status import Status, statuses
from lemmata.verifier.step import Step
from lemmata.verifier.verdict import Verdict

_EXACT = re.compile(r"-?\d{1,400}(/[1-9]\d{0,400})?(,-?\d{1,400}(/[1-9]\d{0,400})?)*")
_OF_A_SEARCH = ("detail", "counterexample", "gap", "certificate", "digits", "points", "seed")


@dataclass(frozen=True)
class Line:
    """One part of the certificate: what it is now, and whether that is what the certificate says."""

    what: str
    verdict: str
    confirmed: bool
    detail: str


@dataclass(frozen=True)
class Replay:
    """The outcome of a replay; the verdict is the one that was computed, and so is all that the outcome holds."""

    claim: str
    verdict: str
    says: str
    findings: tuple[Line, ...]
    outcome: Outcome

    @property
    def confirmed(self) -> bool:
        """Whether the certificate says what was found."""
        return all(line.confirmed for line in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document that ``lemmata replay --json`` prints, without its schema field."""
        rows = [vars(line) for line in self.findings]
        return {
            "claim": self.claim,
            "verdict": self.verdict,
            "says": self.says,
            "confirmed": self.confirmed,
            "findings": rows,
        }

    def lines(self) -> Iterator[str]:
        """For reading."""
        word = "confirmed" if self.confirmed else "the certificate is NOT confirmed"
        yield f"{self.claim}: {self.says}; {word}"
        for line in self.findings:
            yield f"  {'ok ' if line.confirmed else 'BAD'} {line.what:<40} {line.verdict:<10} {line.detail}"


def replay(document: Mapping[str, Any], trusted: str | None = None) -> Replay:
    """Compute the verdict of a certificate again.

    Args:
        document: the certificate; its shape has been looked at (see :mod:`lemmata.interface.certificate_shape`).
        trusted: a derivation file that may be run in place of the one that the certificate names.

    Raises:
        InputError: when it names a program that was not trusted, or a claim that does not exist.
    """
    target, identifier, settings = document["target"], document["claim"], document["settings"]
    if trusted is None and file_and_name(target)[0] is not None:
        raise InputError("CERTIFICATE", target, "read first: it is a program; then say --trust and its name")
    found = select([trusted or target])
    claim = next((claim for claim in found.claims if claim.id == identifier), None)
    if claim is None:
        raise InputError("CERTIFICATE", identifier, f"the certificate of a claim of {trusted or target}")
    rows = {row["id"]: row for row in document["claims"]}
    claims = needed_by(claim)
    contexts = {other.id: context_of(other, effort=settings["effort"], seed=settings["seed"]) for other in claims}
    points = {other.id: _points(other, rows.get(other.id, {})) for other in claims}
    again = gathered(claims, contexts, Budget.of(settings["effort"]), os.cpu_count() or 1, points)
    evidence = {name: _as_found(found, rows.get(name, {}), points[name], settings["seed"]) for name, found in again}
    status = statuses(claims, evidence)
    fresh = json.loads(json.dumps(certificate(claim, claims, status, evidence, settings, target)))
    lines = list(_compared(document, fresh, status, evidence))
    outcome = Outcome(found, evidence, status, seconds=0.0)
    return Replay(identifier, status[identifier].verdict.value, status[identifier].words, tuple(lines), outcome)


def _points(claim: Claim, row: Mapping[str, Any]) -> Points:
    """The refuting points that lie in the domain: they are looked at, not searched."""
    places = {(item["part"], item["position"]): item["counterexample"] for item in row.get("evidence", ())}
    points = {place: _point(claim, place, shown) for place, shown in places.items()}
    return {place: point for place, point in points.items() if point is not None}


def _as_found(found: Sequence[Evidence], row: Mapping[str, Any], points: Points, seed: int) -> list[Evidence]:
    """The evidence with the seeds from which its points were found."""
    seeds = {(item["part"], item["position"]): item.get("seed") for item in row.get("evidence", ())}
    return [
        replace(item, seed=seeds[item.part, item.position]) if _looked_at(item, points, seeds, seed) else item
        for item in found
    ]


def _looked_at(item: Evidence, points: Points, seeds: Mapping[Any, Any], seed: int) -> bool:
    """Whether a point refuted that is as good with the seed it was found from as without."""
    place = (item.part, item.position)
    return item.verdict is Verdict.REFUTED and place in points and seeds[place] in (None, seed)


def _point(claim: Claim, place: tuple[Part, int], shown: Mapping[str, str] | None) -> dict[Any, Any] | None:
    """A recorded counterexample as values of the symbols; None where it cannot be one: a search is then made anew."""
    part, position = place
    steps = claim.proof.steps if claim.proof else ()
    if not shown or part not in ("step", "statement") or (part == "step" and not 1 <= position <= len(steps)):
        return None
    statement = claim.statement
    step = steps[position - 1].step if part == "step" else Step(statement.lhs, statement.relation, statement.rhs)
    if has_matrices(step):
        return None
    if not all(_EXACT.fullmatch(value) for value in shown.values()):
        return None
    values = dict(shown)
    point: dict[Any, Any] = {}
    eigenvalues, weights = values.pop("eigenvalues", None), values.pop("squared_weights", None)
    if eigenvalues is not None and weights is not None:
        values.pop("d", None)
        pairs = zip(eigenvalues.split(","), weights.split(","), strict=False)
        point[SPECTRUM] = tuple((Fraction(a), Fraction(b)) for a, b in pairs)
    sides = (step.before, step.after, *claim.where)
    symbols = {symbol for side in sides for symbol in side.free_symbols if isinstance(symbol, Symbol)}
    for name, value in values.items():
        named = [symbol for symbol in symbols if symbol.name == name]
        if len(named) != 1:
            return None
        point[named[0]] = Fraction(value)
    inside = witness_satisfies(replace(claim, witness=point))
    return point if inside.verdict is Verdict.PROVED else None


def _compared(
    given: Mapping[str, Any],
    fresh: Mapping[str, Any],
    status: Mapping[str, Status],
    evidence: Mapping[str, Sequence[Evidence]],
) -> Iterator[Line]:
    """Part by part: what the certificate says, and what was found."""
    yield from _same("certificate", given, fresh, ("claims", "engine", "digest"), fresh["verdict"], "as stated")
    whole = given.get("digest") == digest(given)
    yield Line("digest", "", whole, "of this document" if whole else "that of another document")
    ids = [row["id"] for row in given["claims"]]
    wanted = [row["id"] for row in fresh["claims"]]
    yield Line("claims", "", ids == wanted, "it and all that it rests on" if ids == wanted else f"{ids}, not {wanted}")
    known = {row["id"]: row for row in given["claims"]}
    for row in fresh["claims"]:
        if row["id"] not in known:
            continue
        found = status[row["id"]]
        yield from _same(row["id"], known[row["id"]], row, ("evidence",), found.verdict.value, found.words)
        yield from _evidence(row["id"], known[row["id"]]["evidence"], evidence[row["id"]])


def _same(
    what: str, given: Mapping[str, Any], fresh: Mapping[str, Any], apart: Sequence[str], verdict: str, detail: str
) -> Iterator[Line]:
    """True is not 1 here, and null is no missing field: what is compared is what is written."""
    said, found = ({key: json.dumps(part, sort_keys=True) for key, part in row.items()} for row in (given, fresh))
    differing = [key for key in {**found, **said} if key not in apart and said.get(key) != found.get(key)]
    yield Line(what, verdict, not differing, f"{differing[0]} is not what was found" if differing else detail)


def _evidence(claim: str, given: Sequence[Mapping[str, Any]], found: Sequence[Evidence]) -> Iterator[Line]:
    if len(given) != len(found):
        yield Line(claim, "", False, f"{len(given)} pieces of evidence, {len(found)} were found")
        return
    for said, item in zip(given, found, strict=True):
        what = f"{claim.partition(':')[2]} {item.part}{f' {item.position}' if item.position else ''}: {item.method}"
        fresh = json.loads(json.dumps(plain_evidence(item)))
        apart = _OF_A_SEARCH if item.verdict in (Verdict.UNDECIDED, Verdict.NOT_RUN) else ()
        yield from _same(what, said, fresh, apart, item.verdict.value, item.detail)
