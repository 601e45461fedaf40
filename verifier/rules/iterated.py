"""Sums and integrals over several letters, one after the other, and in another order where that is allowed.

What is innermost is replaced by its closed form, for every value of the letters outside, and so on outwards; what has
none stands as it is. Where this order leads nowhere, another is taken: neighbours change places,

    sum_j sum_{i<=j} = sum_i sum_{j>=i},      int dv int_{u<v} du = int du int_{v>u} dv,      sum int = int sum,

in finite sums always, and else where no term is negative (Tonelli) or all is absolutely convergent (Fubini; Rudin, Real
and Complex Analysis, theorem 8.8), which is owed.

>>> from sympy import Symbol, Sum, oo
>>> i, j, p = Symbol("i", integer=True), Symbol("j", integer=True), Symbol("p", positive=True)
>>> step = Step(Sum(p**i, (i, j, oo), (j, 1, oo)), "=", p/(1 - p)**2)
>>> same_in_some_order(step, Context(assumptions=(p < 1,))).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import islice, product

from sympy import Basic, Expr, Ge, Integral, Mul, Product, Sum, Symbol, oo, preorder_traversal

from lemmata.verifier.engines.binders import bounds_of, put_in, with_own_letters
from lemmata.verifier.obligation import Either, Finite, Holds, Obligation
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.obligations.discharge import discharge
from lemmata.verifier.rules.algebra import same_value, with_bare_sums
from lemmata.verifier.rules.integrals_in_closed_form import value_of_integral
from lemmata.verifier.rules.products_in_closed_form import closed_product
from lemmata.verifier.rules.sums_in_closed_form import closed_forms
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

_MOST_ORDERS, _MOST_FORMS = 6, 12
_NODES = (Sum, Integral, Product)


@dataclass(frozen=True)
class _Layer:
    """One letter that is summed or integrated over."""

    kind: type
    letter: Symbol
    low: Expr
    high: Expr

    @property
    def is_finite_sum(self) -> bool:
        return self.kind is Sum and oo not in (self.low, self.high) and -oo not in (self.low, self.high)


@dataclass(frozen=True)
class Form:
    """What an expression equals, and what that needs."""

    value: Expr
    owed: tuple[Obligation, ...] = ()
    cited: tuple[str, ...] = ()


def same_in_some_order(step: Step, context: Context) -> Finding:
    """Proved where both sides are the same in some order, the first whose conditions are known if there is one."""
    lefts, rights = (list(islice(_forms(side, context), _MOST_FORMS)) for side in (step.before, step.after))
    found = None
    for left, right in product(lefts, rights):
        if same_value(left.value, right.value, context.assumptions).verdict is Verdict.PROVED:
            owed, cited = (*left.owed, *right.owed), tuple(dict.fromkeys((*left.cited, *right.cited)))
            there = Finding(Verdict.PROVED, "in closed form, one after the other", cited=cited, owed=owed)
            if all(discharge(one, context).done for one in owed):
                return there
            found = found or there
    if found is not None:
        return found
    shortest = min((left.value for left in lefts), key=lambda one: (sum(map(one.count, _NODES)), str(one)))
    return Finding(Verdict.UNDECIDED, f"the left side is {shortest}")


def with_closed_forms(side: Expr, context: Context, moving: Set[Symbol] | None = None) -> Form:
    """An expression with its sums, products and integrals in closed form, as far as they have one.

    Args:
        side: the expression.
        context: its assumptions.
        moving: the letters of which one must occur in what is replaced; None for any.
    """
    found: dict[Basic, Form] = {}
    for node in outermost(side):
        if all(len(limit) == 3 for limit in node.limits) and (moving is None or node.free_symbols & moving):
            form = next(_orders(node, context))
            if not form.value.has(*_NODES):
                found[node] = form
    owed = tuple(one for form in found.values() for one in form.owed)
    cited = tuple(dict.fromkeys(name for form in found.values() for name in form.cited))
    return Form(put_in(side, {node: form.value for node, form in found.items()}), owed, cited)


def values_of_nests(step: Step, context: Context) -> dict[Basic, Expr]:
    """Closed forms of the sums and integrals over several letters on both sides, as far as all they owe is known."""
    nodes = (node for side in (step.before, step.after) for node in outermost(side))
    values: dict[Basic, Expr] = {}
    for node in (one for one in nodes if not isinstance(one, Product) and len(_layers(one)[0]) > 1):
        for form in islice(_forms(node, context), _MOST_FORMS):
            owed = (*conditions(node), *form.owed)
            if not form.value.has(Sum, Integral) and all(discharge(one, context).done for one in owed):
                values[node] = form.value
                break
    return values


def _forms(expression: Expr, context: Context) -> Iterator[Form]:
    """What the expression is, with its sums and integrals in some order and closed form."""
    nodes = list(outermost(expression))
    for chosen in product(*(list(_orders(node, context)) for node in nodes)):
        values = {node: form.value for node, form in zip(nodes, chosen, strict=True)}
        owed = tuple(one for form in chosen for one in form.owed)
        yield Form(expression.xreplace(values), owed, tuple(name for form in chosen for name in form.cited))


def outermost(expression: Expr) -> Iterator[Expr]:
    """The sums, products and integrals that are in no other one."""
    walk = preorder_traversal(expression)
    for node in walk:
        if isinstance(node, _NODES):
            walk.skip()
            yield node


def _orders(node: Expr, context: Context) -> Iterator[Form]:
    """The node in closed form as far as it has one, in its own order and in others."""
    if isinstance(node, Product):
        closed = closed_product(node, context) if len(node.limits) == 1 else None
        yield from () if closed is None else (Form(*closed),)
        yield Form(node)
        return
    layers, body = _layers(node)
    seen: list[tuple[_Layer, ...]] = [layers]
    waiting = [(layers, ())]
    while waiting and len(seen) <= _MOST_ORDERS:
        layers, owed = waiting.pop(0)
        for found in _collapsed(layers, body, context):
            yield replace(found, owed=(*owed, *found.owed))
        for place in range(len(layers) - 1):
            moved = _exchanged(*layers[place : place + 2])
            if moved is None or (new := (*layers[:place], *moved, *layers[place + 2 :])) in seen:
                continue
            seen.append(new)
            needed = () if all(one.is_finite_sum for one in moved) else (_may_exchange(layers, body),)
            waiting.append((new, (*owed, *needed)))


def _layers(node: Expr) -> tuple[tuple[_Layer, ...], Expr]:
    """What is summed and integrated over, outermost first, and the term."""
    node = with_own_letters(node)
    layers = tuple(_Layer(type(node), *limit) for limit in reversed(node.limits))
    body = node.function
    inside = [factor for factor in Mul.make_args(body) if factor.has(Sum, Integral)]
    if len(inside) == 1 and isinstance(inside[0], (Sum, Integral)):
        further, term = _layers(inside[0])
        rest = body / inside[0]
        outside = rest.free_symbols.union(
            *({one.letter} | one.low.free_symbols | one.high.free_symbols for one in layers)
        )
        if not outside & {one.letter for one in further}:
            return (*layers, *further), rest * term
    return layers, body


def _nest(layers: tuple[_Layer, ...], body: Expr) -> Expr:
    for one in reversed(layers):
        body = one.kind(body, (one.letter, one.low, one.high))
    return body


def _may_exchange(layers: tuple[_Layer, ...], body: Expr) -> Obligation:
    """No term is negative, or all is absolutely convergent."""
    under: list[Basic] = []
    names: dict[Symbol, Symbol] = {}
    for one in layers:
        (bound,) = bounds_of(one.kind(body, (one.letter, one.low.xreplace(names), one.high.xreplace(names))))
        names[one.letter] = bound.letter
        under += bound.range
    positive = Holds(Ge(body.xreplace(names), 0, evaluate=False), "no term is negative", tuple(under))
    sums = all(one.kind is Sum for one in layers)
    whole = _nest(layers, body)
    options = ((positive,), (Finite(whole, "it converges absolutely"),)) if sums else ((positive,),)
    return Either(whole, "the order does not matter", options=options)


def _exchanged(outer: _Layer, inner: _Layer) -> tuple[_Layer, _Layer] | None:
    """The same pairs with the other letter outside; None where that is not one range for each."""
    j, i = outer.letter, inner.letter
    moves_low, moves_high = inner.low.has(j), inner.high.has(j)
    if not (moves_low or moves_high):
        return inner, outer
    if outer.kind is not inner.kind or (moves_low and moves_high):
        return None
    closes = (0, -1) if inner.kind is Sum else (0,)
    if moves_high and not (shift := inner.high - j).has(j) and outer.low + shift - inner.low in closes:
        top = oo if outer.high is oo else outer.high + shift
        return replace(inner, high=top), replace(outer, low=i - shift)
    if moves_low and not (shift := inner.low - j).has(j):
        ends = {inner.high, outer.high} == {oo} or (oo not in (inner.high, outer.high) and
            inner.high - outer.high - shift in ((0, -1) if inner.kind is Sum else (0,)))  # fmt: skip
        bottom = -oo if outer.low == -oo else outer.low + shift
        return (replace(inner, low=bottom), replace(outer, high=i - shift)) if ends else None
    return None


def _collapsed(layers: tuple[_Layer, ...], body: Expr, context: Context) -> Iterator[Form]:
    """The nest of layers around a term in closed form, from inside."""
    if not layers:
        yield from islice(_forms(body, context), 1)
        return
    outer, *others = layers
    (bound,) = bounds_of(outer.kind(body, (outer.letter, outer.low, outer.high)))
    name = {outer.letter: bound.letter}
    inside = tuple(replace(one, low=one.low.xreplace(name), high=one.high.xreplace(name)) for one in others)
    there = replace(context, assumptions=(*context.assumptions, *bound.range))
    inner = next(_collapsed(inside, body.xreplace(name), there))
    owed = tuple(replace(one, under=(*bound.range, *one.under)) for one in inner.owed)
    node = outer.kind(inner.value, (bound.letter, outer.low, outer.high))
    for found in _closed(node, context):
        yield Form(found.value, (*owed, *found.owed), (*inner.cited, *found.cited))


def _closed(node: Expr, context: Context) -> Iterator[Form]:
    """One sum or integral in closed form, where it has one, its constant factors outside; and as it stands."""
    (letter, *ends), *around = node.limits
    if around:  # what is inside has no closed form, and SymPy writes both as one
        yield Form(node)
        return
    c, rest = node.function.as_independent(letter, as_Add=False)
    bare = node.func(rest, (letter, *ends))
    if isinstance(node, Sum):
        for value, how in closed_forms(bare, context):
            yield Form(c * value, how.owed, how.cited)
        yield Form(with_bare_sums(node))
        return
    found = value_of_integral(bare, context)
    yield Form(c * bare) if isinstance(found, str) else Form(c * found.value, found.owed, found.cited)
