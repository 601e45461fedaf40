"""The equations among the assumptions: a definition such as df1 = tr Sigma (Sigma + kappa)^-1, or ridge = 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def without_irrational(
    parts: Sequence[Basic], first: int = 0, given: Mapping[Symbol, Expr] | None = None
) -> Iterator[tuple[list[Basic], Mapping[Symbol, Expr]]]:
    """Some parts without the letters that equations among them give by roots and functions, and what these are.

    No point has a rational value for such a letter. In the place of its equation stands that its value has its sign; an
    equation with two roots gives the parts for each.

    >>> from sympy import sqrt
    >>> x, y = Symbol("x", positive=True), Symbol("y", real=True)
    >>> [*without_irrational([x + y, Eq(x, sqrt(2) * y)])]
    [([y + sqrt(2)*y, sqrt(2)*y > 0], {x: sqrt(2)*y})]
    >>> [there for there, _ in without_irrational([y, Eq(y**2, 2)])]
    [[sqrt(2), 2 >= 0], [-sqrt(2), 2 >= 0]]
    """
    given = given or {}
    for place in range(first, len(parts)):
        for letter, values in _irrational(parts[place]):
            branches = [[put_in(part, {letter: value}) for part in parts] for value in values]
            for value, there in zip(values, branches, strict=True):
                there[place] = _of_its_sign(letter, value)
            if any(letter in part.free_symbols for there in branches for part in there):
                continue  # under a binder that catches its value
            for value, there in zip(values, branches, strict=True):
                earlier = {one: put_in(of, {letter: value}) for one, of in given.items()}
                yield from without_irrational(there, place + 1, {**earlier, letter: value})
            return
    yield list(parts), given


def _irrational(relation: Basic) -> Iterator[tuple[Symbol, tuple[Expr, ...]]]:
    """A real letter that may be any number of its sign, with its values where these have roots or functions."""
    if not isinstance(relation, Eq):
        return
    for letter, value in (relation.args, relation.args[::-1]):
        free = isinstance(letter, Symbol) and letter not in value.free_symbols and _is_any_of_its_sign(letter)
        if free and any(map(_has_no_rational, preorder_traversal(value))):
            yield letter, (value,)
    letters = sorted(relation.free_symbols, key=str)
    above, below = sympy.fraction(sympy.together(relation.lhs - relation.rhs))
    degrees = {x: sympy.degree(above, x) if above.is_polynomial(x) and not below.has(x) else 0 for x in letters}
    for x in letters if 1 not in degrees.values() else ():
        if degrees[x] == 2 and _is_any_of_its_sign(x):
            a, b, c = sympy.Poly(above, x).all_coeffs()
            if a.is_number:
                root = sympy.sqrt(sympy.expand((b / (2 * a)) ** 2 - c / a))
                yield x, (root - b / (2 * a), -root - b / (2 * a))


def _is_any_of_its_sign(letter: Symbol) -> bool:
    known = bool(letter.is_real and not letter.is_zero) and not own(letter).empty
    return known and all(name == "zero" for name, _ in own(letter).tests)


def _has_no_rational(node: Basic) -> bool:
    if isinstance(node, Pow):
        return not node.exp.is_integer
    return isinstance(node, (NumberSymbol, Function)) and not isinstance(node, AppliedUndef)


def _of_its_sign(letter: Symbol, value: Expr) -> Basic:
    """That the value has the sign of the letter; and, where that has none, that there is one."""
    kinds = {"positive": Gt, "negative": Lt, "nonnegative": Ge, "nonpositive": Le, "nonzero": Ne}
    signs = (kind(value, 0, evaluate=False) for name, kind in kinds.items() if getattr(letter, f"is_{name}"))
    return next(signs, Ge(value**2, 0, evaluate=False))
