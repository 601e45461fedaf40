"""What an independent checker needs beside a step: the same for every rule that it knows, nothing for the others."""

from __future__ import annotations

from lemmata.verifier.certificate.terms import Json, Symbols
from lemmata.verifier.claim import Claim, ProofStep
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.step import Context


def hints_of(link: ProofStep, claim: Claim, context: Context, symbols: Symbols, found: Evidence | None) -> Json:
    """How the step can be checked again."""
    return {}
