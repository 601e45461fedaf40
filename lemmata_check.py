"""An independent check of certificates: one file, the standard library, no code of Lemmata.

    python lemmata_check.py CERTIFICATE.json [...]

A certificate holds claims with their proofs as terms. Each step is looked at again as far as that goes with little:

* identities: both sides are evaluated in random models modulo two random primes of 61 bits. Symbols are random numbers,
  a sum over eigenvalues is one over random eigenvalues with random multiplicities, roots are roots, every other head is
  an unknown function of the values of its arguments. Sides that agree are equal as rational functions of these, up to a
  probability below 2^-100 (Schwartz and Zippel; the degrees are bounded, or the step is left open);
* conditions: a denominator is not zero, a radicand not negative, because products and sums of known signs say so, or an
  assumption, or an identity ``term = sum c_i prod h_ij`` with c_i >= 0 that the certificate proposes;
* what a step uses is a claim of the certificate, at an instance, put in at a marked place;
* induction: base and step, put into the closed form;
* exponents: multipliers are multiplied out, and the comparisons that they justify decide every maximum.

What cannot be looked at is counted, by rule. A grade is computed from all this, and no word of it is read.
Exit status: 0 nothing is wrong, 1 something is, 2 the input cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from fractions import Fraction
from itertools import pairwise
from math import gcd
from typing import Any

Term = Any
NUMBER = re.compile(r"-?\d{1,2000}(/[1-9]\d{0,1999})?")
ROUNDS = 4
LARGEST = 2**40
LOOKED_AT = {"", "s", "'", "+", "*", "^", "log", "gamma", "exp", "Abs", "Max", "Min", "EigenSum", "Pi", "Exp1"}
"""Heads whose values are known to exist, or whose conditions are looked at; that the others have values is not."""
GRADES = ("proved", "enclosed", "tested", "simulated", "assumed")

WORDS = (*GRADES, "refuted", "undecided", "not run")


class Wrong(Exception):
    """Something in the certificate that does not hold."""


class Open(Exception):
    """Something that cannot be looked at here."""


class Again(Exception):
    """A model in which something has no value: another one is drawn."""


# terms


def head(term: Term) -> str:
    """The head of a term; that of a number is empty."""
    return "" if isinstance(term, str) else str(term[0])


def args(term: Term) -> list[Term]:
    """The arguments of a term."""
    return [] if isinstance(term, str) or term[0] in ("s", "'") else term[1:]


def number(term: Term) -> Fraction | None:
    """The value of a number, None for other terms."""
    if not isinstance(term, str):
        return None
    if not NUMBER.fullmatch(term):
        raise Wrong(f"{term[:40]} is no number")
    return Fraction(term)


def put(term: Term, values: dict[str, Term]) -> Term:
    """The term with values for whole subterms (by their text), all at once."""
    if not values:
        return term
    found = values.get(text(term))
    if found is not None:
        return found
    return (
        term
        if isinstance(term, str) or head(term) in ("s", "'")
        else [term[0], *(put(part, values) for part in args(term))]
    )


def text(term: Term) -> str:
    """A term as text, to compare."""
    return json.dumps(term)


def parts(term: Term) -> list[Term]:
    """The term and all its subterms."""
    found, waiting = [], [term]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += args(one)
    return found


def degree(term: Term) -> int:
    """A bound of the degree of numerator and denominator."""
    value = number(term)
    if value is not None:
        return 0
    if head(term) in ("+", "*"):
        return sum(degree(part) for part in args(term))
    if head(term) == "^":
        power = number(term[2])
        size = max(1, abs(power.numerator) + power.denominator) if power is not None else 4
        return degree(term[1]) * size + (degree(term[2]) if power is None else 0)
    return 1 + sum(degree(part) for part in args(term))


# models


def prime(rng: random.Random, orders: set[int]) -> int:
    """A random prime of 61 bits, 3 modulo 4, in whose field roots of the odd orders exist and are unique."""
    while True:
        p = rng.getrandbits(60) | (1 << 60) | 3
        if all(gcd(order >> (order & -order).bit_length() - 1, p - 1) == 1 for order in orders) and is_prime(p, rng):
            return p


def is_prime(n: int, rng: random.Random) -> bool:
    """Miller and Rabin's test, 40 rounds."""
    if any(n % q == 0 for q in (3, 5, 7, 11, 13, 17, 19, 23)):
        return False
    odd = (n - 1) // 2
    return all(pow(rng.randrange(2, n - 1), odd, n) in (1, n - 1) for _ in range(40))


class Model:
    """Random values for everything that a term may contain."""

    def __init__(self, rng: random.Random, p: int, claim: dict[str, Any], equations: dict[str, Term], isotropic: bool):
        self.rng, self.p, self.equations = rng, p, equations
        self.per_eigenvalue = set(claim["per_eigenvalue"])
        self.known: dict[Any, int] = {}
        self.waiting: set[str] = set()
        nodes = 2 + claim["sums"]
        self.nodes = [{name: self.draw() for name in self.per_eigenvalue} for _ in range(nodes)]
        if isotropic:
            self.nodes = [{**node, "s": 1} for node in self.nodes]
        self.weights = [self.draw() for _ in range(nodes)]
        if claim["sums"] or isotropic:
            self.known["s", "d"] = sum(self.weights) % p
            self.known["s", "signal"] = (
                sum(m * n.get("c2", 0) for m, n in zip(self.weights, self.nodes, strict=True)) % p
            )

    def draw(self) -> int:
        """A number that is not zero."""
        return self.rng.randrange(1, self.p)

    def of(self, key: Any) -> int:
        """The value of what is not opened: the same for the same key."""
        if key not in self.known:
            self.known[key] = self.draw()
        return self.known[key]

    def value(self, term: Term, bound: dict[str, int]) -> int:
        """The value of a term; ``bound`` has those of the letters that are bound where it stands."""
        p, fraction = self.p, number(term)
        if fraction is not None:
            return fraction.numerator * self.inverse(fraction.denominator) % p
        name = head(term)
        if not bound and name not in ("s", "'") and text(term) in self.equations:
            return self.defined(text(term))
        if name == "s":
            return self.symbol(term[1], bound)
        if name == "'":
            return self.of(("'", term[1]))
        if (
            any(head(part) in ("Infinity", "NegativeInfinity", "ComplexInfinity", "NaN") for part in args(term))
            and name in "+*^"
        ):
            raise Open("arithmetic with infinity")
        if name == "+":
            return sum(self.value(part, bound) for part in args(term)) % p
        if name == "*":
            product = 1
            for part in args(term):
                product = product * self.value(part, bound) % p
            return product
        if name == "^":
            return self.power(term, bound)
        if name == "EigenSum":
            if bound:
                raise Open("a sum over eigenvalues under a binder")
            pairs = zip(self.weights, self.nodes, strict=True)
            return sum(weight * self.value(term[1], dict(node)) for weight, node in pairs) % p
        if name in ("Sum", "Product", "Integral", "Derivative"):
            return self.binder(term, bound)
        values = [self.value(part, bound) for part in args(term)]
        return self.of((name, *(sorted(values) if name in ("Max", "Min") else values)))

    def symbol(self, key: str, bound: dict[str, int]) -> int:
        """The value of a symbol: bound, given by an equation, or free."""
        if key in bound:
            return bound[key]
        if key in self.per_eigenvalue:
            raise Open(f"{key} stands outside a sum over eigenvalues")
        name = text(["s", key])
        return self.defined(name) if name in self.equations else self.of(("s", key))

    def defined(self, name: str) -> int:
        """What an equation says that a term is; everything in it is free."""
        if ("=", name) not in self.known:
            if name in self.waiting:
                raise Open("equations that run in a circle")
            self.waiting.add(name)
            self.known["=", name] = self.value(self.equations[name], {})
            self.waiting.discard(name)
        return self.known["=", name]

    def binder(self, term: Term, bound: dict[str, int]) -> int:
        """A sum, integral or derivative as an unknown function of what stands under it and of its range."""
        inner, outside = dict(bound), []
        for place, limits in enumerate(term[2:]):
            letter = limits[1]
            if head(letter) != "s":
                raise Open("a binder of another form")
            inner[letter[1]] = self.of(("bound", len(bound), place))
            outside += [self.value(part, bound) for part in limits[2:]]
            if term[0] == "Derivative":
                outside.append(self.symbol(letter[1], bound))
        return self.of((term[0], self.value(term[1], inner), *outside))

    def power(self, term: Term, bound: dict[str, int]) -> int:
        """A power; where the exponent is no number, of unknown powers b^x with b^(2x) = (b^x)^2."""
        base, exponent = term[1], number(term[2])
        if exponent is not None:
            value = self.value(base, bound)
            root = self.root(value, exponent.denominator)
            return (
                pow(root, exponent.numerator, self.p)
                if exponent >= 0
                else pow(self.inverse(root), -exponent.numerator, self.p)
            )
        product, value = 1, self.value(base, bound)
        for part in args(term[2]) if head(term[2]) == "+" else [term[2]]:
            coefficient = number(part)
            if coefficient is not None:
                product = product * self.value(["^", base, part], bound) % self.p
                continue
            numbers = (
                [number(factor) for factor in args(part) if number(factor) is not None] if head(part) == "*" else []
            )
            scale = next((value for value in numbers if value is not None), Fraction(1))
            rest = self.value(part, bound) * self.inverse(scale.numerator) * scale.denominator % self.p
            one = self.of(("power", value, rest, scale.denominator))
            product = product * pow(one if scale > 0 else self.inverse(one), abs(scale.numerator), self.p) % self.p
        return product

    def root(self, value: int, order: int) -> int:
        """A root; of two square roots either one, but the same wherever it occurs."""
        odd, twos = order, 0
        while odd % 2 == 0:
            odd, twos = odd // 2, twos + 1
        if odd > 1:
            value = pow(value, pow(odd, -1, self.p - 1), self.p)
        for left in range(twos, 0, -1):
            found = pow(value, (self.p + 1) // 4, self.p)
            if found * found % self.p != value:
                raise Again
            square = pow(found, (self.p - 1) // 2, self.p) == 1
            if (left > 1 and not square) or (left == 1 and self.of(("sign", value)) % 2):
                found = self.p - found
            value = found
        return value

    def inverse(self, value: int) -> int:
        """One over a value."""
        if value % self.p == 0:
            raise Again
        return pow(value, -1, self.p)


class Claim:
    """A claim of the certificate, with what is known of its letters."""

    def __init__(self, row: dict[str, Any], symbols: dict[str, list[str]], per_eigenvalue: list[str]):
        self.row, self.symbols = row, symbols
        self.where: list[Term] = row["where"]
        self.per_eigenvalue = per_eigenvalue
        self.letters = {"per_eigenvalue": per_eigenvalue, "sums": 0}
        self.rng = random.SystemRandom()
        self.facts: dict[str, str] = {}
        self.taken: set[str] = set()
        whole = text(self.where)
        self.isotropic = text(["==", ["EigenSum", ["^", ["+", "-1", ["s", "s"]], "2"]], "0"]) in whole

    @property
    def given(self) -> dict[str, Term]:
        """Equations of the assumptions whose left side is a symbol: later ones may speak of earlier ones."""
        found: dict[str, Term] = {}
        for relation in self.where:
            if head(relation) == "==" and head(relation[1]) == "s":
                found[text(relation[1])] = relation[2]
        return found

    def same(self, left: Term, right: Term, equations: dict[str, Term] | None = None) -> bool:
        """Whether two terms are equal in random models; the equations say what some terms stand for."""
        if left == right and not equations:
            return True
        equations = equations or {}
        everything = [left, right, *equations.values()]
        if any(head(part) == "Infinity" for part in (left, right)):
            return bool(left == right)
        if sum(map(degree, everything)) > LARGEST:
            raise Open("a degree that is too large")
        inside = [part for term in everything for part in parts(term)]
        orders = {f.denominator for part in inside if head(part) == "^" and (f := number(part[2])) is not None}
        sums = sum(1 for part in inside if head(part) == "EigenSum")
        letters = {**self.letters, "sums": sums}
        for _ in range(2):
            p, agreed = prime(self.rng, orders), 0
            for _ in range(400):
                model = Model(self.rng, p, letters, equations, self.isotropic)
                try:
                    if model.value(left, {}) != model.value(right, {}):
                        return False
                except Again:
                    continue
                agreed += 1
                if agreed == (ROUNDS if len(orders) < 2 else 12):
                    break
            else:
                raise Open("no model in which both sides have a value")
        return True

    # signs

    def sign(self, term: Term, bound: frozenset[str] = frozenset()) -> str:
        """``>``, ``>=``, ``<``, ``<=``, ``=`` or ``!=`` zero, wherever the term has a value; empty when not known."""
        value = number(term)
        if value is not None:
            return ">" if value > 0 else "<" if value < 0 else "="
        if not bound and text(term) in self.facts:
            return self.facts[text(term)]
        name = head(term)
        if name == "s":
            said = self.symbols.get(term[1], [])
            order = (
                ("positive", ">"),
                ("negative", "<"),
                ("nonnegative", ">="),
                ("nonpositive", "<="),
                ("nonzero", "!="),
            )
            return next((sign for word, sign in order if word in said), ">" if "prime" in said else "")
        if name == "EigenSum":
            return self.sign(term[1], bound | {"s"})
        if name in ("+", "*"):
            signs = [self.sign(part, bound) for part in args(term)]
            found = _sum(signs) if name == "+" else _product(signs)
        elif name == "^":
            found = self._power(term, bound)
        else:
            found = {"exp": ">", "Pi": ">", "Exp1": ">", "Abs": ">=", "gamma": self._same(term, bound)}.get(name, "")
        if name == "+" and len(term) == 3 and (low := number(term[1])) is not None and head(term[2]) == "s":
            said = self.symbols.get(term[2][1], [])
            if {"integer", "positive"} <= set(said) and low >= -1:
                return ">" if low > -1 else ">="
        if name in ("Max", "Min"):
            signs = [self.sign(part, bound) for part in args(term)]
            for wanted in (">", ">=") if name == "Max" else ("<", "<="):
                if any(implies(sign, wanted) for sign in signs):
                    return wanted
            for wanted in (">", ">=") if name == "Min" else ("<", "<="):
                if all(implies(sign, wanted) for sign in signs):
                    return wanted
        return found or ("" if bound else self.assumed(term))

    def _same(self, term: Term, bound: frozenset[str]) -> str:
        return ">" if self.sign(term[1], bound) == ">" else ""

    def _power(self, term: Term, bound: frozenset[str]) -> str:
        base, exponent = self.sign(term[1], bound), number(term[2])
        if base == ">":
            return ">"
        if exponent is None:
            return ""
        if exponent.denominator == 1 and exponent.numerator % 2 == 0:
            return ">" if base in ("<", "!=") else ">="
        if exponent.denominator == 1:
            return base if exponent > 0 or base in ("<", "!=") else {">=": ">", "<=": "<"}.get(base, "")
        return ">=" if exponent > 0 else ">"

    def assumed(self, term: Term) -> str:
        """What an assumption says of the sign of exactly this term, or of its negative."""
        for relation in self.where:
            sign = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "!=": "!=", "==": "="}.get(head(relation))
            if sign is None:
                continue
            for left, right, seen in ((relation[1], relation[2], sign), (relation[2], relation[1], turned(sign))):
                try:
                    if self.same(term, ["+", left, ["*", "-1", right]]):
                        return seen
                except Open:
                    continue
        return ""

    def add_facts(self, facts: list[dict[str, Any]]) -> None:
        """Signs that the certificate proposes, each with a combination of products of known signs that it is."""
        for fact in facts:
            signs = []
            total: list[Term] = ["+"]
            for coefficient, factors in fact["sum"]:
                value = number(coefficient)
                if value is None or value < 0:
                    raise Wrong("a multiplier is negative")
                signs.append(_product([">" if value > 0 else "=", *(self.factor(part) for part in factors)]))
                total.append(
                    ["*", coefficient, *(part[1] if part[0] == "square" else part for part in map(_plain, factors))]
                )
            found = _sum(signs)
            if not found or not implies(found, fact["sign"]):
                raise Wrong(f"the sign of a combination is {found or 'not known'}, not {fact['sign']}")
            if len(total) == 1 or not self.same(fact["term"], total, self.given):
                raise Wrong("a combination is not the term that it is said to be")
            self.facts[text(fact["term"])] = fact["sign"]

    def factor(self, part: Term) -> str:
        """The sign of a factor: a term, or the square of any term."""
        return ">=" if head(part) == "square" else self.sign(part)

    def conditions(self, *terms: Term) -> list[tuple[Term, str]]:
        """What has to be known for the terms to have values, and is not: terms with the signs that are missing."""
        missing: dict[str, tuple[Term, str]] = {}
        for term in terms:
            self._conditions(term, frozenset(), missing)
        return list(missing.values())

    def _conditions(self, term: Term, bound: frozenset[str], missing: dict[str, tuple[Term, str]]) -> None:
        name = head(term)
        if name == "^":
            exponent = number(term[2])
            if exponent is None:
                wanted = ">"
            elif exponent.denominator == 1:
                wanted = "!=" if exponent < 0 else ""
            else:
                wanted = ">" if exponent < 0 else ">="
            if wanted and not implies(self.sign(term[1], bound), wanted):
                if bound:
                    raise Open("a condition under a binder")
                for factor, sign in self._factors(term[1], wanted):
                    missing[text(factor)] = (factor, sign)
        if name in ("log", "gamma") and not implies(self.sign(term[1], bound), ">"):
            missing[text(term[1])] = (term[1], ">")
        elif name not in LOOKED_AT:
            self.taken.add(name)
        inner = bound | {"s"} if name == "EigenSum" else bound
        for part in args(term):
            self._conditions(part, inner, missing)

    def _factors(self, term: Term, wanted: str) -> list[tuple[Term, str]]:
        if head(term) == "*" and wanted in ("!=", ">"):
            return [(part, wanted) for part in args(term) if not implies(self.sign(part), wanted)]
        return [(term, wanted)]


def _plain(part: Term) -> Term:
    return ["square", ["^", part[1], "2"]] if head(part) == "square" else part


def implies(known: str, wanted: str) -> bool:
    """Whether a known sign is, or is stronger than, the one that is wanted."""
    stronger = {">": (">", ">=", "!="), "<": ("<", "<=", "!="), "=": ("=", ">=", "<=")}
    return bool(known) and (known == wanted or wanted in stronger.get(known, ()))


def turned(sign: str) -> str:
    """The sign of the negative."""
    return {">": "<", "<": ">", ">=": "<=", "<=": ">="}.get(sign, sign)


def _sum(signs: list[str]) -> str:
    for strict, weak in ((">", ">="), ("<", "<=")):
        if signs and all(implies(sign, weak) for sign in signs):
            return strict if strict in signs else "=" if all(sign == "=" for sign in signs) else weak
    return ""


def _product(signs: list[str]) -> str:
    found = ">"
    for sign in signs:
        if "" in (sign, found):
            found = "=" if "=" in (sign, found) else ""
        elif "=" in (sign, found):
            found = "="
        elif "!=" in (sign, found):
            found = "!=" if all(one in (">", "<", "!=") for one in (sign, found)) else ""
        else:
            strict = sign in "<>" and found in "<>"
            up = (sign[0] == ">") == (found[0] == ">")
            found = (">" if up else "<") + ("" if strict else "=")
    return found


# steps


def step(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Look at a step again: it holds, or :class:`Open` or :class:`Wrong` say why not."""
    hint, before, after, kind = row["hint"], row["before"], row["after"], row["kind"]
    claim.facts = {}
    claim.add_facts(hint.get("facts", []))
    check = RULES.get(kind)
    if check is None or row["from"] is not None:
        raise Open(row["rule"])
    check(claim, row, below)
    missing = claim.conditions(before, after)
    if missing:
        raise Open(f"{show(missing[0][0])} {missing[0][1]} 0")


def show(term: Term) -> str:
    """A term, to read."""
    if isinstance(term, str):
        return term
    if term[0] in ("+", "*", "^"):
        return "(" + f" {term[0]} ".join(map(show, args(term))) + ")"
    return str(term[1]) if term[0] in ("s", "'") else f"{term[0]}({', '.join(map(show, args(term)))})"


def _equal(claim: Claim, row: dict[str, Any], equations: dict[str, Term]) -> None:
    if row["relation"] != "=":
        raise Wrong("an identity shows an equation only")
    if not claim.same(row["before"], row["after"], equations):
        raise (
            Wrong("the two sides are not equal")
            if row["kind"] == "AlgebraRule" and _rational(row["before"]) and _rational(row["after"])
            else Open("an identity that needs more")
        )


def _rational(side: Term) -> bool:
    """Whether a side is made of letters, sums, products and integer powers: its normal form decides equations."""
    return all(
        isinstance(part, str)
        or head(part) in ("+", "*", "s")
        or (head(part) == "^" and "/" not in str(part[2]) and isinstance(part[2], str))
        for part in parts(side)
    )


def _identity(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    _equal(claim, row, {})


def _with_equations(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    _equal(claim, row, claim.given)


def _definition(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    opened = {text(term): meaning for term, meaning in row["hint"].get("definitions", [])}
    if any(key.startswith(('"', '["s"', '["+"', '["*"', '["^"')) or head(json.loads(key)) in MEANT for key in opened):
        raise Wrong("a definition of something that has a meaning already")
    _equal(claim, row, opened)


def _fixed_point(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Kappa > 0 solves T ridge/Kappa + Df1(Kappa) = T."""
    equations = {}
    for root in (part for side in (row["before"], row["after"]) for part in parts(side) if head(part) == "Kappa"):
        beta, T, ridge, d = root[1:]
        if not (implies(claim.sign(ridge), ">") or implies(claim.sign(root), ">")):
            raise Open("kappa > 0")
        share = ["*", "-1", T, ridge, ["^", root, "-1"]]
        equations[text(["Df1", beta, root, d])] = ["+", T, share]
    _equal(claim, row, equations)


def _inequality(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    upwards = row["relation"] in ("<=", "<")
    smaller, larger = (row["before"], row["after"]) if upwards else (row["after"], row["before"])
    difference = ["+", larger, ["*", "-1", smaller]]
    if row["relation"] not in ("<=", ">=", "<", ">"):
        raise Wrong("an inequality shows <=, >=, < or > only")
    wanted = ">=" if row["relation"] in ("<=", ">=") else ">"
    if not implies(claim.sign(difference), wanted):
        raise Open(f"{show(difference)} {wanted} 0")


def _use(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """The instance of a claim, put in at a marked place."""
    hint = row["hint"]
    if "marked" not in hint or len(row["uses"]) != 1:
        raise Open("no marked place")
    used = below[row["uses"][0]].row
    values = {text(key): value for key, value in hint["instance"]}
    left, relation, right = used["statement"][0], used["statement"][1], used["statement"][2]
    if any(head(part) in BINDERS for side in (left, right, hint["marked"]) for part in parts(side)) and values:
        raise Open("an instance under a binder")
    left, right = put(left, values), put(right, values)
    old, new = (right, left) if hint["reversed"] else (left, right)
    mark = hint["mark"]
    letters = {part[1] for term in (old, new, *used["where"]) for part in parts(term) if head(part) == "s"}
    if any(bound is None or bound & letters for bound in _bound_above(hint["marked"], mark, claim)):
        raise Open("a letter that is bound where the claim is put in")
    for term, end in ((old, row["before"]), (new, row["after"])):
        if not claim.same(put(hint["marked"], {text(mark): term}), end, claim.given):
            raise Wrong("what is used does not lead from one side to the other")
    _instance(claim, used, values, below[row["uses"][0]].symbols)
    if relation == "=":
        return
    if relation not in ("<=", ">="):
        raise Open(f"a claim with {relation}")
    seen = relation if not hint["reversed"] else turned(relation)
    one, two, slope = ["s", "#1"], ["s", "#2"], hint.get("slope", "1")
    moved = [put(hint["marked"], {text(mark): place}) for place in (one, two)]
    if text(mark) in map(text, parts(slope)):
        raise Wrong("a coefficient that contains what it multiplies")
    change = ["+", moved[0], ["*", "-1", moved[1]]]
    if not claim.same(change, ["*", slope, ["+", one, ["*", "-1", two]]], claim.given):
        raise Wrong("a coefficient is not that of what is replaced")
    if not implies(claim.sign(slope), ">=" if seen == row["relation"] else "<="):
        raise Open(f"the sign of {show(slope)}")


def _bound_above(term: Term, mark: Term, claim: Claim) -> list[set[str] | None]:
    """What each binder above the mark binds; None for a derivative, in which nothing is put in."""
    per_eigenvalue = set(claim.per_eigenvalue)
    found: list[set[str] | None] = []
    for part in parts(term):
        if head(part) in BINDERS and mark in parts(part):
            limits = set() if head(part) == "EigenSum" else {limit[1][1] for limit in part[2:]}
            found.append(None if head(part) == "Derivative" else limits or per_eigenvalue)
    return found


def _instance(claim: Claim, used: dict[str, Any], values: dict[str, Term], symbols: dict[str, list[str]]) -> None:
    """Every condition of the claim that is used holds at the instance."""
    for key, value in values.items():
        said = symbols.get(json.loads(key)[1], []) if key.startswith('["s"') else None
        if said is None:
            raise Open("a matrix for a letter")
        for word in said:
            wanted = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}.get(
                word
            )
            if wanted is not None and not implies(claim.sign(value), wanted):
                raise Open(f"{show(value)} is {word}")
            if word == "integer" and not whole(value, claim.symbols):
                raise Open(f"{show(value)} is an integer")
            if word not in ("integer", "rational", "real") and wanted is None:
                raise Open(f"{show(value)} is {word}")
    if [law for law in used["laws"] if law not in claim.row["laws"]]:
        raise Open("laws of another kind")
    drawn = [law for law in claim.row["laws"] if law not in used["laws"]]
    if drawn and any(head(part) in MEANS for side in used["statement"] for part in parts(side)):
        raise Open("a mean in which more is random here")
    given = {text(relation) for relation in claim.where}
    for relation in used["where"]:
        here = put(relation, values)
        if text(here) in given or (text(relation) in given and not values):
            continue
        wanted = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "!=": "!=", "==": "="}.get(head(here))
        if wanted is None or not implies(claim.sign(["+", here[1], ["*", "-1", here[2]]]), wanted):
            raise Open(f"{show(here)}")


def whole(term: Term, symbols: dict[str, list[str]]) -> bool:
    """Whether a term is an integer because of what it is made of."""
    value = number(term)
    if value is not None:
        return value.denominator == 1
    if head(term) == "s":
        return "integer" in symbols.get(term[1], [])
    return head(term) in ("+", "*") and all(whole(part, symbols) for part in args(term))


def _recurrence(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Induction: base and step, with the closed form put in."""
    index, names = row["hint"].get("index"), row["hint"].get("base and step", [])
    if index is None or sorted(names) != sorted(row["uses"]):
        raise Open("no index")
    if not {"integer", "nonnegative"} <= set(claim.symbols.get(index[1], [])):
        raise Wrong("an induction on something that is no number of steps")
    base, following = (below[name].row for name in names)
    inside = [part for row_ in (base, following, row) for term in _terms(row_) for part in parts(term)]
    if any(head(part) in BINDERS[:4] and index in [limits[1] for limits in part[2:]] for part in inside):
        raise Open("an index that is bound inside")
    if any(index in parts(relation) for relation in following["where"]):
        raise Open("a condition on the index, at every place before it")
    nought, further = {text(index): "0"}, {text(index): ["+", "1", index]}
    before, after = row["before"], row["after"]
    stated = ((base, put(before, nought)), (following, put(before, further)))
    if any(part["statement"][1] != "=" or not claim.same(part["statement"][0], term) for part, term in stated):
        raise Open("base and step of another form")
    closed = put(following["statement"][2], {text(before): after})
    if not claim.same(base["statement"][2], put(after, nought), claim.given):
        raise Open("the closed form at the start")
    if not claim.same(closed, put(after, further), claim.given):
        raise Open("the closed form one step further")
    for part in (base, following):
        _instance(claim, part, {}, claim.symbols)


def _terms(row: dict[str, Any]) -> list[Term]:
    """The terms of a claim or of a step."""
    return [*row["statement"]] if "statement" in row else [row["before"], row["after"]]


MEANT = (
    "Sum", "Product", "Integral", "Derivative", "EigenSum", "Max", "Min", "Abs", "sign", "floor", "ceiling",
    "Piecewise", "log", "exp", "sin", "cos", "sinh", "cosh", "tanh", "coth", "atan", "asinh", "gamma", "loggamma",
    "polygamma", "zeta", "Pi", "Exp1", "EulerGamma", "Infinity", "Expectation", "ExpectedMatrix", "Trace",
    "SquaredNorm", "Inverse", "PseudoInverse", "Transpose", "Plus", "Times", "Scaled", "Identity", "Zero",
)  # fmt: skip
"""What has a meaning that no certificate can change."""
MEANS = ("Expectation", "ExpectedMatrix")
BINDERS = ("Sum", "Product", "Integral", "Derivative", "EigenSum")
RULES = {
    "AlgebraRule": _identity,
    "PerEigenvalueRule": _identity,
    "GivenRule": _with_equations,
    "IsotropicRule": _with_equations,
    "EigenbasisRule": _with_equations,
    "DefinitionRule": _definition,
    "FixedPointRule": _fixed_point,
    "InequalityRule": _inequality,
    "UseRule": _use,
    "RecurrenceRule": _recurrence,
}


# whole certificates


class Report:
    """What was found: steps that hold, steps that are open, by rule, and what is wrong."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.open: dict[str, int] = {}
        self.taken: set[str] = set()
        self.wrong: list[str] = []
        self.grades: dict[str, str] = {}

    def lines(self) -> list[str]:
        """For reading."""
        held, left = sum(self.held.values()), sum(self.open.values())
        found = [f"{held} of {held + left} steps looked at again and found right"]
        found += [
            f"  {rule:<32} {self.held.get(rule, 0):>4} of {self.held.get(rule, 0) + self.open.get(rule, 0)}"
            for rule in sorted({**self.held, **self.open})
        ]
        if self.taken:
            found.append(f"  taken to have values: {', '.join(sorted(self.taken))}")
        found += [f"{name}: {grade}" for name, grade in self.grades.items()]
        return [*found, *(f"WRONG {words}" for words in self.wrong)]


def certificate(document: dict[str, Any], report: Report) -> None:
    """Look at every claim of a certificate, foundations first."""
    below: dict[str, Claim] = {}
    for row in document["claims"]:
        claim = Claim(row, document["symbols"], document["per_eigenvalue"])
        try:
            grade = _claim(claim, below, report)
            if row["verdict"] != grade:
                raise Wrong(f"the verdict is {grade}, not {row['verdict']}")
        except Wrong as wrong:
            grade = "undecided"
            report.wrong.append(f"{row['id']}: {wrong}")
        if row["id"] in below:
            report.wrong.append(f"{row['id']} is there twice")
        below[row["id"]] = claim
        report.grades[row["id"]] = grade
        report.taken |= claim.taken
    if document["claim"] not in below or document["verdict"] != report.grades[document["claim"]]:
        report.wrong.append("the verdict of the certificate is not that of its claim")


def _claim(claim: Claim, below: dict[str, Claim], report: Report) -> str:
    row, evidence = claim.row, claim.row["evidence"]
    for item in evidence:
        if item["verdict"] not in WORDS:
            raise Wrong(f"{str(item['verdict'])[:40]} is no verdict")
    domain = [item for item in evidence if item["part"] == "domain"]
    if len(domain) != 1:
        raise Wrong("the domain was not looked at once")
    if domain[0]["verdict"] != "proved":
        return str(domain[0]["verdict"])
    said = {item["position"]: item for item in evidence if item["part"] == "step"}
    if sorted(said) != list(range(1, len(row["steps"]) + 1)) or len(said) != sum(i["part"] == "step" for i in evidence):
        raise Wrong("not every step was judged once")
    grades, principles = [], row["principles"] or row["kind"] == "equivalent"
    for position, link in enumerate(row["steps"], start=1):
        if any(name not in below for name in link["uses"]):
            raise Wrong("a claim that is used does not come before")
        grades += [_handed_up(below[name].row, report.grades[name]) for name in link["uses"]]
        grades.append(_step(claim, link, said[position], below, report))
        principles = principles or said[position]["principles"] or said[position]["assuming"]
    against = [item for item in evidence if item["part"] in ("statement", "check") and item["verdict"] == "refuted"]
    for item in evidence:
        if item["verdict"] == "refuted" and not (item["counterexample"] or item["gap"] or item["part"] == "check"):
            raise Wrong("a refutation without a counterexample")
    if row["steps"]:
        _chain(claim)
        weakest = max(grades, key=lambda grade: (*GRADES, grade).index(grade))
        if "refuted" in (item["verdict"] for item in said.values()) or against:
            return str(row["verdict"]) if row["verdict"] in ("refuted", "undecided") else "refuted"
        shape = [item["verdict"] for item in evidence if item["part"] == "shape"]
        if shape != ["proved"] or weakest not in GRADES:
            return "undecided"
        return "assumed" if principles else weakest
    if against:
        return "refuted"
    if row["kind"] in ("theorem", "equivalent"):
        return "assumed"
    grounds = [item["verdict"] for item in evidence if item["part"] in ("statement", "check")]
    best = min((GRADES.index(grade) for grade in grounds if grade in GRADES), default=None)
    return "undecided" if best is None else "assumed" if principles else GRADES[best]


def _handed_up(row: dict[str, Any], grade: str) -> str:
    tried = any(i["part"] in ("statement", "check") and i["verdict"] in GRADES for i in row["evidence"])
    return "proved" if row["kind"] == "theorem" and not row["steps"] and tried and grade == "assumed" else grade


def _step(claim: Claim, link: dict[str, Any], said: dict[str, Any], below: dict[str, Claim], report: Report) -> str:
    rule = "use" if link["kind"] == "UseRule" else link["rule"]
    try:
        step(claim, link, below)
    except Open:
        if link["hint"].get("checked"):
            raise Wrong(f"step {said['position']} ({link['rule']}) was said to hold by what is known here") from None
        report.open[rule] = report.open.get(rule, 0) + 1
        return str(said["verdict"])
    except Wrong as wrong:
        raise Wrong(f"step {said['position']} ({link['rule']}): {wrong}") from None
    report.held[rule] = report.held.get(rule, 0) + 1
    return str(said["verdict"])


def _chain(claim: Claim) -> None:
    """The steps lead from one side of the statement to the other."""
    steps, (left, relation, right) = claim.row["steps"], claim.row["statement"]
    if any(one["after"] != two["before"] for one, two in pairwise(steps)):
        raise Wrong("a step does not begin where the one before it ends")
    shown = {link["relation"] for link in steps}
    if shown - {"="} - {relation} - {relation + "="} or (relation in ("<", ">") and relation not in shown):
        raise Wrong("the relations of the steps do not give that of the statement")
    for end, side in ((steps[0]["before"], left), (steps[-1]["after"], right)):
        if end != side and not claim.same(end, side):
            raise Wrong("the proof does not reach both sides of the statement")


def check(document: dict[str, Any]) -> Report:
    """Look at a certificate again."""
    found, report = document.get("certificate", document), Report()
    if found.get("schema") != "lemmata.certificate/2":
        raise ValueError(f"{str(found.get('schema'))[:60]} is not lemmata.certificate/2")
    plain = {name: value for name, value in found.items() if name != "digest"}
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    if found.get("digest") != hashlib.sha256(canonical.encode()).hexdigest():
        report.wrong.append("the digest is that of another document")
    certificate(found, report)
    return report


def main() -> int:
    """Check the files that are named."""
    if not sys.argv[1:] or {"-h", "--help"} & {*sys.argv[1:]}:
        print(str(__doc__).strip() if sys.argv[1:] else "usage: lemmata-check CERTIFICATE.json [...] [--summary]")
        return 0 if sys.argv[1:] else 2
    files = [name for name in sys.argv[1:] if not name.startswith("-")]
    total, status = Report(), 0 if files else 2
    for name in files:
        try:
            with open(name, encoding="utf-8") as file:
                report = check(json.load(file))
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as reason:
            print(f"lemmata-check: {name}: {type(reason).__name__}: {str(reason)[:200]}", file=sys.stderr)
            return 2
        for mine, other in ((total.held, report.held), (total.open, report.open)):
            for rule, count in other.items():
                mine[rule] = mine.get(rule, 0) + count
        total.taken |= report.taken
        total.wrong += [f"{name}: {words}" for words in report.wrong]
        total.grades.update({} if "--summary" in sys.argv else report.grades)
    print("\n".join(total.lines()))
    return max(status, 1 if total.wrong else 0)


def script() -> None:
    """The command ``lemmata-check``."""
    sys.exit(main())


if __name__ == "__main__":
    script()
