"""``lemmata draft``: a derivation file to start from, out of a LaTeX source."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from lemmata.interface.cli.paths import Place


@click.command()
@click.argument("paper", metavar="PAPER.tex|PAPER.zip", type=Place(path_type=Path))
@click.option("--out", metavar="FILE.py", type=Place(path_type=Path), help="Where it is written (default: stdout).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.draft/1).")
def command(paper: Path, out: Path | None, as_json: bool) -> int:
    """Write the theorems and formulas of a LaTeX source as claims to be judged; an existing file is never overwritten.

    What the reader of formulas understands becomes a claim, macros expanded; the rest is quoted with what could not be
    read. Assumptions are guessed in comments, and never asserted.
    """
    from lemmata.interface.cli.output import emit_json
    from lemmata.interface.drafting import draft, read_source
    from lemmata.interface.writing import write_new
    from lemmata.numerics.errors import InputError

    if paper.suffix not in (".tex", ".zip"):
        raise InputError("PAPER", paper, "a file that ends in .tex or .zip")
    if out is not None and out.suffix != ".py":
        raise InputError("out", out, "a name that ends in .py")
    source = read_source(paper)
    title = re.search(r"\\title\s*(?:\[[^\[\]]*\])?\s*\{([^{}]{1,200})\}", source)
    words = " ".join(re.sub(r"\\[A-Za-z]+|[\\{}$~]", " ", title[1] if title else paper.stem).split())
    found = draft(source, re.sub(r"[^A-Za-z0-9_-]+", "-", paper.stem)[:60].strip("-_") or "paper", words or "A paper")
    if out is not None:
        write_new(out, found.text, "out")
    if as_json:
        text = {} if out is not None else {"text": found.text}
        named = None if out is None else str(out)
        emit_json("lemmata.draft/1", {"file": named, "read": found.read, "quoted": found.quoted, **text})
    elif out is None:
        click.echo(found.text)
    else:
        counted = f"{found.read} statement{'' if found.read == 1 else 's'} read, {len(found.quoted)} quoted"
        click.echo(f"wrote {out}: {counted}; judge it with: lemmata verify {shlex.quote(str(out))}")
    return 0
