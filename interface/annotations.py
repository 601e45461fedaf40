"""What does not hold, in the form that editors and continuous integration read: ``file:line: verdict: message``."""

from __future__ import annotations

from collections.abc import Iterator

from lemmata.interface.lines import counterexample
from lemmata.interface.places import place
from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.verdict import Verdict


def marked(outcome: Outcome, style: str) -> Iterator[str]:
    """One line a claim that does not hold: ``lines`` for editors, ``github`` for workflow commands.

    What a recorded erratum accounts for is a notice, everything else an error.
    """
    for claim in outcome.asked:
        if outcome.status[claim.id].verdict.holds:
            continue
        file, line = place(claim, outcome.evidence.get(claim.id, ()))
        if style == "github":
            level = "notice" if outcome.accounted_for(claim) else "error"
            yield f"::{level} file={_property(file)},line={line or 1}::{_data(_said(claim, outcome))}"
        else:
            yield message(claim, outcome)


def message(claim: Claim, outcome: Outcome) -> str:
    """``file:line: verdict: id: why``, on one line."""
    file, line = place(claim, outcome.evidence.get(claim.id, ()))
    return f"{file}:{line or 1}: {' '.join(_said(claim, outcome).split())}"


def _said(claim: Claim, outcome: Outcome) -> str:
    return f"{outcome.status[claim.id].verdict.value}: {claim.id}: {_why(claim, outcome)}"


def _why(claim: Claim, outcome: Outcome) -> str:
    status = outcome.status[claim.id]
    if status.verdict is not Verdict.REFUTED:
        return status.reason
    return f"{counterexample(status)}{f' (instead: {claim.corrected_by})' if claim.corrected_by else ''}"


def _data(text: str) -> str:
    """A text as the message of a workflow command.

    >>> _data("50%" + chr(10) + "::error::x")
    '50%25%0A::error::x'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A text as a property of a workflow command.

    >>> _property("a,b:c")
    'a%2Cb%3Ac'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
