"""The equations among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy
from sympy import Basic, Eq, Expr, Function, Ge, Gt, Le, Lt, Ne, NumberSymbol, Pow, Symbol, preorder_traversal
from sympy.core.function import AppliedUndef

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.own_assumptions import own


def equations(assumptions: Iterable[Basic]) -> dict[Symbol, Expr]:
    """The assumptions of the form symbol = expression, later ones written in terms of earlier ones."""
    found: dict[Symbol, Expr] = {}
    for relation in assumptions:
        if isinstance(relation, sympy.Eq) and isinstance(relation.lhs, Symbol):
            found[relation.lhs] = relation.rhs
    return found


def opened(expression: Expr, assumptions: Iterable[Basic]) -> Expr:
    """The expression with every defined symbol replaced by what it stands for, except where a letter is bound."""
    defined = equations(assumptions)
    for _ in range(len(defined)):
        replaced = put_in(expression, defined)
        if replaced == expression:
            break
        expression = replaced
    return expression


def without_irrational(parts: Sequence[Basic]) -> tuple[list[Basic], dict[Symbol, Expr]]:
    """Some parts without the letters that equations among them give by roots and functions, and what these are.

    No point has a rational value for such a letter. In the place of its equation stands that its value has its sign.

    >>> from sympy import sqrt
    >>> x, y = Symbol("x", positive=True), Symbol("y", real=True)
    >>> without_irrational([x + y, Eq(x, sqrt(2) * y)])
    ([y + sqrt(2)*y, sqrt(2)*y > 0], {x: sqrt(2)*y})
    """
    found, given = list(parts), dict[Symbol, Expr]()
    for place in range(len(found)):
        for letter, value in _irrational(found[place]):
            there = [put_in(part, {letter: value}) for part in found]
            there[place] = _of_its_sign(letter, value)
            if not any(letter in part.free_symbols for part in there):  # nor under a binder that catches its value
                found, given = there, {**{one: put_in(of, {letter: value}) for one, of in given.items()}, letter: value}
                break
    return found, given


def _irrational(relation: Basic) -> Iterator[tuple[Symbol, Expr]]:
    """A real letter that may be any number of its sign, with its value where that has roots or functions."""
    for letter, value in (relation.args, relation.args[::-1]) if isinstance(relation, Eq) else ():
        free = isinstance(letter, Symbol) and letter.is_real and not letter.is_zero and letter not in value.free_symbols
        signed = free and not own(letter).empty and all(name == "zero" for name, _ in own(letter).tests)
        if signed and any(map(_has_no_rational, preorder_traversal(value))):
            yield letter, value


def _has_no_rational(node: Basic) -> bool:
    if isinstance(node, Pow):
        return not node.exp.is_integer
    return isinstance(node, (NumberSymbol, Function)) and not isinstance(node, AppliedUndef)


def _of_its_sign(letter: Symbol, value: Expr) -> Basic:
    """That the value has the sign of the letter; and, where that has none, that there is one."""
    kinds = {"positive": Gt, "negative": Lt, "nonnegative": Ge, "nonpositive": Le, "nonzero": Ne}
    signs = (kind(value, 0, evaluate=False) for name, kind in kinds.items() if getattr(letter, f"is_{name}"))
    return next(signs, Ge(value**2, 0, evaluate=False))
