"""What an independent checker is helped by: meanings, marked places, and why conditions hold.

The checker of :mod:`lemmata.lemmata_check` is asked here which signs it cannot tell by itself, and for these a
combination of products of known signs is looked for, ``term = sum c_i prod h_ij`` with c_i >= 0 (Krivine, Handelman):
a linear problem over the rationals, whose answer anybody can multiply out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

from sympy import Expr

from lemmata import lemmata_check as checker
from lemmata.theory.quantities.regression import meaning
from lemmata.theory.scaling.farkas import solution
from lemmata.theory.scaling.forms import ONE, Poly
from lemmata.verifier.certificate.terms import Json, Symbols, written
from lemmata.verifier.claim import ProofStep
from lemmata.verifier.rules.definition import DefinitionRule
from lemmata.verifier.rules.recurrence import RecurrenceRule
from lemmata.verifier.rules.use import UseRule
from lemmata.verifier.step import Context

_TERMS = 60
_COLUMNS = 300


def hints_of(link: ProofStep, context: Context, symbols: Symbols) -> dict[str, Json]:
    """How the step can be looked at again; nothing where its rule is not one that the checker knows."""
    rule = link.rule
    if isinstance(rule, DefinitionRule):
        meanings = ((term, meaning(term, context.definitions)) for term in rule.terms)
        return {"definitions": [[written(term, symbols), written(what, symbols)] for term, what in meanings]}
    if isinstance(rule, RecurrenceRule):
        return {"index": written(rule.index, symbols), "base and step": [rule.base.id, rule.step.id]}
    if isinstance(rule, UseRule):
        return _use(rule, link, context, symbols)
    return {}


def _use(rule: UseRule, link: ProofStep, context: Context, symbols: Symbols) -> dict[str, Json]:
    found = rule.placed(link.step, context)
    if found is None or not isinstance(found[1], Expr):
        return {}
    marked, mark, turned = found
    instance = [[written(key, symbols), written(value, symbols)] for key, value in rule.instance.items()]
    slope = marked.diff(mark) if rule.claim.statement.relation in ("<=", ">=") else None
    return {
        "instance": instance,
        "marked": written(marked, symbols),
        "mark": written(mark, symbols),
        "reversed": turned,
        **({} if slope is None else {"slope": written(slope, symbols)}),
    }


def add_facts(claims: Sequence[dict[str, Json]], symbols: dict[str, list[str]], per_eigenvalue: list[str]) -> None:
    """Say of each step whether the checker can tell that it holds, and add what it needs for that."""
    below: dict[str, checker.Claim] = {}
    for row in claims:
        claim = Proposing(row, symbols, per_eigenvalue)
        for link in row["steps"]:
            claim.begin()
            try:
                with suppress(checker.Wrong):
                    checker.step(claim, link, below)
                    link["hint"] = {**link["hint"], "checked": True, "facts": list(claim.proposed.values())}
            except checker.Open:
                continue
        below[row["id"]] = claim


class Proposing(checker.Claim):
    """The checker's view of a claim, which looks for a combination where a sign is not known."""

    def __init__(self, row: dict[str, Json], symbols: dict[str, list[str]], per_eigenvalue: list[str]) -> None:
        super().__init__(row, symbols, per_eigenvalue)
        self.proposed: dict[str, Json] = {}
        self._tried: dict[str, tuple[str, Json]] = {}
        self._looking = False

    def begin(self) -> None:
        """Forget what was looked for: the next step is to have its own."""
        self.proposed, self._tried = {}, {}

    def sign(self, term: Json, bound: frozenset[str] = frozenset()) -> str:
        """The sign as the checker knows it; else one for which a combination was found."""
        if self._looking or bound:
            return str(super().sign(term, bound))
        self._looking = True
        found = super().sign(term, bound)
        if found not in (">", "<", "=") and checker.head(term) in ("+", "*"):
            key = checker.text(term)
            if key not in self._tried:
                self._tried[key] = self._combination(term) or (found, None)
            sign, combination = self._tried[key]
            if combination is not None:
                self.proposed[key] = {"term": term, "sign": sign, "sum": combination}
                self.facts[key] = found = sign
        self._looking = False
        return str(found)

    def _combination(self, term: Json) -> tuple[str, Json] | None:
        goal = polynomial(term)
        cleared = None if goal is None else self._cleared(goal)
        if cleared is None:
            return None
        goal, inverses = cleared
        products = list(self._products(goal))
        for sign in (">", ">="):
            found = _solved(goal, products, strict=sign == ">")
            if found is not None:
                return sign, [[value, [*factors, *inverses]] for value, factors in found]
        return None

    def _cleared(self, goal: Poly) -> tuple[Poly, list[Json]] | None:
        """The goal times its denominators, and these as factors; None where one of them is not known to be positive."""
        inverses: list[Json] = []
        for _ in range(4):
            name = next((name for name in sorted(goal.names) if _is_inverse(json.loads(name))), None)
            if name is None:
                return goal, inverses
            letter = json.loads(name)
            base = polynomial(letter[1])
            self._looking = False
            positive = base is not None and self.sign(letter[1]) == ">"
            self._looking = True
            if not positive or base is None:
                return None
            power = max(dict(monomial).get(name, 0) for monomial in goal.terms)
            total = Poly({})
            for monomial, value in goal.terms.items():
                rest = Poly({tuple(part for part in monomial if part[0] != name): value})
                for _ in range(power - dict(monomial).get(name, 0)):
                    rest = rest * base
                total = total + rest
            goal, inverses = total, [*inverses, *[letter] * power]
        return None

    def _products(self, goal: Poly) -> Iterator[tuple[list[Json], Poly, bool]]:
        """Products of terms of known sign: factors, as a polynomial, and whether it is positive."""
        single = list(self._known(goal))
        yield [], ONE, True
        deepest = 3 if len(single) <= 6 else 2
        count = 0
        for size in range(1, deepest + 1):
            for chosen in combinations_with_replacement(single, size):
                product, positive = ONE, True
                for _, poly, strict in chosen:
                    product, positive = product * poly, positive and strict
                count += 1
                if count > _COLUMNS:
                    return
                yield [factor for factor, _, _ in chosen], product, positive

    def _known(self, goal: Poly) -> Iterator[tuple[Json, Poly, bool]]:
        letters = set(goal.names)
        relations = []
        for relation in self.where:
            if checker.head(relation) in ("<", "<=", ">", ">="):
                left, right = relation[1:] if checker.head(relation) in (">", ">=") else reversed(relation[1:])
                difference = ["+", left, ["*", "-1", right]]
                poly = polynomial(difference)
                if poly is not None:
                    letters |= set(poly.names)
                    relations.append((difference, poly, checker.head(relation) in ("<", ">")))
        yield from relations
        for name in sorted(letters):
            letter = json.loads(name)
            sign = super().sign(letter)
            if sign in (">", ">="):
                poly = Poly({((name, 1),): Fraction(1)})
                yield letter, poly, sign == ">"
                if checker.implies(super().sign(["+", "-1", letter]), ">="):
                    yield ["+", "-1", letter], poly + Poly({(): Fraction(-1)}), False
            elif len(letters) <= 6:
                yield ["square", letter], Poly({((name, 2),): Fraction(1)}), False
        if not relations and len(letters) <= 4:
            for one, other in combinations(sorted(letters), 2):
                gap = Poly({((one, 1),): Fraction(1), ((other, 1),): Fraction(-1)})
                shown = ["+", json.loads(one), ["*", "-1", json.loads(other)]]
                yield ["square", shown], gap * gap, False


def _is_inverse(letter: Json) -> bool:
    """Whether a term is one over another one."""
    return bool(checker.head(letter) == "^" and letter[2] == "-1")


def polynomial(term: Json) -> Poly | None:
    """A term as a polynomial in what is not opened; None when it is too large."""
    value = checker.number(term)
    if value is not None:
        return Poly({(): value} if value else {})
    head, power = checker.head(term), None
    if head == "^":
        power = checker.number(term[2])
    if head == "+" or head == "*" or (power is not None and power.denominator == 1 and 0 < power <= 8):
        parts = [term[1]] * int(power) if power is not None else checker.args(term)
        total = Poly({}) if head == "+" else ONE
        for part in parts:
            found = polynomial(part)
            if found is None:
                return None
            total = total + found if head == "+" else total * found
            if len(total.terms) > _TERMS:
                return None
        return total
    if power is not None and power.denominator == 1 and -8 <= power < -1:
        inverse = checker.text(["^", term[1], "-1"])
        return Poly({((inverse, -int(power)),): Fraction(1)})
    return Poly({((checker.text(term), 1),): Fraction(1)})


def _solved(goal: Poly, products: Sequence[tuple[list[Json], Poly, bool]], *, strict: bool) -> Json | None:
    """The goal as a combination of the products; a strict one has part in it where the sign is to be strict."""
    first = [product for product in products if product[2]] if strict else []
    rest = [product for product in products if not (strict and product[2])]
    minus = goal.scaled(Fraction(-1))
    columns = [*(poly for _, poly, _ in first), minus] if strict else [minus]
    found = solution([*columns, *(poly for _, poly, _ in rest)], len(first) if strict else 1)
    if found is None:
        return None
    scale = found[len(first)]
    if scale <= 0:
        return None
    values = [*found[: len(first)], *found[len(first) + 1 :]]
    used = zip([*first, *rest], values, strict=True)
    return [[str(value / scale), factors] for (factors, _, _), value in used if value]
