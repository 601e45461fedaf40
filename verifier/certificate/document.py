"""Certificates: all that is needed to compute a verdict again, as one JSON document (``lemmata.certificate/2``).

It holds the claim and everything that it rests on, foundations first: statements, assumptions, laws and proofs as terms
(see :mod:`lemmata.verifier.certificate.terms`), and the evidence for each. Nobody has to believe the verdict that
stands in it: ``lemmata replay`` computes it again, and ``lemmata-check`` does so as far as it goes without any of the
code here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sympy import Basic

from lemmata.numerics.digest import signed
from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.verifier.certificate.hints import add_facts, hints_of
from lemmata.verifier.certificate.terms import Json, Symbols, written
from lemmata.verifier.claim import Claim, ProofStep
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.judge import context_of
from lemmata.verifier.ledger import engine_key
from lemmata.verifier.provenance import held_by, outside, shown_name
from lemmata.verifier.status import Status

SCHEMA = "lemmata.certificate/2"


def certificate(
    claim: Claim,
    claims: Sequence[Claim],
    status: Mapping[str, Status],
    evidence: Mapping[str, Sequence[Evidence]],
    settings: Mapping[str, Any],
    target: str,
) -> dict[str, Json]:
    """The certificate of a claim.

    Args:
        claim: the claim.
        claims: it and what it rests on; others are left out.
        status: what was found, by id.
        evidence: for each of them, by id.
        settings: effort and seed.
        target: where the claim is found: a chapter, or a file.
    """
    return certificate_of_all([claim], claims, status, evidence, settings, target)


def certificate_of_all(
    asked: Sequence[Claim],
    claims: Sequence[Claim],
    status: Mapping[str, Status],
    evidence: Mapping[str, Sequence[Evidence]],
    settings: Mapping[str, Any],
    target: str,
) -> dict[str, Json]:
    """One certificate of some claims, as of a chapter; it is named after the last of them."""
    symbols = Symbols()
    named = {other.id: other for other in claims}
    asked = [named[one.id] for one in asked]
    claim, needed = asked[-1], list(dict.fromkeys(other for one in asked for other in below(one)))
    letters = [symbols.key(letter) for letter in (*PER_EIGENVALUE, d, signal)][: len(PER_EIGENVALUE)]
    rows = [_claim(other, symbols, evidence[other.id], status[other.id], settings) for other in needed]
    add_facts(rows, symbols.to_json())
    document = {
        "schema": SCHEMA,
        "target": target,
        "claim": claim.id,
        "verdict": status[claim.id].verdict.value,
        "says": status[claim.id].words,
        "settings": dict(settings),
        "engine": engine_key(),
        "symbols": symbols.to_json(),
        "per_eigenvalue": letters,
        "claims": rows,
    }
    return signed(document)


def below(claim: Claim) -> list[Claim]:
    """The claim and all that it rests on, foundations first; the order depends on nothing else."""
    found: dict[Claim, None] = {}
    waiting = [(claim, False)]
    while waiting:
        one, visited = waiting.pop()
        if visited:
            found[one] = None
        elif one not in found:
            waiting += [(one, True), *((used, False) for used in reversed(one.foundations))]
    return list(found)


def _claim(
    claim: Claim, symbols: Symbols, evidence: Sequence[Evidence], status: Status, settings: Mapping[str, Any]
) -> Json:
    statement = claim.statement
    context = context_of(claim, effort=settings["effort"], seed=settings["seed"])
    steps = claim.proof.steps if claim.proof else ()
    return {
        "id": claim.id,
        "kind": claim.kind,
        "verdict": status.verdict.value,
        "says": status.words,
        "content": claim.content_key,
        "statement": [written(statement.lhs, symbols), statement.relation, written(statement.rhs, symbols)],
        "path": _plain(statement.path, symbols),
        "regime": _plain(statement.regime, symbols),
        "where": [written(relation, symbols) for relation in claim.where],
        "laws": [_plain(law, symbols) for law in claim.laws],
        "witness": sorted(([str(key), _plain(value, symbols)] for key, value in claim.witness.items()), key=str),
        "reference": claim.reference,
        "principles": list(claim.principles),
        "steps": [{**_step(link, symbols), "hint": hints_of(link, context, symbols)} for link in steps],
        "evidence": [plain_evidence(item) for item in evidence],
    }


def _step(link: ProofStep, symbols: Symbols) -> dict[str, Json]:
    return {
        "before": written(link.step.before, symbols),
        "relation": link.step.relation,
        "after": written(link.step.after, symbols),
        "rule": shown_name(link.rule),
        "kind": type(link.rule).__name__,
        "from": outside(link.rule),
        "uses": [part.id for part in held_by(link.rule) if isinstance(part, Claim)],
    }


def plain_evidence(item: Evidence) -> dict[str, Json]:
    """Evidence as JSON, without the time that it took."""
    data = item.to_json()
    del data["seconds"]
    return data


def _plain(value: Any, symbols: Symbols) -> Json:
    """A law, a path, a witness value: dataclasses by name and fields, terms as trees."""
    if value is None:
        return None
    if isinstance(value, Basic):
        return written(value, symbols)
    if isinstance(value, Mapping):
        pairs = ([_plain(key, symbols), _plain(part, symbols)] for key, part in value.items())
        return ["map", *sorted(pairs, key=str)]
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, field.name), symbols) for field in fields(value))]
    if isinstance(value, (tuple, list)):
        return ["tuple", *(_plain(part, symbols) for part in value)]
    return ["'", str(value)]
