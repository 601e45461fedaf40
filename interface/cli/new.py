"""``lemmata new``: start a derivation file of one's own."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from lemmata.interface.cli.output import emit_json
from lemmata.interface.cli.paths import Place
from lemmata.interface.writing import write_new
from lemmata.numerics.errors import InputError


@click.command()
@click.argument("file", type=Place(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.new/1).")
def command(file: Path, as_json: bool) -> int:
    """Write a small derivation to start from; an existing file is never overwritten."""
    if file.suffix != ".py":
        raise InputError("FILE", file, "a name that ends in .py")
    template = files("lemmata.interface.cli").joinpath("template.py.txt").read_text()
    write_new(file, template, "FILE")
    if as_json:
        emit_json("lemmata.new/1", {"file": str(file)})
    else:
        click.echo(f"wrote {file}; judge it with: lemmata verify {shlex.quote(str(file))}")
    return 0
