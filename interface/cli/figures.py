"""``lemmata figures``: the figures of a paper, from theory and simulation together, for a paper and as data."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lemmata.interface.cli.numbers import Whole
from lemmata.interface.cli.paths import Place

if TYPE_CHECKING:
    from lemmata.interface.figures.description import Recipe


@click.command()
@click.argument("chapter")
@click.option("--out", type=Place(path_type=Path, file_okay=False), required=True, help="Where they are written.")
@click.option("--figure", "keys", multiple=True, metavar="KEY", help="Only this one, such as 1a (repeatable).")
@click.option("--seed", type=Whole(min=0), default=0, show_default=True, help="Makes the run repeatable.")
@click.option("--jobs", type=Whole(min=1), default=os.cpu_count() or 1, help="Worker processes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.figures/1).")
def command(chapter: str, out: Path, keys: tuple[str, ...], seed: int, jobs: int, as_json: bool) -> int:
    """Draw the figures of a chapter as SVG and PNG, each with its data in a JSON file.

    A figure is written as soon as it is finished, and depends on the seed alone.
    """
    from lemmata.interface.writing import refuse_unwritable

    refuse_unwritable(out, "out")
    from lemmata.interface.cli.output import emit_json
    from lemmata.interface.cli.progress import progress
    from lemmata.interface.figures.drawing import require_matplotlib
    from lemmata.interface.figures.measure import workers

    recipes = _asked(chapter, keys)
    require_matplotlib()
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # points are simulated in parallel processes already
    ready = [recipe for recipe in recipes if _installed(recipe)]
    out.mkdir(parents=True, exist_ok=True)
    documents = []
    with workers(jobs) as pool, progress() as show:
        for recipe in ready:
            documents.append(_write(recipe, out, seed, pool, show))
            if not as_json:
                _print(documents[-1], out)
    for recipe in recipes:
        if recipe not in ready:
            click.echo(f"lemmata: figure {recipe.key} left out: {_missing(recipe)}", err=True)
    if as_json:
        emit_json("lemmata.figures/1", {"figures": documents})
    return 0 if len(ready) == len(recipes) else 1


def _asked(chapter: str, keys: Sequence[str]) -> list[Recipe]:
    """The figures asked for, in the order of the paper.

    A figure that was asked for by name and cannot be drawn is refused; without names the others are drawn.
    """
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.near import meant
    from lemmata.verifier.listing import CHAPTERS_PACKAGE, chapter_keys

    folders = [Path(folder) for folder in importlib.import_module(CHAPTERS_PACKAGE).__path__]
    drawn = [name for name in chapter_keys() if any((folder / name / "figures").is_dir() for folder in folders)]
    if chapter not in drawn:
        raise InputError("CHAPTER", chapter, f"a chapter with figures: {', '.join(drawn)}{meant(chapter, drawn)}")
    known: Sequence[Recipe] = importlib.import_module(f"{CHAPTERS_PACKAGE}.{chapter}.figures").FIGURES
    for key in keys:
        if key not in {recipe.key for recipe in known}:
            names = [recipe.key for recipe in known]
            raise InputError("figure", key, f"one of {', '.join(names)}{meant(key, names)}")
    chosen = [recipe for recipe in known if not keys or recipe.key in keys]
    for recipe in chosen if keys else ():
        if not _installed(recipe):
            raise InputError("figure", recipe.key, _missing(recipe))
    return chosen


def _installed(recipe: Recipe) -> bool:
    return recipe.needs is None or importlib.util.find_spec(recipe.needs) is not None


def _missing(recipe: Recipe) -> str:
    return f'drawn with {recipe.needs} installed: pip install ".[{recipe.extra}]"'


def _write(recipe: Recipe, out: Path, seed: int, pool: Any, show: Any) -> dict[str, Any]:
    from lemmata.interface.figures.document import SCHEMA, figure_document
    from lemmata.interface.figures.drawing import draw
    from lemmata.interface.figures.measure import measure
    from lemmata.interface.writing import write

    figure = recipe.build()
    measured = measure(figure, seed=seed, pool=pool, on_progress=show)
    document = figure_document(figure, measured, seed)
    draw(figure, measured, seed, out)
    text = json.dumps({"schema": SCHEMA, "figures": [document]}, ensure_ascii=False, allow_nan=False, indent=2)
    write(out / f"figure-{figure.key}.json", text + "\n", "out")
    return document


def _print(document: dict[str, Any], out: Path) -> None:
    click.echo(f"figure {document['key']:<13} {out / ('figure-' + document['key'])}.svg, .png, .json")
    click.echo(f"  {document['agreement']}")
