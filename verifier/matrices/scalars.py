"""Scalars of the free algebra: traces become words, other scalars rational functions or letters of their own.

Field operations are carried out in Q(d, T, sigma, ...). A scalar that is not rational there (a square root, an unknown
function, a sum over generations) becomes a letter, keyed by its normal form, so that an identity proved with it holds
whatever it stands for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Expr

from lemmata.theory.random_matrices import Expectation, Letter, MatrixExpression, SquaredNorm, Trace
from lemmata.verifier.matrices.elements import NoNormalForm

if TYPE_CHECKING:
    from lemmata.verifier.matrices.elements import Element
    from lemmata.verifier.matrices.words import Words

_LARGEST_POWER = 12


def scalar_element(words: Words, expr: Expr) -> Element:
    """The normal form of a scalar expression, as a sum of monomials."""
    if not expr.has(MatrixExpression, sympy.Sum):
        rational = _rational(words, expr)
        if rational is not None:
            return rational
    if isinstance(expr, Trace):
        return words.trace(words.matrix(expr.args[0]), expr.args[0].rows)
    if isinstance(expr, SquaredNorm):
        return scalar_element(words, expr.as_trace())
    if isinstance(expr, Expectation):
        return words.expectation(scalar_element(words, expr.args[0]))
    if expr.is_Add:
        return words.sum(scalar_element(words, part) for part in expr.args)
    if expr.is_Mul:
        product: Element = {((), ()): words.field.one}
        for part in expr.args:
            product = words.product(product, scalar_element(words, part))
        return product
    if expr.is_Pow:
        return _power(words, expr.base, expr.exp)
    if isinstance(expr, sympy.Sum):
        return _sum(words, expr)
    if expr.has(MatrixExpression):
        raise NoNormalForm(f"{expr.func.__name__} of a random matrix has no normal form")
    return _letter(words, expr, 1)


def _rational(words: Words, expr: Expr) -> Element | None:
    try:
        value: Any = words.number(expr)
    except NoNormalForm:
        return None
    return {((), ()): value} if value else {}


def _letter(
    words: Words, meaning: Expr, power: int, *, name: str = "", letters: frozenset[Letter] | None = None
) -> Element:
    """A scalar that is a letter of its own; it is as random as the matrices in it."""
    name = name or str(meaning)
    if words.meaning.setdefault(name, meaning) != meaning:
        raise NoNormalForm(f"two different scalars are written {name}")
    words.letters[name] = frozenset(meaning.atoms(Letter)) if letters is None else letters
    return {(((name, power),) if power else (), ()): words.field.one}


def _power(words: Words, base: Expr, exponent: Expr) -> Element:
    if not exponent.is_Rational:
        return _letter(words, base**exponent, 1)
    if not exponent.is_Integer:
        whole, left = divmod(int(exponent.p), int(exponent.q))
        root = _letter(words, base ** sympy.Rational(1, exponent.q), left)
        return words.product(_power(words, base, sympy.Integer(whole)), root)
    inside = scalar_element(words, base)
    if not inside and exponent < 0:
        raise NoNormalForm(f"division by {base}, which is zero")
    if exponent > 0 and exponent <= _LARGEST_POWER:
        result: Element = {((), ()): words.field.one}
        for _ in range(int(exponent)):
            result = words.product(result, inside)
        return result
    if len(inside) == 1:
        [((monomial, _), value)] = inside.items()
        return {(tuple((name, power * int(exponent)) for name, power in monomial), ()): value ** int(exponent)}
    return _denominator(words, inside, int(exponent))


def _denominator(words: Words, inside: Element, exponent: int) -> Element:
    """A power of a sum with letters in it: a letter, made monic so that multiples of one sum agree."""
    lead = max(inside)
    value = inside[lead]
    monic = words.scaled(inside, 1 / value)
    meaning, letters = words.scalar_expression(monic), words.letters_in(monic)
    root = _letter(words, meaning, exponent, name=f"({words.shown(monic)})", letters=letters)
    return words.scaled(root, value**exponent)


def _sum(words: Words, expr: sympy.Sum) -> Element:
    """A sum over an index: coefficients that do not contain the index are taken out, the rest is a letter."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        return _letter(words, expr, 1)
    index, low, high = expr.limits[0]
    total: Element = {}
    for (monomial, _), value in scalar_element(words, expr.function).items():
        constant, varying = sympy.sympify(words.field.to_sympy(value)).as_independent(index, as_Add=False)
        term = words.shown({(monomial, ()): words.number(varying)})
        if re.search(rf"\b{re.escape(str(index))}\b", term):
            body = words.scalar_expression({(monomial, ()): words.number(varying)})
            whole = _letter(
                words,
                sympy.Sum(body, (index, low, high)),
                1,
                name=f"Sum[{term}, {index}={low}..{high}]",
                letters=words.letters_in({(monomial, ()): value}),
            )
        else:
            whole = words.product(scalar_element(words, high - low + 1), {(monomial, ()): words.number(varying)})
        total = words.sum([total, words.scaled(whole, words.number(constant))])
    return total
