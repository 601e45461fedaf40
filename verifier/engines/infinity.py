"""Which terms can be oo: means, infinite sums and integrals, and what is made of these; everything else is finite.

>>> from sympy import Sum, Symbol, oo
>>> i, x = Symbol("i", integer=True, positive=True), Symbol("x", real=True)
>>> may_be_infinite(x + Sum(1/i, (i, 1, oo))), may_be_infinite(x + Sum(1/i, (i, 1, 9)))
(True, False)
"""

from __future__ import annotations

from sympy import Add, Basic, Integral, Mul, Pow, Product, Sum, oo
from sympy.core.function import Application
from sympy.core.relational import Relational

from lemmata.theory.random_matrices import Expectation


def may_be_infinite(node: Basic) -> bool:
    """Whether the value can be oo."""
    if isinstance(node, (Expectation, Integral)) or node is oo or getattr(node, "may_be_infinite", False):
        return True
    if isinstance(node, (Sum, Product)):
        return any(oo in limit for limit in node.limits) or may_be_infinite(node.function)
    if isinstance(node, Pow):
        return not node.exp.is_negative and may_be_infinite(node.base)
    return isinstance(node, (Add, Mul, Application)) and any(may_be_infinite(part) for part in node.args)


def can_be_subtracted(relation: Basic) -> bool:
    """Whether a relation says something of the difference of its sides: x + oo <= y + oo says nothing of x and y."""
    return not (isinstance(relation, Relational) and all(may_be_infinite(side) for side in relation.args))
