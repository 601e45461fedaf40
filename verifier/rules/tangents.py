"""Inequalities by tangents: a convex function is at least its tangent anywhere, so that sums of it are bounded.

For exp, powers and -log, and any place v of their domain (Hardy, Littlewood and Polya, theorem 98)

    exp u >= exp(v) (1 + u - v),    log v + 1 - v/u <= log u <= log v + u/v - 1,    u^p >= v^p + p v^(p-1) (u - v)

(the last turned round for 0 <= p <= 1; u, v positive but for exp). With one v for all terms of a sum this is Jensen's
inequality, with any weights, and Gibbs'; v is taken among the arguments that occur. Terms of finite sums are bounded
one by one. What is left is compared by normal forms, with the equations of the assumptions put in.

>>> from sympy import Symbol, log
>>> p, q = Symbol("p", positive=True), Symbol("q", positive=True)
>>> by_tangents(p*log(p/q) - p + q, ())
True
>>> by_tangents(p*log(p/q) - p + q/2, ()), by_tangents(p*log(p/q) - p, ())
(False, False)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy
from sympy import Add, Basic, Dummy, Eq, Expr, Gt, Integer, Mul, Pow, Product, Sum, exp, log, oo

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.positivity import visible_signs
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value, with_bare_sums
from lemmata.verifier.rules.sums_in_order import spread
from lemmata.verifier.verdict import Verdict

_MOST_PLACES = 8
_INDEX = Dummy("i", integer=True)


def by_tangents(f: Expr, where: Sequence[Basic]) -> bool:
    """Whether f >= 0 follows from tangents of the logarithms, exponentials or powers in it, at one place each time."""
    f, facts = with_one_index(f), tuple(map(with_one_index, where))
    if any(_settled(below, facts) for below in _by_one_logarithm(f, facts)):
        return True
    for kind in (log, exp, Pow):
        if f.has(kind) and any(_settled(below, facts) for below in _bounds(f, kind, facts)):
            return True
    return False


def _by_one_logarithm(f: Expr, where: tuple[Basic, ...]) -> Iterator[Expr]:
    """What sum c w log A is at least, where f is one: sum c w (1 - 1/A), for weights w >= 0 and c > 0.

    Logarithms, and what stands beside them, are put into one: k log u + v is c log(u^(k/c) exp(v/c)). So the mean of g
    by weights p is at most their divergence from q and the logarithm of the mean of exp(g) by q (Donsker and Varadhan).
    """
    for total in spread(f, where, lambda one: decided(one, where).answer == "proved"):
        index, *ends = total.limits[0]
        for one in where:
            weights = next((side for side in one.args if isinstance(side, Sum)), None) if isinstance(one, Eq) else None
            if weights is None or list(weights.limits[0][1:]) != ends:
                continue
            weight = weights.function.xreplace({weights.limits[0][0]: index})
            terms = Add.make_args(sympy.expand_mul(sympy.expand_mul(total.function) / weight))
            logs = [(term / node, node) for term in terms for node in Mul.make_args(term) if isinstance(node, log)]
            beside = Add(*(term for term in terms if not any(isinstance(node, log) for node in Mul.make_args(term))))
            if not logs or not visible_signs(weight, where) <= {0, 1} or any(c.has(log) for c, _ in logs):
                continue
            for c in dict.fromkeys(c for c, _ in logs if visible_signs(c, where) == {1} and not c.has(index)):
                inverse = Mul(*(node.args[0] ** (-k / c) for k, node in logs), exp(sympy.expand_mul(-beside / c)))
                bare = sympy.powsimp(sympy.expand_mul(weight * inverse))
                yield Sum(c * weight, (index, *ends)) - Sum(c * bare, (index, *ends))


def _settled(below: Expr, where: tuple[Basic, ...]) -> bool:
    """Whether what is left is not negative, with the sums put in that the assumptions give a value."""
    known = _known_sums(where)
    try:
        left = put_in(_counted(with_one_index(with_bare_sums(below))), known)
        if same_value(left, Integer(0), where).verdict is Verdict.PROVED:
            return True
    except NotAlgebraic:
        return False
    return visible_signs(left, where) <= {0, 1}


def _known_sums(where: tuple[Basic, ...]) -> dict[Basic, Basic]:
    known: dict[Basic, Basic] = {}
    for one in where:
        if isinstance(one, Eq):
            known |= {
                with_one_index(total): value for total, value in (one.args, one.args[::-1]) if isinstance(total, Sum)
            }
    return known


def with_one_index(f: Any) -> Any:
    """Sums in an expression or a relation have one letter, but for sums of sums."""
    single = [
        total for total in f.atoms(Sum, Product) if len(total.limits) == 1 and not total.function.has(Sum, Product)
    ]
    letters = {total: total.limits[0][0] for total in single}
    return f.xreplace(
        {t: t.func(t.function.xreplace({i: _INDEX}), (_INDEX, *t.limits[0][1:])) for t, i in letters.items()}
    )


def _counted(f: Expr) -> Expr:
    """A sum of ones is their number: that no range is reversed is owed by whoever states it."""
    ones = (total for total in f.atoms(Sum) if total.function == 1 and len(total.limits) == 1)
    return f.xreplace({total: total.limits[0][2] - total.limits[0][1] + 1 for total in ones})


def _bounds(f: Expr, kind: type, where: tuple[Basic, ...]) -> Iterator[Expr]:
    """What f is at least, by tangents at each of some places; of logarithms one tangent, the other, or both."""
    for v in _places(f, kind, where):
        for tangents in ((True,), (False,), (True, False)) if kind is log else ((True, False),):
            below = _Tangents(kind, v, where, tangents).below(f)
            if below != f:
                yield below


def _places(f: Expr, kind: type, where: tuple[Basic, ...]) -> list[Expr]:
    nodes = [node for node in f.atoms(kind) if not isinstance(node, Pow) or not node.exp.is_Integer]
    arguments = sorted((node.args[0] for node in nodes), key=sympy.default_sort_key)
    means = list(_means(f, kind, where))
    if kind is exp:
        return list(dict.fromkeys([*arguments, Integer(0), *means]))[:_MOST_PLACES]
    known = sorted((total.function for one in where for total in one.atoms(Sum)), key=sympy.default_sort_key)
    found = [*([Integer(1), *(1 / u for u in arguments if not u.has(_INDEX))] if kind is log else []), *arguments]
    found += known if kind is log else [u / len(u.args) for u in arguments if isinstance(u, Add)]
    found = [*found[: _MOST_PLACES - len(means)], *means]
    return [v for v in dict.fromkeys(found) if _positive(v, where)][:_MOST_PLACES]


def _means(f: Expr, kind: type, where: tuple[Basic, ...]) -> Iterator[Expr]:
    """The arithmetic means of arguments, with the sums put in that the assumptions give a value."""
    known = _known_sums(where)
    for total in sorted(f.atoms(Sum), key=str):
        for node in sorted(total.function.atoms(kind), key=str):
            if node.has(_INDEX) and not (isinstance(node, Pow) and node.exp.is_Integer):
                every = Sum(node.args[0], *total.limits)
                yield known.get(every, every) / (total.limits[0][2] - total.limits[0][1] + 1)


def _positive(v: Expr, where: tuple[Basic, ...]) -> bool:
    return (
        sign(v) == {1} or visible_signs(v, where) == {1} or decided(Gt(v, 0, evaluate=False), where).answer == "proved"
    )


@dataclass(frozen=True)
class _Tangents:
    """The functions of one kind by their tangents at one place.

    Attributes:
        kind: of the functions.
        place: where the tangents touch.
        where: what is assumed.
        sides: whether bounds from above (True) and from below (False) are put in.
    """

    kind: type
    place: Expr
    where: tuple[Basic, ...]
    sides: tuple[bool, ...]

    def below(self, f: Expr) -> Expr:
        """What f is at least."""
        return self.bound(f, up=False)

    def bound(self, f: Expr, *, up: bool) -> Expr:
        """A bound of f from below, or from above: of each function by the sign of its coefficient."""
        weights: dict[Expr, Expr] = {}
        parts: list[Expr] = []
        for term in Add.make_args(sympy.expand_mul(f)):
            factors = [factor for factor in Mul.make_args(term) if self.varies(factor)]
            if len(factors) == 1 and isinstance(factors[0], (self.kind, Sum)):
                weights[factors[0]] = weights.get(factors[0], Integer(0)) + term / factors[0]
            else:
                parts.append(term)
        for node, weight in weights.items():
            signs = visible_signs(weight, self.where)
            one_sided = signs <= {0, 1} or signs <= {-1, 0}
            parts.append(weight * (self.of_node(node, up == (signs <= {0, 1})) if one_sided else node))
        return Add(*parts)

    def varies(self, factor: Expr) -> bool:
        """Whether a factor has a function of the kind that is no number, or power of one."""
        return any(node.args[0].free_symbols for node in factor.atoms(self.kind))

    def of_node(self, node: Expr, up: bool) -> Expr:
        """A bound of a function or of a finite sum; itself, where there is none."""
        if isinstance(node, Sum):
            if oo in node.limits[0] or len(node.limits) > 1:
                return node
            inside = replace(self, where=tuple(one for one in self.where if not one.has(node.limits[0][0])))
            return Sum(inside.bound(node.function, up=up), node.limits[0])
        u, v = node.args[0], self.place
        if u in (v, 1 / v) or not u.free_symbols or up not in self.sides or (v.has(_INDEX) and not u.has(_INDEX)):
            return node
        if self.kind is exp:
            return node if up else exp(v) * (1 + u - v)
        if self.kind is log:
            at_v = sympy.expand_log(log(v)) if isinstance(v, Pow) and v.base.is_number else log(v)
            return at_v + u / v - 1 if up else at_v + 1 - v / u
        return self.of_power(node, up)

    def of_power(self, node: Expr, up: bool) -> Expr:
        """A power that is convex, for a bound from below, or concave, for one from above."""
        (u, p), v = node.args, self.place
        bend = visible_signs(p * (p - 1), self.where)
        if p.is_Integer or not bend <= ({-1, 0} if up else {0, 1}) or not _positive(u, self.where):
            return node
        return v**p + p * v ** (p - 1) * (u - v)
