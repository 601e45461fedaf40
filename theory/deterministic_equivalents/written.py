"""An element with sums as an expression for the reader: df1 and df2 by name, other sums gathered under one sign."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul, Symbol

from lemmata.theory.deterministic_equivalents.fractions import Sums
from lemmata.theory.deterministic_equivalents.quotients import Quotient
from lemmata.theory.notation import df1, df2
from lemmata.theory.spectra.eigensum import EigenSum, s


def degrees_named(sums: Sums) -> dict[Symbol, Symbol]:
    """Names for degrees of freedom: df1, df2 at the first pole, df1_2, ... at others."""
    found = {}
    for key, symbol in sums.met.items():
        if key[0] == "df":
            _, pole, order = key
            usual = {1: df1, 2: df2}.get(order) if pole == 1 else None
            text = f"df{order}" if pole == 1 else f"df{order}_{pole}"
            found[symbol] = usual or Symbol(text, nonnegative=True)
    return found


def written(sums: Sums, element: Quotient, shown: dict[Symbol, Symbol]) -> Expr:
    """The element; where sums stand linearly, those of one weight and one coefficient stand under one sign."""
    meaning: dict[Symbol, Expr] = {**sums.meaning, **shown}
    others = [x for x in sums.meaning if x not in shown]
    met = element.uses(others)
    places = [sums.place[x] for x in met]
    linear = all(sum(int(m[p]) for p in places) <= 1 for m in element.numer.monoms())
    spectral = any(isinstance(sums.meaning[x], EigenSum) for x in met)
    if not spectral or not linear or sums.field.of(element.denom).uses(met):
        return element.factored().xreplace(meaning)
    bottom = sums.field.written(element.denom).xreplace(meaning)
    return Add(*(part / bottom for part in _gathered(sums, element.numer, met, meaning)))


def _gathered(sums: Sums, top: Any, met: set[Symbol], meaning: dict[Symbol, Expr]) -> list[Expr]:
    """The parts of a numerator that is linear in sums, one for each weight (and one without)."""
    by_weight: dict[Any, Quotient] = {}
    keys = {sums.place[x]: key for key, x in sums.met.items() if x in met}
    for monomial, coefficient in top.terms():
        place = next((p for p in keys if monomial[p]), None)
        rest = tuple(0 if k == place else e for k, e in enumerate(monomial))
        part = sums.field.of(sums.field.context.from_dict({rest: coefficient}))
        if place is None:
            by_weight[None] = by_weight.get(None, sums.field.zero) + part
            continue
        weight, pole, power = keys[place]
        inside = sums.x**power if pole is None else (sums.x + sums.poles[pole]) ** -power
        by_weight[weight] = by_weight.get(weight, sums.field.zero) + part * inside
    return [_one(sums, weight, summand, meaning) for weight, summand in by_weight.items() if summand]


def _one(sums: Sums, weight: Any, summand: Quotient, meaning: dict[Symbol, Expr]) -> Expr:
    if weight is None:
        return summand.factored().xreplace(meaning)
    letters = Mul(*(w**e for w, e in zip(sums.weights, weight, strict=True)))
    inside, outside = Integer(1), Integer(1)
    for factor in Mul.make_args(summand.factored()):
        if factor.has(s):
            inside = inside * factor
        else:
            outside = outside * factor
    degrees = [x for x in meaning if inside.has(x)]
    if not degrees:
        return outside.xreplace(meaning) * EigenSum(letters * inside)
    bottom = sums.field.written(summand.denom).as_independent(s, as_Add=False)[1]
    total = []
    groups: dict[tuple[int, ...], dict[Any, Any]] = {}
    numerator = sums.field.read(inside * bottom)
    places = [sums.place[x] for x in degrees]
    for monomial, coefficient in numerator.numer.terms():
        rest = tuple(0 if k in places else e for k, e in enumerate(monomial))
        groups.setdefault(tuple(int(monomial[p]) for p in places), {})[rest] = coefficient
    for powers, terms in groups.items():
        front = Mul(*(meaning[x] ** e for x, e in zip(degrees, powers, strict=True)))
        factored = sums.field.written(sums.field.context.from_dict(terms))
        free, bound = factored.as_independent(s, as_Add=False)
        total.append(front * free * EigenSum(letters * bound / bottom))
    return outside.xreplace(meaning) * Add(*total)
