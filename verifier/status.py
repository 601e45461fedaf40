"""Status: a function of the evidence and of the status of all that a claim rests on. Nothing declares it.

A status is a *grade* and a *support*. The grade is that of the weakest step and of the weakest claim below, in the
order proved > enclosed > tested > simulated > assumed; what rests on something undecided, vacuous or refuted is itself
undecided. The support (see :mod:`lemmata.verifier.support`) is handed up. A named theorem leaves what uses it
``proved``, citing it, provided that its statement was put to the test; one with a proof is judged by its proof. A
principle, a citation, or a rule from outside the project makes everything above it ``assumed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lemmata.numerics.displayed import table
from lemmata.verifier.claim import Claim, Proof
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.support import Support, seen_by
from lemmata.verifier.verdict import Verdict, strongest, weakest


@dataclass(frozen=True)
class Status:
    """What is known about a claim.

    Attributes:
        verdict: the grade.
        reason: one line that says why, where it matters.
        support: what the verdict rests on.
        decisive: the evidence that decided (the counterexample of a refuted claim), if one did.
        phrase: the verdict in words, where they are not those of the support.
    """

    verdict: Verdict
    reason: str
    support: Support = field(default_factory=Support)
    decisive: Evidence | None = None
    phrase: str = ""

    def _repr_html_(self) -> str:
        point = dict(self.decisive.counterexample or {}) if self.decisive is not None else {}
        return table([(self.words, self.reason), *point.items()])

    @property
    def assumed(self) -> tuple[str, ...]:
        """What the claim is taken down to, without proof here."""
        return self.support.taken

    @property
    def words(self) -> str:
        """The verdict with its support, as one phrase: ``proved, citing inverse-Wishart mean``."""
        return self.phrase or self.support.words(self.verdict)


Below = Mapping[int, Status]
"""Status by the identity of the claim: a name is no evidence of what was judged."""


def statuses(claims: Sequence[Claim], evidence: Mapping[str, Sequence[Evidence]]) -> dict[str, Status]:
    """The status of every claim, by id; claims come after what they rest on."""
    below: dict[int, Status] = {}
    for claim in claims:
        below[id(claim)] = status(claim, evidence.get(claim.id, ()), below)
    return {claim.id: below[id(claim)] for claim in claims}


def status(claim: Claim, evidence: Sequence[Evidence], below: Below) -> Status:
    """The status of one claim, given those of the claims that it rests on."""
    found, said = _status(claim, evidence, below), Support(principles=claim.principles)
    if not said.principles or not (found.verdict.holds or found.verdict is Verdict.REFUTED):
        return found
    verdict = weakest([found.verdict, Verdict.ASSUMED])
    return replace(found, verdict=verdict, support=said | found.support)


def _status(claim: Claim, evidence: Sequence[Evidence], below: Below) -> Status:
    if not evidence:
        return Status(Verdict.NOT_RUN, "no evidence yet")
    problem = _incomplete(claim, evidence)
    if problem:
        return Status(Verdict.UNDECIDED, f"the evidence is not complete: {problem}")
    outside = next((item for item in evidence if item.part == "domain" and item.verdict is not Verdict.PROVED), None)
    if outside is not None:
        return Status(outside.verdict, outside.detail, decisive=outside)
    proof = None if claim.proof is None else _proof_status(claim, claim.proof, evidence, below)
    against = _first(evidence, "statement", Verdict.REFUTED) or _first(evidence, "check", Verdict.REFUTED)
    if against is not None:
        if proof is not None and proof.verdict is Verdict.PROVED:
            return Status(
                Verdict.UNDECIDED,
                f"the proof holds but {against.method} refutes the statement ({against.detail}): an engine is wrong",
                decisive=against,
            )
        if proof is None or not _says_more(proof, claim, against):
            return Status(Verdict.REFUTED, against.detail, _support_of([against]), against)
    if proof is not None:
        return proof
    if claim.kind == "theorem":
        words = f"assumed: {claim.reference}"
        return Status(Verdict.ASSUMED, claim.reference, _named(claim, evidence), phrase=words)
    return _supported(evidence)


def _says_more(broken: Status, claim: Claim, against: Evidence) -> bool:
    """Whether a step that fails exactly says more: than a mean that is certainly another one, or which one it is."""
    if broken.verdict is not Verdict.REFUTED:
        return False
    several = claim.proof is not None and len(claim.proof.steps) > 1
    same = broken.decisive is not None and broken.decisive.counterexample == against.counterexample
    return against.error_probability > 0 or (several and same)


def complete(claim: Claim, evidence: Sequence[Evidence]) -> bool:
    """Whether every part of the claim was judged once."""
    return not _incomplete(claim, evidence)


def _incomplete(claim: Claim, evidence: Sequence[Evidence]) -> str:
    """What is missing, or there twice: every part of a claim is judged once."""
    found = [(item.part, item.position) for item in evidence if item.part in ("domain", "step", "shape")]
    if ("domain", 0) not in found:
        return "the domain was not looked at"
    steps = len(claim.proof.steps) if claim.proof else 0
    domain = next(item for item in evidence if item.part == "domain")
    wanted = [("domain", 0)]
    if domain.verdict is Verdict.PROVED and steps:
        wanted += [*(("step", position) for position in range(1, steps + 1)), ("shape", 0)]
    if sorted(found) != sorted(wanted):
        return "not every part was judged once"
    return ""


def _first(evidence: Iterable[Evidence], part: str, verdict: Verdict) -> Evidence | None:
    return next((item for item in evidence if item.part == part and item.verdict is verdict), None)


def _named(claim: Claim, evidence: Sequence[Evidence]) -> Support:
    """What using a theorem hands up: it counts as one when it could have been refuted."""
    tried = any(item.part in ("statement", "check") and item.verdict.holds for item in evidence)
    return Support(citing=(claim.id,)) if tried else Support(assuming=(f"{claim.id} (never tested)",))


def _supported(evidence: Sequence[Evidence]) -> Status:
    """Without a proof a claim is as strong as its strongest check."""
    grounds = [item for item in evidence if item.part in ("statement", "check") and item.verdict.holds]
    if not grounds:
        seen = next((f"; {item.detail}" for item in evidence if item.part == "statement"), "")
        return Status(Verdict.UNDECIDED, f"no proof, and no check reached an answer{seen}")
    verdict = strongest(item.verdict for item in grounds)
    best = next(item for item in grounds if item.verdict is verdict)
    return Status(verdict, best.detail, _support_of([best]), best)


def _proof_status(claim: Claim, proof: Proof, evidence: Sequence[Evidence], below: Below) -> Status:
    steps = [item for item in evidence if item.part == "step"]
    lower = [below.get(id(used)) for used in claim.foundations]
    shown = [item for item in evidence if item.part in ("step", "shape")]
    support = Support.union([_support_of(shown), *(found.support for found in lower if found is not None)])
    broken = _broken_chain(proof, evidence)
    if broken is not None:
        return _refuted_by_chain(broken, proof, steps, lower, support) or broken
    for used, found in zip(claim.foundations, lower, strict=True):
        if found is None or not found.verdict.holds:
            word = found.verdict.value if found else "not judged"
            return Status(Verdict.UNDECIDED, f"rests on {used.id}, which is {word}")
    verdicts = [item.verdict for item in steps]
    verdicts += [_grade_handed_up(used, found) for used, found in zip(claim.foundations, lower, strict=True) if found]
    if support.principles or support.assuming:
        verdicts.append(Verdict.ASSUMED)
    verdict = weakest(verdicts)
    return Status(verdict, f"{len(steps)} step{'' if len(steps) == 1 else 's'}", support)


def _grade_handed_up(used: Claim, found: Status) -> Verdict:
    """What a claim below counts for: a theorem that is named leaves the result proved, and is named with it."""
    cited = used.kind == "theorem" and found.support == Support(citing=(used.id,))
    return Verdict.PROVED if cited else found.verdict


def _support_of(evidence: Iterable[Evidence]) -> Support:
    """What findings rest on themselves."""
    return Support.union(
        Support(
            citing=item.cited,
            principles=item.principles,
            assuming=item.assuming,
            engines=item.engines,
            tested=(seen_by(item),) if item.verdict in (Verdict.TESTED, Verdict.SIMULATED) else (),
        )
        for item in evidence
    )


def _broken_chain(proof: Proof, evidence: Sequence[Evidence]) -> Status | None:
    """The first failing step of a chain, or that it does not show its statement; None when nothing is broken."""
    shape = next((item for item in evidence if item.part == "shape" and not item.verdict.holds), None)
    first = next((item for item in evidence if item.part == "step" and not item.verdict.holds), None)
    if first is None:
        return None if shape is None else Status(Verdict.UNDECIDED, shape.detail, decisive=shape)
    detail = f"step {first.position} ({first.method}) is {first.verdict.value}: {first.detail}"
    return Status(Verdict.UNDECIDED, detail, decisive=first if shape is None else shape)


def _refuted_by_chain(
    broken: Status, proof: Proof, steps: Sequence[Evidence], lower: Sequence[Status | None], support: Support
) -> Status | None:
    """A chain whose one false step stands among proved equations refutes its statement.

    The statement says of the ends what the false step says of expressions equal to them, as far as these equations and
    all that they rest on are proved; principles that they rest on are named with the refutation.
    """
    false = broken.decisive
    if false is None or false.part != "step" or false.verdict is not Verdict.REFUTED:
        return None
    others = [item for item in steps if item is not false]
    shown = all(
        item.verdict is Verdict.PROVED and proof.steps[item.position - 1].step.relation == "=" for item in others
    )
    known = all(found is not None and found.verdict in (Verdict.PROVED, Verdict.ASSUMED) for found in lower)
    if not (shown and known) or support.assuming or support.tested:
        return None
    return Status(Verdict.REFUTED, broken.reason, support, false)
