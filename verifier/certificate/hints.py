"""What an independent checker is helped by: meanings, marked places, and why conditions hold.

The checker of :mod:`lemmata.lemmata_check` is asked here which signs it cannot tell by itself. For these the engine
that discharges obligations (:mod:`lemmata.verifier.engines.combination`) looks for a combination of products of known
signs, ``term * scale = sum c_i prod h_ij`` with c_i >= 0, which anybody can multiply out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, permutations

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx
from sympy import Expr, Rational, Symbol, factor, together

from lemmata import lemmata_check as checker
from lemmata.theory.quantities.regression import meaning
from lemmata.theory.scaling.forms import ONE, Poly
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.certificate.terms import Json, Symbols, written
from lemmata.verifier.claim import ProofStep
from lemmata.verifier.engines.combination import Known, shown
from lemmata.verifier.rules.definition import DefinitionRule
from lemmata.verifier.rules.given import given
from lemmata.verifier.rules.inequality import PerEigenvalueInequalityRule
from lemmata.verifier.rules.recurrence import RecurrenceRule
from lemmata.verifier.rules.spectral_order import SpectralOrderRule
from lemmata.verifier.rules.triangle import TriangleRule, sides
from lemmata.verifier.rules.use import UseRule
from lemmata.verifier.step import Context, Rule, Step

_TERMS = 200


def hints_of(link: ProofStep, context: Context, symbols: Symbols) -> dict[str, Json]:
    """How the step can be looked at again; nothing where its rule is not one that the checker knows."""
    return _of_rule(link.rule, link.step, context, symbols)


def _of_rule(rule: Rule, step: Step, context: Context, symbols: Symbols) -> dict[str, Json]:
    if isinstance(rule, DefinitionRule):
        meanings = ((term, meaning(term, context.definitions)) for term in rule.terms)
        return {"definitions": [[written(term, symbols), written(what, symbols)] for term, what in meanings]}
    if isinstance(rule, RecurrenceRule):
        return {"index": written(rule.index, symbols), "base and step": [claim.id for claim in rule.claims]}
    if isinstance(rule, UseRule):
        return _use(rule, step, context, symbols)
    if isinstance(rule, TriangleRule):
        return _triangle(rule, step, context, symbols)
    if isinstance(rule, SpectralOrderRule):
        words = [["1", [written(part, symbols) for part in word]] for word in rule.words(step, context)]
        return {"excess": words} if words else {}
    if isinstance(rule, PerEigenvalueInequalityRule) and step.relation in ("<=", ">="):
        difference = step.before - step.after if step.relation == ">=" else step.after - step.before
        summand = rule.summand(difference, context)
        return {} if summand is None else {"excess": [["1", [written(EigenSum(factor(summand)), symbols)]]]}
    return {}


def _triangle(rule: TriangleRule, step: Step, context: Context, symbols: Symbols) -> dict[str, Json]:
    found = rule.signed(step, context)
    if found is None:
        return {}
    signs, equation, _ = found
    by = rule.by or given
    inner = {
        "kind": type(by).__name__,
        "rule": by.name,
        "uses": [claim.id for claim in getattr(by, "claims", ())],
        "hint": _of_rule(by, equation, context, symbols),
    }
    return {"signs": list(map(str, signs)), "terms": [written(term, symbols) for term in sides(step)[2]], "by": inner}


def _use(rule: UseRule, step: Step, context: Context, symbols: Symbols) -> dict[str, Json]:
    found = rule.placed(step, context)
    if found is None:
        return {}
    marked, mark, turned = found
    instance = [[written(key, symbols), written(value, symbols)] for key, value in rule.instance.items()]
    affine = rule.claim.statement.relation in ("<=", ">=", "~")
    slope = marked.diff(mark) if affine else None
    return {
        "instance": instance,
        "marked": written(marked, symbols),
        "mark": written(mark, symbols),
        "reversed": turned,
        **({} if slope is None else {"slope": written(slope, symbols)}),
    }


def add_facts(claims: Sequence[dict[str, Json]], symbols: dict[str, list[str]]) -> None:
    """Say of each step whether the checker can tell that it holds, and add what it needs for that."""
    below: dict[str, checker.Claim] = {}
    for row in claims:
        claim = Proposing(row, symbols)
        for link in row["steps"]:
            claim.begin()
            if not _holds(claim, link, below):
                link["hint"] = {name: part for name, part in link["hint"].items() if name not in ("excess", "signs")}
                continue
            plain = _Remembering(row, symbols)
            plain.seen = claim.seen
            for facts in (list(claim.proposed.values()), []):  # a step may hold without what was looked for
                helped = {**link, "hint": {**link["hint"], "checked": True, "facts": facts}}
                if not claim.proposed or _holds(plain, helped, below):
                    link["hint"] = helped["hint"]
                    break
        below[row["id"]] = claim


def _holds(claim: checker.Claim, link: dict[str, Json], below: dict[str, checker.Claim]) -> bool:
    try:
        checker.step(claim, link, below)
    except (checker.Wrong, checker.Open):
        return False
    return True


class _Remembering(checker.Claim):
    """The checker's view of a claim, in which two terms are compared once."""

    def __init__(self, row: dict[str, Json], symbols: dict[str, list[str]]) -> None:
        super().__init__(row, symbols)
        self.seen: dict[str, bool] = {}

    def same(self, left: Json, right: Json, equations: dict[str, Json] | None = None, *, atoms: bool = False) -> bool:
        """Whether two terms are equal in random models, as was found before."""
        key = checker.text([left, right, equations, atoms])
        if key not in self.seen:
            self.seen[key] = super().same(left, right, equations, atoms=atoms)
        return self.seen[key]


class Proposing(_Remembering):
    """The checker's view of a claim, which looks for a combination where a sign is not known."""

    def __init__(self, row: dict[str, Json], symbols: dict[str, list[str]]) -> None:
        super().__init__(row, symbols)
        self.proposed: dict[str, Json] = {}
        self._tried: dict[str, Json] = {}
        self._looking = False
        self._inside = False

    def begin(self) -> None:
        """Forget what was looked for: the next step is to have its own."""
        self.proposed, self._tried = {}, {}

    def sign(self, term: Json, bound: frozenset[str] = frozenset()) -> str:
        """The sign as the checker knows it; else one for which a combination was found."""
        if self._looking or bound:
            return str(super().sign(term, bound))
        self._looking = True
        found = super().sign(term, bound)
        if found not in (">", "<", "=") and checker.head(term) not in ("", "EigenSum"):
            key = checker.text(term)
            if key not in self._tried:
                self._tried[key] = None
                self._tried[key] = self._combination(term)
            fact = self._tried[key]
            if fact is not None:
                self.proposed[key] = fact
                self.facts[key] = found = fact["sign"]
        self._looking = False
        return str(found)

    def _combination(self, term: Json) -> Json | None:
        """A fact about a term, with the equations of the assumptions put in and denominators cleared."""
        opened = self._opened(term)
        goal = polynomial(opened)
        cleared = None if goal is None else self._cleared(goal)
        if cleared is None:
            return None
        goal, inverses = cleared
        known = list(self._known(goal, opened))
        names = sorted({name for _, poly, _ in known for name in poly.names} | set(goal.names))
        ring = fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(names))], Ordering.lex)
        found = shown(
            _flint(goal, names, ring), [Known(_flint(poly, names, ring), strict) for _, poly, strict in known]
        )
        if found is None or not found.scale:
            return None
        scale, terms = (
            [[str(value), [known[place][0] for place in places]] for value, places in part]
            for part in (found.scale, found.terms)
        )
        terms = [[value, [*factors, *inverses]] for value, factors in terms]
        return {"term": term, "sign": found.sign, "scale": scale, "sum": terms}

    def _opened(self, term: Json) -> Json:
        for _ in range(4):
            term = checker.put(term, self.given)
        return _at_identity(term) if self.isotropic else term

    def _cleared(self, goal: Poly) -> tuple[Poly, list[Json]] | None:
        """The goal times its denominators, and these as factors; None where one of them is not known to be positive."""
        inverses: list[Json] = []
        for _ in range(6):
            name = next((name for name in sorted(goal.names) if _is_inverse(json.loads(name))), None)
            if name is None:
                return goal, inverses
            letter = json.loads(name)
            base = polynomial(letter[1])
            self._looking, inside, self._inside = False, self._inside, True
            positive = base is not None and self.sign(letter[1]) == ">"
            self._looking, self._inside = True, inside
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

    def _known(self, goal: Poly, opened: Json) -> Iterator[tuple[Json, Poly, bool]]:
        """Terms of known sign, as polynomials, and whether they are positive."""
        letters = set(goal.names)
        relations = []
        for relation in self.where:
            if checker.head(relation) in ("<", "<=", ">", ">="):
                left, right = relation[1:] if checker.head(relation) in (">", ">=") else reversed(relation[1:])
                difference = ["+", left, ["*", "-1", right]]
                strict = checker.head(relation) in ("<", ">")
                if strict and checker.whole(left, self.symbols) and checker.whole(right, self.symbols):
                    difference, strict = ["+", "-1", *difference[1:]], False
                poly = polynomial(self._opened(difference))
                divided = poly is not None and any(_is_inverse(json.loads(name)) for name in poly.names)
                cleared = None if poly is None or (divided and self._inside) else self._cleared(poly)
                if cleared is not None:
                    letters |= set(cleared[0].names)
                    factors = [["^", inverse[1], "1"] for inverse in cleared[1]]
                    relations.append((["*", difference, *factors] if factors else difference, cleared[0], strict))
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
            for part in letter[1:] if checker.head(letter) in ("Max", "Min") else ():
                one, other = (letter, part) if letter[0] == "Max" else (part, letter)
                gap, poly = ["extreme", one, other], polynomial(["+", one, ["*", "-1", other]])
                if poly is not None:
                    yield gap, poly, False
        yield from self._sums(letters)
        if not relations and len(letters) <= 4:
            for one, other in combinations(sorted(letters), 2):
                difference = ["+", json.loads(one), ["*", "-1", json.loads(other)]]
                poly = Poly({((one, 1),): Fraction(1), ((other, 1),): Fraction(-1)})
                yield ["square", difference], poly * poly, False

    def _sums(self, letters: set[str]) -> Iterator[tuple[Json, Poly, bool]]:
        """Differences of sums over eigenvalues that have a sign at every eigenvalue, written so that it is seen."""
        size = checker.DIMENSION
        sums = {name: json.loads(name)[1] for name in letters if name.startswith('["EigenSum"')}
        for one, other in permutations([*sums, *([size] if sums else [])], 2):
            first, second = (sums.get(name, "1") for name in (one, other))
            summand = _factored(["+", first, ["*", "-1", second]])
            if summand is not None and super().sign(["EigenSum", summand]) in (">", ">="):
                poly = Poly({((one, 1),): Fraction(1), ((other, 1),): Fraction(-1)})
                yield ["EigenSum", summand], poly, super().sign(["EigenSum", summand]) == ">"


def _at_identity(term: Json) -> Json:
    """Sums over eigenvalues that are all one; those with weights are left as they are."""
    if checker.head(term) == "EigenSum":
        letters = {part[1] for part in checker.parts(term) if checker.head(part) == "s"}
        at_one = checker.put(term[1], {checker.text(["s", "s"]): "1"})
        return term if letters & {"c2", "a", "b", "v", "c"} else ["*", ["s", "d"], at_one]
    return [term[0], *map(_at_identity, term[1:])] if checker.args(term) else term


def _factored(term: Json) -> Json | None:
    """A rational term, factored."""
    symbols = Symbols()
    names: dict[str, Symbol] = {}

    def read(part: Json) -> Expr:
        value, name = checker.number(part), checker.head(part)
        if value is not None:
            return Rational(value.numerator, value.denominator)
        if name in ("+", "*"):
            inside = [read(inner) for inner in part[1:]]
            total = inside[0]
            for inner in inside[1:]:
                total = total + inner if name == "+" else total * inner
            return total
        if name == "^":
            return read(part[1]) ** read(part[2])
        if name != "s":
            raise ValueError
        return names.setdefault(part[1], Symbol(part[1]))

    with suppress(ValueError):
        return written(factor(together(read(term))), symbols)
    return None


def _flint(poly: Poly, names: list[str], ring: fmpq_mpoly_ctx) -> fmpq_mpoly:
    places = {name: place for place, name in enumerate(names)}
    terms = {}
    for monomial, value in poly.terms.items():
        powers = [0] * len(names)
        for name, power in monomial:
            powers[places[name]] = power
        terms[tuple(powers)] = fmpq(value.numerator, value.denominator)
    return ring.from_dict(terms)


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
