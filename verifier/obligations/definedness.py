"""When a term has a value: the conditions at every node, with the binders above it.

Terms are partial. a/b owes b != 0, a root its radicand, a logarithm its argument, a sum bounds that are integers with
a <= b + 1 and a body that is defined for every index in the range, an inverse that the matrix is invertible, a mean
that what it averages is not negative by structure, or integrable. The conditions are those of the term as stored; of
an instance they are taken before its values are put in.

Every term has a finite value but for sums, integrals and means of what is not negative, whose value lies in [0, oo]:
oo may be added to what is finite or +oo, and multiplied by what is positive. Anything else owes that they are finite.

>>> from lemmata.theory.notation import T, d
>>> from sympy import Symbol, Sum, sqrt
>>> [owed.condition for owed in conditions(sqrt(T - d - 1)/(d - 3))]
['d - 3 != 0', 'T - d - 1 >= 0']
>>> j = Symbol("j", integer=True)
>>> [owed.condition for owed in conditions(Sum(1/j, (j, 1, d)))]
['d + 1 >= 1', 'j != 0 for j >= 1, j <= d']
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from sympy import (
    Abs,
    Add,
    Basic,
    Contains,
    Derivative,
    Expr,
    Function,
    Ge,
    Gt,
    Integer,
    Integral,
    Le,
    Lt,
    Max,
    Min,
    Mod,
    Mul,
    Ne,
    NumberSymbol,
    Or,
    Piecewise,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    asinh,
    atan,
    cos,
    cosh,
    dirichlet_eta,
    erf,
    erfc,
    exp,
    oo,
    sech,
    sign,
    sin,
    sinh,
    tanh,
)
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.functions.elementary.integers import RoundFunction
from sympy.logic.boolalg import Boolean, BooleanAtom

from lemmata.theory.random_matrices import (
    Determinant,
    Eigenvalue,
    Expectation,
    ExpectedMatrix,
    Identity,
    Inverse,
    Letter,
    MatrixExpression,
    SquaredNorm,
    Trace,
    Zero,
)
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.engines.binders import Bound, bounds_of, renamed
from lemmata.verifier.engines.infinity import may_be_infinite
from lemmata.verifier.engines.signs import nonnegative_scalar
from lemmata.verifier.engines.signs import sign as sign_of
from lemmata.verifier.matrices.conditions import Invertible, MeanExists, MeanFinite, NonzeroScalar, Symmetric
from lemmata.verifier.obligation import Defined, Either, Finite, Holds, Obligation, OfKind
from lemmata.verifier.obligations.functions import DOMAINS

_TOTAL = (
    exp,
    sin,
    cos,
    sinh,
    cosh,
    tanh,
    atan,
    asinh,
    sech,
    erf,
    erfc,
    dirichlet_eta,
    Abs,
    Max,
    Min,
    sign,
    RoundFunction,
    AppliedUndef,
)
_KINKED = (Abs, Max, Min, sign, RoundFunction)
_STRICT: dict[type, Callable[..., Basic]] = {Ge: Gt, Le: Lt}


@dataclass(frozen=True)
class _Place:
    """Where a node stands.

    Attributes:
        above: the letters that are bound there, outermost first.
        finite: whether its value must be finite.
        smooth: the symbols with respect to which it is differentiated.
    """

    above: tuple[Bound, ...] = ()
    finite: bool = False
    smooth: frozenset[Symbol] = frozenset()

    def holds(self, relation: Basic, why: str) -> Obligation:
        return Holds(renamed(relation, self.above), why, self._ranges())

    def owes(self, make: Callable[..., Obligation], term: Basic, why: str, **more: Any) -> Obligation:
        return make(renamed(term, self.above), why, self._ranges(), **more)

    def inside(self, relation: Basic, why: str) -> Obligation:
        """The relation; near the point as well where it is differentiated by a symbol in it."""
        strict = _STRICT.get(type(relation)) if self.moves(relation) else None
        return self.holds(strict(*relation.args, evaluate=False) if strict else relation, why)

    def moves(self, term: Basic) -> bool:
        """Whether a term is one of those with respect to which is differentiated, or has one in it."""
        return bool(self.smooth & term.free_symbols)

    def _ranges(self) -> tuple[Basic, ...]:
        return tuple(relation for bound in self.above for relation in bound.range)


@lru_cache(maxsize=16384)
def conditions(term: Basic, *, finite: bool = False) -> tuple[Obligation, ...]:
    """What a term owes to have a value, innermost first; a finite one, if wanted."""
    return tuple(dict.fromkeys(_walk(term, _Place(finite=finite))))


def _walk(node: Basic, place: _Place) -> Iterator[Obligation]:
    if isinstance(node, (Letter, Identity, Zero)):
        yield from _of_a_size(node, place)
        return
    if isinstance(node, (Rational, NumberSymbol, Symbol, BooleanAtom)):
        return
    if node in (oo, -oo):
        if place.finite or node is not oo:
            yield place.holds(Relational(node, 0, "==", evaluate=False), "no number")
        return
    if isinstance(node, (Relational, Boolean)):
        yield from _all(node.args, _at(place, finite=isinstance(node, Boolean) and place.finite))
        return
    for kind, rule in _RULES:
        if isinstance(node, kind):
            yield from rule(node, place)
            return
    yield from _quantity(node, place)


def _at(place: _Place, *, finite: bool = True) -> _Place:
    return _Place(place.above, finite, place.smooth)


def _all(parts: tuple[Basic, ...], place: _Place) -> Iterator[Obligation]:
    for part in parts:
        yield from _walk(part, place)


def _sum(node: Add, place: _Place) -> Iterator[Obligation]:
    """Finite terms, and such as can be +oo only."""
    for part in node.args:
        yield from _walk(part, place)


def _product(node: Mul, place: _Place) -> Iterator[Obligation]:
    """One factor may be oo where the product of the others is positive."""
    infinite = [part for part in node.args if may_be_infinite(part)]
    others = node.func(*(part for part in node.args if part not in infinite))
    for part in node.args:
        if part not in infinite:
            yield from _walk(part, _at(place))
    if len(infinite) == 1 and not place.finite and sign_of(others) == {1}:
        yield from _walk(infinite[0], place)
        return
    for part in infinite:
        yield from _walk(part, _at(place, finite=False))
        alone = len(infinite) == 1 and not place.finite and not sign_of(others) <= {-1, 0}
        finite = place.owes(Finite, part, "a factor")
        if not alone:
            yield finite
        else:
            yield place.owes(
                Either, part, "0*oo has no value", options=((place.holds(Gt(others, 0), "its factor"),), (finite,))
            )


def _power(node: Pow, place: _Place) -> Iterator[Obligation]:
    base, exponent = node.args
    yield from _all(node.args, _at(place))
    if isinstance(exponent, Integer):
        if exponent < 0 and base.has(MatrixExpression):
            yield place.owes(NonzeroScalar, base, "a denominator")
        elif exponent < 0:
            yield place.holds(Ne(base, 0, evaluate=False), "a denominator")
    elif isinstance(exponent, Rational):
        strict = exponent < 0 or place.moves(base)
        yield place.holds((Gt if strict else Ge)(base, 0, evaluate=False), "a radicand")
    elif sign_of(base) != {1}:
        yield _general_power(base, exponent, place)


def _general_power(base: Expr, exponent: Expr, place: _Place) -> Obligation:
    """A positive base; or one that is not negative, the exponent positive; or an integer for an exponent."""
    why = "the base of a power"
    whole = place.owes(OfKind, exponent, why, kind="integer")
    at_least_zero = (place.holds(Ge(base, 0, evaluate=False), why), place.holds(Gt(exponent, 0, evaluate=False), why))
    options = (
        (place.holds(Gt(base, 0, evaluate=False), why),),
        *(() if place.moves(base) else (at_least_zero,)),  # beside zero there are negative numbers
        (whole, place.holds(Ne(base, 0, evaluate=False), why)),
        (whole, place.holds(Ge(exponent, 0, evaluate=False), why)),
    )
    return place.owes(Either, base**exponent, why, options=options)


def _total(node: Function, place: _Place) -> Iterator[Obligation]:
    yield from _all(node.args, _at(place))
    if isinstance(node, _KINKED) and place.moves(node):
        parts = node.args if isinstance(node, (Max, Min)) else (node.args[0], Integer(0))
        for index, part in enumerate(parts):
            for other in parts[index + 1 :]:
                yield place.holds(Ne(part, other, evaluate=False), f"{node.func.__name__} has a kink")


def _remainder(node: Mod, place: _Place) -> Iterator[Obligation]:
    """The remainder of a division, which jumps: it has no derivative."""
    yield from _all(node.args, _at(place))
    yield place.holds(Ne(node.args[1], 0, evaluate=False), "a modulus")
    if place.moves(node):
        yield place.owes(Defined, node, "a remainder jumps")


def _on_domain(node: Function, place: _Place) -> Iterator[Obligation]:
    yield from _all(node.args, _at(place))
    for relation, why in DOMAINS[node.func](*node.args):
        yield place.inside(relation, why)


def _gathered(node: Sum | Product, place: _Place) -> Iterator[Obligation]:
    """Bounds that are integers, a <= b + 1; the body for every index; an infinite sum of what is not negative."""
    above, infinite = place.above, False
    for index, *ends in reversed(node.limits):
        outer = _Place(above, True, place.smooth)
        for end in ends:
            if end is oo:
                infinite = True
                continue
            yield from _walk(end, outer)
            if end.is_integer is not True:
                yield outer.owes(OfKind, end, f"a bound of {index}", kind="integer")
        if len(ends) == 2 and oo not in ends:
            yield outer.holds(Ge(ends[1] + 1, ends[0], evaluate=False), f"the range of {index} is not reversed")
        above = (*above, *bounds_of(node.func(node.function, (index, *ends)), above))
    if any(end.free_symbols & place.smooth for limit in node.limits for end in limit[1:]):
        yield place.owes(Defined, node, "its bounds move with what it is differentiated by")
    finite = place.finite or isinstance(node, Product) or not may_be_infinite(node.function)
    yield from _walk(node.function, _Place(above, finite, place.smooth))
    if infinite:
        yield from _infinite(node, place, above)


def _infinite(node: Any, place: _Place, above: tuple[Bound, ...]) -> Iterator[Obligation]:
    if place.finite or isinstance(node, Product) or place.moves(node):
        yield place.owes(Finite, node, f"an infinite {type(node).__name__.lower()}")
    else:
        yield from _not_negative_or_finite(node, place, above, "an infinite sum")


def _not_negative_or_finite(node: Any, place: _Place, above: tuple[Bound, ...], why: str) -> Iterator[Obligation]:
    """Where no term is negative the value lies in [0, oo]."""
    if not sign_of(renamed(node.function, above)) <= {0, 1}:
        kept = _Place(above).holds(Ge(node.function, 0, evaluate=False), "its terms")
        yield place.owes(Either, node, why, options=((kept,), (place.owes(Finite, node, why),)))


def _integral(node: Integral, place: _Place) -> Iterator[Obligation]:
    above = place.above
    for letter, *ends in reversed(node.limits):
        outer = _Place(above, True, place.smooth)
        yield from _all(tuple(end for end in ends if end not in (oo, -oo)), outer)
        if len(ends) == 2:
            yield outer.holds(Ge(ends[1], ends[0], evaluate=False), "an integral runs forwards")
        above = (*above, *bounds_of(node.func(node.function, (letter, *ends)), above))
    yield from _walk(node.function, _Place(above, False, place.smooth))
    if place.finite:
        yield place.owes(Finite, node, "an integral")
    else:
        yield from _not_negative_or_finite(node, place, above, "an integral")


def _derivative(node: Derivative, place: _Place) -> Iterator[Obligation]:
    """The function is defined near the point, and differentiable: its conditions hold strictly."""
    yield from _walk(node.expr, _Place(place.above, True, place.smooth | frozenset(node.variables)))


def _eigensum(node: EigenSum, place: _Place) -> Iterator[Obligation]:
    yield from _walk(node.summand, _Place((*place.above, *bounds_of(node, place.above)), True, place.smooth))


def _piecewise(node: Piecewise, place: _Place) -> Iterator[Obligation]:
    """Every condition, and each branch where it is taken, of which there is one everywhere."""
    before: list[Basic] = []
    for value, condition in node.args:
        yield from _walk(condition, _at(place))
        taken = (*(~other for other in before), condition)
        for owed in _walk(value, _at(place)):
            known = tuple(renamed(relation, place.above) for relation in taken if relation not in (True,))
            yield type(owed)(**{**owed.__dict__, "under": (*owed.under, *known)})
        before.append(condition)
    if Or(*before) is not sympy.true:
        yield place.holds(Or(*before), "a branch applies")


def _mean(node: Expectation | ExpectedMatrix, place: _Place) -> Iterator[Obligation]:
    """What is averaged has a value almost surely, and is not negative by structure, or integrable."""
    yield from _walk(node.args[0], _at(place))
    if not place.finite and isinstance(node, Expectation) and nonnegative_scalar(node.args[0]):
        return
    yield place.owes(MeanFinite if place.finite or isinstance(node, ExpectedMatrix) else MeanExists, node, "a mean")


def _counted(number: Any, least: int, node: Basic, place: _Place) -> Iterator[Obligation]:
    """A whole number, so large at least."""
    if not number.is_integer:
        yield place.owes(OfKind, number, f"a size of {node}", kind="integer")
    if not (number - least).is_nonnegative:
        yield place.holds(Ge(number, least, evaluate=False), f"a size of {node}")


def _of_a_size(node: Letter | Identity | Zero, place: _Place) -> Iterator[Obligation]:
    """Whole numbers of rows and columns, one or more."""
    for size in dict.fromkeys(node.shape):
        yield from _counted(size, 1, node, place)
    if isinstance(node, Letter) and node.kind == "isometry":
        yield place.holds(Ge(node.rows, node.cols), "columns are orthonormal")


def _inverse(node: Inverse, place: _Place) -> Iterator[Obligation]:
    yield from _all(node.args, _at(place))
    yield place.owes(Invertible, node.args[0], "it is inverted")


def _eigenvalue(node: Eigenvalue, place: _Place) -> Iterator[Obligation]:
    """One of a symmetric matrix, from the first to the last."""
    matrix, index = node.args
    yield from _walk(matrix, _at(place))
    yield place.owes(Symmetric, matrix, "its eigenvalues are ordered")
    yield place.holds(Ge(index, 1, evaluate=False), "the place of an eigenvalue")
    yield place.holds(Le(index, matrix.rows, evaluate=False), "the place of an eigenvalue")


def _parts(node: Basic, place: _Place) -> Iterator[Obligation]:
    yield from _all(node.args, _at(place))


def _quantity(node: Basic, place: _Place) -> Iterator[Obligation]:
    """A quantity says itself where it has a value, and where a finite one."""
    defined = getattr(node, "defined_where", None)
    if defined is None:
        yield place.owes(Defined, node, f"nothing is known of {type(node).__name__}")
        return
    yield from _all(tuple(part for part in node.args if isinstance(part, Expr) and part is not oo), _at(place))
    for relation in defined:
        if isinstance(relation, Contains):
            yield from _counted(relation.args[0], relation.args[1].inf, node, place)
        else:
            yield place.inside(relation, f"where {type(node).__name__} has a value")
    for relation in node.finite_where if place.finite and getattr(node, "may_be_infinite", False) else ():
        yield place.holds(relation, f"where {type(node).__name__} is finite")


_RULES: tuple[tuple[Any, Callable[[Any, _Place], Iterator[Obligation]]], ...] = (
    (Add, _sum),
    (Mul, _product),
    (Pow, _power),
    (Mod, _remainder),
    (tuple(DOMAINS), _on_domain),
    (Piecewise, _piecewise),
    ((Sum, Product), _gathered),
    (Integral, _integral),
    (Derivative, _derivative),
    (EigenSum, _eigensum),
    ((Expectation, ExpectedMatrix), _mean),
    (Inverse, _inverse),
    (Eigenvalue, _eigenvalue),
    ((Determinant, Trace, SquaredNorm, MatrixExpression), _parts),
    (_TOTAL, _total),
)
