"""A page on which derived exponents are looked at: letters are moved; regime, exponent and optimum are fractions.

What stands in the page is what was derived; the browser puts fractions into it and rounds nothing.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape
from itertools import islice, product
from typing import Any

from lemmata.interface.report.page import embedded, resource, whole
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.optimum import OptimalRidge
from lemmata.theory.scaling.piecewise import Regime

_COLOURS = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#997700", "#004488", "#882255",
)  # fmt: skip
_STYLE = "\n".join([
    ".phases { display: flex; flex-wrap: wrap; gap: 2rem; align-items: flex-start; }",
    "#phases { width: 24rem; max-width: 100%; border: 1px solid #888; }",
    'input[aria-invalid="true"] { outline: 2px solid #c33; } input, select { font: inherit; width: 6rem; }',
    "#phases rect { opacity: 0.55; stroke: none; } #phases rect.here { opacity: 1; } th { text-align: left; }",
    "#phases circle { fill: #fff; stroke: #000; stroke-width: 0.3; }",
    *(f"#phases .c{place} {{ fill: {colour}; }}" for place, colour in enumerate(_COLOURS)),
])  # fmt: skip


def explorer(found: Exponents, optimum: OptimalRidge | None) -> str:
    """The page; the letters begin at a point of the domain.

    Args:
        found: derived exponents with at least one free letter.
        optimum: the optimal ridge, where it was derived too.
    """
    names = sorted(found.problem.names)
    start = _start(found, names)
    data = {
        "names": names,
        "regimes": [_regime(regime) for regime in found.total.regimes],
        "optimum": [_optimal(regime) for regime in optimum.regimes] if optimum else [],
    }
    boxes = (
        f'<label>{escape(name)} <input id="value-{escape(name)}" value="{start.get(name, Fraction(1))}" '
        f'inputmode="text" autocomplete="off"></label>'
        for name in names
    )
    first = "ell" if "ell" in names else names[0]
    second = next((name for name in reversed(names) if name != first), first)
    across, up = (
        "".join(f"<option{' selected' * (name == chosen)}>{escape(name)}</option>" for name in names)
        for chosen in (first, second)
    )
    rows = [("exponent of T", "exponent"), ("where", "regime"), ("dominant", "dominant")]
    rows += [(f"optimal {escape(optimum.ell)}", "optimal"), ("optimal exponent", "rate")] if optimum else []
    hidden = () if optimum else ('<span id="optimal" hidden></span><span id="rate" hidden></span>',)
    return whole("Exponents", [
        f"<style>{_STYLE}</style><header><h1>How the risk scales</h1><p>{escape(_said(found))}</p></header><main>",
        '<p>Type fractions (3/2, 0.25); the picture goes from 0 to 3 on both axes.</p>',
        f'<p class="filter">{" ".join(boxes)}</p><div class="phases"><div>',
        f'<label>across <select id="across">{across}</select></label> ',
        f'<label>up <select id="up">{up}</select></label><br>',
        '<svg id="phases" viewBox="0 0 48 48" role="img" aria-label="regimes"></svg></div><table aria-live="polite">',
        *(f'<tr><th scope="row">{label}</th><td id="{place}"></td></tr>' for label, place in rows),
        "</table></div>", *hidden,
        f"<p>Assumed: {escape('; '.join(found.assumed))}.</p>",
        f'<script id="derived" type="application/json">{embedded(data)}</script>',
        f"<script>{resource('explorer.js')}</script>",
    ])  # fmt: skip


def _start(found: Exponents, names: list[str]) -> dict[str, Fraction]:
    """A point of the domain with simple coordinates where there is one."""
    values = [Fraction(p, 2) for p in (1, 2, 3, 4, 6)]
    domains = [case.domain for case in found.cases]
    points = (dict(zip(names, point, strict=True)) for point in islice(product(values, repeat=len(names)), 10**5))
    simple = next((p for p in points if p.get("beta", 2) > 1 and any(d.contains(p) for d in domains)), None)
    return simple or domains[0].interior_point(found.problem.names) or {}


def _regime(regime: Regime) -> dict[str, Any]:
    return {
        **_part(regime),
        "exponent": regime.exponent.to_json(),
        "formula": str(regime.exponent),
        "where": str(regime.cell),
        "dominant": ", ".join(regime.dominant),
    }


def _optimal(regime: Any) -> dict[str, Any]:
    least = regime.minimum
    ends = {"low": least.low, "high": least.high, "exponent": least.value.exponent if least.value else None}
    return {**_part(regime), **{name: None if form is None else form.to_json() for name, form in ends.items()}}


def _part(regime: Any) -> dict[str, Any]:
    region = regime.region
    return {
        "rows": [[row.form.to_json(), row.strict] for row in region.rows],
        "fixed": {name: str(value) for name, value in region.fixed},
    }


def _said(found: Exponents) -> str:
    inputs = found.problem.inputs
    given, conditions = inputs.to_json(), inputs.where
    if isinstance(inputs, EquivalentInputs):  # what was derived of the model is no input to be read here
        given = {"quantity": inputs.quantity, **dict(inputs.powers), "beta": inputs.beta, "r": inputs.r, "d": inputs.d}
    given.pop("where", None)
    sizes = ", ".join(f"{name} = {value}" for name, value in given.items())
    return sizes + (f"; where {', '.join(conditions)}" if conditions else "")
