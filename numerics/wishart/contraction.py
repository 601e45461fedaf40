r"""Moments of a Gaussian matrix X, its Gram matrix W = X'X and V = W^-1, in any product of traces with fixed matrices.

X has N independent rows N(0, C) in dimension d. A product of traces is a set of *tokens* (X, W, V), whose ends carry an
index of a row or of a column, and *wires*: every end is joined with another one by a product of fixed matrices. Taking
the mean joins the ends in another way, and what is left is a sum of products of closed loops, that is of traces of
words in the fixed matrices, C and C^-1:

* rows: X and O X have one law for orthogonal O, so that the row ends are paired and, apart from that, the column ends
  joined by W, with the Weingarten function of dimension N;
* W V = 1 where they touch;
* W alone: pairings with C and N^loops (Isserlis 1918);
* V alone: pairings with C^-1 and (-1)^k Wg(type; -g), g = N - d - 1, finite exactly when g > 2 (k - 1)
  (Letac and Massam 2004, Scand. J. Statist. 31; Matsumoto 2012, J. Theoret. Probab. 25);
* both: one W is integrated by parts, E W_ab F = N C_ab E F + C_a. E (dF), with dV = -V dW V, which leaves one W less.

>>> from fractions import Fraction
>>> trace = [("V", ("A",))]
>>> [(loops, value.at(Fraction(9), Fraction(2))) for loops, value in mean([trace], {"A": "A"}).terms.items()]
[((Loop(word=('(C^-1)', 'A'), room='col'),), Fraction(1, 6))]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from flint import fmpz_poly

from lemmata.numerics.errors import InputError
from lemmata.numerics.wishart.weingarten import Pairing, Type, at, common_denominator, neighbours, pairings, type_of

Atoms = tuple[str, ...]
COVARIANCE, PRECISION = "(C)", "(C^-1)"
COLUMN = "col"
MOST_TOKENS = 6
"""The largest degree: 10 395 pairings."""


class Loop(NamedTuple):
    """The trace of a word of fixed matrices; of the empty word, the size of the room that its index lives in."""

    word: Atoms
    room: str


Loops = tuple[Loop, ...]


class Key(NamedTuple):
    """One term of a coefficient: Wg(row type; N) N^power (-1)^k Wg(type; -g), k the size of the type."""

    rows: Type
    power: int
    type: Type


@dataclass
class Coefficient:
    """A rational function of N and d: whole multiples of its terms."""

    counts: dict[Key, int] = field(default_factory=dict)

    def at(self, rows: Any, size: Any) -> Any:
        """The value at N = ``rows`` and d = ``size``, elements of any field."""
        orders = self.row_order, self.order
        return self.numerator(rows, size, *orders) / denominator(rows, size, *orders)

    def numerator(self, rows: Any, size: Any, row_order: int, order: int) -> Any:
        """What the value is over the :func:`denominator` of these orders, in any ring."""
        along, across = common_denominator(row_order), common_denominator(order)
        grouped: dict[tuple[Type, int], fmpz_poly] = {}
        for key, count in self.counts.items():
            place = (key.rows, key.power)
            part = across.numerator(key.type) * (count if sum(key.type) % 2 == 0 else -count)
            grouped[place] = grouped.get(place, fmpz_poly([])) + part
        z, total = size + 1 - rows, rows * 0
        for (shape, power), polynomial in grouped.items():
            total = total + at(along.numerator(shape), rows) * rows**power * at(polynomial, z)
        return total

    @property
    def row_order(self) -> int:
        """The order of the Weingarten functions of the rows."""
        return max((sum(key.rows) for key in self.counts), default=0)

    @property
    def order(self) -> int:
        """The order of those of the inverses."""
        return max((sum(key.type) for key in self.counts), default=0)


def denominator(rows: Any, size: Any, row_order: int, order: int) -> Any:
    """The common denominator of coefficients of the given orders."""
    return common_denominator(row_order).value(rows) * common_denominator(order).value(size + 1 - rows)


@dataclass
class Mean:
    """A mean as a sum over products of loops.

    Attributes:
        terms: the coefficient of each product.
        order: the order k of the inverses that are left; the mean is finite for N - d - 1 > 2(k - 1).
    """

    terms: dict[Loops, Coefficient] = field(default_factory=dict)
    order: int = 0


class Token(NamedTuple):
    """A random matrix of a product: its kind (X, W or V) and its two ends; X has a row end and a column end."""

    kind: str
    first: int
    last: int


@dataclass(frozen=True)
class Wiring:
    """Tokens, the wire at each of their ends (the other end, and the word on the way to it), and closed loops."""

    tokens: tuple[Token, ...]
    wires: dict[int, tuple[int, Atoms]]
    rooms: Mapping[int, str]
    closed: Loops = ()

    def joined(self, one: int, other: int, word: Atoms, transposed: Mapping[str, str]) -> Wiring:
        """The indices at two ends are joined by a fixed word, read from the first to the second."""
        wires = dict(self.wires)
        near, before = wires.pop(one)
        if near == other:
            wires.pop(other)
            loop = Loop(word + flipped(before, transposed), self.rooms[one])
            return Wiring(self.tokens, wires, self.rooms, (*self.closed, loop))
        far, after = wires.pop(other)
        whole = flipped(before, transposed) + word + after
        wires[near], wires[far] = (far, whole), (near, flipped(whole, transposed))
        return Wiring(self.tokens, wires, self.rooms, self.closed)

    def without(self, *tokens: Token) -> Wiring:
        """Without some tokens, whose ends have been joined."""
        return Wiring(tuple(t for t in self.tokens if t not in tokens), self.wires, self.rooms, self.closed)

    def plus(self, token: Token) -> Wiring:
        """With one more token on open ends."""
        return Wiring((*self.tokens, token), self.wires, self.rooms, self.closed)


def flipped(word: Atoms, transposed: Mapping[str, str]) -> Atoms:
    """The transpose of a word."""
    return tuple(transposed.get(atom, atom) for atom in reversed(word))


def mean(traces: Sequence[Sequence[tuple[str, Atoms]]], transposed: Mapping[str, str]) -> Mean:
    """The mean of a product of traces.

    Args:
        traces: each a cyclic sequence of a token and the fixed word after it. Tokens are ``W``, ``V``, ``X`` and
            ``X'``; ``X:name`` and ``X':name`` are a block of rows of X (different blocks have no row in common).
        transposed: the transpose of each fixed atom; those not named are symmetric.

    Raises:
        InputError: beyond the largest degree.
    """
    used = {atom for trace in traces for _, word in trace for atom in word}
    pairs = sorted((atom, transposed.get(atom, atom)) for atom in used | {transposed.get(atom, atom) for atom in used})
    return _cached_mean(tuple(tuple(trace) for trace in traces), tuple(pairs))


@lru_cache(maxsize=64)
def _cached_mean(traces: tuple[tuple[tuple[str, Atoms], ...], ...], pairs: tuple[tuple[str, str], ...]) -> Mean:
    transposed = dict(pairs)
    found = Mean()
    for key, part in _rows_paired(_wired(traces, transposed), transposed):
        _mean(part, key, 1, transposed, found)
    return found


def _wired(traces: Sequence[Sequence[tuple[str, Atoms]]], transposed: Mapping[str, str]) -> Wiring:
    tokens: list[Token] = []
    wires: dict[int, tuple[int, Atoms]] = {}
    rooms: dict[int, str] = {}
    for trace in traces:
        ends: list[tuple[int, int]] = []
        for name, _ in trace:
            kind, _, block = name.partition(":")
            low = 2 * len(tokens)
            tokens.append(Token(kind[0], low, low + 1))
            rooms[low], rooms[low + 1] = (f"row {block}", COLUMN) if kind[0] == "X" else (COLUMN, COLUMN)
            ends.append((low + 1, low) if kind == "X'" else (low, low + 1))
        for k, (_, word) in enumerate(trace):
            here, there = ends[k][1], ends[(k + 1) % len(ends)][0]
            wires[here], wires[there] = (there, word), (here, flipped(word, transposed))
    if sum(1 if token.kind == "X" else 2 for token in tokens) > 2 * MOST_TOKENS:
        raise InputError("traces", len(tokens), f"at most degree {MOST_TOKENS}")
    return Wiring(tuple(tokens), wires, rooms)


def _rows_paired(wiring: Wiring, transposed: Mapping[str, str]) -> Iterator[tuple[Key, Wiring]]:
    """The mean over rotations of the rows: row ends paired, column ends joined by W."""
    rows = [token for token in wiring.tokens if token.kind == "X"]
    if len(rows) % 2:
        return
    every = list(pairings(len(rows)))
    for p in every:
        if any(wiring.rooms[rows[k].first] != wiring.rooms[rows[j].first] for k, j in enumerate(p)):
            continue
        paired = wiring.without(*rows)
        for k, j in enumerate(p):
            if k < j:
                paired = paired.joined(rows[k].first, rows[j].first, (), transposed)
        for q in every:
            part = paired
            for k, j in enumerate(q):
                if k < j:
                    part = part.plus(Token("W", rows[k].last, rows[j].last))
            yield Key(type_of(p, q) if rows else (), 0, ()), part


def _mean(wiring: Wiring, key: Key, sign: int, transposed: Mapping[str, str], found: Mean) -> None:
    """Add the mean of what is wired, times the term of a coefficient."""
    wiring = _cancelled(wiring, transposed)
    grams = [token for token in wiring.tokens if token.kind == "W"]
    inverses = [token for token in wiring.tokens if token.kind == "V"]
    if not (grams and inverses):
        _paired(wiring, key, sign, transposed, found)
        return
    first, *others = grams
    a, b = first.first, first.last
    rest = wiring.without(first)
    _mean(rest.joined(a, b, (COVARIANCE,), transposed), key._replace(power=key.power + 1), sign, transposed, found)
    for other in others:
        for u, v in ((other.first, other.last), (other.last, other.first)):
            part = rest.without(other).joined(a, u, (COVARIANCE,), transposed).plus(Token("W", v, b))
            _mean(part, key, sign, transposed, found)
    for inverse in inverses:
        for u, v in ((inverse.first, inverse.last), (inverse.last, inverse.first)):
            part = _led(rest.without(inverse).joined(b, v, (), transposed), a, transposed).plus(Token("V", u, a))
            _mean(part, key, -sign, transposed, found)


def _led(wiring: Wiring, end: int, transposed: Mapping[str, str]) -> Wiring:
    """The wire at an end led through C first."""
    wires = dict(wiring.wires)
    far, word = wires[end]
    if far != end:
        whole = (COVARIANCE, *word)
        wires[end], wires[far] = (far, whole), (end, flipped(whole, transposed))
    return Wiring(wiring.tokens, wires, wiring.rooms, wiring.closed)


def _cancelled(wiring: Wiring, transposed: Mapping[str, str]) -> Wiring:
    """W V = 1 wherever the two touch."""
    for gram in wiring.tokens:
        if gram.kind != "W":
            continue
        for near, away in ((gram.first, gram.last), (gram.last, gram.first)):
            end, word = wiring.wires[near]
            inverse = next((t for t in wiring.tokens if t.kind == "V" and end in (t.first, t.last)), None)
            if inverse is None or word:
                continue
            other = inverse.last if end == inverse.first else inverse.first
            part = wiring.without(gram, inverse)
            wires = {e: wire for e, wire in part.wires.items() if e not in (near, end)}
            part = Wiring(part.tokens, wires, part.rooms, part.closed)
            return _cancelled(part.joined(away, other, (), transposed), transposed)
    return wiring


def _paired(wiring: Wiring, key: Key, sign: int, transposed: Mapping[str, str], found: Mean) -> None:
    """All pairings of the ends of W, or of V."""
    inverse = any(token.kind == "V" for token in wiring.tokens)
    between = PRECISION if inverse else COVARIANCE
    ends = [end for token in wiring.tokens for end in (token.first, token.last)]
    place = {end: k for k, end in enumerate(ends)}
    wires = [(place[wiring.wires[end][0]], wiring.wires[end][1]) for end in ends]
    start = neighbours(len(ends))
    found.order = max(found.order, len(wiring.tokens) if inverse else 0)
    known: dict[Atoms, Atoms] = {}
    for pairing in pairings(len(ends)):
        kind = type_of(pairing, start) if ends else ()
        own = key._replace(type=kind) if inverse else key._replace(power=key.power + len(kind))
        words = [_least(word, transposed, known) for word in _traced(pairing, wires, between)]
        loops = sorted([*(Loop(word, COLUMN) for word in words), *_closed(wiring.closed, transposed, known)])
        counts = found.terms.setdefault(tuple(loops), Coefficient()).counts
        counts[own] = counts.get(own, 0) + sign


def _closed(loops: Loops, transposed: Mapping[str, str], known: dict[Atoms, Atoms]) -> Iterator[Loop]:
    """Loops in their least form; the room matters for an empty word only."""
    for word, room in loops:
        yield Loop(_least(word, transposed, known), COLUMN if word else room)


def _traced(pairing: Pairing, wires: Sequence[tuple[int, Atoms]], between: str) -> Iterator[Atoms]:
    """The closed words: along a wire, over a pair, along the next wire."""
    seen = [False] * len(pairing)
    for start in range(len(pairing)):
        word: Atoms = ()
        end = start
        while not seen[end]:
            far, on_the_way = wires[end]
            seen[end] = seen[far] = True
            word += (*on_the_way, between)
            end = pairing[far]
        if word:
            yield word


def _least(word: Atoms, transposed: Mapping[str, str], known: dict[Atoms, Atoms]) -> Atoms:
    """The least of the rotations of a word and of its transpose."""
    found = known.get(word)
    if found is None:
        back = flipped(word, transposed)
        turns = [w[k:] + w[:k] for w in (word, back) for k in range(len(word))]
        found = known[word] = min(turns, default=())
    return found
