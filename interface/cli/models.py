"""``lemmata models``: the models there are, with their parameters and quantities; one of them in formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from lemmata.theory.models.statement import Model, Parameter


@click.command()
@click.argument("name", required=False, metavar="[NAME|FILE.py]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document (lemmata.models/1).")
def command(name: str | None, *, as_json: bool) -> int:
    """List the models, or explain one: letters and laws, estimator, parameters, quantities."""
    from lemmata.interface.cli.output import emit_json
    from lemmata.theory.models.shelf import shipped_model, shipped_names
    from lemmata.verifier.model_files import find_model

    models = [find_model(name)] if name else [shipped_model(each) for each in shipped_names()]
    if as_json:
        emit_json("lemmata.models/1", {"models": [document(model) for model in models]})
        return 0
    for line in _explained(models[0]) if name else _listed(models):
        click.echo(line)
    return 0


def document(model: Model) -> dict[str, Any]:
    """A model as JSON."""
    from lemmata.interface.glossary import law_in_words

    return {
        "name": model.name,
        "title": model.title,
        "parameters": [
            {"option": p.option, "symbol": str(p.symbol), "usual": None if p.usual is None else str(p.usual),
             "about": p.about}
            for p in model.parameters
        ],
        "lists": [spread.each for spread in model.matrices.values() if spread.each],
        "quantities": [
            {"name": q.name, "title": q.title, "expression": str(q.at_witness())} for q in model.quantities.values()
        ],
        "laws": [law_in_words(law) for law in model.laws],
        "where": [str(condition) for condition in model.where],
        "witness": {str(symbol): str(value) for symbol, value in model.witness.items()},
    }  # fmt: skip


def _listed(models: list[Model]) -> Iterator[str]:
    for model in models:
        yield f"{model.name:<17} {model.title}"
        options = ", ".join(_option(p) for p in model.parameters)
        yield f"{'':<17} {options}"
        yield f"{'':<17} -> {', '.join(model.quantities)}"
    yield ""
    yield "beside them the spectrum: --d, or --spectrum ...; lemmata models NAME explains one"


def _option(parameter: Parameter) -> str:
    return f"--{parameter.option}" if parameter.usual is None else f"[--{parameter.option}]"


def _explained(model: Model) -> Iterator[str]:
    from lemmata.interface.glossary import law_in_words
    from lemmata.theory.models.point import example

    yield f"{model.name} · {model.title}"
    yield (
        f"  covariance {model.covariance}" + (f", target {model.target}" if model.target else "") + " from the spectrum"
    )
    for law in model.laws:
        yield f"  {law_in_words(law)}"
    witness = ", ".join(f"{s.name} = {model.witness[s]}" for s in model.structure)
    at = f"   ({witness})" if witness else ""
    if model.estimator is not None:
        structure = [int(model.witness[s]) for s in model.structure]
        estimator = model.estimator(*structure) if callable(model.estimator) else model.estimator
        yield f"  estimator  {estimator}{at}"
    yield "parameters"
    for p in model.parameters:
        usual = "" if p.usual is None else f"   {p.usual} where nothing is said"
        yield f"  --{p.option:<9} {p.about}{usual}".rstrip()
    for letter, spread in model.matrices.items():
        if spread.each:
            rows = "its rows (2,1;1,3) or file:PATH"
            other = "" if spread.total is None else f", in place of {spread.total}"
            shown = f"{letter}: {rows}" if spread.whole else f"the diagonal of {letter}, a comma list{other}"
            yield f"  --{spread.each:<9} {shown}"
    yield "quantities"
    for q in model.quantities.values():
        yield f"  {q.name:<10} {q.title}"
        yield f"  {'':<10} {q.at_witness()}{at}"
    for condition in model.where:
        yield f"where {condition}"
    file = f"--model {model.typed} {example(model)}"
    yield f"try: lemmata simulate {next(iter(model.quantities))} {file}"
