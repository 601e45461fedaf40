"""``lemmata list``: the claims of a chapter, or its errata."""

from __future__ import annotations

from pathlib import Path

import click

from lemmata.interface.cli import completion
from lemmata.interface.cli.paths import Place


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=completion.targets)
@click.option("--errata", is_flag=True, help="List the published statements that are refuted, and what replaces them.")
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.list/1 or lemmata.errata/1).")
def command(targets: tuple[str, ...], errata: bool, ledger: Path | None, as_json: bool) -> int:
    """List the claims, or with --errata the refuted published statements (judging what has no evidence yet)."""
    if errata:
        return _errata(targets, ledger, as_json)
    from lemmata.interface.cli.output import emit_json
    from lemmata.verifier.chapters import select

    selection = select(targets)
    claims = selection.asked_claims
    if as_json:
        rows = [
            {"id": c.id, "title": c.title, "kind": c.kind, "source": str(c.source or c.reference), "chapter": c.chapter,
             "section": c.section}
            for c in claims
        ]  # fmt: skip
        emit_json("lemmata.list/1", {"claims": rows})
        return 0
    papers = {paper.key: paper for paper in selection.papers}
    heading = ""
    for claim in claims:
        if papers[claim.chapter].heading(claim) != heading:
            heading = papers[claim.chapter].heading(claim)
            click.secho(heading, bold=True)
        click.echo(f"{claim.id:<46} {claim.source.place if claim.source else claim.reference:<40} {claim.title}")
    return 0


def _errata(targets: tuple[str, ...], ledger: Path | None, as_json: bool) -> int:
    from lemmata.interface.cli.output import emit_json, remark
    from lemmata.interface.cli.progress import judging
    from lemmata.interface.documents import erratum_document
    from lemmata.interface.layout import hung
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.outcome import Settings
    from lemmata.verifier.recollection import answer

    with Ledger(ledger or default_path(), say=remark) as kept, judging() as listener:
        outcome = answer(targets, kept, Settings(), listener)
    documents = [found for claim in outcome.asked if (found := erratum_document(claim, outcome)) is not None]
    if as_json:
        emit_json("lemmata.errata/1", {"errata": documents})
        return 0
    if not documents:
        of = ", ".join(paper.key for paper in outcome.selection.papers)
        click.echo(f"no published statement of {of} is refuted")
    for found in documents:
        point = " ".join(f"{name}={value}" for name, value in (found["counterexample"] or {}).items())
        click.secho(found["place"], bold=True)
        rows = [("paper", found["as_printed"]), ("printed", f"{found['printed']}{_conditions(found['where'])}")]
        rows.append(("false at", f"{point}  ({found['detail']})") if point else ("false", found["detail"]))
        if found["corrected"]:
            instead = "the same" if found["corrected"] == found["printed"] else found["corrected"]
            by = f"   [{found['corrected_verdict']}: {found['corrected_by']}]"
            rows.append(("instead", f"{instead}{_conditions(found['corrected_where'])}{by}"))
        rows += [("misprint?", found["misprint"]), ("note", found["note"])]
        for word, text in rows:
            for line in hung(f"  {word:<10} {text}", 13) if text else ():
                click.echo(line)
    return 0


def _conditions(where: list[str]) -> str:
    return f"   where {', '.join(where)}" if where else ""
