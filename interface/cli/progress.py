"""Progress on stderr: a bar with the time left where a person is looking at it, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from lemmata.verifier.claim import Claim
    from lemmata.verifier.listing import Selection
    from lemmata.verifier.outcome import Listener, Outcome, Settings
    from lemmata.verifier.status import Status


def on_a_terminal() -> bool:
    """Whether a bar can be drawn on stderr."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A function to call with (what was just finished, how many are, how many there are), or None off a terminal."""
    if not on_a_terminal():
        yield None
        return
    with _bar() as bar:
        task = bar.add_task("working", total=None)

        def show(name: str, finished: int, total: int) -> None:
            bar.update(task, description=_escaped(name), completed=finished, total=total)

        yield show


@contextmanager
def judging(*, always: bool = True) -> Iterator[Listener]:
    """Who is told how a run of the verifier goes on, and tells the reader; with ``always`` also that nothing is due."""
    if not on_a_terminal():
        yield Lines(always=always)
        return
    with _bar() as bar:
        yield Bar(bar)


def judged(
    targets: Sequence[str], ledger: Path | None = None, settings: Settings | None = None, *, always: bool = True
) -> Outcome:
    """What a run of the verifier finds; the reader is told how it goes on. The usual ledger where none is named."""
    from lemmata.interface.cli.output import remark
    from lemmata.verifier import outcome, run
    from lemmata.verifier.ledger import Ledger, default_path

    with Ledger(ledger or default_path(), say=remark) as kept, judging(always=always) as listener:
        return run.run(targets, kept, settings or outcome.Settings(), listener)


def what_is_judged(selection: Selection, known: int, jobs: int) -> str:
    """``judging 3 claims of mine; 1 of them is in the ledger``."""
    total = len(selection.claims)
    of = ", ".join(paper.key for paper in selection.papers)
    claims = f"{total} claim{'' if total == 1 else 's'} of {of}"
    if known == total:
        return f"{claims}: all judged before, read from the ledger"
    before = f"; {known} in the ledger already" if known else ""
    return f"judging {claims} in {jobs} process{'' if jobs == 1 else 'es'}{before}"


class Lines:
    """One plain line a verdict, as it is found."""

    def __init__(self, *, always: bool = True) -> None:
        self._always = always

    def begins(self, selection: Selection, known: int, jobs: int) -> None:
        """Say what is to be done."""
        self._start, self._known, self._looked_at = time.monotonic(), known, known
        if self._always or known < len(selection.claims):
            click.echo(f"lemmata: {what_is_judged(selection, known, jobs)}", err=True)

    def gathered(self, identifier: str, finished: int, total: int) -> None:
        """Evidence without a status says nothing yet, but how fast it comes."""
        self._looked_at = finished

    def settled(self, claim: Claim, status: Status, finished: int, total: int) -> None:
        """Say what was found, and how long the rest takes at this pace."""
        seconds = time.monotonic() - self._start
        left = seconds / max(self._looked_at - self._known, 1) * (total - self._looked_at)
        soon = f"   {_clock(left)} left" if left >= 10 else ""
        count = f"[{finished:>{len(str(total))}}/{total}]"
        click.echo(f"{count} {status.verdict.value:<10} {claim.id}{soon}", err=True)


class Bar:
    """A bar with the time left; above it, what does not hold, as it is found."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def begins(self, selection: Selection, known: int, jobs: int) -> None:
        """Say what is to be done."""
        total = len(selection.claims)
        if known < total:
            self._bar.console.print(_escaped(what_is_judged(selection, known, jobs)), highlight=False)
        self._task = self._bar.add_task("judging", total=total, completed=known)

    def gathered(self, identifier: str, finished: int, total: int) -> None:
        """One more."""
        self._bar.update(self._task, description=_escaped(identifier), completed=finished)

    def settled(self, claim: Claim, status: Status, finished: int, total: int) -> None:
        """What holds is counted by the bar."""
        if not status.verdict.holds:
            self._bar.console.print(f"{status.verdict.value:<10} {_escaped(claim.id)}", highlight=False)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True, expand=True)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
