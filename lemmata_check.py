"""An independent check of certificates: one file, the standard library, no code of Lemmata.

    python lemmata_check.py CERTIFICATE.json [...]

A certificate holds claims with their proofs as terms. Each step is looked at again as far as that goes with little:

* identities: both sides are evaluated in random models modulo random primes of 61 bits. Symbols are random numbers,
  a sum over eigenvalues is one over random eigenvalues with random multiplicities, roots are roots, every other head is
  an unknown function of the values of its arguments. Sides that agree are equal as rational functions of these, up to a
  probability below 10^-9 (Schwartz and Zippel; the degrees are bounded, or the step is left open);
* matrices are random ones, of sizes at which no relation holds that holds for small matrices only, and of more sizes
  than the sides have degrees in them, or the step is left open: an identity holds at all sizes. A mean is one over
  random values with random weights, which is as good as any law; of noise and Gaussian designs the moments of
  polynomials are those of the law, and of a design under an inverse the first moments are Wishart's;
* conditions: a denominator is not zero, a radicand not negative, because products and sums of known signs say so, or an
  assumption, or an identity ``term * scale = sum c_i prod h_ij`` with c_i >= 0 that the certificate proposes;
* what a step uses is a claim of the certificate, at an instance, put in at a marked place;
* induction: base and step, put into the closed form;
* limits of rational functions along a path: the leading terms, whose coefficients must not vanish in a denominator;
* exponents of power laws: every comparison is multiplied out, and what follows from them is: values of expressions,
  regimes that cover, where an optimum is attained. That the expressions follow from the inputs is taken.

That means, inverses and functions have values is not looked at: the report names the heads for which it is taken.
What cannot be looked at is counted, by rule. A grade is computed from all this, and no word of it is read.
Exit status: 0 nothing is wrong, 1 something is, 2 the input cannot be read.
"""

from __future__ import annotations

import ast
import hashlib
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import gcd
from operator import mul
from typing import Any

Term = Any
Matrix = list[list[int]]
Measured = list[tuple[int, dict[str, Matrix]]]
"""Values of some random letters, with weights whose sum is one."""
NUMBER = re.compile(r"-?\d{1,2000}(/[1-9]\d{0,1999})?")
ROUNDS, SIGNS = 4, 32
"""Of random models modulo one prime; a wrong sign of a root is seen in half of them."""
MOST, MOST_SIZES = 24, 48
"""Of the rows of a matrix, and of sizes for one identity."""
FAILED = 6
"""Of values of a size beside which there are no others."""
LARGEST = 2**30
LOOKED_AT = {"", "s", "'", "+", "*", "^", "log", "gamma", "exp", "Abs", "Max", "Min", "EigenSum", "Pi", "Exp1"}
"""Heads whose values are known to exist, or whose conditions are looked at; that the others have values is not."""
INFINITE = ("Infinity", "NegativeInfinity", "ComplexInfinity", "NaN")
DIMENSION = '["s", "d"]'
SCALARS = ("Trace", "SquaredNorm", "Expectation")
COMMUTING = {"", "s", "'", "+", "*", "^", "Letter", "Identity", "Scaled", "Plus", "Times", "Inverse"}
"""Heads of which functions of one symmetric matrix are made."""
MATRICES = ("Letter", "Identity", "Zero", "Scaled", "Plus", "Times", "Transpose", "Inverse", "PseudoInverse",
            "ExpectedMatrix")  # fmt: skip
GRADES = ("proved", "enclosed", "tested", "simulated", "assumed")

PER_EIGENVALUE = ("s", "c2", "a", "b", "v", "c")
"""The letters that a sum over eigenvalues binds: an eigenvalue, and weights that are not negative."""
SAID = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}
MORE = "#more "
"""Letters that begin so are numbers that are not negative: no certificate has them but in reasons for signs."""
RELATIONS = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "!=": "!=", "==": "="}
POWER_LAW = ("Kappa", "Df1", "Df2", "SpectralSum", "ScalingIntegral")
SIGNAL = '["s", "signal"]'
WORDS = (*GRADES, "refuted", "undecided", "vacuous", "not run")


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


def parts(*terms: Term, stop: tuple[str, ...] = ()) -> list[Term]:
    """The terms and all their subterms; what stands in certain heads is left out."""
    found, waiting = [], [*terms]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += [part for part in args(one) if head(part) not in stop]
    return found


def symbols_in(*terms: Term) -> set[str]:
    """The symbols of some terms."""
    return {part[1] for part in parts(*terms) if head(part) == "s"}


def key(letter: Term) -> str:
    """A matrix by its name and indices."""
    return text([letter[1], *letter[5:]]) if head(letter) == "Letter" else ""


def exact(term: Term, values: Mapping[str, int | Fraction]) -> Fraction | None:
    """The value of a term at some numbers, where it is rational in them."""
    name, found = head(term), values.get(text(term), number(term))
    if found is not None or name not in ("+", "*", "^"):
        return None if found is None else Fraction(found)
    inside = [exact(part, values) for part in args(term)]
    if any(part is None for part in inside):
        return None
    one, *rest = [part for part in inside if part is not None]
    for part in rest:
        if name == "^" and (part.denominator != 1 or (part < 0 and not one) or abs(part) > 10**4):
            return None
        one = one + part if name == "+" else one * part if name == "*" else one ** int(part)
    return one


def degree_in(term: Term, *names: str) -> int | None:
    """The degree of a polynomial in some letters together; None for other functions of them."""
    if head(term) == "Letter":
        return int(key(term) in names)
    if head(term) in MEANS:
        return 0
    inside = [degree_in(part, *names) for part in args(term)]
    known = [part for part in inside if part is not None]
    if len(known) < len(inside) or not any(known):
        return None if len(known) < len(inside) else 0
    if head(term) == "^":
        power = number(term[2])
        return known[0] * int(power) if power is not None and power.denominator == 1 and power > 0 else None
    if head(term) == "SquaredNorm":
        return 2 * known[0] + sum(known[1:])
    if head(term) in ("+", "Plus"):
        return max(known)
    return sum(known) if head(term) in ("*", "Times", "Scaled", "Trace", "Transpose") else None


def summands(term: Term, scale: Fraction = Fraction(1)) -> list[tuple[Fraction, Term | None]]:
    """The terms of a sum with their numbers; a number by itself has no other part."""
    value = exact(term, {})
    if value is not None:
        return [(scale * value, None)]
    if head(term) == "+":
        return [one for part in args(term) for one in summands(part, scale)]
    if head(term) != "*":
        return [(scale, term)]
    rest = []
    for part in args(term):
        value = exact(part, {})
        scale *= 1 if value is None else value
        rest += [part] if value is None else []
    return summands(rest[0], scale) if len(rest) == 1 else [(scale, ["*", *rest])]


def opaque(left: Term, right: Term, *others: Term) -> dict[str, Term]:
    """Means of numbers, under an inverse or on both sides, as letters: what holds for all numbers holds for these."""
    inverted = [part for part in parts(left, right, *others) if head(part) == "Inverse"]
    sides = [{text(part) for part in parts(*terms) if head(part) == "Expectation"} for terms in ([left], [right])]
    below = {text(part) for part in parts(*inverted) if head(part) == "Expectation"}
    return {name: ["s", f"#{place}"] for place, name in enumerate(sorted(below | (sides[0] & sides[1])))}


def slope(term: Term, letter: Term) -> Term | None:
    """The derivative with respect to a letter; None where that is not known."""
    name, inside = head(term), args(term)
    if term == letter or letter not in parts(term):
        return "1" if term == letter else "0"
    slopes = [slope(part, letter) for part in inside]
    if name == "^" and number(term[2]) is not None:
        return ["*", term[2], ["^", term[1], ["+", "-1", term[2]]], slopes[0]] if slopes[0] is not None else None
    if name not in ("+", "*", "EigenSum") or any(part is None for part in slopes):
        return None
    if name == "+":
        return ["+", *(part for part in slopes if part != "0")]
    if name != "*":
        return [name, *slopes]
    return [
        "+",
        *(["*", *inside[:i], part, *inside[i + 1 :]] for i, part in enumerate(slopes) if part not in (None, "0")),
    ]


def turn(matrix: Matrix) -> Matrix:
    """The transpose."""
    return [list(row) for row in zip(*matrix, strict=True)]


def identity(size: int) -> Matrix:
    """The identity."""
    return [[int(i == j) for j in range(size)] for i in range(size)]


def degree(term: Term) -> int:
    """A bound of the degree of numerator and denominator."""
    value = number(term)
    if value is not None:
        return 0
    if head(term) in ("+", "*"):
        return sum(degree(part) for part in args(term))
    if head(term) == "^":
        power = exact(term[2], {})
        size = max(1, abs(power.numerator) + power.denominator) if power is not None else 4
        return degree(term[1]) * size + (degree(term[2]) if power is None else 0)
    return 1 + sum(degree(part) for part in args(term))


def means(term: Term, equations: dict[str, Term], depth: int = 0) -> int:
    """How many means are multiplied at most, denominators cleared: a relation of that degree is one of all laws.

    Raises:
        Open: where that are too many.
    """
    if text(term) in equations and depth < 8:
        return means(equations[text(term)], equations, depth + 1)
    inside = [means(part, equations, depth) for part in args(term)]
    if head(term) in MEANS:
        found = 1 + sum(inside)
    elif head(term) == "^":
        power = number(term[2])
        found = inside[0] * (max(1, abs(power.numerator)) if power is not None else 1) + inside[1]
    elif head(term) == "Product" and any(inside):
        raise Open("a product of means over a range")
    elif head(term) == "Derivative":
        found = 2 * sum(inside)
    elif head(term) in ("+", "Plus") and not any(head(part) == "^" and str(part[2])[0] == "-" for part in parts(term)):
        found = max(inside, default=0)
    else:
        found = sum(inside)
    if found > 6:
        raise Open("products of many means")
    return found


PRIMES: dict[frozenset[int], tuple[int, int]] = {}
"""Drawn once for every set of orders of roots, after the certificate was written."""

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
    """Random values modulo p for everything that the terms of a claim may contain.

    Matrices have random entries, at sizes that the assumptions allow. A mean over letters is an average over random
    values of these with random weights: what holds for all such averages holds for every law. Letters of known moments
    that the integrand is a polynomial in are integrated exactly. Where ``moments`` is set, a Gaussian design is
    averaged over rotations, too, with weights for which E tr X'X and E tr (X'X)^-1 are those of Wishart's law.
    """

    def __init__(
        self,
        claim: Claim,
        p: int,
        terms: list[Term],
        equations: dict[str, Term],
        how: frozenset[str],
        points: int,
        sizes: dict[str, int],
        free: set[str],
    ) -> None:
        self.points, self.sizes, self.free = points, sizes, free
        self.claim, self.rng, self.p, self.equations = claim, claim.rng, p, equations
        self.moments, self.exactly, self.atoms = "moments" in how, "letters" not in how, "atoms" in how
        self.unopened = "free" in how
        self.known: dict[Any, Any] = {}
        self.waiting: set[str] = set()
        self.letters: dict[str, Matrix] = {}
        self.made: dict[Any, tuple[Any, Matrix]] = {}
        self.inner: dict[int, tuple[Term, set[str]]] = {}
        self.moving: set[str] = set()
        drawn = {} if self.atoms else {key(part): part for part in terms if head(part) == "Letter"}
        sums = sum(head(part) == "EigenSum" for part in terms)
        sums *= 2 if any(head(part) == "Derivative" for part in terms) else 1
        nodes = self.sizes.get(text(["s", "d"]), 2 + sums)
        self.sums: set[str] | None = None if drawn else set()
        self.nodes = [{name: self.draw() for name in PER_EIGENVALUE} for _ in range(nodes)]
        self.nodes = [{**node, "s": 1} if claim.isotropic else node for node in self.nodes]
        self.weights = [1 if drawn else self.draw() for _ in range(nodes)]
        self.diagonal = bool(drawn) and ("basis" in how or sums > 0)
        if drawn:
            self.w0 = [self.draw() for _ in range(nodes)]
            self.nodes = [{**node, "c2": x * x % p} for node, x in zip(self.nodes, self.w0, strict=True)]
        if drawn or sums or claim.isotropic:
            pairs = list(zip(self.weights, self.nodes, strict=True))
            self.known |= {} if DIMENSION in free else {("s", "d"): sum(self.weights) % p}
            self.known["s", "signal"] = sum(m * n.get("c2", 0) for m, n in pairs) % p
        self.laws = {name: law for name, part in drawn.items() if (law := claim.law(part)) is not None}
        self.drawn = {name: drawn[name] for name in self.laws}
        self.groups = self.together()
        made = [name for name, law in self.laws.items() if law[0] == "Unspecified"]
        if self.diagonal and len(made) == 1 and head(drawn[made[0]][3]) == "" and nodes == len(self.nodes):
            values = [(w, v[made[0]]) for w, v in self.values_of(self.groups[made[0]])]
            for i, node in enumerate(self.nodes):
                node["v"] = sum(w * v[i][0] ** 2 for w, v in values) % p
                node["c"] = sum(w * v[i][0] * self.w0[i] for w, v in values) % p

    def draw(self) -> int:
        """A number that is not zero."""
        return self.rng.randrange(1, self.p)

    def of(self, key: Any) -> int:
        """The value of what is not opened: the same for the same key."""
        if key not in self.known:
            self.known[key] = self.draw()
        return int(self.known[key])

    def value(self, term: Term, bound: dict[str, int]) -> int:
        """The value of a term; ``bound`` has those of the letters that are bound where it stands."""
        p, fraction, name = self.p, number(term), head(term)
        if fraction is not None:
            return fraction.numerator * self.inverse(fraction.denominator) % p
        written = text(term)
        if written in self.sizes and written not in self.free and (not bound or (name == "s" and term[1] not in bound)):
            return self.sizes[written]
        if not bound and name not in ("s", "'") and written in self.equations:
            return self.defined(written)
        if name == "s":
            return self.symbol(term[1], bound)
        if name == "'":
            return self.of(("'", term[1]))
        if name in ("+", "*", "^") and any(head(part) in INFINITE for part in args(term)):
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
            if self.sums is not None:
                self.sums.add(written)
                if len(self.sums) > len(self.nodes) - 2:
                    raise Open("more sums over eigenvalues than eigenvalues")
            pairs = zip(self.weights, self.nodes, strict=True)
            return sum(weight * self.value(term[1], dict(node)) for weight, node in pairs) % p
        if self.atoms and name in SCALARS:
            return self.of(("atom", written, *sorted(bound.items())))
        if name in ("Trace", "SquaredNorm"):
            inside = self.matrix(term[1], bound)
            if name == "Trace" and len(inside) != len(inside[0]):
                raise Wrong("the trace of a matrix that is not square")
            if name == "SquaredNorm":
                weighted = self.times(self.matrix(term[2], bound), inside) if len(term) > 2 else inside
                inside = self.times(turn(inside), weighted)
            return sum(row[i] for i, row in enumerate(inside)) % p
        if name == "Expectation":
            return self.mean(term[1], bound)[0][0]
        if name in ("Sum", "Product", "Integral", "Derivative"):
            return self.binder(term, bound)
        if name in MATRICES:
            raise Open("a matrix among numbers")
        if self.unopened and not self.claim.drawn_in(term):
            return self.of(("atom", written, *sorted(bound.items())))
        values = [self.value(part, bound) for part in args(term) if head(part) not in MATRICES]
        values += [self.of(("matrix", text(part))) for part in args(term) if head(part) in MATRICES]
        return self.of((name, *(sorted(values) if name in ("Max", "Min") else values)))

    def symbol(self, key: str, bound: dict[str, int]) -> int:
        """The value of a symbol: bound, given by an equation, or free."""
        if key in bound:
            return bound[key]
        if key in PER_EIGENVALUE:
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
        return int(self.known["=", name])

    def binder(self, term: Term, bound: dict[str, int]) -> int:
        """A sum, integral or derivative as an unknown function of what stands under it and of its range."""
        if term[0] == "Derivative" and {limits[1][1] for limits in term[2:]} & {*PER_EIGENVALUE}:
            raise Open("a derivative with respect to what sums bind")
        opened = (
            slope(term[1], term[2][1]) if term[0] == "Derivative" and len(term) == 3 and term[2][2] == "1" else None
        )
        opened = self.unrolled(term) if term[0] in ("Sum", "Product") and len(term) == 3 else opened
        if opened is not None:
            return self.value(opened, bound)
        inner, outside = dict(bound), []
        for place, limits in reversed(list(enumerate(term[2:]))):
            letter = limits[1]
            if head(letter) != "s" or any(head(part) == "Letter" for part in parts(term)):
                raise Open("a binder of another form")
            outside += [self.value(part, inner) for part in limits[2:]]
            inner[letter[1]] = self.of(("bound", len(bound), place))
            if term[0] == "Derivative":
                outside.append(self.symbol(letter[1], bound))
        return self.of((term[0], self.value(term[1], inner), *outside))

    def unrolled(self, term: Term) -> Term | None:
        """A sum whose bounds are numbers written out; from one with a number in its upper bound the last terms."""
        letter, low, high = term[2][1:]
        if head(letter) != "s" or any(letter in part[2:] or letter in [limits[1] for limits in part[2:]]
                                      for part in parts(term[1]) if head(part) in BINDERS[:4]):  # fmt: skip
            return None
        ends, first, begun = summands(high), exact(low, {}), []
        shift = sum((scale for scale, part in ends if part is None), Fraction(0))
        rest = [part if scale == 1 else ["*", str(scale), part] for scale, part in ends if part is not None]
        last = None if rest else shift
        if first is not None and last is not None and -1 <= last - first <= 12:
            values: list[Term] = [str(first + k) for k in range(int(last - first) + 1)]
        elif rest and shift and abs(shift) <= 3 and shift.denominator == 1:
            least, most = min(int(shift), 0), max(int(shift), 0)
            if not implies(self.claim.sign(["+", str(least + 1), *rest, ["*", "-1", low]]), ">="):
                return None
            begun = [[term[0], term[1], ["Tuple", letter, low, ["+", *rest] if len(rest) > 1 else rest[0]]]]
            values = [["+", str(k), *rest] for k in range(least + 1, most + 1)]
        else:
            return None
        last_ones = [put(term[1], {text(letter): value}) for value in values]
        if shift < 0 and rest:
            last_ones = [["*", "-1", one] if term[0] == "Sum" else ["^", one, "-1"] for one in last_ones]
        return ["+", "0", *begun, *last_ones] if term[0] == "Sum" else ["*", "1", *begun, *last_ones]

    def power(self, term: Term, bound: dict[str, int]) -> int:
        """A power; where the exponent is no number, of unknown powers b^x with b^(2x) = (b^x)^2."""
        base, exponent = term[1], exact(term[2], {})
        if exponent is not None:
            root = self.root(self.value(base, bound), exponent.denominator)
            return pow(root if exponent >= 0 else self.inverse(root), abs(exponent.numerator), self.p)
        product, value = 1, self.value(base, bound)
        for scale, rest in summands(term[2]):
            if rest is None:
                product = product * self.value(["^", base, str(scale)], bound) % self.p
            elif value != 1:
                one = self.of(("power", value, self.value(rest, bound), scale.denominator))
                product = product * pow(one if scale > 0 else self.inverse(one), abs(scale.numerator), self.p) % self.p
        return product

    def root(self, value: int, order: int) -> int:
        """A root; of two square roots either one, but the same wherever it occurs."""
        twos = (order & -order).bit_length() - 1
        if order >> twos > 1:
            value = pow(value, pow(order >> twos, -1, self.p - 1), self.p)
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

    # matrices

    def size(self, term: Term) -> int:
        """A dimension."""
        found = exact(term, self.sizes)
        if found is None or found.denominator != 1 or found < 1:
            raise Open(f"the size {show(term)}")
        return int(found)

    def random(self, rows: int, cols: int) -> Matrix:
        """A random matrix."""
        return [[self.draw() for _ in range(cols)] for _ in range(rows)]

    def times(self, left: Matrix, right: Matrix) -> Matrix:
        """A product."""
        if len(left[0]) != len(right):
            raise Wrong("a product of matrices that do not fit")
        columns = turn(right)
        return [[sum(map(mul, row, column)) % self.p for column in columns] for row in left]

    def plus(self, left: Matrix, right: Matrix, scale: int = 1) -> Matrix:
        """A sum, of a multiple of the second."""
        if (len(left), len(left[0])) != (len(right), len(right[0])):
            raise Wrong("a sum of matrices that do not fit")
        return [[(a + scale * b) % self.p for a, b in zip(x, y, strict=True)] for x, y in zip(left, right, strict=True)]

    def scaled(self, scale: int, matrix: Matrix) -> Matrix:
        """A multiple."""
        return [[scale * entry % self.p for entry in row] for row in matrix]

    def inverted(self, matrix: Matrix) -> Matrix:
        """The inverse; random matrices of the shape that have none are a mistake."""
        n, p = len(matrix), self.p
        if n != len(matrix[0]):
            raise Wrong("the inverse of a matrix that is not square")
        rows = [[*row, *unit] for row, unit in zip(matrix, identity(n), strict=True)]
        for i in range(n):
            pivot = next((k for k in range(i, n) if rows[k][i] % p), None)
            if pivot is None:
                raise Open("an inverse that does not exist at all sizes")
            rows[i], rows[pivot] = rows[pivot], rows[i]
            scale = pow(rows[i][i], -1, p)
            rows[i] = [entry * scale % p for entry in rows[i]]
            for k in range(n):
                if k != i and (factor := rows[k][i]):
                    rows[k] = [(a - factor * b) % p for a, b in zip(rows[k], rows[i], strict=True)]
        return [row[n:] for row in rows]

    def matrix(self, term: Term, bound: dict[str, int]) -> Matrix:
        """The value of a matrix."""
        name = head(term)
        if name == "Letter":
            return self.letter(term)
        if name == "Identity":
            return identity(self.size(term[1]))
        if name == "Zero":
            return [[0] * self.size(term[2]) for _ in range(self.size(term[1]))]
        if name == "Scaled":
            return self.scaled(self.value(term[1], bound), self.matrix(term[2], bound))
        if name == "ExpectedMatrix":
            return self.mean(term[1], bound)
        if name not in MATRICES:
            raise Open(f"the matrix {show(term)}")
        if id(term) not in self.inner:
            self.inner[id(term)] = term, {key(part) for part in parts(term) if head(part) == "Letter"}
        inner = self.inner[id(term)][1]
        if bound or inner & self.moving:
            return self.combined(term, bound)
        values = [self.letters.get(letter) for letter in sorted(inner)]
        seen = (id(term), *map(id, values))
        if seen not in self.made:
            self.made[seen] = values, self.combined(term, bound)  # what is named by its address is kept alive
        return self.made[seen][1]

    def combined(self, term: Term, bound: dict[str, int]) -> Matrix:
        """A matrix from its parts."""
        name = head(term)
        if name in ("Inverse", "PseudoInverse"):
            return self.inverse_of(term, self.matrix(term[1], bound))
        inside = [self.matrix(part, bound) for part in args(term)]
        if name == "Transpose":
            return turn(inside[0])
        if name == "Times" and len(inside[-1][0]) < len(inside[0]):  # of a vector, from its side
            return turn(reduce(self.times, map(turn, reversed(inside))))
        return reduce(self.plus if name == "Plus" else self.times, inside)

    def inverse_of(self, term: Term, inside: Matrix) -> Matrix:
        """The inverse, or the pseudo-inverse of a Gaussian design, which has full rank."""
        if head(term) == "PseudoInverse":
            law = self.laws.get(key(term[1][1] if head(term[1]) == "Transpose" else term[1]))
            if law is None or law[0] != "GaussianRows":
                raise Open("a pseudo-inverse of what need not be of full rank")
            A, At = inside, turn(inside)
            if len(A) < len(At):
                return self.times(At, self.inverted(self.times(A, At)))
            return self.times(self.inverted(self.times(At, A)), At)
        return self.inverted(inside)

    def letter(self, term: Term) -> Matrix:
        """The value of a letter; one that is semidefinite is a random matrix times its transpose."""
        name, label, kind = key(term), term[1][1], term[4][1]
        if name not in self.letters:
            if kind == "isometry":
                raise Open("a matrix with orthonormal columns")
            rows, cols = self.size(term[2]), self.size(term[3])
            made = self.random(rows, cols)
            if label == "Sigma" and self.claim.isotropic:
                made = identity(rows)
            elif self.diagonal and label in ("Sigma", "A", "B") and name not in self.laws and rows == len(self.nodes):
                values = [node[{"Sigma": "s", "A": "a", "B": "b"}[label]] for node in self.nodes]
                made = [[x if i == j else 0 for j in range(rows)] for i, x in enumerate(values)]
            elif label == "w0" and len(term) == 5 and (rows, cols) == (len(self.w0), 1):
                made = [[x] for x in self.w0]
            elif kind in ("semidefinite", "positive"):
                self.known["root", name] = made
                made = self.times(made, turn(made))
            elif kind == "symmetric":
                made = self.plus(made, turn(made))
            self.letters[name] = made
        return self.letters[name]

    # means

    def together(self) -> dict[str, tuple[str, ...]]:
        """The letters that may depend on each other, for each random letter."""
        groups = {name: {name} for name in self.laws}
        for name, law in self.laws.items():
            index = self.drawn[name][5:]
            depends = {key(part) for part in parts(*law[2:]) if head(part) == "Letter"}
            for other, letter in self.drawn.items():
                if other in depends:
                    merged = groups[name] | groups[other]
                    groups.update(dict.fromkeys(merged, merged))
                elif other != name:
                    same = letter[1] == self.drawn[name][1]
                    if same and self.claim.apart(index, letter[5:]) == 0:
                        raise Open("letters that may be the same")
                    made = law[0] in ("Unspecified", "Wishart") and len(index) == len(letter[5:]) == 1
                    if made and same:  # the later one may be made of the earlier one
                        merged = groups[name] | groups[other]
                        groups.update(dict.fromkeys(merged, merged))
                    if made and not (same or self.claim.apart(index, letter[5:]) >= 0 or index == letter[5:]):
                        raise Open("a letter that may be drawn before what is made")
        return {name: tuple(sorted(group)) for name, group in groups.items()}

    def mean(self, inner: Term, bound: dict[str, int]) -> Matrix:
        """The mean over the random letters of a term, those of other means excepted.

        Letters that are independent of all others, in which the term is a polynomial whose mean their law gives, have
        this mean: all at once where the term is of degree 3 at most in them together, else one by one.
        """
        names = {key(part) for part in parts(inner, stop=MEANS) if head(part) == "Letter"} & set(self.laws)
        single = sorted(name for name in names if len(self.groups[name]) == 1)
        known = {n: order for n in single if self.exactly and (order := self.order(inner, n)) is not None}
        opaque = sorted({self.groups[name] for name in names - set(known)})
        if bound and names:
            raise Open("a mean under a binder")
        together = degree_in(inner, *known)
        apart = [(name,) for name in known] if together is None or together > 3 else [tuple(known)] if known else []
        measures = [self.values_of(group) for group in opaque]
        measures += [self.cubature(group, max(known[name] for name in group)) for group in apart]
        kept, before = dict(self.letters), self.moving
        self.moving = before | {*known}
        found = self.average(measures, inner)
        self.moving = before
        moved = {name for group in (*opaque, *apart) for name in group}
        for name in moved:
            del self.letters[name]
        self.letters |= {name: value for name, value in kept.items() if name in moved}
        return found

    def order(self, inner: Term, name: str) -> int | None:
        """The degree in a letter, when its law gives the mean of such a polynomial."""
        degree, law = degree_in(inner, name), self.laws[name][0]
        most = {"WhiteNoise": 2, "GaussianNoise": 5, "GaussianRows": 5}.get(law, 0)
        return degree if degree is not None and degree <= most else None

    def average(self, measures: list[Measured], inner: Term) -> Matrix:
        """Over values of letters with weights, one group of letters after the other."""
        if not measures:
            return self.matrix(inner, {}) if head(inner) in MATRICES else [[self.value(inner, {})]]
        total = None
        for weight, values in measures[0]:
            self.letters.update(values)
            part = self.scaled(weight, self.average(measures[1:], inner))
            total = part if total is None else self.plus(total, part)
        assert total is not None
        return total

    def cubature(self, names: tuple[str, ...], order: int) -> Measured:
        """Points with weights that have the moments of independent letters, up to degree 3, or to 5 if Gaussian.

        With variances v_i along directions e_i, the points are 0 and +-e_i, of weight v_i / 2 each; to degree 5 also
        +-2 e_i of weight (v_i^2 - v_i/3) / 8 and +-e_i +- e_j of weight v_i v_j / 4, and +-e_i has 2/3 v_i - v_i (sum
        of all v_j) / 2. All weights add up to one.
        """
        shapes = {name: [self.size(size) for size in self.drawn[name][2:4]] for name in names}
        lines = [(v, name, e) for name in names for v, e in self.spread(self.laws[name], *shapes[name])]
        zero = {name: [[0] * cols for _ in range(rows)] for name, (rows, cols) in shapes.items()}
        every, found = sum(v for v, _, _ in lines), Measured()
        half, third = self.inverse(2), self.inverse(3)

        def add(weight: int, *steps: tuple[int, str, Matrix]) -> None:
            where = dict(zero)
            for size, name, direction in steps:
                where[name] = self.plus(where[name], direction, size)
            found.append((weight, where))

        for place, (v, name, e) in enumerate(lines):
            for sign in (1, -1):
                add(v * (2 * third - every * half if order > 3 else half), (sign, name, e))
                if order > 3:
                    add(v * (v - third) * half**3, (2 * sign, name, e))
                for other, beside, f in lines[:place] if order > 3 else ():
                    for across in (1, -1):
                        add(v * other * half**2, (sign, name, e), (across, beside, f))
        add(1 - sum(weight for weight, _ in found))
        return found

    def spread(self, law: Term, rows: int, cols: int) -> list[tuple[int, Matrix]]:
        """The covariance of a letter as a sum of variances along directions."""
        one = identity(rows)
        if law[0] != "GaussianRows":
            variance = self.value(law[2], {})
            units = identity(cols)
            return [(variance, self.times(turn([e]), [u])) for e in one for u in units]
        left, found = self.matrix(law[2], {}), []
        for k in range(cols):
            column = [left[i][k] for i in range(cols)]
            if not column[k] % self.p:
                raise Again
            axis = self.scaled(self.inverse(column[k]), [column])
            found += [(column[k], self.times(turn([e]), axis)) for e in one]
            left = self.plus(left, self.times(turn(axis), axis), -column[k])
        return found

    def values_of(self, group: tuple[str, ...]) -> Measured:
        """Random values of some letters, with weights whose sum is one; the same wherever the letters occur."""
        if ("values", group) not in self.known:
            shapes = {name: (self.size(self.drawn[name][2]), self.size(self.drawn[name][3])) for name in group}
            law = self.laws[group[0]]
            if self.moments and len(group) == 1 and law[0] == "GaussianRows":
                found = self.turned(group[0], law, *shapes[group[0]])
            else:
                shares = [self.draw() for _ in range(self.points - 1)]
                found = [
                    (weight, {name: self.random(*shapes[name]) for name in group})
                    for weight in (*shares, 1 - sum(shares))
                ]
                if any(self.drawn[name][4][1] not in ("general", "invertible") for name in group):
                    found = [(w, {n: self.times(v, turn(v)) if len(v) == len(v[0]) else v for n, v in vs.items()})
                             for w, vs in found]  # fmt: skip
            self.known["values", group] = found
        made: Measured = self.known["values", group]
        return made

    def turned(self, name: str, law: Term, rows: int, cols: int) -> Measured:
        """A Gaussian design: averaged over turns, its first moments and those of its inverse are Wishart's."""
        if head(law[2]) not in ("Letter", "Identity"):
            raise Open("a covariance of another form")
        if self.points > 2:
            raise Open("products of many means")
        covariance = self.matrix(law[2], {})
        root = self.known.get(("root", key(law[2]))) if head(law[2]) == "Letter" else None
        if root is None and covariance != identity(cols):
            raise Open("a covariance without a root")
        small, large = sorted((rows, cols))
        tall = rows >= cols
        T, d = self.drawn[name][2:4]
        apart = ["+", "-1", T, ["*", "-1", d]] if tall else ["+", "-1", d, ["*", "-1", T]]
        inverse = implies(self.claim.sign(apart), ">")
        bases = [self.random(rows, cols) for _ in range(6 if inverse else 4)]
        facts, values = [[1] * len(bases)], [1]
        grams = [self.times(turn(Z), Z) if tall else self.times(Z, turn(Z)) for Z in bases]
        facts.append([sum(gram[i][i] for i in range(small)) % self.p for gram in grams])
        values.append(rows * cols)
        if inverse:
            facts.append([sum(V[i][i] for i in range(small)) % self.p for V in map(self.inverted, grams)])
            values.append(small * self.inverse(large - small - 1))
        free = [self.draw() for _ in range(len(bases) - len(facts))]
        known = [[value - sum(map(mul, row[len(facts) :], free))] for value, row in zip(values, facts, strict=True)]
        solved = self.times(self.inverted([row[: len(facts)] for row in facts]), known)
        weights = [*(row[0] for row in solved), *free]
        turns = [
            [[(-1) ** (bits & i).bit_count() if j == (i + shift) % cols else 0 for j in range(cols)]
             for i in range(cols)]
            for shift in range(cols) for bits in range(1 << (cols - 1).bit_length())
        ]  # fmt: skip
        share = self.inverse(len(turns))
        found = []
        for weight, Z in zip(weights, bases, strict=True):
            for turning in turns:
                X = self.times(Z, turning)
                found.append((weight * share % self.p, {name: X if root is None else self.times(X, turn(root))}))
        return found


Measure = tuple[int, Counter[tuple[str, int]]]
"""A degree, and denominators with their degrees, each with its power."""


class Extent:
    """How many indices of a size, or what degree in a size, numerator and denominator of a term have at most."""

    def __init__(self, claim: Claim, equations: dict[str, Term], how: frozenset[str], free: set[str]) -> None:
        self.claim, self.equations, self.how, self.free = claim, equations, how, free

    def difference(self, sides: tuple[Term, Term], *names: str, indices: bool) -> int:
        """Of the numerator of the difference of two sides, in one size or all these together.

        Of two matrices the outer indices count, too.
        """
        size = frozenset(names)
        outer = 2 if indices and head(sides[0]) in MATRICES else 0
        return self.sum([self.of(side, size, indices) for side in sides])[0] + outer

    @staticmethod
    def total(below: Counter[tuple[str, int]]) -> int:
        """The degree of a denominator."""
        return sum(degree * power for (_, degree), power in below.items())

    def sum(self, terms: list[Measure]) -> Measure:
        """Over the least denominator."""
        below: Counter[tuple[str, int]] = Counter()
        for _, bottom in terms:
            below |= bottom
        return max((top + self.total(below) - self.total(bottom) for top, bottom in terms), default=0), below

    def of(self, term: Term, size: frozenset[str], indices: bool, depth: int = 0) -> Measure:
        """Numerator and denominator, by what the term is made of."""
        name, written, none = head(term), text(term), Counter[tuple[str, int]]()
        if written in self.equations:
            if depth > 8:
                raise Open("equations that run in a circle")
            return self.of(self.equations[written], size, indices, depth + 1)
        if name == "Letter":
            return (sum(text(part) in size for part in term[2:4]) if indices else 0), none
        if written == SIGNAL and indices:
            return 2 * (DIMENSION in size), none
        if written in size:
            return int(not indices and written not in self.free), none
        unknown = name not in ("", "s", "+", "*", "^", *BINDERS, *SCALARS, *MATRICES)
        if name in ("Identity", "Zero") or (unknown and "free" in self.how and not self.claim.drawn_in(term)):
            return 0, none
        inside = [self.of(part, size, indices, depth) for part in args(term)]
        if name in ("+", "Plus"):
            return self.sum(inside)
        top, below = sum(one for one, _ in inside), sum((bottom for _, bottom in inside), none)
        if name == "^" and (power := exact(term[2], {})) is not None and power.denominator == 1:
            if power > 0:
                return top * int(power), Counter({one: count * int(power) for one, count in below.items()})
            return self.total(below) * -int(power), Counter({(text(term[1]), top): -int(power)})
        if name in ("Expectation", "ExpectedMatrix"):
            more, less = self.mean(term[1], size, indices, depth)
            return top + more, below + less
        if name == "SquaredNorm":
            top, below = top + inside[0][0], below + inside[0][1]
        if name in ("Trace", "SquaredNorm") or (name == "EigenSum" and DIMENSION in size):
            return top + (int(not indices) if name != "EigenSum" else 2 if indices else 1), below
        if name in ("*", "Times", "Scaled", "Transpose", "EigenSum") or not (top or self.total(below)):
            return top, below
        if name in ("Inverse", "PseudoInverse") and indices:
            every = sum(self.of(part, size, True)[0] for part in parts(term) if head(part) == "Letter")
            return 2 + max(every, top + self.total(below)) * (3 if name == "PseudoInverse" else 1), none
        if unknown and not any(head(part) in MATRICES for part in args(term)):
            return 2 * (top + self.total(below)), none  # arguments are the same at all sizes, or they are not
        raise Open(f"a size or a matrix in {name}")

    def mean(self, inner: Term, size: frozenset[str], indices: bool, depth: int) -> Measure:
        """What the moments of letters add: a covariance and a sum over an index for every two of them."""
        more, less = 0, Counter[tuple[str, int]]()
        for name, letter in {key(part): part for part in parts(inner, stop=MEANS) if head(part) == "Letter"}.items():
            law, power = self.claim.law(letter), degree_in(inner, name)
            if law is None or law[0] in ("Unspecified", "Wishart") or "letters" in self.how:
                continue
            if power is not None:
                top, below = self.of(law[2], size, indices, depth)
                more += power // 2 * (top + int(not indices))
                less += Counter({one: count * (power // 2) for one, count in below.items()})
            elif "moments" in self.how and not indices:
                more, less = more + 2 + (len(size) > 1), less + Counter({(name, 2): 1})
        return more, less


def grid(
    chosen: dict[str, int], need: dict[str, int], total: int, least: list[tuple[Term, int]], where: list[Term]
) -> list[dict[str, int]]:
    """Sizes that are large enough and allowed, on which no polynomial of some degrees vanishes but zero.

    Where it vanishes at one value of a size for all others, it is divisible, and less is left of its total degree.

    Raises:
        Open: where there are too few, or too many are needed.
    """
    found: list[dict[str, int]] = []
    name, more = next(((name, min(more, total)) for name, more in need.items() if name not in chosen), ("", -1))
    begun, failed, first = 0, 0, max([1, *(low for size, low in least if text(size) == name)])
    for value in range(first, MOST + 1) if name else ():
        here = chosen | {name: value}
        sizes = [(exact(size, here), low) for size, low in least]
        if all(size is None or size >= low for size, low in sizes) and all(allowed(one, here) for one in where):
            try:
                found += grid(here, need, total - begun, least, where)
                begun += 1
            except Open:
                failed += 1
        if begun > more or failed > FAILED:
            break
    if begun <= more or len(found) > MOST_SIZES:
        raise Open("sizes that are too many")
    return found or [chosen]


class Claim:
    """A claim of the certificate, with what is known of its letters."""

    def __init__(self, row: dict[str, Any], symbols: dict[str, list[str]]):
        self.row, self.symbols = row, symbols
        self.where: list[Term] = row["where"]
        self.rng = random.SystemRandom()
        self.facts: dict[str, str] = {}
        self.taken: set[str] = set()
        self.argued = False
        self.isotropic = ["==", ["EigenSum", ["^", ["+", "-1", ["s", "s"]], "2"]], "0"] in self.where

    @property
    def given(self) -> dict[str, Term]:
        """Equations of the assumptions whose left side is a symbol: later ones may speak of earlier ones."""
        found: dict[str, Term] = {}
        for relation in self.where:
            if head(relation) == "==" and head(relation[1]) == "s":
                found[text(relation[1])] = relation[2]
        return found

    def law(self, letter: Term) -> Term | None:
        """The law of a letter; the index of a family is put in."""
        for law in self.row["laws"]:
            pattern, index = law[1][5:], letter[5:]
            if law[1][1] == letter[1] and (not pattern or len(pattern) == len(index)):
                pairs = list(zip(pattern, index, strict=False))
                if all(one == other or head(one) == "s" for one, other in pairs):
                    put_in = {text(one): other for one, other in pairs if one != other}
                    return [law[0], letter, *(put(parameter, put_in) for parameter in law[2:])]
        return None

    def drawn_in(self, term: Term) -> bool:
        """Whether a letter of the term is random."""
        return any(head(part) == "Letter" and self.law(part) is not None for part in parts(term))

    def apart(self, one: list[Term], other: list[Term]) -> int:
        """-1 or 1 when an index is known to be before or after another one, 0 when that is not known."""
        if len(one) != len(other):
            return 1
        for i, j in zip(one, other, strict=True):
            (rest, k), (more, m) = split(i), split(j)
            if rest == more and k != m:
                return 1 if m > k else -1
            if rest != more and implies(self.sign(["+", j, ["*", "-1", i]]), ">="):
                return 1
        return 0

    def sizes(
        self,
        letters: list[Term],
        sides: tuple[Term, Term],
        equations: dict[str, Term],
        how: frozenset[str],
        free: set[str],
    ) -> list[dict[str, int]]:
        """Sizes of matrices at which two sides that agree are equal at all sizes that the assumptions allow.

        A trace of words in matrices vanishes at size n only if it does formally, when its words have at most 2n
        indices of that size (Procesi, Razmyslov: relations begin with minors of order n + 1); so n is at least half
        the number of indices in the numerator of the difference. Beside inverses this is a theorem for one expression
        without traces: as a series around a point, of a representation with a state for every leaf and inverse, it
        vanishes if its words shorter than that do (Schuetzenberger), and these vanish formally, as above. For traces of
        inverses it is an argument: their leaves are counted, and of relations at size n only it is known that they need
        more than n. What rests on either is counted.
        Coefficients are rational in the sizes, of bounded degree in each and in all together: they vanish if they do
        on this grid. A letter that is free is any number, whatever the size. Where a pseudo-inverse does not know which
        side of a design is the longer one, each order has a grid.
        """
        shapes = {text(size): size for letter in letters for size in letter[2:4] if number(size) is None}
        shapes |= {DIMENSION: json.loads(DIMENSION)}
        inside = parts(*shapes.values(), stop=("fn:size",))
        names = [*{text(part): part for part in inside if head(part) == "s" or head(part).startswith("fn:")}]
        extent = Extent(self, equations, how, free)
        least = [(size, (extent.difference(sides, name, indices=True) + 1) // 2) for name, size in shapes.items()]
        names.sort(key=lambda name: -max([0, *(low for size, low in least if text(size) == name)]))
        need = {name: extent.difference(sides, name, indices=False) for name in names}
        total = extent.difference(sides, *names, indices=False)
        orders: list[list[Term]] = [self.where]
        for design in (part[1] for part in parts(*sides, *equations.values()) if head(part) == "PseudoInverse"):
            rows, cols = shape(design)
            if not any(self.longer(*pair) for pair in ((rows, cols), (cols, rows))):
                orders = [[*one, more] for one in orders for more in ([">=", rows, cols], ["<", rows, cols])]
        return [found for one in orders for found in grid({}, need, total, least, one)]

    def longer(self, one: Term, other: Term) -> bool:
        """Whether an assumption says that a size is at least another one, or that and a number more."""
        rest, _ = split(plus(one, minus(other)))
        for relation in self.where:
            if RELATIONS.get(head(relation)) in (">", ">=", "<", "<=", "="):
                ends = relation[1:3] if relation[0][0] in (">", "=") else relation[2:0:-1]
                known, shift = split(plus(ends[0], minus(ends[1])))
                if known == rest and shift <= 0:
                    return True
        return False

    def same(
        self, left: Term, right: Term, equations: dict[str, Term] | None = None, how: frozenset[str] = frozenset()
    ) -> bool:
        """Whether two terms are equal in random models; the equations say what some terms stand for.

        Traces, norms and means are unknown numbers first. Where that is not enough, they are those of random matrices:
        of sizes that have nothing to do with the letters for them in numbers, and without the equations, to begin with.
        """
        if left == right:
            return True
        equations = equations or {}
        inside = parts(left, right, *equations.values())
        if any(head(part) == "Infinity" for part in (left, right)):
            return bool(left == right)
        if sum(map(degree, (left, right, *equations.values()))) > LARGEST:
            raise Open("a degree that is too large")
        if letters := opaque(left, right, *equations.values()):
            known = {name: put(meaning, letters) for name, meaning in equations.items() if name not in letters}
            with suppress(Open):
                if self.same(put(left, letters), put(right, letters), known, how):
                    return True
        matrices = head(left) in MATRICES
        if matrices or any(head(part) in SCALARS for part in inside):
            ways: list[tuple[str, dict[str, Term]]] = [] if matrices else [("atoms", equations)]
            for first, known in [*ways, *([("free", dict[str, Term]())] if equations else []), ("free", equations)]:
                with suppress(Open):
                    if self._same(left, right, known, how | {first}, inside):
                        return True
        return self._same(left, right, equations, how, inside)

    def _same(
        self, left: Term, right: Term, equations: dict[str, Term], how: frozenset[str], inside: list[Term]
    ) -> bool:
        orders = {f.denominator for part in inside if head(part) == "^" and (f := exact(part[2], {})) is not None}
        points, chosen, sizes = 2, frozenset(orders), [dict[str, int]()]
        drawn, free = {key(part): part for part in inside if head(part) == "Letter"}, set[str]()
        inverted = [part for part in inside if head(part) in ("Inverse", "PseudoInverse")]
        if drawn and "atoms" not in how:
            points = max(points, *(means(side, equations) for side in (left, right)))
            if any(drawn[key(part)] != part for part in inside if head(part) == "Letter"):
                raise Wrong("a letter of two shapes")
            seen = parts(*(inside if "free" in how else inverted), stop=("Letter", "Identity", "Zero"))
            free = {text(part) for part in seen if head(part) == "s"}
            sizes = self.sizes([*drawn.values()], (left, right), equations, how, free)
        if chosen not in PRIMES:
            PRIMES[chosen] = (prime(self.rng, orders), prime(self.rng, orders))

        def agree(p: int, at: dict[str, int], free: set[str]) -> bool:
            for _ in range(100):
                with suppress(Again):
                    model = Model(self, p, inside, equations, how, points, at, free)
                    one, other = (
                        model.matrix(side, {}) if head(left) in MATRICES else model.value(side, {})
                        for side in (left, right)
                    )
                    return bool(one == other)
            raise Open("no model in which both sides have a value")

        rounds = -(-(SIGNS if any(order % 2 == 0 for order in orders) else ROUNDS) // len(sizes))
        for p in PRIMES[chosen][: 1 if drawn else 2]:  # of matrices that are no larger the degree is small
            for at in sizes * rounds:
                if not agree(p, at, free):
                    if free and agree(p, at, set()):
                        raise Open("sizes under an inverse")
                    return False
        self.argued = self.argued or (bool(drawn) and "atoms" not in how and bool(inverted))
        return True

    # signs

    def sign(self, term: Term, bound: frozenset[str] = frozenset()) -> str:
        """``>``, ``>=``, ``<``, ``<=``, ``=`` or ``!=`` zero, wherever the term has a value; empty when not known."""
        value = exact(term, {})
        if value is not None:
            return ">" if value > 0 else "<" if value < 0 else "="
        hidden = bool(bound and bound & symbols_in(term))
        if not hidden and text(term) in self.facts:
            return self.facts[text(term)]
        name = head(term)
        if name in POWER_LAW:
            return self._power_law(term, bound) or ("" if hidden else self.assumed(term))
        if name == "Expectation" and (found := self.sign(term[1], bound)) in (">", ">=", "<", "<=", "="):
            return found
        if name == "Trace" and (found := self.trace(term[1], bound)):
            return found
        if name == "SquaredNorm" and (len(term) == 2 or self.definite(term[2], bound) in (">", ">=")):
            return ">="
        if name == "s":
            if term[1].startswith(MORE):
                return ">="
            said = self.symbols.get(term[1], [])
            found = next((sign for word, sign in SAID.items() if word in said), ">" if "prime" in said else "")
            if hidden:
                return found if term[1] in PER_EIGENVALUE else ""
            if found in (">", "<"):
                return found
            stated = self.assumed(term)
            return stated if not found or implies(stated, found) else found
        if name == "EigenSum":
            return self.sign(term[1], bound | {*PER_EIGENVALUE})
        if name in ("+", "*"):
            signs = [self.sign(part, bound) for part in args(term)]
            found = _sum(signs) if name == "+" else _product(signs)
        elif name == "^":
            found = self._power(term, bound)
        else:
            found = {"exp": ">", "Pi": ">", "Exp1": ">", "Abs": ">="}.get(name, "")
            if name == "gamma":
                found = ">" if self.sign(term[1], bound) == ">" else "!="
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
        if hidden or found in (">", "<", "="):
            return found
        stated = self.assumed(term)
        return stated if not found or implies(stated, found) else found

    def _power_law(self, term: Term, bound: frozenset[str]) -> str:
        """Spectral sums are positive where kappa is; kappa is where the ridge is, or there are dimensions enough."""
        if term[0] == "ScalingIntegral":
            return ">"
        if term[0] != "Kappa":
            return ">" if self.sign(term[-2], bound) == ">" else ""
        ridge, many = self.sign(term[3], bound), head(term[4]) == "Infinity"
        if not many and not bound and ridge in (">=", "="):
            many = self.sign(["+", term[4], ["*", "-1", term[2]]]) == ">"
        return ">" if ridge == ">" or (many and ridge in (">=", "=")) else ""

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

    def definite(self, matrix: Term, bound: frozenset[str] = frozenset()) -> str:
        """The sign of a symmetric matrix by what it is made of: letters, sums, multiples, inverses, products M'KM."""
        name, inside = head(matrix), args(matrix)
        if name in ("Letter", "Identity"):
            return ">" if name == "Identity" else {"positive": ">", "semidefinite": ">="}.get(matrix[4][1], "")
        if name == "Scaled":
            return _product([self.sign(inside[0], bound), self.definite(inside[1], bound)])
        if name in ("Transpose", "ExpectedMatrix"):
            return self.definite(inside[0], bound)
        if name == "Inverse":
            return ">" if self.definite(inside[0], bound) in (">", ">=") else ""
        if name == "Plus":
            return _sum([self.definite(part, bound) for part in inside])
        letters = {text(part) for part in parts(matrix) if head(part) == "Letter"}
        if name == "Times" and len(letters) == 1 and {head(part) for part in parts(matrix)} <= COMMUTING:
            found = _product([self.definite(part, bound) for part in inside])
            if found:
                return found
        invertible = True
        while name == "Times" and len(inside) > 1 and inside[-1] == mirrored(inside[0]):
            invertible = invertible and self.definite(inside[0], bound) in (">", "<")
            inside = inside[1:-1]
        if name != "Times" or len(inside) > 1:
            return ""
        found = self.definite(inside[0], bound) if inside else ">"
        return found if invertible else {">": ">=", "<": "<="}.get(found, found)

    def trace(self, matrix: Term, bound: frozenset[str] = frozenset()) -> str:
        """The sign of a trace: of a definite matrix, or of a product of two, turned round."""
        name, inside = head(matrix), args(matrix)
        if name == "Scaled":
            return _product([self.sign(inside[0], bound), self.trace(inside[1], bound)])
        if name == "Plus":
            return _sum([self.trace(part, bound) for part in inside])
        found = self.definite(matrix, bound)
        for place in range(len(inside)) if name == "Times" and not found else ():
            factors = inside[place:] + inside[:place]
            for cut in range(len(factors)):
                pair = [self.definite(["Times", *part], bound) for part in (factors[:cut], factors[cut:])]
                found = found or _product(pair)
        return found

    def assumed(self, term: Term) -> str:
        """What an assumption says of the sign of exactly this term, or of its negative."""
        for relation in self.where:
            sign = RELATIONS.get(head(relation))
            if sign is None or any(head(part) in INFINITE for part in parts(*relation[1:])):
                continue
            more, less = relation[1:] if sign in (">", ">=") else (relation[2], relation[1])
            seen = [(["+", relation[1], ["*", "-1", relation[2]]], sign)]
            seen.append((["+", relation[2], ["*", "-1", relation[1]]], turned(sign)))
            if sign in "<>" and whole(more, self.symbols) and whole(less, self.symbols):
                seen.append((["+", "-1", more, ["*", "-1", less]], ">="))
            for difference, known in seen:
                try:
                    if self.same(term, difference):
                        return known
                except Open:
                    continue
        return ""

    def add_facts(self, facts: list[dict[str, Any]]) -> None:
        """Signs that the certificate proposes: a positive multiple is a sum of products of known signs."""
        for fact in facts:
            sides, term, sign = [], fact["term"], fact["sign"]
            for name, least in (("scale", ">"), ("sum", sign if sign in (">", ">=") else turned(sign))):
                signs: list[str] = []
                total: list[Term] = ["+"]
                for coefficient, factors in fact[name]:
                    value = number(coefficient)
                    if value is None or value < 0:
                        raise Wrong("a multiplier is negative")
                    known = [self.shown(part) for part in factors]
                    signs.append(_product([">" if value > 0 else "=", *(sign for sign, _ in known)]))
                    total.append(["*", coefficient, *(plain for _, plain in known)])
                found = _sum(signs) if signs else "="
                if not implies(found, least):
                    raise Wrong(f"the sign of a combination is {found or 'not known'}, not {least}")
                sides.append(total)
            signed = term if sign in (">", ">=") else ["*", "-1", term]
            if not self.same(["*", signed, sides[0]], sides[1], self.given):
                raise Wrong("a combination is not the term that it is said to be")
            self.facts[text(term)] = sign

    def shown(self, part: Term) -> tuple[str, Term]:
        """The sign of a factor, and the factor: a term, or what is never negative by its form.

        That is the square of a term, a maximum beside one of its parts, and tr K tr M - tr KM for p.s.d. matrices, of
        which K is not random where there is a mean.
        """
        if head(part) == "square":
            return ">=", ["^", part[1], "2"]
        if head(part) == "extreme":
            _, more, less = part
            if (head(more) == "Max" and less in args(more)) or (head(less) == "Min" and more in args(less)):
                return ">=", plus(more, minus(less))
            raise Wrong("a maximum of something else")
        if head(part) != "traces":
            return self.sign(part), part
        K, M, mean = part[1], part[2], len(part) > 3
        if not {self.definite(K), self.definite(M)} <= {">", ">="}:
            raise Open("matrices that are not known to be p.s.d.")
        if mean and self.drawn_in(K):
            raise Wrong("a random matrix before a mean")
        one, both = ["Trace", M], ["Trace", ["Times", K, M]]
        one, both = (["Expectation", one], ["Expectation", both]) if mean else (one, both)
        return ">=", plus(prod(["Trace", K], one), minus(both))

    def bare(self, term: Term) -> Term:
        """The term whose magnitude a product with magnitudes is: with |y| read as y."""
        found = []
        for part in args(term) if head(term) == "*" else [term]:
            base, power = (part[1], number(part[2])) if head(part) == "^" else (part, Fraction(1))
            if head(base) == "Abs" and power is not None and power.denominator == 1:
                found.append(["^", base[1], str(power)])
            elif implies(self.sign(part), ">="):
                found.append(part)
            else:
                raise Open(f"the sign of {show(part)}")
        return prod(*found)

    def conditions(self, *terms: Term) -> list[tuple[Term, str]]:
        """What has to be known for the terms to have values, and is not: terms with the signs that are missing."""
        missing: dict[str, tuple[Term, str]] = {}
        for term in terms:
            self._conditions(term, frozenset(), {}, missing)
        return list(missing.values())

    def _conditions(
        self, term: Term, bound: frozenset[str], moved: dict[str, Term], missing: dict[str, tuple[Term, str]]
    ) -> None:
        """A letter that is bound is what its range begins with and more, whatever is said of the letter elsewhere."""
        name, exponent, wanted = head(term), number(term[2]) if head(term) == "^" else None, ""
        if name == "^":
            whole_one = exponent is not None and exponent.denominator == 1
            wanted = "!=" if whole_one else ">" if exponent is None or exponent < 0 else ">="
            wanted = "" if whole_one and exponent is not None and exponent > 0 else wanted
        if wanted and not implies(self.sign(base := put(term[1], moved), bound), wanted):
            inner = {text(["s", letter]) for letter in bound}
            if bound and (not inner <= {*moved} or any(head(part) in BINDERS for part in parts(term[1]))):
                raise Open("a condition under a binder")
            for part in args(base) if head(base) == "*" and wanted != ">=" else [base]:
                if not implies(self.sign(part), wanted):
                    missing[text(part)] = (part, wanted)
        if name in ("log", "gamma") and not implies(self.sign(put(term[1], moved), bound), ">"):
            missing[text(term[1])] = (term[1], ">")
        elif name not in LOOKED_AT:
            self.taken.add(name)
        outer = args(term)[1:] if name in ("Sum", "Product", "Integral") else []
        for _, letter, *ends in reversed(outer):
            for end in ends:
                self._conditions(end, bound, moved, missing)
            low, *high = (put(end, moved) for end in ends)
            rises = name != "Integral" or (
                bool(high)
                and (head(high[0]) == "Infinity" or implies(self.sign(plus(high[0], minus(low)), bound), ">="))
            )
            shifted = {text(letter): plus(low, ["s", MORE + letter[1]])} if rises else {}
            bound = bound | {letter[1]}
            moved = {one: value for one, value in moved.items() if one != text(letter)} | shifted
        if name == "EigenSum":
            bound = bound | {*PER_EIGENVALUE}
            moved = {one: value for one, value in moved.items() if json.loads(one)[1] not in PER_EIGENVALUE}
        for part in args(term)[:1] if outer else args(term):
            self._conditions(part, bound, moved, missing)


def mirrored(matrix: Term) -> Term:
    """The transpose of a matrix, as it is written."""
    name, inside = head(matrix), args(matrix)
    if name == "Transpose":
        return inside[0]
    if name == "Letter":
        return matrix if matrix[4][1] in ("semidefinite", "positive", "symmetric") else ["Transpose", matrix]
    if name in ("Scaled", "Plus", "Inverse", "Times"):
        inside = inside[::-1] if name == "Times" else inside
        return [name, *(mirrored(part) if head(part) in MATRICES else part for part in inside)]
    return matrix if name == "Identity" else ["Transpose", matrix]


def split(index: Term) -> tuple[str, Fraction]:
    """An index as a term and a number."""
    terms = summands(index)
    rest = sorted(text([str(scale), part]) for scale, part in terms if part is not None)
    return text(rest), sum((scale for scale, part in terms if part is None), Fraction(0))


def allowed(relation: Term, values: Mapping[str, int | Fraction]) -> bool:
    """Whether numbers satisfy a relation, or it is not one between what is rational in them."""
    one, other = (exact(side, values) for side in relation[1:3])
    if one is None or other is None:
        return True
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other, "==": one == other,
            "!=": one != other}.get(head(relation), True)  # fmt: skip


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
    plain = {name: part for name, part in hint.items() if name != "facts"}
    if '["s", "#' in text([before, after, plain, claim.where, claim.row["statement"], claim.row["laws"]]):
        raise Wrong("a letter that is kept for the checker")
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


def _equal(claim: Claim, row: dict[str, Any], equations: dict[str, Term], how: str) -> None:
    if row["relation"] != "=":
        raise Wrong("an identity shows an equation only")
    if not claim.same(row["before"], row["after"], equations, frozenset([how])):
        inside = parts(row["before"], row["after"])
        whole_powers = all(exact(["^", "2", part[2]], {}) is not None for part in inside if head(part) == "^")
        rational = whole_powers and all(head(part) in ("", "+", "*", "s", "^") for part in inside)
        sure = row["kind"] == "MatrixIdentityRule" or (row["kind"] == "AlgebraRule" and rational)
        raise Wrong("the two sides are not equal") if sure else Open("an identity that needs more")


def _identity(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Both sides are the same in random models, with the equations of the assumptions where the rule says so."""
    kind, moments = row["kind"], "" if row["rule"] == "expectation" else "moments"
    how = {"ExpectationRule": moments, "EigenbasisRule": "basis", "MatrixIdentityRule": "letters"}.get(kind, "")
    given = kind in ("GivenRule", "IsotropicRule", "EigenbasisRule")
    _equal(claim, row, claim.given if given else {}, how or ("letters" if given else ""))


def _definition(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    opened = {text(term): meaning for term, meaning in row["hint"].get("definitions", [])}
    for name, meaning in list(opened.items()):
        term = json.loads(name)
        if name == SIGNAL and head(meaning) == "SquaredNorm" and key(meaning[1]) == text([["'", "w0"]]):
            continue
        law = claim.law(term) if head(term) == "Letter" else None
        if head(term) in ("", "s", "+", "*", "^", *MEANT) or (law and law[0] not in ("Unspecified", "Wishart")):
            raise Wrong("a definition of something that has a meaning already")
        _made_of(claim, term, meaning)
    _defined_once(claim, row, below)
    ends = parts(row["before"], row["after"])
    caught = {limit[1][1] for part in ends if head(part) in BINDERS[:4] for limit in part[2:]}
    if caught & symbols_in(*(term for pair in row["hint"]["definitions"] for term in pair)):
        raise Open("a definition under a binder")
    before, after = (put(put(row[side], opened), opened) for side in ("before", "after"))
    _equal(claim, {**row, "before": before, "after": after}, {}, "letters")


def _made_of(claim: Claim, term: Term, meaning: Term) -> None:
    """What is random in a definition is named by the law of what is defined, or was drawn before it.

    A mean takes the letter to be independent of all others.
    """
    law = claim.law(term) if head(term) == "Letter" else None
    named = {key(part) for part in parts(*law[2:]) if head(part) == "Letter"} if law else set()
    for letter in random_in(claim, meaning):
        family = len(letter[5:]) == len(term[5:]) == 1 if law else False
        if law is None or not (key(letter) in named or (family and claim.apart(letter[5:], term[5:]) == 1)):
            raise Open(f"{show(term)} is random, as {letter[1][1]} is")


def random_in(claim: Claim, *terms: Term) -> list[Term]:
    """The random letters of some terms, outside of means."""
    inside = parts(["+", *terms], stop=MEANS)
    return [part for part in inside if head(part) == "Letter" and claim.law(part) is not None]


def _defined_once(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """What a name stands for is the same wherever its paper opens it, at instances too."""
    paper = str(claim.row["id"]).partition(":")[0]
    rows = [one.row for one in (claim, *below.values()) if str(one.row["id"]).partition(":")[0] == paper]
    others = [pair for one in rows for link in one["steps"] for pair in link["hint"].get("definitions", [])]
    for term, meaning in row["hint"]["definitions"]:
        for pattern, what in others:
            alone = head(pattern) == "s"  # a letter stands for itself only; in a family of names it is the index
            found = ({} if term == pattern else None) if alone else instance_of(term, pattern)
            stated = None if found is None else put(what, found)
            if stated is not None and not any(claim.same(stated, meaning, how=how) for how in FORMS):
                raise Wrong("a name with two definitions")


FORMS = (frozenset(["letters"]), frozenset[str]())
"""Means under any laws, and under those that are known."""


def instance_of(term: Term, pattern: Term) -> dict[str, Term] | None:
    """The values of the symbols of a pattern at which it is the term; None where there are none."""
    if head(pattern) == "s":
        return {text(pattern): term}
    if head(term) != head(pattern) or len(args(term)) != len(args(pattern)) or not args(pattern):
        return {} if term == pattern else None
    found: dict[str, Term] = {}
    for one, other in zip(args(term), args(pattern), strict=True):
        inner = instance_of(one, other)
        if inner is None or any(found.get(name, value) != value for name, value in inner.items()):
            return None
        found |= inner
    return found


def _fixed_point(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Kappa > 0 solves T ridge/Kappa + Df1(Kappa) = T."""
    equations = {}
    for root in (part for part in parts(row["before"], row["after"]) if head(part) == "Kappa"):
        beta, T, ridge, d = root[1:]
        if not (implies(claim.sign(ridge), ">") or implies(claim.sign(root), ">")):
            raise Open("kappa > 0")
        share = ["*", "-1", T, ridge, ["^", root, "-1"]]
        equations[text(["Df1", beta, root, d])] = ["+", T, share]
    _equal(claim, row, equations, "")


def ordered(row: dict[str, Any]) -> list[Term]:
    """The smaller side and the larger."""
    if row["relation"] not in ("<=", ">=", "<", ">"):
        raise Wrong("an inequality shows <=, >=, < or > only")
    return [row["before"], row["after"]][:: 1 if row["relation"][0] == "<" else -1]


def _inequality(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    smaller, larger = ordered(row)
    difference = ["+", larger, ["*", "-1", smaller]]
    wanted = ">=" if row["relation"] in ("<=", ">=") else ">"
    if "excess" in row["hint"]:
        claim.add_facts([{"term": difference, "sign": ">=", "scale": [["1", []]], "sum": row["hint"]["excess"]}])
    if not implies(claim.sign(difference), wanted):
        raise Open(f"{show(difference)} {wanted} 0")


def _triangle(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """|x| <= |y_1| + ... + |y_k| where signs are named with which the y_i add up to x, and a rule shows that."""
    hint = row["hint"]
    if "signs" not in hint:
        raise Open("no signs")
    small, large = ordered(row)
    if row["relation"] in ("<", ">") or not claim.same(large, plus(*hint["terms"])):
        raise Wrong("the larger side is not the sum of the terms")
    if not {*hint["signs"]} <= {"1", "-1", "0"} or not {*hint["by"]["uses"]} <= {*row["uses"]}:
        raise Wrong("signs that are none, or a claim that the step does not use")
    total = plus(*(prod(sign, claim.bare(term)) for sign, term in zip(hint["signs"], hint["terms"], strict=True)))
    if hint["by"]["kind"] not in ("GivenRule", "UseRule", "EigenbasisRule", "MatrixIdentityRule"):
        raise Open("an equation by another rule")
    RULES[hint["by"]["kind"]](
        claim, {**hint["by"], "before": claim.bare(small), "relation": "=", "after": total}, below
    )


def _use(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """The instance of a claim, put in at a marked place."""
    hint = row["hint"]
    if "marked" not in hint or len(row["uses"]) != 1:
        raise Open("no marked place")
    used = below[row["uses"][0]].row
    values = {text(key): value for key, value in hint["instance"]}
    if any(head(letter) not in ("s", "Letter") for letter, _ in hint["instance"]):
        raise Wrong("an instance of what is no letter")
    if any(text(letter) in (DIMENSION, SIGNAL) for letter, _ in hint["instance"]):
        raise Open("an instance of what the spectrum says")
    left, relation, right = used["statement"][0], used["statement"][1], used["statement"][2]
    bound = {letter for part in parts(left, right) for letter in _binds(part)}
    if bound & symbols_in(*(term for pair in hint["instance"] for term in pair)):
        raise Open("an instance of a letter that is bound")
    left, right = put(left, values), put(right, values)
    old, new = (right, left) if hint["reversed"] else (left, right)
    mark = hint["mark"]
    letters = symbols_in(old, new, *used["where"])
    if any(bound is None or bound & letters for bound in _bound_above(hint["marked"], mark)):
        raise Open("a letter that is bound where the claim is put in")
    for term, end in ((old, row["before"]), (new, row["after"])):
        if not claim.same(put(hint["marked"], {text(mark): term}), end, claim.given):
            raise Wrong("what is used does not lead from one side to the other")
    _instance(claim, used, values, below[row["uses"][0]].symbols)
    if relation == "=":
        if row["relation"] in ("<", ">"):
            raise Wrong("an equation gives no strict inequality")
        return
    if relation not in ("<=", ">=", "~"):
        raise Open(f"a claim with {relation}")
    _weighted(claim, hint["marked"], mark, random_in(claim, old, new))
    if row["relation"] not in {"~": ("~",)}.get(relation, ("<=", ">=")):
        raise Wrong(f"a claim with {relation} gives no {row['relation']}")
    seen = relation if not hint["reversed"] else turned(relation)
    one, two, slope = ["s", "#1"], ["s", "#2"], hint.get("slope", "1")
    moved = [put(hint["marked"], {text(mark): place}) for place in (one, two)]
    if text(mark) in map(text, parts(slope)):
        raise Wrong("a coefficient that contains what it multiplies")
    change = ["+", moved[0], ["*", "-1", moved[1]]]
    if not claim.same(change, ["*", slope, ["+", one, ["*", "-1", two]]], claim.given):
        raise Wrong("a coefficient is not that of what is replaced")
    if relation == "~":
        _equivalent(claim, used, hint, prod(slope, new), put(hint["marked"], {text(mark): "0"}))
    elif not implies(claim.sign(slope), ">=" if seen == row["relation"] else "<="):
        raise Open(f"the sign of {show(slope)}")


def _weighted(claim: Claim, marked: Term, mark: Term, drawn: list[Term]) -> None:
    """What is random under a mean is replaced by something larger beside a weight of one sign, whatever its mean is."""
    above = [part for part in parts(marked) if head(part) in MEANS and mark in parts(part)]
    if not drawn or not above:
        return
    weight = slope(above[0][1], mark)
    if len(above) > 1 or weight is None or mark in parts(weight) or claim.sign(weight) not in (">", ">=", "<", "<="):
        raise Open("a weight under a mean")


def _equivalent(claim: Claim, used: dict[str, Any], hint: dict[str, Any], new: Term, rest: Term) -> None:
    """Terms of one sign are replaced by equivalents, in a regime that the claim which is used covers."""
    here, there = (row["regime"] or ["Regime", ["'", "False"]] for row in (claim.row, used))
    if there not in (here, ["Regime", ["'", "False"]]):
        raise Open("another regime")
    if any(head(letter) == "s" and letter != value for letter, value in hint["instance"]):
        raise Open("an instance that may leave the regime")
    if claim.same(new, "0"):
        raise Wrong("an equivalent of nothing")
    if not claim.same(rest, "0") and not any(
        all(implies(claim.sign(part), sign) for part in (new, rest)) for sign in (">=", "<=")
    ):
        raise Open("terms that may cancel")


def _binds(term: Term) -> set[str]:
    """The letters that a binder binds."""
    if head(term) not in BINDERS:
        return set()
    return {*PER_EIGENVALUE} if head(term) == "EigenSum" else {limit[1][1] for limit in term[2:]}


def _bound_above(term: Term, mark: Term) -> list[set[str] | None]:
    """What each binder above the mark binds; None for a derivative, in which nothing is put in."""
    return [
        None if head(part) == "Derivative" else _binds(part)
        for part in parts(term)
        if head(part) in BINDERS and mark in parts(part)
    ]


def _instance(claim: Claim, used: dict[str, Any], values: dict[str, Term], symbols: dict[str, list[str]]) -> None:
    """Every condition of the claim that is used holds at the instance."""
    for name, value in values.items():
        if any(head(part) in INFINITE for part in parts(plus(value), stop=("Kappa",))):
            raise Open("an instance that is infinite")
        for word in symbols.get(json.loads(name)[1], []) if name.startswith('["s"') else ():
            wanted = SAID.get(word)
            if wanted is not None and not implies(claim.sign(value), wanted):
                raise Open(f"{show(value)} is {word}")
            if word in ("integer", "rational") and not whole(value, claim.symbols):
                raise Open(f"{show(value)} is {word}")
            if word not in ("integer", "rational", "real") and wanted is None:
                raise Open(f"{show(value)} is {word}")
    _laws(claim, used, values)
    given = {text(relation) for relation in claim.where}
    for relation in used["where"]:
        here = put(relation, values)
        if text(here) in given or (text(relation) in given and not values):
            continue
        wanted = RELATIONS.get(head(here))
        if wanted is None or not implies(claim.sign(["+", here[1], ["*", "-1", here[2]]]), wanted):
            raise Open(f"{show(here)}")


def _laws(claim: Claim, used: dict[str, Any], values: dict[str, Term]) -> None:
    """The letters of the claim that is used stand for letters with the same laws, or for constants of the same kind."""
    there, taken = Claim(used, claim.symbols), set()
    sides = parts(used["statement"][0], used["statement"][2])
    letters = {text(part): part for part in sides if head(part) == "Letter"}
    about_means = any(head(part) in MEANS for part in sides)
    if about_means and random_in(claim, *(value for value in values.values() if head(value) not in MATRICES)):
        raise Open("a mean in which more is random here")
    for name, letter in letters.items():
        value, law = put(values.get(name, letter), values), there.law(letter)
        if name in values and shape(value) != [put(size, values) for size in letter[2:4]]:
            raise Open("a matrix of another shape")
        here = claim.law(value) if head(value) == "Letter" else None
        if law is None:
            if about_means and claim.drawn_in(value):
                raise Open("a mean in which more is random here")
            signs = {"semidefinite": (">", ">="), "positive": (">",)}.get(letter[4][1], ())
            alike = letter[4][1] == "general" or (head(value) == "Letter" and value[4] == letter[4])
            if name in values and not alike and claim.definite(value) not in signs:
                raise Open("a matrix of another kind")
            continue
        known = head(value) == "Letter" and here is not None and text(value) not in taken
        if not known or here is None or here[0] != law[0]:
            raise Open("laws of another kind")
        asked, found = [put(parameter, values) for parameter in law[2:]], here[2:]
        if claim.isotropic:
            asked, found = (
                [["Identity", p[2]] if head(p) == "Letter" and p[1][1] == "Sigma" else p for p in part]
                for part in (asked, found)
            )
        if asked != found:
            raise Open("laws of another kind")
        taken.add(text(value))


def shape(matrix: Term) -> list[Term]:
    """Rows and columns as terms; empty for what is no matrix."""
    name, inside = head(matrix), args(matrix)
    if name == "Letter":
        return list(matrix[2:4])
    if name in ("Identity", "Zero"):
        return [inside[0], inside[-1]]
    if name in ("Scaled", "Plus", "ExpectedMatrix"):
        return shape(inside[-1])
    if name in ("Transpose", "Inverse", "PseudoInverse"):
        return shape(inside[0])[::-1]
    return [*shape(inside[0])[:1], *shape(inside[-1])[1:]] if name == "Times" else []


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
    if row["relation"] != "=":
        raise Open("an induction on a bound")
    if index is None or sorted(names) != sorted(row["uses"]):
        raise Open("no index")
    if not {"integer", "nonnegative"} <= set(claim.symbols.get(index[1], [])):
        raise Wrong("an induction on something that is no number of steps")
    *begins, following = (below[name].row for name in names)
    stated_terms = [term for part in (*begins, following) for term in part["statement"]]
    inside = parts(*stated_terms, row["before"], row["after"])
    if any(head(part) in BINDERS[:4] and index in [limits[1] for limits in part[2:]] for part in inside):
        raise Open("an index that is bound inside")
    if any(index in parts(relation) for relation in following["where"]):
        raise Open("a condition on the index, at every place before it")
    before, after = row["before"], row["after"]
    places: list[dict[str, Any]] = [{text(index): str(j)} for j in range(len(begins))]
    later: list[dict[str, Any]] = [{}, *({text(index): ["+", str(j), index]} for j in range(1, len(begins) + 1))]
    stated = zip((*begins, following), (put(before, at) for at in (*places, later[-1])), strict=True)
    if any(part["statement"][1] != "=" or not claim.same(part["statement"][0], term) for part, term in stated):
        raise Open("base and step of another form")
    closed = put(following["statement"][2], {text(put(before, at)): put(after, at) for at in later[:-1]})
    still = {name: value for name, value in claim.given.items() if index not in [*parts(value), json.loads(name)]}
    if not all(
        claim.same(base["statement"][2], put(after, at), still) for base, at in zip(begins, places, strict=True)
    ):
        raise Open("the closed form at the start")
    if not claim.same(closed, put(after, later[-1]), still):
        raise Open("the closed form one step further")
    for part in (*begins, following):
        _instance(claim, part, {}, claim.symbols)


def _limit(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """The leading forms c v^e of a rational function along the path of the claim, at the side from which it comes."""
    if row["relation"] != "->" or not claim.row["path"]:
        raise Open("a limit of another kind")
    _, variable, to, kept, side = claim.row["path"]
    if to != ["Infinity"] and (to != "0" or side != ["'", "above"]):
        raise Open("a limit of another kind")
    keeping, conditions = _moving(claim, variable, {text(key): value for key, value in kept[1:]})
    before, after = (put(row[side], keeping) for side in ("before", "after"))
    if variable in parts(after):
        raise Wrong("a limit that moves")
    order = Fraction(1 if to == ["Infinity"] else -1)
    for sign, term in conditions:
        coefficient, _ = leading(claim, term, variable, order)
        if claim.sign(coefficient) in {">": ("<", "<=", "="), "<": (">", ">=", "="), "!": ("=",)}[sign[0]]:
            raise Open(f"a path that leaves where {show(term)} {sign} 0")
    coefficient, order = leading(claim, before, variable, order)
    if order > 0:
        raise Open("a limit that may be infinite")
    if not claim.same("0" if order < 0 else coefficient, after, claim.given):
        raise Wrong("the limit is another one")


def _moving(claim: Claim, variable: Term, keeping: dict[str, Term]) -> tuple[dict[str, Term], list[tuple[str, Term]]]:
    """The letters that move with the variable, by the path or an equation; conditions on what moves, against zero."""
    waiting = [put(relation, keeping) for relation in claim.where]
    for _ in claim.where:
        for relation in [one for one in waiting if head(one) == "==" and variable in parts(one)]:
            ways = [(x, y) for x, y in (relation[1:], relation[:0:-1]) if head(x) == "s" and variable not in parts(x)]
            found = next(((x, y) for x, y in ways if x not in parts(y)), None)
            if found is None:
                raise Open("an equation between what moves")
            value = {text(found[0]): found[1]}
            keeping = {name: put(term, value) for name, term in keeping.items()} | value
            waiting = [put(one, value) for one in waiting if one is not relation]
            break
    moving = [one for one in waiting if variable in parts(one)]
    if any(head(one) not in (">", ">=", "<", "<=", "!=") for one in moving):
        raise Open("a condition on what moves")
    return keeping, [(head(one), plus(one[1], minus(one[2]))) for one in moving]


def leading(claim: Claim, term: Term, variable: Term, order: Fraction) -> tuple[Term, Fraction]:
    """c and e with term = c v^e (1 + o(1)), or at least c v^e + o(v^e), where v grows and the variable is v^order."""
    if variable not in parts(term):
        return term, Fraction(0)
    if term == variable:
        return "1", order
    name, opened = head(term), args(term)[:1] if head(term) == "^" else args(term)
    inside = [leading(claim, part, variable, order) for part in opened]
    if name == "+":
        top = max(power for _, power in inside)
        total = plus(*(one for one, power in inside if power == top))
        if claim.same(total, "0", claim.given):
            raise Open("leading terms that cancel")
        return total, top
    if name == "*":
        return prod(*(one for one, _ in inside)), sum((power for _, power in inside), Fraction(0))
    power = number(term[2]) if name == "^" else None
    if power is None:
        raise Open(f"the leading form of {name}")
    [(one, inner)] = inside
    wanted = ">" if power.denominator > 1 else "!=" if power < 0 else ""
    if wanted and not implies(claim.sign(one), wanted):
        raise Open(f"the sign of {show(one)}")
    return ["^", one, str(power)], inner * power


# terms that are made


def plus(*terms: Term) -> Term:
    """A sum."""
    return ["+", "0", *terms]


def prod(*terms: Term) -> Term:
    """A product."""
    return ["*", "1", *terms]


def minus(term: Term) -> Term:
    """The negative."""
    return ["*", "-1", term]


def over(term: Term) -> Term:
    """One over a term."""
    return ["^", term, "-1"]


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
    "MatrixIdentityRule": _identity,
    "ExpectationRule": _identity,
    "GivenRule": _identity,
    "IsotropicRule": _identity,
    "EigenbasisRule": _identity,
    "DefinitionRule": _definition,
    "FixedPointRule": _fixed_point,
    "DerivativeRule": _identity,
    "InequalityRule": _inequality,
    "SpectralOrderRule": _inequality,
    "TraceOfProductRule": _inequality,
    "TriangleRule": _triangle,
    "PerEigenvalueInequalityRule": _inequality,
    "UseRule": _use,
    "RecurrenceRule": _recurrence,
    "LimitRule": _limit,
}


# scaling exponents: forms are ratios of polynomials, and a comparison holds because a combination is multiplied out

Poly = dict[tuple[tuple[str, int], ...], Fraction]
AT_LEAST_ONE, POSITIVE = "beta", "r"
"""The letters of a power law: capacity, at least 1, and source, positive."""
UNIT: Poly = {(): Fraction(1)}


def add(*polys: Poly) -> Poly:
    """The sum of polynomials."""
    total: Poly = {}
    for monomial, value in (item for poly in polys for item in poly.items()):
        total[monomial] = total.get(monomial, Fraction(0)) + value
    return {monomial: value for monomial, value in total.items() if value}


def multiply(*polys: Poly) -> Poly:
    """The product of polynomials."""
    total = UNIT
    for poly in polys:
        pairs = [(one, other) for one in total.items() for other in poly.items()]
        total = add(
            *({tuple(sorted((Counter(dict(m)) + Counter(dict(n))).items())): v * w} for (m, v), (n, w) in pairs)
        )
    return total


def positive(poly: Poly) -> bool:
    """Whether the coefficients show it for beta >= 1, r > 0: those of 1 + x in the place of beta are positive."""
    one_more: Poly = {((AT_LEAST_ONE, 1),): Fraction(1), **UNIT}
    parts = [(dict(monomial), value) for monomial, value in poly.items()]
    rests = [{tuple(pair for pair in m.items() if pair[0] != AT_LEAST_ONE): value} for m, value in parts]
    shifted = add(*(multiply(r, *[one_more] * m.get(AT_LEAST_ONE, 0)) for r, (m, _) in zip(rests, parts, strict=True)))
    names = [{name for name, _ in monomial} for monomial in shifted]
    known = all(within <= {AT_LEAST_ONE, POSITIVE} for within in names)
    return known and any(within <= {POSITIVE} for within in names) and all(value > 0 for value in shifted.values())


class Form:
    """An exponent: a polynomial over one that is positive."""

    def __init__(self, top: Poly, bottom: Poly = UNIT) -> None:
        self.top, self.bottom = top, bottom

    @classmethod
    def over(cls, top: Poly, bottom: Poly) -> Form:
        """A quotient, of which the denominator is looked at."""
        if not positive(bottom):
            raise Wrong("a denominator of an exponent is not seen to be positive")
        return cls(top, bottom)

    @classmethod
    def read(cls, parts: Any) -> Form:
        """From ``[[coefficient, {name: power}], ...]`` for top and bottom."""
        if any(type(power) is not int or not 0 < power <= 12 for p in parts for _, m in p for power in m.values()):
            raise Wrong("a power in an exponent")
        return cls.over(*(add(*({tuple(sorted(m.items())): Fraction(str(v))} for v, m in part)) for part in parts))

    def __add__(self, other: Form) -> Form:
        top = add(multiply(self.top, other.bottom), multiply(other.top, self.bottom))
        return Form(top, multiply(self.bottom, other.bottom))

    def __neg__(self) -> Form:
        return Form({monomial: -value for monomial, value in self.top.items()}, self.bottom)

    def __sub__(self, other: Form) -> Form:
        return self + -other

    def __mul__(self, other: Form) -> Form:
        return Form(multiply(self.top, other.top), multiply(self.bottom, other.bottom))

    def put(self, name: str, value: Form) -> Form:
        """With a value in the place of a letter; denominators have none but beta and r."""
        total = Form({})
        for monomial, factor in self.top.items():
            part = Form({tuple(pair for pair in monomial if pair[0] != name): factor}, self.bottom)
            total = total + reduce(Form.__mul__, [value] * dict(monomial).get(name, 0), part)
        return total

    def sense(self) -> tuple[Any, ...]:
        """What has the same sign: the top, without factors beta and r, its first coefficient 1 or -1."""
        if not self.top:
            return ()
        common = {n: min(dict(m).get(n, 0) for m in self.top) for n in (AT_LEAST_ONE, POSITIVE)}
        kept = {tuple((n, p - common.get(n, 0)) for n, p in m if p > common.get(n, 0)): v for m, v in self.top.items()}
        first = abs(kept[min(kept)])
        return tuple(sorted((m, value / first) for m, value in kept.items()))

    def names(self) -> set[str]:
        """The letters of it."""
        return {name for poly in (self.top, self.bottom) for m in poly for name, _ in m}


def forms(rows: Any) -> list[Form]:
    """Inequalities: what is not negative."""
    return [Form.read(row) for row in rows]


def senses(rows: list[Form]) -> set[Any]:
    """Their senses."""
    return {row.sense() for row in rows}


class Exponents:
    """A certificate of exponents: comparisons multiplied out, expressions evaluated by these alone, coverage, optimum.

    That the expressions of the parts follow from the inputs is not looked at: they are deterministic equivalents.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self.document, self.shown, self.solver, self.open = document, 0, 0, 0
        self.grades: dict[str, str] = {}
        self.all_parts = [*document["cases"], *document["empty"]]
        self.rows = [forms(part["domain" if "domain" in part else "rows"]) for part in self.all_parts]

    def check(self) -> None:
        """Look at every part; what does not hold is said by :class:`Wrong`."""
        if any((self.document["optimised"] is True) != ("optimum" in case) for case in self.document["cases"]):
            raise Wrong("the optimum is missing, or beside the point")
        for part in self.document["empty"]:
            self.empty(part, forms(part["rows"]))
        whole = False
        with suppress(Open):
            whole = self.whole()
        cases = [self.case(case) for case in self.document["cases"]]
        for claim in self.document["claims"]:
            try:
                self.claim(claim, cases)
                if self.solver or not whole:
                    raise Open("comparisons that a solver alone decided, or parts that may not cover the domain")
                walls = self.walls(claim)
                self.grades[str(claim["text"])] = "proved" + (", apart from " + " and ".join(walls) if walls else "")
            except Open:
                self.open += 1
                self.grades[str(claim["text"])] = "not looked at"
        if self.solver != self.document["solver_facts"]:
            raise Wrong("the facts of the solver are not those announced")

    def walls(self, claim: Any) -> list[str]:
        """Where parts meet that no strict condition keeps away from: no exponents of such points are in here.

        What the certificate says of walls, by name or as judged there, is not read.
        """
        turning = senses([row for rows in self.rows for row in rows if {n for m in row.top for n, _ in m} - {POSITIVE}])
        strict = [words for words in (*claim["where"], *self.document["inputs"]["where"]) if "=" not in words]
        met = turning - {read_condition(words).sense() for words in strict}
        reverse = {sense: tuple((monomial, -value) for monomial, value in sense) for sense in met}
        return [turns(sense) for sense in sorted(met) if reverse[sense] in met and sense < reverse[sense]]

    def whole(self) -> bool:
        """The parts cover what the inputs state; where r is a letter, parts of their own do between others."""
        given, wholes = self.document["inputs"], self.document.get("whole") or []
        numbers = {
            name: read(parsed(given[name]), set(), {}) for name in (AT_LEAST_ONE, POSITIVE) if given[name] != name
        }
        at = [fixed_source(part, rows) for part, rows in zip(self.all_parts, self.rows, strict=True)]
        general = [*stated(given, numbers), *([] if POSITIVE in numbers else [Form({((POSITIVE, 1),): Fraction(1)})])]
        between = {vanishing(row) for rows in self.rows for row in rows if row.sense() not in senses(general)} - {None}
        sources = [None, *sorted({value for value in at if value is not None})]
        if wholes and (len(wholes) != len(sources) or not between <= set(sources)):
            raise Wrong("the parts at some source are missing, or beside the point")
        for whole, source in zip(wholes, sources, strict=False):
            rows = forms(whole.get("rows", whole.get("empty", {}).get("rows")))
            there = general if source is None else stated(given, numbers | {POSITIVE: Form({(): source})})
            if not senses(rows) <= senses(there):
                raise Wrong("a domain is covered that is not the one stated")
            if "empty" in whole:
                self.empty(whole["empty"], rows)
            else:
                self.tree(
                    whole["cover"],
                    rows,
                    set(),
                    self.inside(dict(p for p in enumerate(self.rows) if at[p[0]] == source)),
                )
        return bool(wholes)

    def fact(self, fact: Any, rows: list[Form]) -> tuple[Any, ...]:
        """The sense of what is shown to be nonnegative: a positive factor times it is a combination of products."""
        form, reason = Form.read(fact[0]), fact[1]
        if reason == "solver":
            self.solver += 1
            return form.sense()
        scale = Form.read(fact[2]).top if len(fact) > 2 else UNIT
        if any(Fraction(str(v)) < 0 or any(not 0 <= place < len(rows) for place in places) for places, v in reason):
            raise Wrong("a multiplier is negative, or of nothing")
        total = add(*(multiply({(): Fraction(str(v))}, *(rows[place].top for place in places)) for places, v in reason))
        if not positive(scale) or total != multiply(form.top, scale):
            raise Wrong("an inequality is not the combination that is named")
        self.shown += 1
        return form.sense()

    def empty(self, part: Any, rows: list[Form]) -> None:
        """A part has no interior: the others of its inequalities turn one round."""
        stated = forms(part["rows"])
        if [row.sense() for row in stated] != [row.sense() for row in rows]:
            raise Wrong("a part is called empty for reasons of another one")
        chosen = stated.pop(int(part["row"]))
        if self.fact(part["fact"], stated) != (-chosen).sense():
            raise Wrong("a part is not empty")

    def tree(self, tree: Any, rows: list[Form], known: set[Any], leaf: Any) -> None:
        """Down a tree of splits: rows and known comparisons at every leaf."""
        known = known | {self.fact(fact, rows) for fact in tree.get("facts", ())}
        if "split" not in tree:
            leaf(tree, rows, known)
            return
        form = Form.read(tree["split"])
        for side, sided in (("above", form), ("below", -form)):
            self.tree(tree[side], with_row(rows, sided), known | {sided.sense()}, leaf)

    def case(self, case: Any) -> tuple[list[tuple[list[Form], Form]], list[tuple[list[Form], Form | None]]]:
        """One part of parameter space: its evaluation, that regimes with its values cover it, and its optimum."""
        domain = forms(case["domain"])
        leaves: list[tuple[list[Form], Form]] = []

        def evaluated(tree: Any, rows: list[Form], known: set[Any]) -> None:
            value = Form.read(tree["value"])
            if (tropical(case["expression"], known) - value).top:
                raise Wrong("an expression has another value")
            leaves.append((rows, value))

        self.tree(case["evaluation"], domain, set(), evaluated)
        regimes = [(forms(regime["rows"]), Form.read(regime["exponent"])) for regime in case["regimes"]]
        if any(not senses(domain) <= senses(rows) for rows, _ in regimes):
            raise Wrong("a regime leaves its domain")
        for (rows, value), cover in zip(leaves, case["cover"], strict=True):
            own = {place: more for place, (more, exponent) in enumerate(regimes) if not (exponent - value).top}
            self.tree(cover, rows, set(), self.inside(own))
        optimum = [self.least(part, case["ell"], regimes) for part in case.get("optimum", ())]
        if "optimum" in case:
            fixed = [row for row in domain if case["ell"] not in row.names()]
            self.tree(case["optimum_cover"], fixed, set(), self.inside(dict(enumerate(rows for rows, _ in optimum))))
        return regimes, optimum

    def inside(self, parts: dict[int, list[Form]]) -> Any:
        """At a leaf of a cover: every inequality of one of the parts, the one that is named, was shown."""

        def leaf(tree: Any, rows: list[Form], known: set[Any]) -> None:
            shown = {self.fact(fact, rows) for fact in tree["facts"]}
            if int(tree["part"]) not in parts or not senses(parts[int(tree["part"])]) <= shown:
                raise Wrong("a leaf is not inside the part that it names, or that has another value")

        return leaf

    def least(self, part: Any, ell: str, regimes: list[tuple[list[Form], Form]]) -> tuple[list[Form], Form | None]:
        """An optimal exponent bounds every regime from below, and is attained."""
        rows = forms(part["rows"])
        if part["exponent"] is None:
            return rows, None
        least = Form.read(part["exponent"])
        for (more, exponent), fact in zip(regimes, part["bounds"], strict=True):
            both = reduce(with_row, more, rows)
            if isinstance(fact, dict):
                self.empty(fact, both)
            elif self.fact(fact, both) != (exponent - least).sense():
                raise Wrong("a regime is not bounded by the optimum")
        for attained in part["attained"]:
            end, (more, exponent) = Form.read(attained["ell"]), regimes[int(attained["regime"])]
            shown = {self.fact(fact, rows) for fact in attained["facts"]}
            shown |= {(Form.read(fact[0]) * Form(end.bottom)).sense() for fact in attained["facts"]}
            there = [row.put(ell, end) for row in more]
            if (exponent.put(ell, end) - least).top or not all(plainly(r) or r.sense() in shown for r in there):
                raise Wrong("an optimum is not attained where it is said to be")
        if not part["attained"]:
            raise Wrong("an optimum is attained nowhere")
        return rows, least

    def claim(self, claim: Any, cases: list[Any]) -> None:
        """A claim about the total or the optimum: how it compares with what was derived, on every regime."""
        subject, relation, claimed = read_claim(claim["text"])
        if subject not in ("total", "optimum") or claim["verdict"] != "proved":
            raise Open("a claim of one term, of the ridge, or that is refuted")
        if subject == "optimum" and self.document["optimised"] is not True:
            raise Wrong("a claim about an optimum that is not there")
        parts = [(forms(p["region"]), Form.read(p["form"]), p) for p in claim["parts"]]
        for rows, form, part in parts:
            if part["relation"] != {"==": "==", "<=": ">=", ">=": "<="}[relation]:
                raise Wrong("a comparison of another claim")
            source = said_source(part, [*rows, form])
            fixed = {} if source is None else {POSITIVE: Form({(): source})}
            self.tree(part["proof"], rows, senses(rows), compared(claimed, fixed, part, form))
        conditions = [read_condition(text) for text in claim["where"]]
        compared_with = 0
        for case, (regimes, optimum) in zip(self.document["cases"], cases, strict=True):
            for rows, exponent in regimes if subject == "total" else optimum:
                here = senses(rows) | senses(conditions)
                if any((-row).sense() in here for row in conditions):
                    continue  # without interior points
                if exponent is None or not any(
                    senses(found) == here
                    and not (form - exponent).top
                    and said_source(part, [*found, form]) == fixed_source(case, rows)
                    for found, form, part in parts
                ):
                    raise Open("a regime that is left out") if conditions else Wrong("a claim leaves a regime out")
                compared_with += 1
        if not compared_with:
            raise Open("a claim about nothing") if conditions else Wrong("a claim about nothing")


def turns(sense: tuple[Any, ...]) -> str:
    """Where the sense of a form changes: ``mu = 1``."""
    words = [(value, "*".join(name + (f"^{power}" if power > 1 else "") for name, power in m)) for m, value in sense]
    first, *rest = sorted(words, key=lambda word: (not word[1], word))
    left = [f"{-value / first[0]}{'*' + letters if letters else ''}" for value, letters in rest]
    return f"{first[1]} = {' + '.join(left) or 0}".replace("+ -", "- ").replace(" 1*", " ")


def fixed_source(case: Any, part: list[Form]) -> Fraction | None:
    """The value that r has throughout a part of parameter space, which then does not name it."""
    if POSITIVE not in case["fixed"]:
        return None
    if any(POSITIVE in row.names() for row in part):
        raise Wrong("a part names a letter that has a value there")
    return Fraction(str(case["fixed"][POSITIVE]))


def said_source(part: Any, named: list[Form]) -> Fraction | None:
    """The value of r that a part of a claim says, where its inequalities do not name it."""
    single = re.search(r"where r = (\d+(?:/\d+)?) and ", part["says"])
    return Fraction(single[1]) if single and not any(POSITIVE in row.names() for row in named) else None


def vanishing(row: Form) -> Fraction | None:
    """The r > 0 at which an inequality about r alone turns."""
    slope, rest = row.top.get(((POSITIVE, 1),)), row.top.get((), Fraction(0))
    return -rest / slope if slope and set(row.top) <= {(), ((POSITIVE, 1),)} and -rest / slope > 0 else None


def stated(given: Any, fixed: dict[str, Form]) -> list[Form]:
    """The inequalities that inputs state: conditions, beta > 1, sizes that grow; a model keeps sizes apart."""
    one = Form(UNIT)
    rows = [read_condition(words, fixed) for words in given["where"]]
    rows += [] if AT_LEAST_ONE in fixed else [Form({((AT_LEAST_ONE, 1),): Fraction(1)}) - one]
    sizes = {name: given[name] for name in ("d", "T0", "n") if given.get(name)}
    if "equations" in given:
        sizes |= {name: given["powers"][name] for name in bounding(given) if name in given["powers"]}
    exponents = {}
    for name, size in sizes.items():
        tree = parsed(size)
        inside = [part for part in ast.walk(tree) if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow)]
        powers = [read(part.right, set(), fixed) for part in inside if getattr(part.left, "id", "") == "T"]
        close = isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Add, ast.Sub))
        rows += [*powers, *(one - power for power in powers if close)]
        exponents[name] = powers[0] if powers and not close else one
    pairs = [pair for pair in given.get("conditions", ()) if set(pair) <= set(exponents)]
    return rows + [exponents[large] - exponents[small] for large, small in pairs]


def bounding(given: Any) -> set[str]:
    """The sizes that bound the degrees of freedom in the equation of a derived equivalent, and those kept apart."""
    found = {name for pair in given["conditions"] for name in pair}
    for equation in given["equations"]:
        for side, other in zip(equation, reversed(equation), strict=True):
            sums = [one for one in ast.walk(parsed(side)) if isinstance(one, ast.BinOp)]
            sums = [one for one in sums if isinstance(one.op, (ast.Add, ast.Sub))]
            texts = [other] if side in given["names"] else map(ast.unparse, sums)
            found |= {name for text in texts for name in re.findall(r"[A-Za-z_]\w*", text)}
    return found - set(given["names"]) - {given["kappa"]}


def compared(claimed: ast.expr, fixed: dict[str, Form], part: Any, form: Form) -> Any:
    """At a leaf: the claimed words are the expression, and how that compares with what was derived."""

    def leaf(tree: Any, rows: list[Form], known: set[Any]) -> None:
        value, relation = tropical(part["expression"], known), part["relation"]
        if (value - read(claimed, known, fixed)).top:
            raise Wrong("a claim is not what its words say")
        excess = value - form if relation == ">=" else form - value
        if excess.top and (relation == "==" or not (plainly(excess) or excess.sense() in known)):
            raise Wrong("a claim fails in a regime")

    return leaf


def plainly(form: Form) -> bool:
    """Whether an exponent is a number that is not negative, up to factors beta and r."""
    return form.sense() in ((), (((), Fraction(1)),))


def with_row(rows: list[Form], row: Form) -> list[Form]:
    """One inequality more, unless it is there."""
    same = any(known.top == row.top and known.bottom == row.bottom for known in rows)
    return rows if same else [*rows, row]


def extreme(values: list[Form], kind: str, known: set[Any]) -> Form:
    """The largest or the smallest of some forms, by comparisons that were shown."""
    best = values[0]
    for form in values[1:]:
        up = form - best if kind == "max" else best - form
        if plainly(up) or up.sense() in known:
            best = form
        elif not plainly(-up) and (-up).sense() not in known:
            raise Wrong("a comparison that was not shown")
    return best


def tropical(nodes: Any, known: set[Any]) -> Form:
    """Sums, multiples, maxima and minima as one form, by comparisons that were shown."""
    values: list[Form] = []
    for kind, *rest in nodes:
        if any(type(place) is int and not 0 <= place < len(values) for place in rest):
            raise Wrong("a node of what comes later")
        if kind in ("max", "min"):
            values.append(extreme([values[place] for place in rest], kind, known))
        elif kind == "sum":
            values.append(values[rest[0]] + values[rest[1]])
        elif kind in ("form", "times"):
            values.append(reduce(Form.__mul__, (values[place] for place in rest[1:]), Form.read(rest[0])))
        else:
            raise Wrong(f"no node is called {str(kind)[:20]}")
    return values[-1]


def parsed(text: str) -> ast.expr:
    """What stands in a text."""
    return ast.parse(text.replace("^", "**").strip(), mode="eval").body


def read_claim(text: str) -> tuple[str, str, ast.expr]:
    """Subject, relation and claimed expression of ``total == max(-ell, ell/2 - 1)``."""
    found = re.fullmatch(r"\s*(?:(\w+)\s*(<=|>=|==?))?([^<>=]+)", text)
    if found is None:
        raise Wrong("a claim that cannot be read")
    return found[1] or "total", "==" if found[2] in (None, "=") else found[2], parsed(found[3])


def read_condition(text: str, fixed: dict[str, Form] | None = None) -> Form:
    """What is not negative where ``ell <= 2`` holds."""
    node = parsed(text)
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.Gt, ast.GtE, ast.Lt, ast.LtE)):
        raise Open("a condition that is no inequality")
    if len(node.ops) != 1:
        raise Open("a condition that is written in other words")
    left, right = (read(side, set(), fixed or {}) for side in (node.left, node.comparators[0]))
    return left - right if isinstance(node.ops[0], (ast.Gt, ast.GtE)) else right - left


def read(node: ast.expr, known: set[Any], fixed: dict[str, Form]) -> Form:
    """Numbers, letters, + - * / and whole powers, min and max by comparisons that were shown, as one form."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Form(add({(): Fraction(repr(node.value))}))
    if isinstance(node, ast.Name):
        return fixed.get(node.id) or Form({((node.id, 1),): Fraction(1)})
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -read(node.operand, known, fixed)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.lower() in ("min", "max"):
        try:
            return extreme([read(part, known, fixed) for part in node.args], node.func.id.lower(), known)
        except Wrong as wrong:
            raise Open(str(wrong)) from None
    if not isinstance(node, ast.BinOp):
        raise Open("words that are not read")
    one, other = read(node.left, known, fixed), read(node.right, known, fixed)
    if isinstance(node.op, (ast.Add, ast.Sub)):
        return one + other if isinstance(node.op, ast.Add) else one - other
    if isinstance(node.op, (ast.Mult, ast.Div)):
        return one * (other if isinstance(node.op, ast.Mult) else Form.over(other.bottom, other.top))
    power = other.top.get((), Fraction(0)) if other.bottom == UNIT and set(other.top) <= {()} else None
    if isinstance(node.op, ast.Pow) and power is not None and power in range(13):
        return reduce(Form.__mul__, [one] * int(power), Form(UNIT))
    raise Open("words that are not read")


# whole certificates


class Report:
    """What was found: steps that hold, steps that are open, by rule, and what is wrong."""

    def __init__(self) -> None:
        self.held: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.taken: set[str] = set()
        self.cited: set[str] = set()
        self.argued = 0
        self.wrong: list[str] = []
        self.grades: dict[str, str] = {}

    def add_one(self, rule: str, held: bool) -> None:
        """One more that holds, or is open."""
        (self.held if held else self.open)[rule] += 1

    def add(self, other: Report) -> None:
        """What was found in another certificate, too."""
        self.held, self.open = self.held + other.held, self.open + other.open
        self.taken, self.cited = self.taken | other.taken, self.cited | other.cited
        self.argued += other.argued
        self.wrong += other.wrong
        self.grades.update(other.grades)

    def lines(self) -> list[str]:
        """For reading."""
        every = self.held + self.open
        found = [f"{self.held.total()} of {every.total()} steps looked at again and found right"]
        found += [f"  {rule:<32} {self.held[rule]:>4} of {count}" for rule, count in sorted(every.items())]
        if self.argued:
            found.append(f"  {self.argued} of these with inverses, at sizes that suffice by an argument, not a theorem")
        if self.taken:
            found.append(f"  taken to have values: {', '.join(sorted(self.taken))}")
        if self.cited:
            found.append(f"  theorems taken from elsewhere: {', '.join(sorted(self.cited))}")
        found += [f"{name}: {grade}" for name, grade in self.grades.items()]
        return [*found, *(f"WRONG {words}" for words in self.wrong)]


def certificate(document: dict[str, Any], report: Report) -> None:
    """Look at every claim of a certificate, foundations first."""
    below: dict[str, Claim] = {}
    meant = {name: ["positive" if name == "s" else "nonnegative"] for name in (*PER_EIGENVALUE, "signal")}
    if [*PER_EIGENVALUE] != document["per_eigenvalue"] or not meant.items() <= document["symbols"].items():
        report.wrong.append("the letters of an eigenvalue mean something else")
    for row in document["claims"]:
        claim = Claim(row, document["symbols"])
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


def exponents(document: dict[str, Any], report: Report) -> None:
    """Look at a certificate of exponents."""
    seen = Exponents(document)
    try:
        seen.check()
        report.grades = seen.grades
    except Wrong as wrong:
        report.wrong.append(f"exponents: {wrong}")
    shown = {"comparison of exponents": seen.shown, "claim about exponents": len(seen.grades) - seen.open}
    left = {"comparison of exponents": seen.solver, "claim about exponents": seen.open}
    report.held, report.open = Counter(shown), Counter(left)
    report.taken = {"the exponents of each part of the risk, and that these are all parts"}


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
    grades, principles = [], row["principles"]
    for position, link in enumerate(row["steps"], start=1):
        if any(name not in below for name in link["uses"]):
            raise Wrong("a claim that is used does not come before")
        grades += [_handed_up(below[name].row, report.grades[name], report) for name in link["uses"]]
        grades.append(_step(claim, link, said[position], below, report))
        principles = principles or said[position]["principles"] or said[position]["assuming"]
    against = [item for item in evidence if item["part"] in ("statement", "check") and item["verdict"] == "refuted"]
    for item in evidence:
        if item["verdict"] == "refuted":
            report.add_one("counterexample", _refutes(claim, item))
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
    if row["kind"] == "theorem":
        return "assumed"
    grounds = [item["verdict"] for item in evidence if item["part"] in ("statement", "check")]
    best = min((GRADES.index(grade) for grade in grounds if grade in GRADES), default=None)
    if best is not None and GRADES[best] in ("proved", "enclosed"):
        report.add_one("evidence without a proof", held=False)
    return "undecided" if best is None else "assumed" if principles else GRADES[best]


def _refutes(claim: Claim, item: dict[str, Any]) -> bool:
    """Whether a counterexample is one, by exact numbers; False where it, or its domain, is not one of such."""
    if not (item["counterexample"] or item["gap"] or item["part"] == "check"):
        raise Wrong("a refutation without a counterexample")
    point = {k: Fraction(v) for k, v in (item["counterexample"] or {}).items() if NUMBER.fullmatch(str(v))}
    link = claim.row["steps"][item["position"] - 1] if item["part"] == "step" else None
    left, relation, right = [link[k] for k in ("before", "relation", "after")] if link else claim.row["statement"]
    said, at = ["==" if relation == "=" else relation, left, right], {text(["s", k]): v for k, v in point.items()}
    for name, value in point.items():
        known, words = claim.sign(str(value)), claim.symbols.get(name, [])
        outside = any(word in SAID and not implies(known, SAID[word]) for word in words)
        if outside or ("integer" in words and value.denominator > 1):
            raise Wrong("a counterexample outside of the domain")
    if not all(allowed(condition, at) for condition in claim.where):
        raise Wrong("a counterexample outside of the domain")
    sides = [exact(side, at) for relation in (said, *claim.where) for side in relation[1:3]]
    named = {word for name in point for word in claim.symbols.get(name, [])}
    if item["part"] == "check" or said[0] not in RELATIONS or None in sides or named - {*SAID, "integer", "real"}:
        return False
    if allowed(said, at):
        raise Wrong("a counterexample that is none")
    return True


def _handed_up(row: dict[str, Any], grade: str, report: Report) -> str:
    tried = any(i["part"] in ("statement", "check") and i["verdict"] in GRADES for i in row["evidence"])
    if row["kind"] != "theorem" or row["steps"] or not tried or grade != "assumed":
        return grade
    report.cited.add(str(row["id"]))
    return "proved"


def _step(claim: Claim, link: dict[str, Any], said: dict[str, Any], below: dict[str, Claim], report: Report) -> str:
    rule, claim.argued = "use" if link["kind"] == "UseRule" else link["rule"], False
    try:
        step(claim, link, below)
    except Open:
        if link["hint"].get("checked"):
            raise Wrong(f"step {said['position']} ({link['rule']}) was said to hold by what is known here") from None
        report.add_one(rule, held=False)
    except Wrong as wrong:
        if said["verdict"] != "refuted":
            raise Wrong(f"step {said['position']} ({link['rule']}): {wrong}") from None
        report.add_one(rule, held=True)
    else:
        report.add_one(rule, held=True)
        report.argued += claim.argued
        if said["verdict"] == "refuted":
            raise Wrong(f"step {said['position']} ({link['rule']}) holds, and is called refuted")
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
    looked = {"lemmata.certificate/2": certificate, "lemmata.exponents-certificate/2": exponents}.get(
        found.get("schema")
    )
    if looked is None:
        raise ValueError(f"{str(found.get('schema'))[:60]} is no certificate of claims or of exponents")
    plain = {name: value for name, value in found.items() if name != "digest"}
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    if found.get("digest") != hashlib.sha256(canonical.encode()).hexdigest():
        report.wrong.append("the digest is that of another document")
    looked(found, report)
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
        report.wrong = [f"{name}: {words}" for words in report.wrong]
        report.grades = {} if "--summary" in sys.argv else report.grades
        total.add(report)
    print("\n".join(total.lines()))
    return max(status, 1 if total.wrong else 0)


def script() -> None:
    """The command ``lemmata-check``."""
    sys.exit(main())


if __name__ == "__main__":
    script()
