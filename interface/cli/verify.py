"""``lemmata verify``: check derivations, claim by claim and step by step."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lemmata.interface.cli import completion
from lemmata.interface.cli.numbers import Real, Whole
from lemmata.interface.cli.paths import Place

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from lemmata.verifier.outcome import Outcome
    from lemmata.verifier.step import Effort
    from lemmata.verifier.verdict import Verdict


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=completion.targets)
@click.option("--effort", type=click.Choice(["quick", "standard", "deep"]), default="standard", show_default=True)
@click.option("--jobs", type=Whole(min=1), default=os.cpu_count() or 1, help="Processes to judge claims in.")
@click.option("--executor", metavar="ADDRESS", help="A Dask scheduler that has the claims judged, tcp://host:8786.")
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--fresh", is_flag=True, help="Judge everything again, whatever the ledger has.")
@click.option("--step-seconds", type=Real(min=0, min_open=True), help="Of processor time, for a step or a search.")
@click.option("--step-memory", type=Whole(min=2**28, max=2**63 - 1), help="Bytes of data that judging may hold.")
@click.option("-v", "--verbose", is_flag=True, help="List every claim, what is proved among them.")
@click.option("--only", metavar="VERDICT,...", help="Show claims of these verdicts only, such as refuted,assumed.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "lines", "github"]),
    default="text",
    help="lines: file:line: message for editors; github: workflow commands.",
)
@click.option("--watch", is_flag=True, help="Judge again whenever a file changes; Ctrl-C ends it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.verify/1).")
def command(
    targets: tuple[str, ...],
    effort: Effort,
    jobs: int,
    executor: str | None,
    ledger: Path | None,
    fresh: bool,
    step_seconds: float | None,
    step_memory: int | None,
    verbose: bool,
    only: str | None,
    style: str,
    watch: bool,
    as_json: bool,
) -> int:
    """Check derivations: chapters, single claims, or a Python file of your own."""
    from lemmata.interface.cli.output import emit_json, remark
    from lemmata.interface.cli.progress import judging
    from lemmata.interface.documents import verify_document
    from lemmata.verifier.execution.budget import Budget
    from lemmata.verifier.ledger import Ledger, default_path
    from lemmata.verifier.outcome import Settings
    from lemmata.verifier.recollection import answer

    wanted = None if only is None else _verdicts(only)
    if watch:
        from lemmata.interface.cli.watching import watched

        return watched(targets, as_json)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # claims are judged in parallel processes already
    usual = Budget.of(effort)
    budget = Budget(step_seconds or usual.seconds, step_memory or usual.memory)
    with _workers(executor) as judges, Ledger(ledger or default_path(), say=remark) as kept, judging() as listener:
        settings = Settings(effort=effort, jobs=jobs, fresh=fresh, budget=budget, executor=judges)
        outcome = answer(targets, kept, settings, listener)
    if as_json:
        emit_json("lemmata.verify/1", verify_document(outcome, wanted))
    else:
        _print(outcome, verbose, wanted, style)
    return 0 if outcome.everything_holds else 1


def _workers(address: str | None) -> AbstractContextManager[Executor | None]:
    if address is None:
        return nullcontext()
    from lemmata.verifier.execution.elsewhere import cluster

    return cluster(address)


def _print(outcome: Outcome, verbose: bool, wanted: frozenset[Verdict] | None, style: str) -> None:
    from lemmata.interface.annotations import marked
    from lemmata.interface.findings import LISTED, everything, what_matters

    if style != "text":
        lines = marked(outcome, style)
    elif verbose or wanted is not None or len(outcome.asked) <= LISTED:
        lines = everything(outcome, wanted)
    else:
        lines = what_matters(outcome)
    for line in lines:
        click.echo(line)
    if verbose and outcome.judged:
        each = ", ".join(f"{claim} {took:.1f} s" for claim, took in islice(outcome.durations.items(), 3))
        click.echo(f"{outcome.jobs} processes, busy {outcome.busy:.0%} of the time; longest: {each}")


def _verdicts(text: str) -> frozenset[Verdict]:
    """The verdicts of a comma list."""
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.near import meant
    from lemmata.verifier.verdict import Verdict

    known = {verdict.value: verdict for verdict in Verdict}
    names = [part.strip().lower() for part in text.split(",")]
    for name in names:
        if name not in known:
            raise InputError("only", text, f"a comma list of {', '.join(known)} ({name!r}{meant(name, known)})")
    return frozenset(known[name] for name in names)
