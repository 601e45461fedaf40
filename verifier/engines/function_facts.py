"""Signs of logarithms, sines and other functions, where their argument is known to lie in a range that gives one.

>>> from sympy import Symbol, pi
>>> beta = Symbol("beta", positive=True)
>>> function_facts((1/sin(pi/beta),), lambda relation: relation in (pi/beta > 0, pi/beta < pi))
(1 - sin(pi/beta)**2 >= 0, sin(pi/beta) > 0)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from sympy import (
    Basic,
    Expr,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Pow,
    binomial,
    cos,
    coth,
    exp,
    factorial,
    gamma,
    log,
    pi,
    sin,
    sinh,
    tanh,
    zeta,
)

Known = Callable[[Basic], bool]


def function_facts(expressions: Sequence[Basic], known: Known) -> tuple[Basic, ...]:
    """What is known of the functions that occur; ``known`` says whether a relation holds on the domain."""
    kinds = tuple(_FACTS)
    none: set[Expr] = set()
    found = reduce(lambda nodes, expression: nodes | expression.atoms(*kinds), expressions, none)
    return tuple(fact for node in sorted(found, key=str) for fact in _FACTS[node.func](node, node.args[0], known))


def _between(low: Expr | int, argument: Expr, high: Expr | int, known: Known) -> bool:
    return known(Gt(argument, low)) and known(Lt(argument, high))


def _of_sin(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """At most 1 in size; positive on (0, pi), negative on (-pi, 0) and (pi, 2 pi); zero at multiples of pi only."""
    yield from _of_cos(node, argument, known)
    if _between(0, argument, pi, known):
        yield Gt(node, 0, evaluate=False)
    elif _between(-pi, argument, 0, known) or _between(pi, argument, 2 * pi, known):
        yield Lt(node, 0, evaluate=False)
    elif known(Ge(argument, 0)) and known(Le(argument, pi)):
        yield Ge(node, 0, evaluate=False)
    elif _between(0, argument, 2 * pi, known) and known(Ne(argument, pi)):
        yield Ne(node, 0, evaluate=False)


def _of_cos(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """At most 1 in size; positive on (-pi/2, pi/2), 1 and -1 at multiples of pi only."""
    yield Ge(1 - node**2, 0, evaluate=False)
    if node.func is cos and _between(-pi / 2, argument, pi / 2, known):
        yield Gt(node, 0, evaluate=False)
    elif node.func is cos and _between(-pi, argument, pi, known):
        yield Gt(node, -1, evaluate=False)
    if node.func is cos and (_between(0, argument, 2 * pi, known) or _between(-2 * pi, argument, 0, known)):
        yield Lt(node, 1, evaluate=False)


def _of_log(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    if known(Gt(argument, 1)):
        yield Gt(node, 0, evaluate=False)
    elif known(Ge(argument, 1)):
        yield Ge(node, 0, evaluate=False)
    elif _between(0, argument, 1, known):
        yield Lt(node, 0, evaluate=False)
    elif known(Gt(argument, 0)) and known(Le(argument, 1)):
        yield Le(node, 0, evaluate=False)


def _of_power(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """Beside 1, by the sides of its base and of its exponent, which is any but a number."""
    base, exponent = node.as_base_exp()
    if exponent.is_number or not known(Ge(base, 0)):
        return
    rises = known(Gt(exponent, 0))
    if rises or (known(Gt(base, 0)) and known(Lt(exponent, 0))):
        if known(Gt(base, 1)):
            yield (Gt if rises else Lt)(node, 1, evaluate=False)
        elif known(Lt(base, 1)):
            yield (Lt if rises else Gt)(node, 1, evaluate=False)


def _of_gamma(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """Never zero; positive for a positive argument, then alternating between its poles."""
    if known(Gt(argument, 0)):
        yield Gt(node, 0, evaluate=False)
    elif _between(-1, argument, 0, known):
        yield Lt(node, 0, evaluate=False)
    else:
        yield Ne(node, 0, evaluate=False)


def _of_factorial(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    if known(Ge(argument, 0)):
        yield Gt(node, 0, evaluate=False)


def _of_binomial(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """Positive for 0 <= k <= n."""
    if known(Ge(node.args[1], 0)) and known(Ge(argument - node.args[1], 0)):
        yield Gt(node, 0, evaluate=False)


def _of_zeta(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    """Above its first term 1; of Hurwitz' function positive, because its terms are."""
    if known(Gt(argument, 1)) and all(known(Gt(first, 0)) for first in node.args[1:]):
        yield Gt(node, 0 if node.args[1:] else 1, evaluate=False)


def _of_tanh(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    yield Lt(node, 1, evaluate=False)
    yield Gt(node, -1, evaluate=False)


def _odd(node: Expr, argument: Expr, known: Known) -> Iterator[Basic]:
    if known(Gt(argument, 0)):
        yield Gt(node, 1 if node.func is coth else 0, evaluate=False)
    elif known(Lt(argument, 0)):
        yield Lt(node, -1 if node.func is coth else 0, evaluate=False)


_FACTS: dict[type[Expr], Callable[[Expr, Expr, Known], Iterator[Basic]]] = {
    sin: _of_sin,
    cos: _of_cos,
    log: _of_log,
    exp: _of_power,
    Pow: _of_power,
    gamma: _of_gamma,
    factorial: _of_factorial,
    binomial: _of_binomial,
    zeta: _of_zeta,
    sinh: _odd,
    tanh: _of_tanh,
    coth: _odd,
}
