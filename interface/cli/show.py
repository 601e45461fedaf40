"""``lemmata show``: one claim, its statement, source, proof and evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lemmata.interface.cli import completion
from lemmata.interface.cli.paths import Place

if TYPE_CHECKING:
    from lemmata.verifier.claim import Claim
    from lemmata.verifier.outcome import Outcome


@click.command()
@click.argument("claim", metavar="CLAIM", shell_complete=completion.targets)
@click.option("--effort", type=click.Choice(["quick", "standard", "deep"]), default="standard", show_default=True)
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.show/1) with the certificate.")
def command(claim: str, effort: str, ledger: Path | None, as_json: bool) -> int:
    """Show one claim, by id or by place (dohmatob2024:ols-growth, "dohmatob2024:Theorem 4.1", mine.py:ols-risk).

    The exit status says that it was shown, whatever its verdict; that of lemmata verify says whether it holds.
    """
    from lemmata.verifier.chapters import find_claim

    _, found = find_claim(claim)  # a misspelt name is refused before anything else is loaded
    from lemmata.interface.cli.output import emit_json
    from lemmata.interface.cli.progress import judged
    from lemmata.interface.documents import certificate_of, claim_document
    from lemmata.verifier.listing import file_and_name
    from lemmata.verifier.outcome import Settings

    settings = Settings(effort=effort, jobs=1)  # type: ignore[arg-type]
    file, _ = file_and_name(claim)
    outcome = judged([claim if file else found.id], ledger, settings, always=False)
    if as_json:
        proof = certificate_of(found, outcome, settings, str(file or claim))
        emit_json("lemmata.show/1", {"claim": claim_document(found, outcome), "certificate": proof})
    else:
        _print(found, outcome)
    return 0


def _print(claim: Claim, outcome: Outcome) -> None:
    from lemmata.interface.lines import verdict_words

    status = outcome.status[claim.id]
    click.secho(f"{claim.id} · {claim.title}", bold=True)
    click.echo(
        f"  {verdict_words(status)}{f': {status.reason}' if status.decisive or not status.verdict.holds else ''}"
    )
    if claim.printed:
        click.echo(f"  printed   {claim.printed}")
    click.echo(f"  says      {claim.statement}")
    for relation in claim.where:
        click.echo(f"  where     {relation}")
    click.echo(f"  witness   {', '.join(f'{symbol} = {value}' for symbol, value in claim.witness.items())}")
    if claim.source or claim.reference:
        click.echo(f"  source    {claim.source or claim.reference}")
    for name in claim.rests_on:
        click.echo(f"  rests on  {name}")
    for word, names in (
        ("citing", status.support.citing),
        ("assuming", (*status.support.principles, *status.support.assuming)),
    ):
        for name in names:
            click.echo(f"  {word:<9} {name}")
    if claim.corrected_by:
        click.echo(f"  see       {claim.corrected_by}")
    if claim.note:
        click.echo(f"  note      {claim.note}")
    _print_proof(claim, outcome)
    from lemmata.interface.lines import verdict_word

    for item in outcome.evidence[claim.id]:
        if item.part in ("statement", "check"):
            click.echo(f"  {verdict_word(item.verdict)}{item.method}: {item.detail}")


def _print_proof(claim: Claim, outcome: Outcome) -> None:
    from lemmata.interface.lines import verdict_word

    if claim.proof is None:
        return
    click.echo("  proof")
    click.echo(f"      {claim.proof.steps[0].step.before}")
    found = {item.position: item for item in outcome.evidence[claim.id] if item.part == "step"}
    for position, link in enumerate(claim.proof.steps, start=1):
        click.echo(f"    {link.step.relation} {link.step.after}")
        item = found.get(position)
        if item is not None:
            click.echo(f"          {verdict_word(item.verdict)}by {item.method}: {item.detail}")
