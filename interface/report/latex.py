"""A table of verdicts and an appendix of corrections, to paste into a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.interface.documents import erratum_document
from lemmata.interface.report.mathematics import in_latex, statement_latex
from lemmata.verifier.claim import Claim
from lemmata.verifier.listing import Listing
from lemmata.verifier.outcome import Outcome

_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
}  # fmt: skip


def escaped(text: str) -> str:
    r"""A text that LaTeX sets as it stands.

    >>> escaped("50% of a_b\\c")
    '50\\% of a\\_b\\textbackslash{}c'
    """
    return re.sub(r"[\\{}$&#%_^~<>]", lambda sign: _ESCAPED[sign.group()], text)


def latex_of(paper: Listing, outcome: Outcome) -> str:
    """Both, for one paper; longtable and amsmath are needed."""
    claims = [claim for claim in outcome.asked if claim.chapter == paper.key]
    return "\n".join([*_table(paper, claims, outcome), "", *_corrections(claims, outcome)]) + "\n"


def _table(paper: Listing, claims: list[Claim], outcome: Outcome) -> Iterator[str]:
    yield f"% {' '.join(paper.title.split())}: verdicts of Lemmata; needs longtable and amsmath"
    yield r"\begin{longtable}{@{}llp{0.55\linewidth}@{}}"
    yield r"place & verdict & statement \\ \hline"
    for claim in claims:
        place = claim.source.place if claim.source else claim.id.partition(":")[2]
        verdict = outcome.status[claim.id].verdict.value
        yield rf"{escaped(place)} & {verdict} & {escaped(claim.title)} \\"
    yield r"\end{longtable}"


def _corrections(claims: list[Claim], outcome: Outcome) -> Iterator[str]:
    stated = {claim.id: claim for claim in outcome.selection.claims}
    refuted = [(claim, found) for claim in claims if (found := erratum_document(claim, outcome)) is not None]
    if not refuted:
        return
    yield r"\section*{Corrections}"
    for claim, found in refuted:
        yield rf"\paragraph{{{escaped(found['place'])}.}} As printed,"
        yield from _stated(claim, ",")
        point = ", ".join(f"{name} = {value}" for name, value in (found["counterexample"] or {}).items())
        yield escaped(f"is false{f' at {point}' if point else ''}: {found['detail']}.")
        corrected = stated.get(claim.corrected_by or "")
        if corrected is not None:
            yield f"Instead ({found['corrected_verdict']}),"
            yield from _stated(corrected, ".")
        if claim.misprint:
            yield escaped(f"A misprint would explain it: {claim.misprint}.")


def _stated(claim: Claim, end: str) -> Iterator[str]:
    """The statement with its conditions, and what ends them."""
    yield rf"\[ {statement_latex(claim.statement)} \]"
    if claim.where:
        yield f"where {', '.join(f'${in_latex(relation)}$' for relation in claim.where)}{end}"
