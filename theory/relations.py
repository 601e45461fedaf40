"""What a statement says of two expressions.

``equal(a, b)``, ``at_most(a, b)``, ``at_least(a, b)`` hold at every point of the domain, and so do the strict
``less_than(a, b)`` and ``greater_than(a, b)``, which oo < oo never does; ``tends(a, b)`` says that a
tends to b along a :class:`Path`; ``equivalent(a, b)`` says that b is the deterministic equivalent of the random or
expected quantity a: their difference is small beside b, uniformly in a :class:`Regime`. ``within(a, b, m)`` says that
|a - b| <= m at every point of the domain.

Unlike SymPy's relations these are stored as written: nothing is evaluated, moved or simplified.

>>> from lemmata.theory.notation import T, d
>>> equal(T - d, T - d)
T - d = T - d
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sympy import Abs, Basic, Expr, S, Symbol, latex, oo

from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import whole
from lemmata.theory.random_matrices.order import Ordered, alike

Relation = Literal["=", "<=", ">=", "<", ">", "->", "~"]
"""Equal, at most, at least, less, greater, tends to (along a path), deterministic equivalent."""

STRICT: frozenset[Relation] = frozenset({"<", ">"})
AT_POINTS: frozenset[Relation] = frozenset({"=", "<=", ">=", "<", ">"})
"""What holds or fails at a point."""

LINKS: Mapping[Relation, tuple[Relation, ...]] = {
    "=": ("=",),
    "<=": ("<=", "="),
    ">=": (">=", "="),
    "<": ("<", "<=", "="),
    ">": (">", ">=", "="),
    "->": ("->", "="),
    "~": ("~", "="),
}
"""What the links of a chain may be that shows a relation: itself, and whatever composes with it."""


def shown_by(links: Iterable[Relation]) -> Relation | None:
    """What a chain of such links shows of its two ends; None when they do not compose.

    >>> shown_by(["=", "<=", "="])
    '<='
    >>> shown_by(["<=", ">="]) is None
    True
    >>> shown_by(["<=", "<", "="])
    '<'
    """
    found = set(links)
    return next((relation for relation in LINKS if relation in found and found <= set(LINKS[relation])), None)


Side = Literal["above", "below", "both"]


@dataclass(frozen=True)
class Path:
    """How parameters move together in a limit; an integer variable runs through the integers.

    Attributes:
        variable: what moves.
        to: where it goes, ``oo``, ``-oo`` or a finite point.
        keeping: the leading order of the other parameters that move: ``{d: phi*T}`` is every sequence (of integers,
            when d is one) with d/T -> phi.
        side: from where a finite point is approached: ``"above"`` (where nothing is said), ``"below"`` or ``"both"``.
    """

    variable: Symbol
    to: Expr = oo
    keeping: Mapping[Symbol, Expr] = field(default_factory=dict)
    side: Side = "above"

    def __post_init__(self) -> None:
        object.__setattr__(self, "to", _expression(self.to))
        if self.side not in get_args(Side):
            raise InputError("side", self.side, '"above", "below" or "both"')

    def __hash__(self) -> int:
        return hash((self.variable, self.to, frozenset(self.keeping.items()), self.side))

    def __str__(self) -> str:
        kept = "".join(f", {symbol} = {value}" for symbol, value in self.keeping.items())
        side = "" if self.to.is_infinite else {"above": "+", "below": "-", "both": ""}[self.side]
        return f"{self.variable} -> {self.to}{side}{kept}"

    @property
    def moving(self) -> frozenset[Symbol]:
        """The symbols that move by themselves; what is defined by them moves with them."""
        return frozenset({self.variable, *self.keeping})


@dataclass(frozen=True)
class Regime:
    """Where an equivalence is uniform, for arbitrary fixed bounds 0 < a < b.

    T -> oo, every other size in [aT, bT]; numbers of generations at most b; ridges (or the renormalised ridge of a fit
    that has none) in [a, b]; ||Sigma|| <= b, noise levels in [0, b], w0 arbitrary. Inequalities between sizes or
    traces, or their ratios, hold with the margin a.

    Attributes:
        eigenvalues_bounded_below: whether the eigenvalues of the covariance are at least a.
    """

    eigenvalues_bounded_below: bool = False

    def __str__(self) -> str:
        return "with eigenvalues bounded below" if self.eigenvalues_bounded_below else "in proportion"

    def contains(self, other: Regime) -> bool:
        """Whether what holds in this regime holds in the other."""
        return other.eigenvalues_bounded_below or not self.eigenvalues_bounded_below


PROPORTIONAL = Regime()
"""Sizes in proportion, any eigenvalues."""
BOUNDED_BELOW = Regime(eigenvalues_bounded_below=True)
"""Sizes in proportion, eigenvalues of the covariance that stay away from zero."""


@dataclass(frozen=True)
class Statement:
    """``lhs relation rhs``, along ``path`` when the relation is ``->``, uniformly in ``regime`` when it is ``~``."""

    lhs: Basic
    relation: Relation
    rhs: Basic
    path: Path | None = None
    regime: Regime | None = None

    def __str__(self) -> str:
        along = f"   as {self.path}" if self.path else ""
        along += f"   {self.regime}" if self.regime == BOUNDED_BELOW else ""
        return f"{self.lhs} {self.relation} {self.rhs}{along}"

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        """What a notebook shows."""
        sign = {"<=": r"\leq", ">=": r"\geq", "->": r"\to", "~": r"\sim"}.get(self.relation, self.relation)
        return rf"$\displaystyle {latex(self.lhs)} {sign} {latex(self.rhs)}$"

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols of both sides."""
        return set(self.lhs.free_symbols) | set(self.rhs.free_symbols)


@dataclass(frozen=True, repr=False)
class Nearness(Statement):
    """``|l - r| <= m``, with the two ends that the distance is of."""

    ends: tuple[Expr, ...] = ()

    def __str__(self) -> str:
        return f"|{self.ends[0]} - ({self.ends[1]})| <= {self.rhs}"

    __repr__ = __str__


def within(lhs: Any, rhs: Any, remainder: Any) -> Statement:
    """The left side is within the remainder of the right side: |lhs - rhs| <= remainder, all defined and finite.

    As a statement it is the inequality, so that whatever proves, refutes and uses inequalities does so here.

    >>> from lemmata.theory.notation import T, d
    >>> within(d/(T - d - 1), d/T, 1)
    |d/(T - d - 1) - (d/T)| <= 1
    """
    left, right = _expression(lhs), _expression(rhs)
    return Nearness(Abs(left - right), "<=", _expression(remainder), ends=(left, right))


def equal(lhs: Any, rhs: Any) -> Statement:
    """The two sides are equal."""
    return _stated(lhs, "=", rhs)


def at_most(lhs: Any, rhs: Any) -> Statement:
    """The left side is at most the right side."""
    return _stated(lhs, "<=", rhs)


def at_least(lhs: Any, rhs: Any) -> Statement:
    """The left side is at least the right side."""
    return _stated(lhs, ">=", rhs)


def less_than(lhs: Any, rhs: Any) -> Statement:
    """The left side is strictly less than the right side."""
    return _stated(lhs, "<", rhs)


def greater_than(lhs: Any, rhs: Any) -> Statement:
    """The left side is strictly greater than the right side."""
    return _stated(lhs, ">", rhs)


def tends(lhs: Any, rhs: Any, along: Path) -> Statement:
    """The left side tends to the right side along the path."""
    return Statement(_expression(lhs), "->", _expression(rhs), along)


def equivalent(lhs: Any, rhs: Any, regime: Regime = PROPORTIONAL) -> Statement:
    """The right side is the deterministic equivalent of the left side: |lhs - rhs| <= eps(T) |rhs| in the regime.

    The null sequence eps depends on the bounds of the regime only.
    """
    return Statement(_expression(lhs), "~", _expression(rhs), regime=regime)


def _stated(lhs: Any, relation: Relation, rhs: Any) -> Statement:
    """A statement as written, but that 0 beside a matrix is the zero matrix; of matrices, <= is Loewner's order."""
    one, other = _expression(lhs), _expression(rhs)
    if (isinstance(one, Ordered) and other == 0) or (isinstance(other, Ordered) and one == 0):
        one, other = alike(one, other)
    return Statement(one, relation, other)


def _expression(value: Any) -> Basic:
    """Integers, of Python or of NumPy, as SymPy's; anything else must be an expression already."""
    number = None if isinstance(value, Basic) else whole(value)
    return value if number is None else S(number)
