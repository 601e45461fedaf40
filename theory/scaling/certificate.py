r"""Certificates: proofs about tropical expressions that exact arithmetic re-checks, without z3 and without search.

A statement is "on this region the expression equals (is at most, is at least) this form". Its proof is a tree. An
inner node splits the region along a form; every node lists the comparisons that decide maxima and minima there, each
with its reason: nonnegative multipliers of the inequalities of the region and the path (Farkas; see
:mod:`lemmata.theory.scaling.farkas`), or the word ``solver`` where a polynomial fact was decided by z3 alone. At a leaf
the expression is one form, and the statement is an identity, or one more inequality.

"These regions cover that one" is proved by a tree as well: at a leaf, every inequality of one of the regions follows.

>>> from lemmata.theory.scaling.tropical import largest
>>> x = Form.name("x")
>>> proof = prove(Region(), largest(x, -1 * x), ">=", Form.number(0))
>>> proof["split"], proof["above"]["facts"]
([[['-1', {'x': 1}]], [['1', {}]]], [])
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Any, Literal

from lemmata.numerics.digest import signed
from lemmata.theory.scaling.cases import Cases, Signs, Split
from lemmata.theory.scaling.derive import Exponents, order_of
from lemmata.theory.scaling.farkas import reason
from lemmata.theory.scaling.forms import ONE, Form
from lemmata.theory.scaling.optimum import OptimalRegime, OptimalRidge
from lemmata.theory.scaling.piecewise import Regime
from lemmata.theory.scaling.problem import Case
from lemmata.theory.scaling.regions import Region, Row
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.scaling.tropical import Tropical

SCHEMA = "lemmata.exponents-certificate/3"

Ordering = Literal["==", ">=", "<="]
Json = Any


class NotProved(Exception):
    """A statement that does not hold on the region, or could not be shown."""


def statement(region: Region, expression: Tropical, relation: Ordering, form: Form) -> Json:
    """A statement with its proof.

    Raises:
        NotProved: when it does not hold.
    """
    return {**unproved(region, expression, relation, form), "proof": prove(region, expression, relation, form)}


def unproved(region: Region, expression: Tropical, relation: Ordering, form: Form) -> Json:
    """A statement without its proof."""
    return {
        "region": rows_to_json(region),
        "expression": expression.to_json(),
        "relation": relation,
        "form": form.to_json(),
        "says": f"exponent {relation} {form} where {region}",
    }


def rows_to_json(region: Region) -> Json:
    """The forms of the rows; each is ``>= 0``."""
    return [row.form.to_json() for row in region.rows]


def prove(
    region: Region,
    expression: Tropical,
    relation: Ordering,
    form: Form,
    known: Signs | None = None,
    done: dict[int, Form] | None = None,
) -> Json:
    """The proof tree of a statement; ``known`` and ``done`` are what was found on a larger region."""
    cases, done, found = Cases(region, known=known), dict(done or {}), {}
    try:
        excess = expression.on(cases, done) - form
        if not excess.is_zero and (relation == "==" or cases.sign(excess) != (1 if relation == ">=" else -1)):
            raise NotProved(f"{excess} {relation} 0 where {region}")
    except Split as split:
        found = _split(cases, split.form, lambda part, signs: prove(part, expression, relation, form, signs, done))
    signs = {form: sign for form, sign in cases.known.items() if form not in (known or {})}
    return {"facts": [_fact(region, form if sign > 0 else -form) for form, sign in signs.items()], **found}


def _split(cases: Cases, form: Form, then: Callable[[Region, Signs], Json]) -> Json:
    return {
        "split": form.to_json(),
        "above": then(cases.region.where(form), {**cases.known, form: 1}),
        "below": then(cases.region.where(-form), {**cases.known, form: -1}),
    }


def _fact(region: Region, form: Form) -> Json:
    """A form that is nonnegative on a region, with the reason; a positive factor of the form comes third."""
    found = reason(form.num, [row.form.num for row in region.rows])
    if found is None:
        return [form.to_json(), "solver"]
    shown = [[list(positions), str(value)] for positions, value in found.multipliers.items()]
    return [form.to_json(), shown, *([] if found.scale == ONE else [Form(found.scale).to_json()])]


def covered(region: Region, parts: Sequence[Region], labels: Sequence[int]) -> Json:
    """The proof tree that the parts cover a region; a leaf names its part by its label.

    Raises:
        NotProved: when they do not.
    """
    cases = Cases(region)
    undecided: list[Form] = []
    for position, part in enumerate(parts):
        forms = [row.form for row in part.rows]
        open_forms = [form for form in forms if not region.implies(form)]
        if not open_forms:
            return {"part": labels[position], "facts": [_fact(region, form) for form in forms]}
        if not any(region.implies(-form) for form in open_forms):
            undecided += open_forms
    if not undecided:
        raise NotProved(f"no part contains {region}")
    return _split(cases, undecided[0], lambda part, _: covered(part, parts, labels))


def certificate(exponents: Exponents, optimum: OptimalRidge | None = None, claims: Sequence[Json] = ()) -> Json:
    """The certificate of derived exponents.

    For every part of parameter space: the total on every regime, and that the regimes cover the part. For the optimum:
    on every regime the exponent is at least the optimal one, which is attained at the ends of the argmin set.

    Raises:
        NotProved: never, unless there is a defect: the proofs are found by a route of their own.
    """
    found: dict[str, Json] = {
        "schema": SCHEMA,
        "inputs": exponents.problem.inputs.to_json(),
        "assumed": list(exponents.assumed),
        "optimised": optimum is not None,
        "cases": [_case(exponents, case, optimum) for case in exponents.cases],
        "empty": [{**_empty(case.domain), "fixed": _fixed(case)} for case in exponents.empty],
        "stated": _domain(exponents),
        "whole": _whole(exponents),
        "claims": list(claims),
    }
    found["solver_facts"] = _count(found, "solver")
    return signed(found)


def skeleton(exponents: Exponents, optimum: OptimalRidge | None = None) -> Json:
    """What a certificate states, without its proofs: the parts, their regimes, the optimum and where it is attained."""
    return {
        "assumed": list(exponents.assumed),
        "cases": [_stated(exponents, case, optimum) for case in exponents.cases],
        "empty": [[rows_to_json(case.domain), _fixed(case)] for case in exponents.empty],
        "stated": _domain(exponents),
        "wholes": [[rows_to_json(region), places] for region, places in wholes(exponents)],
    }


def _stated(exponents: Exponents, case: Case, optimum: OptimalRidge | None) -> Json:
    found: dict[str, Json] = {
        "domain": rows_to_json(case.domain),
        "fixed": _fixed(case),
        "expression": order_of(case, TOTAL).to_json(),
        "regimes": [
            {"rows": rows_to_json(regime.region), "exponent": regime.exponent.to_json()}
            for regime in _regimes(exponents, case)
        ],
    }
    if optimum is not None:
        found["ell"] = optimum.ell
        found["optimum"] = [_optimal(part) for part in optimum.regimes if part.case is case]
    return found


def _regimes(exponents: Exponents, case: Case) -> list[Regime]:
    return [regime for regime in exponents.total.regimes if regime.domain == case.domain]


def _fixed(case: Case) -> Json:
    """Letters that have a value throughout a part."""
    return {name: str(value) for name, value in case.domain.fixed}


def _optimal(part: OptimalRegime) -> Json:
    least, ends = part.minimum.value, (part.minimum.low, part.minimum.high)
    return {
        "rows": rows_to_json(part.region),
        "exponent": None if least is None else least.exponent.to_json(),
        "attained": [{"ell": end.to_json()} for end in ends if least is not None and end is not None],
    }


def _empty(domain: Region) -> Json:
    """Why a part has no interior points: one of its inequalities holds the other way."""
    found: Json = None
    for position, row in enumerate(domain.rows):
        rest = Region(tuple(other for other in domain.rows if other is not row))
        if rest.implies(-row.form):
            found = {"rows": rows_to_json(domain), "row": position, "fact": _fact(rest, -row.form)}
            if found["fact"][1] != "solver":
                return found
    if found is None:
        raise NotProved(f"{domain} has interior points")
    return found


def wholes(exponents: Exponents) -> list[tuple[Region, list[int]]]:
    """The domain that the inputs state, with the places of the parts that are to cover it.

    Sources at which a logarithm enters, as r = 1, have a domain of their own.

    Places count the parts, then those without interior points. What the formulas do not reach, as generators that lose
    information where that is not known, is in no part.
    """
    r, cases = exponents.problem.r, [*exponents.cases, *exponents.empty]
    if r.constant is not None:
        return [(cases[0].base, list(range(len(cases))))]
    at = [case.risk.r.constant for case in cases]
    if None not in at:
        return []
    base = cases[at.index(None)].base
    domains: dict[Fraction | None, Region] = {None: base.where(Row(r))}
    domains |= {value: base.put("r", Form.number(value)) for value in sorted({v for v in at if v is not None})}
    return [(region, [place for place, own in enumerate(at) if own == value]) for value, region in domains.items()]


def _domain(exponents: Exponents) -> Json:
    """The inequalities that the inputs state, where no source has a value of its own."""
    return next((rows_to_json(region) for region, _ in wholes(exponents)), [])


def _whole(exponents: Exponents) -> Json:
    """That the parts cover the domain; None where they do not."""
    cases, found = [*exponents.cases, *exponents.empty], []
    with suppress(NotProved):
        for region, places in wholes(exponents):
            if region.interior_point() is None:
                found.append({"empty": _empty(region)})
            else:
                tree = covered(region, [cases[place].domain for place in places], places)
                found.append({"rows": rows_to_json(region), "cover": tree})
        return found or None
    return None


def _case(exponents: Exponents, case: Case, optimum: OptimalRidge | None) -> Json:
    """What is stated of a part, with the proofs."""
    found, whole, own = _stated(exponents, case, optimum), order_of(case, TOTAL), _regimes(exponents, case)
    for regime, row in zip(own, found["regimes"], strict=True):
        row["proof"] = prove(regime.region, whole, "==", regime.exponent)
    found["cover"] = covered(case.domain, [regime.region for regime in own], range(len(own)))
    if optimum is not None:
        parts = [part for part in optimum.regimes if part.case is case]
        for part, row in zip(parts, found["optimum"], strict=True):
            row.update(_least(part, optimum.ell, own))
        regions = [part.region for part in parts]
        found["optimum_cover"] = covered(parts[0].domain, regions, range(len(regions)))
    return found


def _least(part: OptimalRegime, ell: str, own: Sequence[Regime]) -> Json:
    """Lower bound on every regime of the total, and attained at the ends of the argmin set."""
    found: dict[str, Json] = {"bounds": [], "attained": []}
    if part.minimum.value is None:
        return found
    least = part.minimum.value.exponent
    for regime in own:
        both = part.region.where(*regime.region.rows)
        apart = both.interior_point() is None
        found["bounds"].append(_empty(both) if apart else _fact(both, (regime.exponent - least).direction))
    for end in (part.minimum.low, part.minimum.high):
        if end is not None:
            found["attained"].append(_attained(part, ell, end, least, own))
    return found


def _attained(part: OptimalRegime, ell: str, end: Form, least: Form, own: Sequence[Regime]) -> Json:
    for position, regime in enumerate(own):
        rows = [row.put(ell, end).form for row in regime.region.rows]
        if regime.exponent.put(ell, end) == least and all(part.region.implies(form) for form in rows):
            facts = [_fact(part.region, form.direction) for form in rows]
            return {"ell": end.to_json(), "regime": position, "facts": facts}
    raise NotProved(f"{least} at {ell} = {end}")


def _count(document: Json, word: str) -> int:
    if isinstance(document, Mapping):
        return sum(_count(value, word) for value in document.values())
    if isinstance(document, list):
        return sum(_count(value, word) for value in document)
    return int(document == word)
