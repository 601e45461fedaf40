"""``lemmata report``: what was found, as pages to read and to send."""

from __future__ import annotations

import os
from pathlib import Path

import click

from lemmata.interface.cli import completion
from lemmata.interface.cli.paths import Place


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=completion.targets)
@click.option("--out", type=Place(path_type=Path, file_okay=False), default="lemmata-report", show_default=True)
@click.option("--effort", type=click.Choice(["quick", "standard", "deep"]), default="standard", show_default=True)
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
@click.option("--latex", is_flag=True, help="Write a table of verdicts and the corrections as LaTeX to paste.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.report/1).")
def command(targets: tuple[str, ...], out: Path, effort: str, ledger: Path | None, latex: bool, as_json: bool) -> int:
    """Write a small site: errata first, a page a section, a graph a chapter (judging what has no evidence yet)."""
    from lemmata.interface.writing import refuse_unwritable, write_together

    refuse_unwritable(out, "out")
    from lemmata.verifier.chapters import refuse_misspelt

    refuse_misspelt(targets)
    from lemmata.interface.cli.output import emit_json
    from lemmata.interface.cli.progress import judged
    from lemmata.interface.lines import number_of
    from lemmata.interface.report import latex_of, site
    from lemmata.numerics.errors import InputError
    from lemmata.verifier.outcome import Settings

    os.environ.setdefault("OMP_NUM_THREADS", "1")
    outcome = judged(targets, ledger, Settings(effort=effort))  # type: ignore[arg-type]
    papers = outcome.selection.papers
    written = {f"{paper.key}.tex": latex_of(paper, outcome) for paper in papers} if latex else site(outcome)
    files = [out / name for name in written]
    try:
        for folder in {file.parent for file in files}:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise InputError("out", out, f"a folder that can be written ({reason.strerror})") from None
    write_together(dict(zip(files, written.values(), strict=True)), "out")
    if as_json:
        emit_json("lemmata.report/1", {"files": [str(file) for file in files]})
    elif files:
        more = f" and {number_of(len(files) - 1, 'file')} beside it" if len(files) > 1 else ""
        click.echo(f"wrote {files[0]}{more}")
    return 0 if outcome.everything_holds else 1
