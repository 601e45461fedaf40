"""Replaying a certificate: each finding is checked again from what it recorded, without any search.

Steps are judged again by their rules, which are deterministic; a counterexample is evaluated at its own point only; an
additional check is repeated with its seed. The certificate must be of the claim as it stands now: if the statement,
its proof or a rule has changed, that is said instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lemmata.numerics.errors import InputError
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.values.enclosure import NoEnclosure
from lemmata.verifier.chapters import select
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.point_refuter import compare
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.judge import context_of, ends_match, witness_satisfies
from lemmata.verifier.step import Context, Step
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class Line:
    """One finding of the certificate and whether it was confirmed."""

    what: str
    verdict: str
    confirmed: bool
    detail: str


@dataclass(frozen=True)
class Replay:
    """The outcome of a replay."""

    claim: str
    verdict: str
    findings: tuple[Line, ...]

    @property
    def confirmed(self) -> bool:
        """Whether every finding was confirmed."""
        return all(line.confirmed for line in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document that ``lemmata replay --json`` prints, without its schema field."""
        rows = [vars(line) for line in self.findings]
        return {"claim": self.claim, "verdict": self.verdict, "confirmed": self.confirmed, "findings": rows}

    def lines(self) -> Iterator[str]:
        """For reading."""
        yield f"{self.claim}: {self.verdict}, {'confirmed' if self.confirmed else 'NOT confirmed'}"
        for line in self.findings:
            yield f"  {'ok ' if line.confirmed else 'BAD'} {line.what:<28} {line.verdict:<10} {line.detail}"


def replay(document: Mapping[str, Any]) -> Replay:
    """Check a certificate again.

    Raises:
        InputError: when the document is not a certificate that this version can read.
    """
    if document.get("schema") != "lemmata.certificate/1":
        raise InputError("CERTIFICATE", document.get("schema"), "of schema lemmata.certificate/1")
    try:
        evidence = [Evidence.from_json(item) for item in document["evidence"]]
        target, identifier, verdict = document["target"], document["claim"], document["verdict"]
        settings = document["settings"]
    except (KeyError, TypeError, ValueError) as reason:
        raise InputError("CERTIFICATE", "document", f"complete ({type(reason).__name__}: {reason})") from None
    claim = {claim.id: claim for claim in select([target]).claims}.get(identifier)
    if claim is None:
        raise InputError("CERTIFICATE", identifier, f"of a claim of {target}")
    if claim.content_key != document.get("content"):
        changed = Line("content", "changed", False, "the claim, its proof or a rule is not what the certificate is of")
        return Replay(identifier, verdict, (changed,))
    context = context_of(claim, effort=settings["effort"], seed=settings["seed"])
    return Replay(identifier, verdict, tuple(_again(item, claim, context) for item in evidence))


def _again(item: Evidence, claim: Claim, context: Context) -> Line:
    what = f"step {item.position}: {item.method}" if item.part == "step" else f"{item.part}: {item.method}"
    if item.counterexample is not None:
        confirmed, detail = _violated(item, claim, context)
        return Line(what, item.verdict.value, confirmed, detail)
    verdict = _verdict_again(item, claim, context)
    return Line(what, item.verdict.value, verdict is item.verdict, item.detail)


def _verdict_again(item: Evidence, claim: Claim, context: Context) -> Verdict:
    if item.part == "domain":
        return witness_satisfies(claim).verdict
    if item.part == "shape":
        return ends_match(claim, context).verdict
    if item.part == "step":
        assert claim.proof is not None
        link = claim.proof.steps[item.position - 1]
        return link.rule.judge(link.step, context).verdict
    if item.part == "check":
        check = next(check for check in claim.checks if check.name == item.method)
        verdict: Verdict = check.gather(claim, context).verdict
        return verdict
    from lemmata.verifier.refuting import support_at_points

    statement = claim.statement
    return support_at_points(Step(statement.lhs, statement.relation, statement.rhs), context).verdict


def _violated(item: Evidence, claim: Claim, context: Context) -> tuple[bool, str]:
    """Evaluate the two sides at the recorded point only."""
    assert item.counterexample is not None
    if item.part == "step":
        assert claim.proof is not None
        link = claim.proof.steps[item.position - 1]
        if link.rule.judge(link.step, context).verdict is Verdict.REFUTED:
            return True, "the rule refutes the step again"
        before, relation, after = link.step.before, link.step.relation, link.step.after
    else:
        before, relation, after = claim.statement.lhs, claim.statement.relation, claim.statement.rhs
    values = dict(item.counterexample)
    pairs = None
    eigenvalues, weights = values.pop("eigenvalues", None), values.pop("squared_weights", None)
    if eigenvalues is not None and weights is not None:
        values.pop("d", None)
        pairs = list(zip(map(Fraction, eigenvalues.split(",")), map(Fraction, weights.split(",")), strict=True))
    before, after = concrete(before, pairs), concrete(after, pairs)
    symbols = {symbol.name: symbol for symbol in before.free_symbols | after.free_symbols}
    point = {symbols[name]: Fraction(value) for name, value in values.items() if name in symbols}
    try:
        comparison = compare(before, relation, after, point, context.digits)
    except NoEnclosure as reason:
        return False, str(reason)
    return comparison.gap > 0, item.detail
