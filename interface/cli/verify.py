"""``lemmata verify``: check derivations, claim by claim and step by step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lemmata.verifier.judge import Effort
    from lemmata.verifier.run import Outcome


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@click.option("--effort", type=click.Choice(["quick", "standard", "deep"]), default="standard", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Processes to judge claims in.")
@click.option("--ledger", type=click.Path(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--fresh", is_flag=True, help="Judge everything again, whatever the ledger has.")
@click.option("--step-seconds", type=click.FloatRange(min=0, min_open=True), help="What a step or a search may take.")
@click.option("--step-memory", type=click.IntRange(min=2**28), help="Bytes of data that judging may hold.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.verify/1).")
def command(
    targets: tuple[str, ...],
    effort: Effort,
    jobs: int,
    ledger: Path | None,
    fresh: bool,
    step_seconds: float | None,
    step_memory: int | None,
    as_json: bool,
) -> int:
    """Check derivations: chapters, single claims, or a Python file of your own."""
    from lemmata.interface.cli.output import emit_json, remark
    from lemmata.interface.cli.progress import progress
    from lemmata.interface.documents import verify_document
    from lemmata.verifier.execution.budget import Budget
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.run import Settings, run

    os.environ.setdefault("OMP_NUM_THREADS", "1")  # claims are judged in parallel processes already
    usual = Budget.of(effort)
    budget = Budget(step_seconds or usual.seconds, step_memory or usual.memory)
    settings = Settings(effort=effort, jobs=jobs, fresh=fresh, budget=budget)
    with Ledger(ledger or default_path(), say=remark) as kept, progress() as show:
        outcome = run(targets, kept, settings, show)
    if as_json:
        emit_json("lemmata.verify/1", verify_document(outcome))
    else:
        _print(outcome)
    return 0 if outcome.everything_holds else 1


def _print(outcome: Outcome) -> None:
    from lemmata.interface.lines import claim_lines, summary

    for paper in outcome.selection.papers:
        click.secho(f"{paper.key} · {paper.title}", bold=True)
        for claim in outcome.asked:
            if claim.chapter == paper.key:
                for line in claim_lines(claim, outcome):
                    click.echo(line)
        click.echo(f"  {summary(outcome, paper)}")
