"""An independent check of certificates: one file, the standard library, no code of Lemmata.

    python lemmata_check.py CERTIFICATE.json [...]

A certificate holds claims with their proofs as terms. Each step is looked at again as far as that goes with little:

* identities: both sides are evaluated in random models modulo random primes of 61 bits. Symbols are random numbers,
  a sum over eigenvalues is one over random eigenvalues with random multiplicities, roots are roots, every other head is
  an unknown function of the values of its arguments. Sides that agree are equal as rational functions of these, up to a
  probability below 10^-9 (Schwartz and Zippel; the degrees are bounded, or the step is left open);
* matrices are direct sums of random ones, each block repeated a random number of times: so a size is any number, and
  the blocks are so large that no relation holds that holds for small matrices only;
* means: of noise and Gaussian designs the moments are put in by Isserlis' theorem, and the first moments of the inverse
  of Wishart's law; else a mean is one over random values with random weights, which is as good as any law;
* conditions: a denominator is not zero, a radicand not negative, because products and sums of known signs say so, or an
  assumption, or an identity ``term * scale = sum c_i prod h_ij`` with c_i >= 0 that the certificate proposes;
* what a step uses is a claim of the certificate, at an instance, put in at a marked place;
* induction: base and step, put into the closed form;
* exponents of power laws: every comparison is multiplied out, and what follows from them is: values of expressions,
  regimes that cover, where an optimum is attained. That expressions and domain follow from the inputs is taken.

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
from itertools import pairwise, permutations, product
from math import gcd
from operator import mul
from typing import Any

Term = Any
Matrix = list[list[int]]
Blocks = list[Matrix]
"""One matrix for every block of a direct sum."""
Law = list[tuple[int, dict[str, Blocks]]]
"""Values of some random letters, with weights whose sum is one."""
Words = list[tuple[list[Term], list[list[Term]], list[Term]]]
"""A sum of products of numbers, of traces, each of a sequence of matrices, and of such a sequence."""
NUMBER = re.compile(r"-?\d{1,2000}(/[1-9]\d{0,1999})?")
SIGNS, TRIES = 32, 10
"""Random models beside square roots, a wrong sign of one is seen in half of them; primes until numbers have roots."""
MOST, POINTS, LONGEST = 40, 64, 400
"""Of the rows of a block, of values of random letters together, and of products in a mean that is multiplied out."""
LARGEST = 2**30
LOOKED_AT = {"", "s", "'", "+", "*", "^", "log", "gamma", "exp", "Abs", "Max", "Min", "EigenSum", "Pi", "Exp1"}
"""Heads whose values are known to exist, or whose conditions are looked at; that the others have values is not."""
INFINITE = ("Infinity", "NegativeInfinity", "ComplexInfinity", "NaN")
DIMENSION, SIGNAL = '["s", "d"]', '["s", "signal"]'
W0 = [["s", "d"], "1", ["'", "general"]]
"""Shape and kind of the vector of which the dimension and the signal are."""
MEANS = ("Expectation", "ExpectedMatrix")
SCALARS = ("Trace", "SquaredNorm", "Expectation")
BINDERS = ("Sum", "Product", "Integral", "Derivative", "EigenSum")
COMMUTING = {"", "s", "'", "+", "*", "^", "Letter", "Identity", "Scaled", "Plus", "Times", "Inverse"}
"""Heads of which functions of one symmetric matrix are made."""
MATRICES = ("Letter", "Identity", "Zero", "Scaled", "Plus", "Times", "Transpose", "Inverse", "PseudoInverse",
            "ExpectedMatrix")  # fmt: skip
POWER_LAW = ("Kappa", "Df1", "Df2", "SpectralSum", "ScalingIntegral")
MEANT = (
    *BINDERS, *SCALARS, *MATRICES, *POWER_LAW, "", "s", "+", "*", "^", "Max", "Min", "Abs", "Piecewise", "Pi", "Exp1",
    "EulerGamma", *INFINITE, "Tuple", "ExprCondPair", "And", "Or", "Not", "Mod", "LambertW", "Heaviside", "Ei", "Si",
    "Ci", "RisingFactorial", "FallingFactorial",
)  # fmt: skip
"""What has a meaning that no certificate can change, beside functions with names in small letters."""
PLAIN = {*LOOKED_AT, *SCALARS, *MATRICES} - {"Inverse", "PseudoInverse"}
"""Heads of what has a value wherever its arguments have one, or whose conditions are looked at."""
GRADES = ("proved", "enclosed", "tested", "simulated", "assumed")
WORDS = (*GRADES, "refuted", "undecided", "vacuous", "not run")
PER_EIGENVALUE = ("s", "c2", "a", "b", "v", "c")
"""The letters that a sum over eigenvalues binds: an eigenvalue, and weights that are not negative."""
SAID = {"positive": ">", "negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}
REAL = {*SAID, "dummy", "real", "rational", "irrational", "integer", "noninteger", "even", "odd", "prime", "composite",
        "zero", "algebraic", "transcendental"}  # fmt: skip
"""Words for letters that are finite real numbers."""
RELATIONS = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "!=": "!=", "==": "="}
MORE = "#more "
"""Letters that begin so are numbers that are not negative: no certificate has them but in reasons for signs."""
COMBINED = ("+", "*", "Expectation", "Max", "Min", "gamma", "sinh")
"""Heads whose sign is told from those of their arguments."""


class Wrong(Exception):
    """Something in the certificate that does not hold."""


class Open(Exception):
    """Something that cannot be looked at here."""


class Singular(Open):
    """An inverse that does not exist for the matrices that were drawn."""


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


def plus(*terms: Term) -> Term:
    """A sum."""
    return ["+", "0", *terms]


def prod(*terms: Term) -> Term:
    """A product."""
    return ["*", "1", *terms]


def less(one: Term, other: Term) -> Term:
    """A difference."""
    return ["+", one, ["*", "-1", other]]


def put(term: Term, values: dict[str, Term]) -> Term:
    """The term with values for whole subterms (by their text), all at once."""
    found = values.get(text(term)) if values else None
    if found is not None:
        return found
    return [term[0], *(put(part, values) for part in args(term))] if values and args(term) else term


def folded(term: Term) -> Term:
    """The term with numbers computed."""
    value = exact(term, {})
    return str(value) if value is not None else [term[0], *map(folded, args(term))] if args(term) else term


def text(term: Term) -> str:
    """A term as text, to compare."""
    return json.dumps(term)


def show(term: Term) -> str:
    """A term, to read."""
    if isinstance(term, str):
        return term
    if term[0] in ("+", "*", "^"):
        return "(" + f" {term[0]} ".join(map(show, args(term))) + ")"
    return str(term[1]) if term[0] in ("s", "'") else f"{term[0]}({', '.join(map(show, args(term)))})"


def parts(*terms: Term, stop: tuple[str, ...] = ()) -> list[Term]:
    """The terms and all their subterms; what stands in certain heads is left out."""
    found, waiting = [], [*terms]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += [part for part in args(one) if head(part) not in stop]
    return found


def symbols_in(*terms: Term, stop: tuple[str, ...] = ()) -> set[str]:
    """The symbols of some terms."""
    return {part[1] for part in parts(*terms, stop=stop) if head(part) == "s"}


def binds(term: Term) -> set[str]:
    """The letters that a term binds."""
    limits = term[2:] if head(term) in BINDERS[:4] else []
    return {*PER_EIGENVALUE} if head(term) == "EigenSum" else {limit[1][1] for limit in limits}


def bound_in(*terms: Term) -> set[str]:
    """The letters that are bound somewhere in some terms."""
    return {letter for part in parts(*terms) for letter in binds(part)}


def key(letter: Term) -> str:
    """A matrix by its name and indices."""
    return text([letter[1], *letter[5:]]) if head(letter) == "Letter" else ""


def letters_in(*terms: Term, stop: tuple[str, ...] = ()) -> dict[str, Term]:
    """The matrices that are letters, by name and indices."""
    return {key(part): part for part in parts(*terms, stop=stop) if head(part) == "Letter"}


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


def summands(term: Term, scale: Fraction = Fraction(1)) -> list[tuple[Fraction, Term | None]]:
    """The terms of a sum with their numbers; a number by itself has no other part."""
    value = exact(term, {})
    if value is not None:
        return [(scale * value, None)]
    if head(term) == "+":
        return [one for part in args(term) for one in summands(part, scale)]
    if head(term) != "*":
        return [(scale, term)]
    nested = next((k for k, part in enumerate(term) if k and head(part) == "*"), None)
    if nested is not None:
        return summands([*term[:nested], *args(term[nested]), *term[nested + 1 :]], scale)
    scale = reduce(mul, (value for part in args(term) if (value := exact(part, {})) is not None), scale)
    rest = [part for part in args(term) if exact(part, {}) is None]
    place = next((k for k, part in enumerate(rest) if head(part) == "+"), None)
    if place is not None:
        opened = (["*", *rest[:place], part, *rest[place + 1 :]] for part in args(rest[place]))
        return [one for part in opened for one in summands(part, scale)]
    return summands(rest[0], scale) if len(rest) == 1 else [(scale, ["*", *rest])]


def slope(term: Term, letter: Term) -> Term | None:
    """The derivative with respect to a letter; None where that is not known."""
    name, inside = head(term), args(term)
    if term == letter or letter not in parts(term):
        return "1" if term == letter else "0"
    slopes = [slope(part, letter) for part in inside]
    if any(part is None for part in slopes) or (name in BINDERS and name != "EigenSum"):
        return None
    if name in ("+", "EigenSum", "Expectation"):
        return [name, *(part for part in slopes if part != "0" or name != "+")]
    if name == "*":
        terms = [["*", *inside[:i], part, *inside[i + 1 :]] for i, part in enumerate(slopes) if part != "0"]
        return ["+", *terms]
    if name == "^" and slopes[1] == "0":
        return ["*", inside[1], ["^", inside[0], ["+", "-1", inside[1]]], slopes[0]]
    if name == "exp":
        return ["*", term, slopes[0]]
    return ["*", ["^", inside[0], "-1"], slopes[0]] if name == "log" else None


def degrees(term: Term, counted: tuple[str, ...], equations: Mapping[str, Term], depth: int = 0) -> tuple[int, int]:
    """Degrees of numerator and denominator at most, in the heads that are counted, or in all.

    Raises:
        Open: for a root, or a product over a range, of what is counted, or equations that run in a circle.
    """
    if text(term) in equations:
        if depth > 8:
            raise Open("equations that run in a circle")
        return degrees(equations[text(term)], counted, equations, depth + 1)
    name, inside = head(term), [degrees(part, counted, equations, depth) for part in args(term)]
    below = sum(bottom for _, bottom in inside)
    if name in ("+", "Plus"):
        return max((top - bottom for top, bottom in inside), default=0) + below, below
    top = sum(top for top, _ in inside) + (sum(inside[0]) if name == "SquaredNorm" else 0)
    top += name in counted if counted else name not in ("*", "^")  # a number is a power of two, as primes are
    if not top + below or name in ("*", "Times", "Scaled", "Transpose", "EigenSum", "Letter", *SCALARS, *MEANS):
        return top, below
    if name in ("Inverse", "PseudoInverse"):
        every = sum(head(part) in counted for part in parts(term))
        return 1 + max(every, top + below) * (3 if name == "PseudoInverse" else 1), 0
    power = exact(term[2], {}) if name == "^" else None
    if power is not None and (power.denominator == 1 or not counted):
        size = abs(power.numerator) + (power.denominator if power.denominator > 1 else 0)
        return (top * size, below * size) if power > 0 else (below * size, top * size)
    if counted and (name in ("^", "Product") or any(head(part) in MATRICES for part in args(term))):
        raise Open(f"a matrix in {name}")
    return (2 if counted else 4) * (top + below), 0  # arguments are the same at all sizes, or they are not


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


def whole(term: Term, symbols: dict[str, list[str]]) -> bool:
    """Whether a term is an integer because of what it is made of."""
    value = number(term)
    if value is not None:
        return value.denominator == 1
    if head(term) == "s":
        return "integer" in symbols.get(term[1], [])
    return head(term) in ("+", "*") and all(whole(part, symbols) for part in args(term))


def split(index: Term) -> tuple[str, Fraction]:
    """An index as a term and a number."""
    terms = summands(index)
    rest = sorted(text([str(scale), part]) for scale, part in terms if part is not None)
    return text(rest), sum((scale for scale, part in terms if part is None), Fraction(0))


def allowed(relation: Term, values: Mapping[str, int | Fraction]) -> bool:
    """Whether numbers satisfy a relation, or it is not one between what is rational in them."""
    one, other = (exact(side, values) for side in relation[1:3])
    sign = RELATIONS.get(head(relation), "")
    return one is None or other is None or (one > other) - (one < other) in SETS[sign]


# signs, as words and as sets of what a number may be

SETS = {">": {1}, "<": {-1}, "=": {0}, ">=": {0, 1}, "<=": {-1, 0}, "!=": {-1, 1}, "": {-1, 0, 1}}


def word(signs: set[int]) -> str:
    """The word for a set of signs."""
    return next((name for name, found in SETS.items() if found == signs), "")


def implies(known: str, wanted: str) -> bool:
    """Whether a known sign is, or is stronger than, the one that is wanted."""
    return SETS[known] <= SETS[wanted]


def turned(sign: str) -> str:
    """The sign of the negative."""
    return word({-one for one in SETS[sign]})


def sign_of_sum(signs: list[str]) -> str:
    """The sign of a sum; of numbers of both signs it may be any."""
    found = {0}
    for sign in signs:
        found = {s for x in found for y in SETS[sign] for s in ((-1, 0, 1) if x * y < 0 else (x or y,))}
    return word(found)


def sign_of_product(signs: list[str]) -> str:
    """The sign of a product."""
    return word(reduce(lambda found, sign: {x * y for x in found for y in SETS[sign]}, signs, {1}))


# models

PRIMES: dict[frozenset[int], list[int]] = {}
"""Drawn for every set of orders of roots, after the certificate was written; more where numbers have no roots."""


def prime(rng: random.Random, orders: frozenset[int]) -> int:
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


def turn(matrix: Matrix) -> Matrix:
    """The transpose."""
    return [list(row) for row in zip(*matrix, strict=True)]


def inverted(matrix: Matrix, p: int) -> Matrix:
    """The inverse; random matrices of the shape that have none are a mistake."""
    n = len(matrix)
    if n != len(matrix[0]):
        raise Wrong("the inverse of a matrix that is not square")
    rows = [[*row, *(int(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = next((k for k in range(i, n) if rows[k][i] % p), None)
        if pivot is None:
            raise Singular("an inverse that does not exist at all sizes")
        rows[i], rows[pivot] = rows[pivot], rows[i]
        scale = pow(rows[i][i], -1, p)
        rows[i] = [entry * scale % p for entry in rows[i]]
        for k in range(n):
            if k != i and (factor := rows[k][i]):
                rows[k] = [(a - factor * b) % p for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[n:] for row in rows]


class Model:
    """Random values modulo p for everything that the terms of a claim may contain.

    A matrix is a direct sum of random blocks, of which each but the first stands for any number of copies: a trace is a
    sum of theirs with random weights, and a size, the trace of an identity, is a random number. The blocks differ in
    one size each. Vectors, and all letters with a number for a size, live in the first block, which is there once.
    """

    def __init__(
        self, claim: Claim, p: int, terms: list[Term], equations: dict[str, Term], points: int, sizes: list[str],
        least: int,
    ) -> None:  # fmt: skip
        self.claim, self.rng, self.p, self.equations, self.points = claim, claim.rng, p, equations, points
        self.known: dict[Any, Any] = {}
        self.waiting: set[str] = set()
        self.letters: dict[str, Blocks] = {}
        self.made: dict[str, Blocks] = {}
        self.drawn = letters_in(*terms) if sizes else {}
        count = sum(head(part) == "EigenSum" for part in terms)
        count = 2 + count * (2 if any(head(part) == "Derivative" for part in terms) else 1)
        least = max(least, count) if count > 2 else least
        self.dims = {name: [least + i, *(least + (i >= j) for j in range(len(sizes)))] for i, name in enumerate(sizes)}
        self.blocks = [1, *(self.draw() for _ in sizes)]
        self.totals: dict[str, int] = {name: sum(map(mul, self.blocks, dims)) % p for name, dims in self.dims.items()}
        self.weights = (
            [w for w, n in zip(self.blocks, self.dims[DIMENSION], strict=True) for _ in range(n)]
            if sizes
            else [self.draw() for _ in range(count)]
        )
        self.sums: set[str] | None = None if sizes else set()
        self.nodes = [{name: self.draw() for name in PER_EIGENVALUE} for _ in self.weights]
        self.nodes = [{**node, "s": 1} if claim.isotropic else node for node in self.nodes]
        self.w0 = (
            [self.draw() if place < self.dims[DIMENSION][0] else 0 for place in range(len(self.nodes))] if sizes else []
        )
        for node, entry in zip(self.nodes, self.w0, strict=False):
            node["c2"] = entry * entry % p
        if sizes or count > 2 or claim.isotropic:
            self.totals[DIMENSION] = sum(self.weights) % p
            self.known["s", "signal"] = sum(m * n["c2"] for m, n in zip(self.weights, self.nodes, strict=True)) % p
        self.spectral = count > 2
        for size in map(json.loads, sizes):
            self.settle(size)
        self.laws = {name: law for name, part in self.drawn.items() if (law := claim.law(part)) is not None}
        self.groups = claim.together(self.drawn, self.laws)
        made = [name for name in self.laws if self.drawn[name][2:4] == W0[:2] and len(self.drawn[name]) == 6]
        if self.spectral and len(made) == 1:
            values = [(w, [row[0] for row in v[made[0]][0]]) for w, v in self.values_of(self.groups[made[0]])]
            for i, node in enumerate(self.nodes):
                here = [(w, v[i] if i < len(v) else 0) for w, v in values]
                node["v"] = sum(w * x * x for w, x in here) % p
                node["c"] = sum(w * x * self.w0[i] for w, x in here) % p
            claim.taken.add("c, a mean product of weights, as a number that is not negative")

    def settle(self, size: Term) -> None:
        """A size that is a sum gives one of its letters, which is no size itself, its value."""
        free = [part for part in parts(size) if head(part) == "s" and text(part) not in self.totals]
        free = [part for part in free if ("s", part[1]) not in self.known and part != size]
        if not free or head(size) not in ("+", "*"):
            return
        at, values = ("s", free[0][1]), []
        for value in (0, 1):
            self.known[at] = value
            total = self.totals.pop(text(size))
            values.append(self.value(size, {}))
            self.totals[text(size)] = total
        self.known[at] = (total - values[0]) * self.inverse(values[1] - values[0]) % self.p

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
        if written in self.totals and not symbols_in(term) & {*bound}:
            return self.totals[written]
        if not bound and name not in ("s", "'") and written in self.equations:
            return self.defined(written)
        if name == "s":
            return self.symbol(term[1], bound)
        if name in ("+", "*", "^") and any(head(part) in INFINITE for part in args(term)):
            raise Open("arithmetic with infinity")
        if name in ("^", "exp"):
            base, exponent = args(term) if name == "^" else (["Exp1"], term[1])
            return self.power(base, exponent, bound)
        if name in ("+", "*"):
            values = [self.value(part, bound) for part in args(term)]
            return sum(values) % p if name == "+" else reduce(lambda x, y: x * y % p, values, 1)
        if name == "EigenSum":
            if bound:
                raise Open("a sum over eigenvalues under a binder")
            if self.sums is not None:
                self.sums.add(written)
                if len(self.sums) > len(self.nodes) - 2:
                    raise Open("more sums over eigenvalues than eigenvalues")
            pairs = zip(self.weights, self.nodes, strict=True)
            return sum(weight * self.value(term[1], dict(node)) for weight, node in pairs) % p
        if name in SCALARS and not self.dims:
            return self.of(("atom", written, *sorted(bound.items())))
        if name in ("Trace", "SquaredNorm"):
            inside = self.matrix(term[1], bound)
            if name == "SquaredNorm":
                weighted = self.times(self.matrix(term[2], bound), inside) if len(term) > 2 else inside
                inside = self.times(list(map(turn, inside)), weighted)
            if any(len(block) != len(block[0]) for block in inside):
                raise Wrong("the trace of a matrix that is not square")
            traces = [sum(row[i] for i, row in enumerate(block)) for block in inside]
            return int(sum(map(mul, self.blocks, traces)) % p)
        if name == "Expectation":
            return self.mean(term[1], bound)[0][0][0]
        if name in BINDERS:
            return self.binder(term, bound)
        if name in MATRICES:
            raise Open("a matrix among numbers")
        if not bound and symbols_in(term) & {*PER_EIGENVALUE}:
            return self.of(("atom", written))
        matrices = [part for part in args(term) if head(part) in MATRICES]
        values = [self.value(part, bound) for part in args(term) if part not in matrices]
        values += [self.of(("matrix", text(part), *sorted(bound.items()))) for part in matrices]
        return self.of((written if name == "'" else (name,), *(sorted(values) if name in ("Max", "Min") else values)))

    def symbol(self, key: str, bound: dict[str, int]) -> int:
        """The value of a symbol: bound, given by an equation, or free."""
        if key in bound:
            return bound[key]
        if key in PER_EIGENVALUE and self.spectral:
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
        return self.of(("=", name))

    def binder(self, term: Term, bound: dict[str, int]) -> int:
        """A sum, integral or derivative as an unknown function of what stands under it and of its range."""
        opened = None
        if term[0] == "Derivative":
            if self.spectral and {limits[1][1] for limits in term[2:]} & {*PER_EIGENVALUE}:
                raise Open("a derivative with respect to what sums bind")
            once = len(term) == 3 and term[2][2] == "1" and head(term[2][1]) == "s"
            opened = slope(term[1], term[2][1]) if once else None
        elif term[0] != "Integral" and len(term) == 3:
            opened = self.unrolled(term)
        if opened is not None:
            return self.value(opened, bound)
        inner, outside = dict(bound), []
        for place, limits in reversed(list(enumerate(term[2:]))):
            letter = limits[1]
            if head(letter) != "s" or letter[1] in inner or letters_in(term):
                raise Open("a binder of another form, or a letter that is bound twice")
            outside += [self.value(part, inner) for part in limits[2:]]
            inner[letter[1]] = self.of(("bound", len(bound), place))
            if term[0] == "Derivative":
                outside.append(self.symbol(letter[1], bound))
        return self.of((term[0], self.value(term[1], inner), *outside))

    def unrolled(self, term: Term) -> Term | None:
        """A sum whose bounds are numbers written out; from one with a number in its upper bound the last terms."""
        letter, low, high = term[2][1:]
        inner = [limits for part in parts(term[1]) if head(part) in BINDERS[:4] for limits in part[2:]]
        caught = any(letter in parts(limits) or limits[1] in parts(high) for limits in inner)
        if head(letter) != "s" or letter[1] in PER_EIGENVALUE or caught:
            return None
        first, ends, begun = exact(low, {}), summands(high), []
        shift = sum((scale for scale, part in ends if part is None), Fraction(0))
        rest = [part if scale == 1 else ["*", str(scale), part] for scale, part in ends if part is not None]
        if not rest and first is not None and whole(high, {}) and whole(low, {}) and -1 <= shift - first <= 12:
            values: list[Term] = [str(first + k) for k in range(int(shift - first) + 1)]
        elif rest and shift in range(-3, 4) and shift:
            least, most = min(int(shift), 0), max(int(shift), 0)
            if not implies(self.claim.sign(less(["+", str(least + 1), *rest], low)), ">="):
                return None
            begun = [[term[0], term[1], ["Tuple", letter, low, ["+", *rest] if len(rest) > 1 else rest[0]]]]
            values = [["+", str(k), *rest] for k in range(least + 1, most + 1)]
        else:
            return None
        last = [put(term[1], {text(letter): value}) for value in values]
        if shift < 0 and rest:
            last = [["*", "-1", one] if term[0] == "Sum" else ["^", one, "-1"] for one in last]
        return plus(*begun, *last) if term[0] == "Sum" else prod(*begun, *last)

    def power(self, base: Term, exponent: Term, bound: dict[str, int]) -> int:
        """A power; where the exponent is no number, of unknown powers b^x with b^(2x) = (b^x)^2."""
        fraction = exact(exponent, {})
        if fraction is not None:
            root = self.root(self.value(base, bound), fraction.denominator)
            return pow(root if fraction >= 0 else self.inverse(root), abs(fraction.numerator), self.p)
        total, value = 1, self.value(base, bound)
        for scale, rest in summands(exponent):
            if rest is None:
                total = total * self.power(base, str(scale), bound) % self.p
            elif value != 1:
                one = self.of(("power", value, self.value(rest, bound), scale.denominator))
                total = total * pow(one if scale > 0 else self.inverse(one), abs(scale.numerator), self.p) % self.p
        return total

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

    def sides(self, size: Term) -> list[int]:
        """The size of every block; where it is a number, that of the first, and one beside it."""
        value = number(size)
        if value is None:
            if text(size) not in self.dims:
                raise Open(f"the size {show(size)}")
            return self.dims[text(size)]
        if value.denominator != 1 or not 1 <= value <= MOST:
            raise Open(f"the size {show(size)}")
        return [int(value), *[1] * (len(self.blocks) - 1)]

    def random(self, rows: Term, cols: Term) -> Blocks:
        """A random matrix; with a number for a size it is zero but in the first block."""
        first, *others = zip(self.sides(rows), self.sides(cols), strict=True)
        found = [[[self.draw() for _ in range(first[1])] for _ in range(first[0])]]
        numbers = number(rows) is not None or number(cols) is not None
        return [*found, *([[0 if numbers else self.draw() for _ in range(m)] for _ in range(n)] for n, m in others)]

    def times(self, left: Blocks, right: Blocks) -> Blocks:
        """A product."""
        if any(len(one[0]) != len(other) for one, other in zip(left, right, strict=True)):
            raise Wrong("a product of matrices that do not fit")
        pairs = zip(left, map(turn, right), strict=True)
        return [[[sum(map(mul, row, column)) % self.p for column in columns] for row in one] for one, columns in pairs]

    def plus(self, left: Blocks, right: Blocks) -> Blocks:
        """A sum."""
        if [(len(one), len(one[0])) for one in left] != [(len(one), len(one[0])) for one in right]:
            raise Wrong("a sum of matrices that do not fit")
        pairs = zip(left, right, strict=True)
        return [[[sum(entry) % self.p for entry in zip(*rows, strict=True)] for rows in zip(*pair, strict=True)]
                for pair in pairs]  # fmt: skip

    def scaled(self, scale: int, matrix: Blocks) -> Blocks:
        """A multiple."""
        return [[[scale * entry % self.p for entry in row] for row in block] for block in matrix]

    def matrix(self, term: Term, bound: dict[str, int]) -> Blocks:
        """The value of a matrix."""
        name = head(term)
        if name == "Letter":
            return self.letter(term)
        if name in ("Identity", "Zero"):
            shape = zip(self.sides(term[1]), self.sides(term[-1]), strict=True)
            lone = number(term[1]) is not None
            return [[[int(name == "Identity" and i == j and not (lone and place)) for j in range(m)] for i in range(n)]
                    for place, (n, m) in enumerate(shape)]  # fmt: skip
        if name == "Scaled":
            return self.scaled(self.value(term[1], bound), self.matrix(term[2], bound))
        if name == "ExpectedMatrix":
            return self.mean(term[1], bound)
        if name not in MATRICES:
            raise Open(f"the matrix {show(term)}")
        if name in ("Inverse", "PseudoInverse"):
            written = text([term, sorted(bound.items())])
            if written not in self.made:
                self.made[written] = self.inverse_of(term, self.matrix(term[1], bound))
            return self.made[written]
        inside = [self.matrix(part, bound) for part in args(term)]
        if name == "Transpose":
            return list(map(turn, inside[0]))
        if name == "Times" and len(inside[-1][0][0]) < len(inside[0][0]):  # of a vector, from its side
            return reduce(lambda right, left: self.times(left, right), reversed(inside))
        return reduce(self.plus if name == "Plus" else self.times, inside)

    def inverse_of(self, term: Term, inside: Blocks) -> Blocks:
        """The inverse, or the pseudo-inverse of a Gaussian design, which has full rank."""
        if head(term) == "Inverse":
            return [inverted(block, self.p) for block in inside]
        law = self.laws.get(key(term[1][1] if head(term[1]) == "Transpose" else term[1]))
        if law is None or law[0] != "GaussianRows" or self.claim.definite(law[2]) != ">":
            raise Open("a pseudo-inverse of what need not be of full rank")
        across = list(map(turn, inside))
        if len(inside[0]) < len(inside[0][0]):
            return self.times(across, [inverted(block, self.p) for block in self.times(inside, across)])
        return self.times([inverted(block, self.p) for block in self.times(across, inside)], across)

    def letter(self, term: Term) -> Blocks:
        """The value of a letter; one that is semidefinite is a random matrix times its transpose."""
        name, label, kind, definite = key(term), term[1][1], term[4][1], ("semidefinite", "positive")
        of_label = {"Sigma": "s", "A": "a", "B": "b"}
        if name not in self.letters:
            if kind == "isometry":
                raise Open("a matrix with orthonormal columns")
            made, spectral = self.random(*term[2:4]), text(term[2]) == DIMENSION and name not in self.laws
            if self.claim.identity(term) == term[2]:
                made = self.matrix(["Identity", term[2]], {})
            elif self.spectral and spectral and label in of_label and not term[5:] and kind in definite:
                waiting = [node[of_label[label]] for node in self.nodes]
                made = [[[waiting.pop(0) if i == j else 0 for j in range(n)] for i in range(n)] for n in map(len, made)]
            elif spectral and term[1:] == [["'", "w0"], *W0]:
                made = [[[x] for x in self.w0[: len(made[0])]], *made[1:]]
            elif kind in definite:
                made = self.times(made, list(map(turn, made)))
            elif kind == "symmetric":
                made = self.plus(made, list(map(turn, made)))
            self.letters[name] = made
        return self.letters[name]

    def mean(self, inner: Term, bound: dict[str, int]) -> Blocks:
        """The mean over the random letters of a term, those of other means excepted."""
        names = {*letters_in(inner, stop=MEANS)} & {*self.laws}
        if bound and names:
            raise Open("a mean under a binder")
        measures = [self.values_of(group) for group in sorted({self.groups[name] for name in names})]
        if self.points ** len(measures) > POINTS:
            raise Open("a mean over many letters")
        kept, made, found = dict(self.letters), self.made, None
        for choice in product(*measures):
            self.letters = kept | {name: value for _, values in choice for name, value in values.items()}
            self.made = {}
            here = self.matrix(inner, {}) if head(inner) in MATRICES else [[[self.value(inner, {})]]]
            here = self.scaled(reduce(mul, (weight for weight, _ in choice), 1), here)
            kept |= {name: value for name, value in self.letters.items() if name not in self.laws}
            found = here if found is None else self.plus(found, here)
        self.letters, self.made = kept, made
        assert found is not None
        return found

    def values_of(self, group: tuple[str, ...]) -> Law:
        """Random values of some letters, with weights whose sum is one; the same wherever the letters occur."""
        if ("values", group) not in self.known:
            shares = [self.draw() for _ in range(self.points - 1)]
            found = [(weight, {name: self.random(*self.drawn[name][2:4]) for name in group})
                     for weight in (*shares, 1 - sum(shares))]  # fmt: skip
            if any(self.drawn[name][4][1] not in ("general", "invertible") for name in group):
                found = [(w, {n: self.times(v, list(map(turn, v))) if len(v[0]) == len(v[0][0]) else v
                              for n, v in values.items()}) for w, values in found]  # fmt: skip
            self.known["values", group] = found
        made: Law = self.known["values", group]
        return made


# means of polynomials in noise and Gaussian designs


class Moments:
    """The mean over one letter, which is independent of all others, of a polynomial in it, as a term without it.

    E L_ta L_sb is 1 for t = s times the covariance of a and b: Isserlis' theorem sums products of these over all
    pairings. Of the inverse of a Gram matrix of a Gaussian design, and of the projection on its rows, it is known.
    """

    def __init__(self, claim: Claim, letter: Term, law: Term) -> None:
        self.claim, self.letter, self.law, (self.rows, self.cols) = claim, letter, law, letter[2:4]
        self.covariance = law[2] if law[0] == "GaussianRows" else ["Scaled", law[2], ["Identity", self.cols]]
        if claim.definite(self.covariance) not in (">", ">=", "="):
            raise Open("a law whose covariance is none")
        self.whitened = law[0] != "GaussianRows" or claim.identity(law[2]) is not None

    def has(self, *terms: Term) -> bool:
        """Whether the letter is in some terms, outside of other means."""
        return self.letter in parts(["+", *terms], stop=MEANS)

    def of(self, inner: Term) -> Term:
        """The mean.

        Raises:
            Open: where it is not known.
        """
        if head(inner) not in MATRICES:
            return plus(*(part for numbers, words, _ in self.opened(inner) for part in self.averaged(numbers, words)))
        rows, cols = shape(inner)
        mark = ["Letter", ["'", "#"], cols, rows, ["'", "general"]]
        found: list[Term] = []
        for numbers, words, sequence in self.opened(inner):
            for traces in self.contracted([*words, [*sequence, mark]]):
                last = next(w for w in traces if mark in w or ["Transpose", mark] in w)
                others = [["Trace", times(w, self.rows)] for w in traces if w is not last]
                rest = starting_with(last, mark)[1:]
                found.append(["Scaled", prod(*numbers, *others), times(rest, rows)])
        return ["Plus", ["Zero", rows, cols], *found]

    def averaged(self, numbers: list[Term], words: list[list[Term]]) -> list[Term]:
        """The mean of a product of numbers and traces, as terms of a sum; one that is not known is left as it is."""
        found = [words]
        with suppress(Open):
            found = self.contracted(words)
        return [prod(*numbers, *(["Trace", times(one, self.rows)] for one in rest)) for rest in found]

    def opened(self, term: Term) -> Words:
        """A term as a sum of products of numbers, of traces of sequences, and of a sequence of matrices."""
        name, inside = head(term), args(term)
        plain = name in ("Letter", "Inverse") or (name == "Transpose" and head(inside[0]) == "Letter")
        if plain or (name != "Times" and not self.has(term)):
            return [([], [], [term])] if name in MATRICES else [([term], [], [])]
        if name in ("+", "Plus"):
            return [one for part in inside for one in self.opened(part)]
        if name == "Transpose":
            return [(n, w, [mirrored(one) for one in reversed(s)]) for n, w, s in self.opened(inside[0])]
        if name == "Trace":
            return [(n, [*w, s], []) for n, w, s in self.opened(inside[0])]
        if name == "SquaredNorm":
            return self.opened(["Trace", ["Times", mirrored(inside[0]), *inside[1:], inside[0]]])
        if name == "PseudoInverse" and inside[0] == self.letter:
            wide = implies(self.claim.sign(less(self.cols, self.rows)), ">=")
            if not wide and not implies(self.claim.sign(less(self.rows, self.cols)), ">="):
                raise Open("a design that may be long or wide")
            across: Term = ["Transpose", self.letter]
            gram: Term = ["Inverse", ["Times", self.letter, across] if wide else ["Times", across, self.letter]]
            return [([], [], [across, gram] if wide else [gram, across])]
        power = number(term[2]) if name == "^" else None
        if power is not None and power.denominator == 1 and 0 < power < 9:
            inside = [term[1]] * int(power)
        elif name not in ("*", "Scaled", "Times"):
            raise Open(f"the mean of {name}")
        found: Words = [([], [], [])]
        for part in inside:
            found = [(a + b, v + w, s + t) for a, v, s in found for b, w, t in self.opened(part)]
            if len(found) > LONGEST:
                raise Open("a mean of many terms")
        return found

    def contracted(self, words: list[list[Term]]) -> list[list[list[Term]]]:
        """The mean of a product of traces: the first of the letters is paired with every other one."""
        words, L = [cancelled(sequence) for sequence in words], self.letter
        here = [(i, k) for i, w in enumerate(words) for k, one in enumerate(w) if one in (L, ["Transpose", L])]
        if any(self.has(one) for w in words for one in w if one not in (L, ["Transpose", L])):
            return self.of_inverse(words)
        if not here:
            return [words]
        if self.law[0] == "WhiteNoise" and len(here) > 2:
            raise Open("a moment of noise that is not known")
        first, others = starting_with(words[here[0][0]], L), [w for i, w in enumerate(words) if i != here[0][0]]
        found: list[list[list[Term]]] = []
        for k, one in enumerate(first[1:], start=1):
            inner, outer = first[1:k], first[k + 1 :]
            if one == ["Transpose", L]:
                found += self.contracted([[*inner, self.covariance], outer or [["Identity", self.rows]], *others])
            elif one == L:
                found += self.contracted([[*map(mirrored, reversed(inner)), self.covariance, *outer], *others])
        for i, other in enumerate(others):
            for k, one in enumerate(other):
                if one in (L, ["Transpose", L]):
                    turned_round = starting_with(other[k:] + other[:k], L)
                    joined = [*map(mirrored, reversed(first[1:])), self.covariance, *turned_round[1:]]
                    found += self.contracted([joined, *others[:i], *others[i + 1 :]])
        return found

    def of_inverse(self, words: list[list[Term]]) -> list[list[list[Term]]]:
        """The mean where the letter is in one inverse Gram matrix only, or in one projection."""
        L, across, one = self.letter, ["Transpose", self.letter], ["Identity", self.rows]
        if self.law[0] != "GaussianRows":
            raise Open("the mean of an inverse")
        for A, B, (r, c) in ((L, across, (self.rows, self.cols)), (across, L, (self.cols, self.rows))):
            gram: Term = ["Inverse", ["Times", A, B]]
            ratio: Term = ["*", r, ["^", c, "-1"]]
            further = plus(c, ["*", "-1", r], "-1")
            inverse = ["Scaled", ["^", further, "-1"], ["Inverse", self.covariance] if A == across else one]
            for place, w in enumerate(words):
                for k in range(len(w)):
                    around = w[k:] + w[:k]
                    if around[:3] == [B, gram, A] and (self.whitened or A == across):
                        rest, value, needed = around[3:], ["Scaled", ratio, ["Identity", c]], less(c, r)
                    elif around[0] == gram and (self.whitened or A == across):
                        rest, value, needed = around[1:], inverse, further
                    else:
                        continue
                    others = [*words[:place], *words[place + 1 :]]
                    if self.has(*rest, *(one for other in others for one in other)):
                        continue
                    if implies(self.claim.sign(needed), ">" if needed is further else ">="):
                        return [[[value, *rest], *others]]
        raise Open("the mean of an inverse")


def times(sequence: list[Term], size: Term) -> Term:
    """A product of matrices; of none the identity."""
    return ["Times", *sequence] if len(sequence) > 1 else sequence[0] if sequence else ["Identity", size]


def starting_with(sequence: list[Term], letter: Term) -> list[Term]:
    """A trace begun at a letter, transposed where that is."""
    if letter not in sequence:
        sequence = [mirrored(one) for one in reversed(sequence)]
    place = sequence.index(letter)
    return sequence[place:] + sequence[:place]


def cancelled(sequence: list[Term]) -> list[Term]:
    """A trace of a sequence without inverses beside what they are of."""
    for one in (one for one in sequence if head(one) == "Inverse"):
        of = args(one[1]) if head(one[1]) == "Times" else [one[1]]
        for k in range(len(sequence)):
            around = sequence[k:] + sequence[:k]
            if around[: len(of) + 1] in ([one, *of], [*of, one]) and len(sequence) > len(of) + 1:
                return cancelled(around[len(of) + 1 :])
    return sequence


class Claim:
    """A claim of the certificate, with what is known of its letters."""

    def __init__(self, row: dict[str, Any], symbols: dict[str, list[str]]):
        self.row, self.symbols = row, symbols
        self.where: list[Term] = row["where"]
        self.rng = random.SystemRandom()
        self.facts: dict[str, str] = {}
        self.valued: set[str] = set()
        self.taken: set[str] = set()
        self.argued = False
        self.isotropic = ["==", ["EigenSum", ["^", ["+", "-1", ["s", "s"]], "2"]], "0"] in self.where

    @property
    def given(self) -> dict[str, Term]:
        """Equations of the assumptions whose left side is a symbol: later ones may speak of earlier ones."""
        return {text(one[1]): one[2] for one in self.where if head(one) == "==" and head(one[1]) == "s"}

    def identity(self, matrix: Term) -> Term | None:
        """The size of what is the identity, as the covariance may be by an assumption."""
        sigma = ["Letter", ["'", "Sigma"], json.loads(DIMENSION), json.loads(DIMENSION), ["'", "positive"]]
        return matrix[1] if head(matrix) == "Identity" else matrix[2] if self.isotropic and matrix == sigma else None

    def law(self, letter: Term) -> Term | None:
        """The law of a letter; the index of a family is put in."""
        found: list[Term] = []
        for law in self.row["laws"]:
            pattern, index = law[1][5:], letter[5:]
            if law[1][1] == letter[1] and (not pattern or len(pattern) == len(index)):
                pairs = list(zip(pattern, index, strict=False))
                put_in = {text(one): other for one, other in pairs}
                if all(put_in[text(one)] == other and (one == other or head(one) == "s") for one, other in pairs):
                    shapes = [letter[2:4]] if len(pattern) < len(index) else [law[1][2:4], put(law[1], put_in)[2:4]]
                    if law[1][4] != letter[4] or letter[2:4] not in shapes:  # members of a family may grow
                        raise Wrong("a law of a letter of another shape or kind")
                    found.append([law[0], letter, *(put(parameter, put_in) for parameter in law[2:])])
        if len(found) > 1:
            raise Wrong("a letter with two laws")
        return found[0] if found else None

    def random_in(self, *terms: Term, stop: tuple[str, ...] = MEANS) -> list[Term]:
        """The random letters of some terms, outside of means."""
        return [letter for letter in letters_in(["+", *terms], stop=stop).values() if self.law(letter) is not None]

    def apart(self, one: list[Term], other: list[Term]) -> int:
        """-1 or 1 when an index is known to be before or after another one, 0 when that is not known."""
        if len(one) != len(other):
            return 1
        for i, j in zip(one, other, strict=True):
            (rest, k), (more, m) = split(i), split(j)
            if rest == more and k != m:
                return 1 if m > k else -1
            if rest != more and implies(self.sign(less(j, i)), ">="):
                return 1
        return 0

    def together(self, drawn: dict[str, Term], laws: dict[str, Term]) -> dict[str, tuple[str, ...]]:
        """The letters that may depend on each other, for each random letter."""
        groups = {name: {name} for name in laws}
        for name, law in laws.items():
            index, depends = drawn[name][5:], letters_in(*law[2:])
            for other, letter in drawn.items():
                if other == name or (other in depends and other not in laws):
                    continue
                same = letter[1] == drawn[name][1]
                if same and self.apart(index, letter[5:]) == 0 and other not in depends:
                    raise Open("letters that may be the same")
                made = law[0] in ("Unspecified", "Wishart") and len(index) == len(letter[5:]) == 1
                if other in laws and (other in depends or (made and same)):  # the later one may be made of the earlier
                    merged = groups[name] | groups[other]
                    groups.update(dict.fromkeys(merged, merged))
                elif made and not (same or self.apart(index, letter[5:]) >= 0 or index == letter[5:]):
                    raise Open("a letter that may be drawn before what is made")
        return {name: tuple(sorted(group)) for name, group in groups.items()}

    def averaged(self, term: Term) -> Term:
        """The term with those means put in that laws give."""
        if not args(term):
            return term
        name, inner = head(term), [self.averaged(part) for part in args(term)]
        if name in MEANS:
            letters = letters_in(inner[0], stop=MEANS)
            laws = {one: law for one, letter in letters.items() if (law := self.law(letter)) is not None}
            groups = self.together(letters, laws)
            for one, law in sorted(laws.items()):
                alone = len(groups[one]) == 1 and letters[one][4][1] == "general"
                if alone and law[0] in ("WhiteNoise", "GaussianNoise", "GaussianRows"):
                    with suppress(Open):
                        moments = Moments(self, letters[one], law)
                        total = moments.of(inner[0])
                        if args(total)[1:] == [] or not all(moments.has(part) for part in args(total)[1:]):
                            return [total[0], *(self.averaged([name, part]) for part in args(total))]
        return [name, *inner]

    # equality

    def same(self, left: Term, right: Term, equations: dict[str, Term] | None = None, *, atoms: bool = False) -> bool:
        """Whether two terms are equal in random models; the equations say what some terms stand for.

        Means that are under an inverse or on both sides are letters first, and traces, norms and means are unknown
        numbers: what holds for all numbers holds for these. Where that is not enough, they are of random matrices, at
        first with means of any law.
        """
        if left == right or any(head(part) == "Infinity" for part in (left, right)):
            return bool(left == right)
        equations = equations or {}
        if sum(sum(degrees(side, (), equations)) for side in (left, right)) > LARGEST:
            raise Open("a degree that is too large")
        sides = [{text(part) for part in parts(side) if head(part) == "Expectation"} for side in (left, right)]
        inverted = [part for part in parts(left, right, *equations.values()) if head(part) == "Inverse"]
        below = {text(part) for part in parts(*inverted) if head(part) == "Expectation"}
        letters = {name: ["s", f"#{place}"] for place, name in enumerate(sorted(below | (sides[0] & sides[1])))
                   if not symbols_in(json.loads(name)) & bound_in(left, right, *equations.values())}  # fmt: skip
        known = {name: put(meaning, letters) for name, meaning in equations.items() if name not in letters}
        ways = [(put(left, letters), put(right, letters), known)] if letters else []
        for one, other, meanings in [*ways, (left, right, equations)]:
            for mode in ("atoms",) if atoms else ("atoms", "any law"):
                with suppress(Open):
                    if self._same(one, other, meanings, mode):
                        return True
        return self._same(left, right, equations, "atoms" if atoms else "laws")

    def _same(self, left: Term, right: Term, equations: dict[str, Term], mode: str) -> bool:
        points, least, ways, undecided = 2, 0, list[list[str]]([[]]), False
        inside = parts(left, right, *equations.values())
        if letters_in(*inside) and (mode != "atoms" or head(left) in MATRICES):
            if any(letters_in(*inside)[key(part)] != part for part in inside if head(part) == "Letter"):
                raise Wrong("a letter of two shapes")
            if self.random_in(*equations.values()):
                raise Open("a number that is random")
            if mode == "laws":
                left, right = self.averaged(left), self.averaged(right)
                equations = {name: self.averaged(meaning) for name, meaning in equations.items()}
            inside = parts(left, right, *equations.values())
            points, least = (
                max(top + under, other + below)
                for counted in (MEANS, ("Letter", "EigenSum"))
                for (top, below), (other, under) in [[degrees(side, counted, equations) for side in (left, right)]]
            )
            points, least = max(2, points), least + 1
            ways, undecided = self.ways(inside)
        orders = frozenset(f.denominator for p in inside if head(p) == "^" and (f := exact(p[2], {})) is not None)
        if least > MOST:
            raise Open("a block that is too large")

        def agree(p: int, sizes: list[str]) -> bool:
            for _ in range(40):
                with suppress(Again):
                    model = Model(self, p, inside, equations, points, sizes, least)
                    value = model.matrix if head(left) in MATRICES else model.value
                    return bool(value(left, {}) == value(right, {}))
            raise Again("no model in which both sides have a value")

        def holds(p: int) -> bool:
            for _ in range(SIGNS if any(order % 2 == 0 for order in orders) else 1):
                seen = 0
                for sizes in ways:
                    with suppress(Singular):
                        if not agree(p, sizes):
                            return False
                        seen += 1
                        if not undecided:
                            break
                if not seen:
                    raise Open("an inverse that does not exist at all sizes")
            return True

        primes, needed = PRIMES.setdefault(orders, []), 1 if least else 2  # of matrices the degree is small
        for place in range(TRIES):
            if place == len(primes):
                primes.append(prime(self.rng, orders))
            with suppress(Again):
                if not holds(primes[place]):
                    return False
                needed -= 1
            if not needed:
                break
        else:
            raise Open("no model in which both sides have a value")
        self.argued = self.argued or (least > 0 and any(head(part) in ("Inverse", "PseudoInverse") for part in inside))
        return True

    def ways(self, inside: list[Term]) -> tuple[list[list[str]], bool]:
        """The orders that the sizes may have, and whether all of them count: for a design that may be long or wide."""
        found = {text(size): size for part in inside if head(part) in ("Letter", "Identity", "Zero")
                 for size in (part[2:4] if head(part) == "Letter" else part[1:]) if number(size) is None}  # fmt: skip
        found[DIMENSION] = json.loads(DIMENSION)
        larger = {(one, other) for one in found for other in found if one != other
                  and implies(self.sign(less(found[one], found[other])), ">=")}  # fmt: skip
        orders = [list(order) for order in permutations(sorted(found)) if len(found) < 6
                  and not any((one, other) in larger and (other, one) not in larger
                              for k, other in enumerate(order) for one in order[:k])]  # fmt: skip
        designs = [tuple(map(text, shape(part))) for part in inside if head(part) == "PseudoInverse"]
        undecided = any(pair not in larger and pair[::-1] not in larger for pair in designs)
        if not orders or (undecided and len(orders) > 24):
            raise Open("many sizes")
        return orders, undecided

    # signs

    def sign(self, term: Term, bound: frozenset[str] = frozenset()) -> str:
        """``>``, ``>=``, ``<``, ``<=``, ``=`` or ``!=`` zero, wherever the term has a value; empty when not known."""
        value = exact(term, {})
        if value is not None:
            return ">" if value > 0 else "<" if value < 0 else "="
        hidden = bool(bound and bound & symbols_in(term))
        if not hidden and text(term) in self.facts:
            return self.facts[text(term)]
        found = self.by_form(term, bound, hidden=hidden)
        if hidden or found in (">", "<", "="):
            return found
        stated = self.assumed(term)
        return stated if not found or implies(stated, found) else found

    def by_form(self, term: Term, bound: frozenset[str], *, hidden: bool) -> str:
        """The sign by what the term is made of."""
        name, inside = head(term), args(term)
        if name == "s":
            if term[1].startswith(MORE):
                return ">="
            said = self.symbols.get(term[1], []) if not hidden or term[1] in PER_EIGENVALUE else []
            return next((sign for word, sign in SAID.items() if word in said), ">" if "prime" in said else "")
        if name == "EigenSum":
            found = self.sign(inside[0], bound | {*PER_EIGENVALUE})
            return found if found != "!=" else ""
        if name in POWER_LAW:
            return self._power_law(term, bound)
        if name == "Trace":
            return self.trace(inside[0], bound)
        if name == "SquaredNorm":
            return ">=" if len(term) == 2 or self.definite(term[2], bound) in (">", ">=") else ""
        if name == "^":
            return self._power(term, bound)
        signs = [self.sign(part, bound) for part in inside] if name in COMBINED else []
        low = number(term[1]) if name == "+" and len(term) == 3 and head(term[2]) == "s" and not hidden else None
        if low is not None and {"integer", "positive"} <= {*self.symbols.get(term[2][1], [])} and low >= -1:
            return ">" if low > -1 else ">="
        if name in ("+", "*"):
            return (sign_of_sum if name == "+" else sign_of_product)(signs)
        if name == "Expectation":
            return signs[0] if signs[0] != "!=" else ""
        if name in ("Max", "Min"):
            up, down = (">", ">="), ("<", "<=")
            some, all_of = (up, down) if name == "Max" else (down, up)
            found = next((wanted for wanted in some if any(implies(sign, wanted) for sign in signs)), "")
            return found or next((wanted for wanted in all_of if all(implies(sign, wanted) for sign in signs)), "")
        if name == "gamma":
            return ">" if signs == [">"] else "!="
        if name == "sinh":
            return signs[0]
        if name == "zeta":
            return ">" if len(inside) == 1 and self.sign(less(inside[0], "1"), bound) == ">" else ""
        return {"exp": ">", "Pi": ">", "Exp1": ">", "Abs": ">="}.get(name, "")

    def _power_law(self, term: Term, bound: frozenset[str]) -> str:
        """Spectral sums are positive where kappa is; kappa is where the ridge is, or there are dimensions enough."""
        if term[0] == "ScalingIntegral":
            return ">"
        many = head(term[-1]) == "Infinity"
        if term[0] != "Kappa":
            return ">" if self.sign(term[-2], bound) == ">" and (many or self.sign(term[-1], bound) == ">") else ""
        ridge = self.sign(term[3], bound)
        many = many or (not bound and ridge in (">=", "=") and self.sign(less(term[4], term[2])) == ">")
        return ">" if ridge == ">" or (many and ridge in (">=", "=")) else ""

    def _power(self, term: Term, bound: frozenset[str]) -> str:
        base, exponent = self.sign(term[1], bound), number(term[2])
        if base == ">" or exponent is None:
            return ">" if base == ">" else ""
        if exponent.denominator > 1:
            return ">=" if exponent > 0 else ">"
        if exponent.numerator % 2 == 0:
            return ">" if exponent < 0 or implies(base, "!=") else ">="
        return base if exponent > 0 else {">=": ">", "<=": "<", "": "!=", "=": "!="}.get(base, base)

    def definite(self, matrix: Term, bound: frozenset[str] = frozenset()) -> str:
        """The sign of a symmetric matrix by what it is made of: letters, sums, multiples, inverses, products M'KM."""
        name, inside = head(matrix), args(matrix)
        if name in ("Letter", "Identity"):
            return ">" if name == "Identity" else {"positive": ">", "semidefinite": ">="}.get(matrix[4][1], "")
        if name == "Scaled":
            return sign_of_product([self.sign(inside[0], bound), self.definite(inside[1], bound)])
        if name in ("Transpose", "ExpectedMatrix"):
            return self.definite(inside[0], bound)
        if name == "Inverse":
            return ">" if self.definite(inside[0], bound) in (">", ">=") else ""
        if name == "Plus":
            return sign_of_sum([self.definite(part, bound) for part in inside])
        alone = len({text(one) for one in letters_in(matrix).values()}) == 1
        if name == "Times" and alone and {head(part) for part in parts(matrix)} <= COMMUTING:
            found = sign_of_product([self.definite(part, bound) for part in inside])
            if found:
                return found
        invertible = True
        while name == "Times" and len(inside) > 1 and inside[-1] == mirrored(inside[0]):
            invertible = invertible and self.definite(inside[0], bound) in (">", "<")
            inside = inside[1:-1]
        if name != "Times" or len(inside) > 1:
            return ""
        found = self.definite(inside[0], bound) if inside else ">"
        return found if invertible else {">": ">=", "<": "<=", "!=": ""}.get(found, found)

    def trace(self, matrix: Term, bound: frozenset[str] = frozenset()) -> str:
        """The sign of a trace: of a definite matrix, or of a product of two, turned round."""
        name, inside = head(matrix), args(matrix)
        if name == "Scaled":
            return sign_of_product([self.sign(inside[0], bound), self.trace(inside[1], bound)])
        if name == "Plus":
            return sign_of_sum([self.trace(part, bound) for part in inside])
        found = self.definite(matrix, bound)
        for place in range(len(inside)) if name == "Times" and not found else ():
            factors = inside[place:] + inside[:place]
            for cut in range(len(factors)):
                pair = [self.definite(["Times", *part], bound) for part in (factors[:cut], factors[cut:])]
                found = found or sign_of_product(pair)
        some = self.sign(shape(matrix)[0], bound) == ">"  # of no rows it is zero
        return found if some else {">": ">=", "<": "<=", "!=": ""}.get(found, found)

    def assumed(self, term: Term) -> str:
        """What an assumption says of the sign of exactly this term, or of its negative."""
        for relation in self.where:
            sign = RELATIONS.get(head(relation))
            infinite = any(head(part) in INFINITE for part in parts(*relation[1:]))
            if sign is None or infinite or symbols_in(term) != symbols_in(relation):
                continue
            more, lesser = relation[1:] if sign in (">", ">=") else (relation[2], relation[1])
            seen = [(less(*relation[1:]), sign), (less(relation[2], relation[1]), turned(sign))]
            if sign in "<>" and whole(more, self.symbols) and whole(lesser, self.symbols):
                seen.append((["+", "-1", more, ["*", "-1", lesser]], ">="))
            for difference, known in seen:
                with suppress(Open):
                    if self.same(term, difference, atoms=True):
                        return known
        return ""

    def add_facts(self, facts: list[dict[str, Any]]) -> None:
        """Signs that the certificate proposes: a positive multiple is a sum of products of known signs."""
        for fact in facts:
            sides, term, sign = [], fact["term"], fact["sign"]
            valued = self.valued | {text(part) for part in parts(term)}
            for name, least in (("scale", ">"), ("sum", sign if sign in (">", ">=") else turned(sign))):
                signs: list[str] = ["="]
                total: list[Term] = ["+"]
                for coefficient, factors in fact[name]:
                    value = number(coefficient)
                    if value is None or value < 0:
                        raise Wrong("a multiplier is negative")
                    known = [self.shown(part, valued) for part in factors]
                    signs.append(sign_of_product([">" if value > 0 else "=", *(sign for sign, _ in known)]))
                    total.append(["*", coefficient, *(plain for _, plain in known)])
                if not implies(sign_of_sum(signs), least):
                    raise Wrong(f"the sign of a combination is not {least}")
                sides.append(total)
            signed = term if sign in (">", ">=") else ["*", "-1", term]
            if sign not in (">", ">=", "<", "<=") or not self.same(["*", signed, sides[0]], sides[1], self.given):
                raise Wrong("a combination is not the term that it is said to be")
            self.facts[text(term)] = sign

    def shown(self, part: Term, known: set[str]) -> tuple[str, Term]:
        """The sign of a factor, and the factor: a term, the square of one, or a maximum beside one of its parts.

        A factor has a value: what is not seen to have one occurs in what is known to.
        """
        sign, plain = ">=", part
        if head(part) == "square":
            plain = ["^", part[1], "2"]
        elif head(part) == "extreme":
            _, more, lesser = part
            plain = less(more, lesser)
            if not (lesser in args(more) if head(more) == "Max" else head(lesser) == "Min" and more in args(lesser)):
                raise Wrong("a maximum of something else")
        else:
            sign = self.sign(part)
        self.conditions(plain)
        for one in parts(plain):
            invertible = head(one) == "Inverse" and self.definite(one[1]) in (">", "<")
            if not (invertible or head(one) in PLAIN or text(one) in known):
                raise Open(f"{show(one)} may have no value")
        return sign, plain

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

    # conditions

    def conditions(self, term: Term, bound: frozenset[str] = frozenset(), moved: Mapping[str, Term] = {}) -> None:
        """Look whether denominators, radicands and logarithms have values; ``moved`` has what a bound letter is.

        A letter that is bound is what its range begins with and more, whatever is said of the letter elsewhere.

        Raises:
            Open: for a condition that is not known.
        """
        name, exponent, wanted = head(term), number(term[2]) if head(term) == "^" else None, ""
        if name in INFINITE[2:] or (name not in POWER_LAW and any(head(part) in INFINITE for part in args(term))):
            raise Open("infinity inside of a term")
        if name in ("log", "gamma"):
            wanted = ">"
        elif name == "^" and (exponent is None or exponent < 0 or exponent.denominator > 1):
            wanted = ">" if exponent is None else ">=" if exponent > 0 else "!=" if exponent.denominator == 1 else ">"
        elif name not in LOOKED_AT:
            self.taken.add(name)
        if wanted and not implies(self.sign(base := put(term[1], dict(moved)), bound), wanted):
            if bound and (
                {text(["s", b]) for b in bound} - {*moved} or any(head(p) in BINDERS for p in parts(term[1]))
            ):
                raise Open("a condition under a binder")
            for part in args(base) if head(base) == "*" and wanted != ">=" else [base]:
                if not implies(self.sign(part), wanted):
                    raise Open(f"{show(part)} {wanted} 0")
        outer = args(term)[1:] if name in ("Sum", "Product", "Integral") else []
        for _, letter, *ends in reversed(outer):
            if letter[1] in bound | {*PER_EIGENVALUE}:
                raise Open("a letter that is bound twice, or is that of an eigenvalue")
            for end in ends:
                self.conditions(end, bound, moved)
            low, *high = (put(end, dict(moved)) for end in ends)
            rises = name != "Integral" or (
                bool(high) and (head(high[0]) == "Infinity" or implies(self.sign(less(high[0], low), bound), ">="))
            )
            bound = bound | {letter[1]}
            moved = {one: value for one, value in moved.items() if one != text(letter)}
            moved |= {text(letter): plus(low, ["s", MORE + letter[1]])} if rises else {}
        if name == "EigenSum":
            bound = bound | {*PER_EIGENVALUE}
            moved = {one: value for one, value in moved.items() if json.loads(one)[1] not in PER_EIGENVALUE}
        for part in args(term)[:1] if outer else args(term):
            self.conditions(part, bound, moved)


# steps


def step(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Look at a step again: it holds, or :class:`Open` or :class:`Wrong` say why not."""
    hint, before, after, kind = row["hint"], row["before"], row["after"], row["kind"]
    plain = {name: part for name, part in hint.items() if name != "facts"}
    written = text([before, after, plain, claim.where, claim.row["statement"], claim.row["laws"]])
    of_facts = text(hint.get("facts", [])).replace(f'["s", "{MORE}', "")
    if '["s", "#' in written + of_facts or any(name.startswith("#") for name in claim.symbols):
        raise Wrong("a letter that is kept for the checker")
    claim.facts, claim.valued = {}, {text(part) for part in parts(before, after, *claim.where)}
    meant, signs = claim.given, {name: Claim.sign(claim, json.loads(name)) for name in claim.given}
    named = symbols_in(plus(*map(json.loads, meant), *meant.values()), stop=("EigenSum",))
    for _ in range(3):
        claim.facts |= {text(meaning): signs[name] for name, meaning in meant.items() if signs[name] in (">", "<")}
        meant = {name: put(one, claim.given) for name, one in meant.items() if not bound_in(one) & named}
    claim.add_facts(hint.get("facts", []))
    check = RULES.get(kind)
    if check is None or row["from"] is not None:
        raise Open(row["rule"])
    check(claim, row, below)
    for side in (before, after):
        claim.conditions(side)


def _equal(claim: Claim, row: dict[str, Any], equations: dict[str, Term]) -> None:
    if row["relation"] != "=":
        raise Wrong("an identity shows an equation only")
    if not claim.same(row["before"], row["after"], equations):
        inside = parts(row["before"], row["after"])
        whole_powers = all(exact(["^", "2", part[2]], {}) is not None for part in inside if head(part) == "^")
        rational = whole_powers and all(head(part) in ("", "+", "*", "s", "^") for part in inside)
        sure = row["kind"] == "MatrixIdentityRule" or (row["kind"] == "AlgebraRule" and rational)
        raise Wrong("the two sides are not equal") if sure else Open("an identity that needs more")


def _identity(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Both sides are the same in random models, with the equations of the assumptions where the rule says so."""
    given = row["kind"] in ("GivenRule", "IsotropicRule", "EigenbasisRule")
    _equal(claim, row, claim.given if given else {})


def _definition(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """A name is what it stands for, which has no other meaning, and the same wherever its paper opens it."""
    pairs = row["hint"]["definitions"]
    opened = {text(term): meaning for term, meaning in pairs}
    for term, meaning in pairs:
        if text(term) == SIGNAL and meaning == ["SquaredNorm", ["Letter", ["'", "w0"], *W0]]:
            continue
        name, law = head(term), claim.law(term) if head(term) == "Letter" else None
        meant = name in MEANT or (name[:3] != "fn:" and not (name.isalpha() and name[:1].isupper()))
        meant = term[1][1] in ("Sigma", "A", "B", "w0") if name == "Letter" else meant
        if meant or (law and law[0] not in ("Unspecified", "Wishart")):
            raise Wrong("a definition of something that has a meaning already")
        if name == "Letter" and not _of_kind(claim, term, meaning, {}):
            raise Open("a matrix of another kind")
        named = {key(part) for part in parts(*law[2:]) if head(part) == "Letter"} if law else set()
        for letter in claim.random_in(meaning):
            family = law is not None and len(letter[5:]) == len(term[5:]) == 1
            if law is None or not (key(letter) in named or (family and claim.apart(letter[5:], term[5:]) == 1)):
                raise Open(f"{show(term)} is random, as {letter[1][1]} is")
    paper = str(claim.row["id"]).partition(":")[0]
    rows = [one.row for one in (claim, *below.values()) if str(one.row["id"]).partition(":")[0] == paper]
    others = [pair for one in rows for link in one["steps"] for pair in link["hint"].get("definitions", [])]
    if any(_opens_itself(term, meaning, [*pairs, *others], claim.symbols) for term, meaning in pairs):
        raise Wrong("a definition in a circle")
    for (term, meaning), (pattern, what) in (*product(pairs, others), *product(others, pairs)):
        alone = head(pattern) == "s"  # a letter stands for itself only; in a family of names it is the index
        found = ({} if term == pattern else None) if alone else instance_of(term, pattern, claim.symbols)
        if found is not None and not claim.same(folded(put(what, found)), meaning):
            raise Wrong("a name with two definitions")
    above = [part for part in parts(row["before"], row["after"], *opened.values()) if binds(part)]
    caught = {letter for part in above if any(term in parts(part) for term, _ in pairs) for letter in binds(part)}
    if caught & symbols_in(plus(*(plus(*pair) for pair in pairs)), stop=("EigenSum",)):
        raise Open("a definition under a binder")
    before, after = (put(put(row[side], opened), opened) for side in ("before", "after"))
    _equal(claim, {**row, "before": before, "after": after}, {})


def _opens_itself(term: Term, meaning: Term, pairs: list[list[Term]], symbols: dict[str, list[str]]) -> bool:
    """Whether a name stands in what it is defined as, by way of some other definitions."""
    opened, seen = [meaning], set[str]()
    while opened and len(seen) < LONGEST:
        for part in parts(opened.pop(0)):
            if part == term:
                return True
            values = [(what, instance_of(part, pattern, symbols)) for pattern, what in pairs if text(part) not in seen]
            opened += [folded(put(what, found)) for what, found in values if found is not None]
            seen.add(text(part))
    return False


def instance_of(term: Term, pattern: Term, symbols: dict[str, list[str]]) -> dict[str, Term] | None:
    """The values of the symbols of a pattern at which it is the term; None where there are none."""
    letters, value = [part for part in args(pattern) if head(part) == "s"], exact(term, {})
    if head(pattern) == "+" and len(letters) == 1 and value is not None:  # F(2) is the next to F(1)
        shift = exact(less(pattern, letters[0]), {text(letters[0]): 0})
        pattern, term = letters[0], term if shift is None else str(value - shift)
    if head(pattern) == "s":
        return {text(pattern): term} if of_letter(number(term), symbols.get(pattern[1], [])) else None
    if head(term) != head(pattern) or len(args(term)) != len(args(pattern)) or not args(pattern):
        return {} if term == pattern else None
    found: dict[str, Term] = {}
    for one, other in zip(args(term), args(pattern), strict=True):
        inner = instance_of(one, other, symbols)
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
        equations[text(["Df1", beta, root, d])] = ["+", T, ["*", "-1", T, ridge, ["^", root, "-1"]]]
    _equal(claim, row, equations)


def ordered(row: dict[str, Any]) -> list[Term]:
    """The smaller side and the larger."""
    if row["relation"] not in ("<=", ">=", "<", ">"):
        raise Wrong("an inequality shows <=, >=, < or > only")
    return [row["before"], row["after"]][:: 1 if row["relation"][0] == "<" else -1]


def _inequality(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """The difference has a sign."""
    smaller, larger = ordered(row)
    difference = less(larger, smaller)
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
    equation = {**hint["by"], "before": claim.bare(small), "relation": "=", "after": total}
    RULES[hint["by"]["kind"]](claim, equation, below)


def _use(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """The instance of a claim, put in at a marked place."""
    hint = row["hint"]
    if "marked" not in hint or len(row["uses"]) != 1:
        raise Open("no marked place")
    used, (mark, marked) = below[row["uses"][0]].row, (hint["mark"], hint["marked"])
    values = {text(key): value for key, value in hint["instance"]}
    if any(head(letter) != ("Letter" if head(value) in MATRICES else "s") for letter, value in hint["instance"]):
        raise Wrong("an instance of what is no letter, or no such letter")
    if {DIMENSION, SIGNAL} & {*values}:
        raise Open("an instance of what the spectrum says")
    left, relation, right = used["statement"]
    in_pairs = symbols_in(*(term for pair in hint["instance"] for term in pair))
    if bound_in(left, right, *used["where"], *used["laws"]) & in_pairs:
        raise Open("an instance of a letter that is bound")
    old, new = (put(side, values) for side in (left, right)[:: -1 if hint["reversed"] else 1])
    above = [part for part in parts(marked) if head(part) in BINDERS and mark in parts(part)]
    letters = symbols_in(old, new, mark, *used["where"])
    if any(head(part) == "Derivative" or binds(part) & letters for part in above):
        raise Open("a letter that is bound where the claim is put in")
    for term, end in ((old, row["before"]), (new, row["after"])):
        if not claim.same(put(marked, {text(mark): term}), end, claim.given):
            raise Wrong("what is used does not lead from one side to the other")
    _instance(claim, used, values, below[row["uses"][0]].symbols)
    if relation == "=":
        if row["relation"] not in ("=", "<=", ">=", "~"):
            raise Wrong("an equation gives no strict inequality, and no limit")
        return
    if relation not in ("<=", ">=", "~"):
        raise Open(f"a claim with {relation}")
    _weighted(claim, marked, mark, claim.random_in(old, new))
    if row["relation"] not in {"~": ("~",)}.get(relation, ("<=", ">=")):
        raise Wrong(f"a claim with {relation} gives no {row['relation']}")
    one, two, factor = ["s", "#1"], ["s", "#2"], hint.get("slope", "1")
    moved = [put(marked, {text(mark): place}) for place in (one, two)]
    if mark in parts(factor) or not claim.same(less(*moved), ["*", factor, less(one, two)], claim.given):
        raise Wrong("a coefficient is not that of what is replaced")
    if relation == "~":
        _equivalent(claim, used, hint, prod(factor, new), put(marked, {text(mark): "0"}))
    elif not implies(
        claim.sign(factor), ">=" if (turned(relation) if hint["reversed"] else relation) == row["relation"] else "<="
    ):
        raise Open(f"the sign of {show(factor)}")


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
    signs = [claim.sign(part) for part in (new, rest)]
    if not claim.same(rest, "0") and not any(all(implies(one, sign) for one in signs) for sign in (">=", "<=")):
        raise Open("terms that may cancel")


def _instance(claim: Claim, used: dict[str, Any], values: dict[str, Term], symbols: dict[str, list[str]]) -> None:
    """Every condition of the claim that is used holds at the instance."""
    for name, value in values.items():
        if any(head(part) in INFINITE for part in parts(plus(value), stop=("Kappa",))):
            raise Open("an instance that is infinite")
        for said in symbols.get(json.loads(name)[1], []) if name.startswith('["s"') else ():
            if said in SAID:
                holds = implies(claim.sign(value), SAID[said])
            else:
                holds = said == "real" or (said in ("integer", "rational") and whole(value, claim.symbols))
            if not holds:
                raise Open(f"{show(value)} is {said}")
    _laws(claim, used, values)
    given = {text(relation) for relation in claim.where}
    for relation in used["where"]:
        here = put(relation, values)
        wanted = RELATIONS.get(head(here))
        if text(here) not in given and (wanted is None or not implies(claim.sign(less(here[1], here[2])), wanted)):
            raise Open(f"{show(here)}")


def _of_kind(claim: Claim, letter: Term, value: Term, values: dict[str, Term]) -> bool:
    """Whether a matrix is of the shape and kind that a letter is."""
    if shape(value) != [put(size, values) for size in letter[2:4]]:
        return False
    signs = {"semidefinite": (">", ">="), "positive": (">",)}.get(letter[4][1], ())
    alike = letter[4][1] == "general" or (head(value) == "Letter" and value[4] == letter[4])
    return alike or claim.definite(value) in signs


def _laws(claim: Claim, used: dict[str, Any], values: dict[str, Term]) -> None:
    """The letters of the claim that is used stand for letters with the same laws, or for constants of the same kind."""
    there, taken = Claim(used, claim.symbols), list[Term]()
    sides = parts(used["statement"][0], used["statement"][2])
    about_means = any(head(part) in MEANS for part in sides)
    if about_means and claim.random_in(*(value for value in values.values() if head(value) not in MATRICES)):
        raise Open("a mean in which more is random here")

    def at_identity(parameters: list[Term]) -> list[Term]:
        return [p if (size := claim.identity(p)) is None else ["Identity", size] for p in parameters]

    for name, letter in {text(part): part for part in sides if head(part) == "Letter"}.items():
        value, law = put(letter, values), there.law(letter)
        here = claim.law(value) if head(value) == "Letter" else None
        if law is None:
            if about_means and claim.random_in(value, stop=()):
                raise Open("a mean in which more is random here")
            if name in values and not _of_kind(claim, letter, value, values):
                raise Open("a matrix of another kind")
        elif (
            here is None
            or here[0] != law[0]
            or any(value[1] == one[1] and claim.apart(value[5:], one[5:]) == 0 for one in taken)
            or (at_identity([put(parameter, values) for parameter in law[2:]]) != at_identity(here[2:]))
        ):
            raise Open("laws of another kind")
        else:
            taken.append(value)


def _recurrence(claim: Claim, row: dict[str, Any], below: dict[str, Claim]) -> None:
    """Induction: base and step, with the closed form put in."""
    index, names = row["hint"].get("index"), row["hint"].get("base and step", [])
    if row["relation"] != "=" or index is None or sorted(names) != sorted(row["uses"]):
        raise Open("an induction on a bound, or without an index")
    if not {"integer", "nonnegative"} <= set(claim.symbols.get(index[1], [])):
        raise Wrong("an induction on something that is no number of steps")
    *begins, following = (below[name].row for name in names)
    before, after = row["before"], row["after"]
    if index[1] in bound_in(*(term for part in (*begins, following) for term in part["statement"]), before, after):
        raise Open("an index that is bound inside")
    inequalities = [relation for relation in claim.where if head(relation) != "=="]
    if any(index in parts(relation) for relation in (*following["where"], *inequalities)):
        raise Open("a condition on the index, at every place before it")
    letters, above = symbols_in(before, after), parts(following["statement"][2])
    if any(binds(part) & letters for part in above if head(before) in map(head, parts(part))):
        raise Open("a letter that is bound where the closed form is put in")
    places = [{text(index): str(j)} for j in range(len(begins))]
    later: list[dict[str, Any]] = [{}, *({text(index): ["+", str(j), index]} for j in range(1, len(begins) + 1))]
    stated = zip((*begins, following), (put(before, at) for at in (*places, later[-1])), strict=True)
    if any(part["statement"][1] != "=" or not claim.same(part["statement"][0], term) for part, term in stated):
        raise Open("base and step of another form")
    closed = put(following["statement"][2], {text(put(before, at)): put(after, at) for at in later[:-1]})
    still = {name: value for name, value in claim.given.items() if index not in [*parts(value), json.loads(name)]}
    ends = [(base["statement"][2], put(after, at)) for base, at in zip(begins, places, strict=True)]
    if not all(claim.same(one, other, still) for one, other in [*ends, (closed, put(after, later[-1]))]):
        raise Open("the closed form at the start, or one step further")
    for part in (*begins, following):
        _instance(claim, part, {}, claim.symbols)


RULES = {
    **dict.fromkeys(("AlgebraRule", "PerEigenvalueRule", "MatrixIdentityRule", "ExpectationRule", "GivenRule",
                     "IsotropicRule", "EigenbasisRule", "DerivativeRule"), _identity),
    **dict.fromkeys(("InequalityRule", "SpectralOrderRule", "PerEigenvalueInequalityRule"),
                    _inequality),
    "DefinitionRule": _definition,
    "FixedPointRule": _fixed_point,
    "TriangleRule": _triangle,
    "UseRule": _use,
    "RecurrenceRule": _recurrence,
}  # fmt: skip


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

    That the expressions of the parts, which are deterministic equivalents, and the domain follow from the inputs is
    not looked at.
    """

    def __init__(self, document: dict[str, Any], report: Report) -> None:
        self.document, self.report, self.solver = document, report, 0
        report.taken.add(
            "the exponents of each part of the risk, that these are all parts, and the domain of the inputs"
        )
        self.all_parts = [*document["cases"], *document["empty"]]
        self.rows = [forms(part["domain" if "domain" in part else "rows"]) for part in self.all_parts]

    def check(self) -> None:
        """Look at every part; what does not hold is said by :class:`Wrong`."""
        if any((self.document["optimised"] is True) != ("optimum" in case) for case in self.document["cases"]):
            raise Wrong("the optimum is missing, or beside the point")
        for part in self.document["empty"]:
            rows = forms(part["rows"])
            self.empty(part, rows, fixed_source(part, rows))
        whole = False
        with suppress(Open):
            whole = self.whole()
        cases, grades = [self.case(case) for case in self.document["cases"]], {}
        for claim in self.document["claims"]:
            grade = "not looked at"
            with suppress(Open):
                self.claim(claim, cases)
                if whole and not self.solver:
                    walls = self.walls(claim)
                    grade = "proved" + (", apart from " + " and ".join(walls) if walls else "")
            self.report.add_one("claim about exponents", held=grade != "not looked at")
            grades[str(claim["text"])] = grade
        if self.solver != self.document["solver_facts"]:
            raise Wrong("the facts of the solver are not those announced")
        self.report.grades |= grades

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
        """The parts cover the domain that is stated; where r is a letter, parts of their own do between others."""
        general, wholes = forms(self.document["stated"]), self.document["whole"] or []
        at = [fixed_source(part, rows) for part, rows in zip(self.all_parts, self.rows, strict=True)]
        between = {vanishing(row) for rows in self.rows for row in rows if row.sense() not in senses(general)} - {None}
        sources = [None, *sorted({value for value in at if value is not None})]
        if wholes and (len(wholes) != len(sources) or not between <= set(sources)):
            raise Wrong("the parts at some source are missing, or beside the point")
        for whole, source in zip(wholes, sources, strict=False):
            rows = forms(whole.get("rows", whole.get("empty", {}).get("rows")))
            there = general if source is None else [row.put(POSITIVE, Form({(): source})) for row in general]
            if not senses(rows) <= senses(there):
                raise Wrong("a domain is covered that is not the one stated")
            if "empty" in whole:
                self.empty(whole["empty"], rows, source)
            else:
                own = {place: part for place, part in enumerate(self.rows) if at[place] == source}
                self.tree(whole["cover"], rows, set(), self.inside(own))
        return bool(wholes)

    def fact(self, fact: Any, rows: list[Form]) -> tuple[Any, ...]:
        """The sense of what is shown to be nonnegative: a positive factor times it is a combination of products."""
        form, reason = Form.read(fact[0]), fact[1]
        self.report.add_one("comparison of exponents", held=reason != "solver")
        if reason == "solver":
            self.solver += 1
            return form.sense()
        scale = Form.read(fact[2]).top if len(fact) > 2 else UNIT
        if any(Fraction(str(v)) < 0 or any(not 0 <= place < len(rows) for place in places) for places, v in reason):
            raise Wrong("a multiplier is negative, or of nothing")
        total = add(*(multiply({(): Fraction(str(v))}, *(rows[place].top for place in places)) for places, v in reason))
        if not positive(scale) or total != multiply(form.top, scale):
            raise Wrong("an inequality is not the combination that is named")
        return form.sense()

    def empty(self, part: Any, rows: list[Form], source: Fraction | None = None) -> None:
        """A part has no interior: the others of its inequalities turn one round, or a strict one is 0 > 0 there."""
        stated = forms(part["rows"])
        if [(row.top, row.bottom) for row in stated] != [(row.top, row.bottom) for row in rows]:
            raise Wrong("a part is called empty for reasons of another one")
        chosen = stated.pop(int(part["row"]))
        if self.fact(part["fact"], stated) != (-chosen).sense() or not (chosen.top or self.excluded(source)):
            raise Wrong("a part is not empty")

    def excluded(self, source: Fraction | None) -> bool:
        """Whether a strict condition of the inputs fails where r has a value, as r < 1 does at 1."""
        if source is None:
            return False
        for words in (words for words in self.document["inputs"]["where"] if "=" not in words):
            pieces = re.split("([<>])", words)  # 0 < r < 1 are two
            for sides in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
                with suppress(Open):
                    if not read_condition("".join(sides)).put(POSITIVE, Form({(): source})).top:
                        return True
        return False

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
        """One part of parameter space: its exponent on every regime, that these cover it, and its optimum."""
        domain, regimes = forms(case["domain"]), []
        for regime in case["regimes"]:
            rows, exponent = forms(regime["rows"]), Form.read(regime["exponent"])
            if not senses(domain) <= senses(rows):
                raise Wrong("a regime leaves its domain")
            self.tree(regime["proof"], rows, set(), compared(case["expression"], "==", exponent))
            regimes.append((rows, exponent))
        self.tree(case["cover"], domain, set(), self.inside(dict(enumerate(rows for rows, _ in regimes))))
        optimum = [self.least(part, case["ell"], regimes) for part in case.get("optimum", ())]
        if "optimum" in case:
            fixed = [row for row in domain if case["ell"] not in row.names()]
            self.tree(case["optimum_cover"], fixed, set(), self.inside(dict(enumerate(rows for rows, _ in optimum))))
        return regimes, optimum

    def inside(self, parts: dict[int, list[Form]]) -> Any:
        """At a leaf of a cover: every inequality of one of the parts, the one that is named, was shown."""

        def leaf(tree: Any, rows: list[Form], known: set[Any]) -> None:
            if int(tree["part"]) not in parts or not senses(parts[int(tree["part"])]) <= known:
                raise Wrong("a leaf is not inside the part that it names, or that has another value")

        return leaf

    def least(self, part: Any, ell: str, regimes: list[tuple[list[Form], Form]]) -> tuple[list[Form], Form | None]:
        """An optimal exponent bounds every regime from below, and is attained."""
        rows = forms(part["rows"])
        if any(ell in row.names() for row in rows):
            raise Wrong("an optimum among some ridges only")
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
            here = compared(part["expression"], part["relation"], form, (claimed, fixed))
            self.tree(part["proof"], rows, senses(rows), here)
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


def compared(nodes: Any, relation: str, form: Form, words: tuple[ast.expr, dict[str, Form]] | None = None) -> Any:
    """At a leaf: how an expression, which may be what words say, compares with a form."""

    def leaf(tree: Any, rows: list[Form], known: set[Any]) -> None:
        value = tropical(nodes, known)
        if words is not None and (value - read(words[0], known, words[1])).top:
            raise Wrong("a claim is not what its words say")
        excess = value - form if relation == ">=" else form - value
        if excess.top and (relation == "==" or not (plainly(excess) or excess.sense() in known)):
            raise Wrong(f"an expression is not {relation} what is said")

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


def read_condition(text: str) -> Form:
    """What is not negative where ``ell <= 2`` holds."""
    node = parsed(text)
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], (ast.Gt, ast.GtE, ast.Lt, ast.LtE)):
        raise Open("a condition that is no inequality")
    if len(node.ops) != 1:
        raise Open("a condition that is written in other words")
    left, right = (read(side, set(), {}) for side in (node.left, node.comparators[0]))
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
        self.partly: set[str] = set()
        self.argued = 0
        self.wrong: list[str] = []
        self.grades: dict[str, str] = {}

    def add_one(self, rule: str, held: bool) -> None:
        """One more that holds, or is open."""
        (self.held if held else self.open)[rule] += 1

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
        partly = " by steps of which some, or of what they use, were not looked at"
        found += [f"{name}: {grade}{partly if name in self.partly else ''}" for name, grade in self.grades.items()]
        return [*found, *(f"WRONG {words}" for words in self.wrong)]


def certificate(document: dict[str, Any], report: Report) -> None:
    """Look at every claim of a certificate, foundations first."""
    below: dict[str, Claim] = {}
    meant = {name: ["positive" if name == "s" else "nonnegative"] for name in (*PER_EIGENVALUE, "signal")}
    meant["d"] = ["integer", "positive"]
    if [*PER_EIGENVALUE] != document["per_eigenvalue"] or not meant.items() <= document["symbols"].items():
        report.wrong.append("the letters of an eigenvalue mean something else")
    words = {word for words in document["symbols"].values() for word in words}
    if not {word.removeprefix("not ") for word in words} <= REAL or "not real" in words:
        report.wrong.append("a letter that is no real number")
    for row in document["claims"]:
        claim, before = Claim(row, document["symbols"]), report.open.total()
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
        if report.open.total() > before or report.partly & {name for link in row["steps"] for name in link["uses"]}:
            report.partly.add(row["id"])
    if document["claim"] not in below or document["verdict"] != report.grades[document["claim"]]:
        report.wrong.append("the verdict of the certificate is not that of its claim")


def _claim(claim: Claim, below: dict[str, Claim], report: Report) -> str:
    row, evidence = claim.row, claim.row["evidence"]
    for item in evidence:
        if item["verdict"] not in WORDS:
            raise Wrong(f"{str(item['verdict'])[:40]} is no verdict")
    if outside(claim, {name: Fraction(value) for name, value in row["witness"] if NUMBER.fullmatch(str(value))}):
        raise Wrong("a witness outside of the domain")
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
        _chain(claim, report)
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


def of_letter(value: Fraction | None, words: list[str]) -> bool:
    """Whether a number, where it is one, is such as some words say."""
    known = "" if value is None else ">" if value > 0 else "<" if value < 0 else "="
    broken = [word for word in words if word in SAID and not implies(known, SAID[word])]
    return value is None or not (broken or ("integer" in words and value.denominator > 1))


def outside(claim: Claim, point: dict[str, Fraction]) -> bool:
    """Whether exact numbers are none that letters stand for, or break a condition."""
    if not all(of_letter(value, claim.symbols.get(name, [])) for name, value in point.items()):
        return True
    return not all(allowed(relation, {text(["s", k]): v for k, v in point.items()}) for relation in claim.where)


def _refutes(claim: Claim, item: dict[str, Any]) -> bool:
    """Whether a counterexample is one, by exact numbers; False where it, or its domain, is not one of such."""
    if not (item["counterexample"] or item["gap"] or item["part"] == "check"):
        raise Wrong("a refutation without a counterexample")
    point = {k: Fraction(v) for k, v in (item["counterexample"] or {}).items() if NUMBER.fullmatch(str(v))}
    link = claim.row["steps"][item["position"] - 1] if item["part"] == "step" else None
    left, relation, right = [link[k] for k in ("before", "relation", "after")] if link else claim.row["statement"]
    said, at = ["==" if relation == "=" else relation, left, right], {text(["s", k]): v for k, v in point.items()}
    if outside(claim, point):
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
    rule, held, claim.argued = "use" if link["kind"] == "UseRule" else link["rule"], False, False
    refuted, place = said["verdict"] == "refuted", f"step {said['position']} ({link['rule']})"
    try:
        step(claim, link, below)
        held = True
    except Open:
        if link["hint"].get("checked"):
            raise Wrong(f"{place} was said to hold by what is known here") from None
    except Wrong as wrong:
        if not refuted:
            raise Wrong(f"{place}: {wrong}") from None
    if held and refuted:
        raise Wrong(f"{place} holds, and is called refuted")
    report.add_one(rule, held)
    report.argued += held and claim.argued
    return str(said["verdict"])


def _chain(claim: Claim, report: Report) -> None:
    """The steps lead from one side of the statement to the other."""
    steps, (left, relation, right) = claim.row["steps"], claim.row["statement"]
    if any(one["after"] != two["before"] for one, two in pairwise(steps)):
        raise Wrong("a step does not begin where the one before it ends")
    shown = {link["relation"] for link in steps}
    if relation not in shown or shown - {"=", relation, relation + "="}:
        raise Wrong("the relations of the steps do not give that of the statement")
    for end, side in ((steps[0]["before"], left), (steps[-1]["after"], right)):
        try:
            if end != side and not claim.same(end, side):
                raise Wrong("the proof does not reach both sides of the statement")
            claim.conditions(side)
        except Open:
            report.add_one("ends of a proof", held=False)


def check(document: dict[str, Any], report: Report | None = None) -> Report:
    """Look at a certificate again, and report beside what was found in others."""
    found, report = document.get("certificate", document), report or Report()
    schema, plain = found.get("schema"), {name: value for name, value in found.items() if name != "digest"}
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    if found.get("digest") != hashlib.sha256(canonical.encode()).hexdigest():
        report.wrong.append("the digest is that of another document")
    if schema == "lemmata.certificate/2":
        certificate(found, report)
    elif schema == "lemmata.exponents-certificate/3":
        try:
            Exponents(found, report).check()
        except Wrong as wrong:
            report.wrong.append(f"exponents: {wrong}")
    else:
        raise ValueError(f"{str(schema)[:60]} is no certificate of claims or of exponents")
    return report


def main() -> int:
    """Check the files that are named."""
    if not sys.argv[1:] or {"-h", "--help"} & {*sys.argv[1:]}:
        print(str(__doc__).strip() if sys.argv[1:] else "usage: lemmata-check CERTIFICATE.json [...] [--summary]")
        return 0 if sys.argv[1:] else 2
    files, report = [name for name in sys.argv[1:] if not name.startswith("-")], Report()
    for name in files:
        before = len(report.wrong)
        try:
            with open(name, encoding="utf-8") as file:
                check(json.load(file), report)
        except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as reason:
            print(f"lemmata-check: {name}: {type(reason).__name__}: {str(reason)[:200]}", file=sys.stderr)
            return 2
        report.wrong[before:] = [f"{name}: {words}" for words in report.wrong[before:]]
    report.grades = {} if "--summary" in sys.argv else report.grades
    print("\n".join(report.lines()))
    return 1 if report.wrong else 0 if files else 2


def script() -> None:
    """The command ``lemmata-check``."""
    sys.exit(main())


if __name__ == "__main__":
    script()
