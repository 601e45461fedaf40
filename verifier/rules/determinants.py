"""Identities of determinants, by the logarithm of both sides: equal slopes everywhere, and equal values at one place.

In direction H the logarithm of det M has the slope tr(inv(M) dM) (Jacobi; Horn and Johnson, Matrix Analysis, 0.8.10).
Some letters are moved, each to 0 or to 1. Where the slopes in all directions of these letters agree, the quotient of
both sides, a rational function of their entries that is neither zero nor without value at that place, does not depend
on them, and it is 1 there. Sums of logarithms are those of products.

>>> from lemmata.theory.notation import T, d
>>> from lemmata.theory.random_matrices import det, identity, matrix
>>> from lemmata.verifier.rules.matrix_identity import prove
>>> A, B = matrix("A", d, T), matrix("B", T, d)
>>> sylvester = Step(det(identity(d) + A * B), "=", det(identity(T) + B * A))
>>> same_determinants(sylvester, Context(), prove).detail
'equal where A = 0, B = 0, and equal slopes in the direction of each'
>>> same_determinants(Step(det(identity(d) + A * B), "=", det(identity(T) - B * A)), Context(), prove) is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sympy import Add, Dummy, Expr, Function, Integer, Mul, Pow, log

from lemmata.theory.random_matrices import (
    Determinant,
    Expectation,
    ExpectedMatrix,
    Identity,
    Letter,
    MatrixExpression,
    PseudoInverse,
    Zero,
)
from lemmata.theory.random_matrices.expressions import same_size
from lemmata.theory.random_matrices.trace import MatrixScalar
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.matrices.assumed import of_numbers
from lemmata.verifier.matrices.conditions import Invertible, NonzeroScalar, existence
from lemmata.verifier.matrices.elements import NoNormalForm
from lemmata.verifier.matrices.words import Words
from lemmata.verifier.obligation import Obligation
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

Place = dict[Letter, MatrixExpression]
Prover = Callable[[Step, Context], Finding]
_OVERLAPS = 20
_BEGINS = "the identity begins where it is not zero"


def same_determinants(step: Step, context: Context, prove: Prover) -> Finding | None:
    """An equation between scalars in which determinants occur, proved; otherwise None."""
    sides = (step.before, step.after)
    if not any(side.has(Determinant) for side in sides) or not all(map(_is_rational, sides)):
        return None
    free = replace(context, assumptions=of_numbers(context.assumptions))
    found = _same_products(step, free)
    if found is not None:
        return replace(found, owed=(*found.owed, *existence(context, *sides)))
    for place in _places(step):
        there = Step(step.before.xreplace(place), "=", step.after.xreplace(place))
        begun = _begun(there, free)
        if begun is not None and all(_same_slope(step, letter, free, prove) for letter in place):
            where = ", ".join(f"{letter} = {int(isinstance(value, Identity))}" for letter, value in place.items())
            detail = f"equal where {where}, and equal slopes in the direction of each"
            return Finding(Verdict.PROVED, detail, owed=(*existence(context, *sides), *begun))
    return None


def _is_rational(side: Expr) -> bool:
    """Whether a side is a rational function of the entries, or has logarithms of such."""
    functions = (node for node in side.atoms(Function) if node.has(MatrixExpression))
    powers = (node for node in side.atoms(Pow) if node.has(MatrixExpression))
    whole = all(isinstance(node, log) for node in functions) and all(node.exp.is_integer for node in powers)
    return whole and not side.has(Expectation, ExpectedMatrix, PseudoInverse)


def _same_products(step: Step, context: Context) -> Finding | None:
    """Whether the sides agree once determinants of products, multiples and inverses are taken apart."""
    try:
        found = same_value(_apart(step.before), _apart(step.after), context.assumptions)
    except NoNormalForm:
        return None
    return found if found.verdict is Verdict.PROVED else None


def _apart(side: Expr) -> Expr:
    words = Words()
    words.learn(side)
    words.complete(_OVERLAPS)
    return side.xreplace({node: words.scalar_expression(words.scalar(node)) for node in side.atoms(MatrixScalar)})


def _places(step: Step) -> Iterator[Place]:
    """Letters that are moved, to 0 or to 1: those that are not square, each alone, the square ones, all."""
    letters = sorted(step.before.atoms(Letter) | step.after.atoms(Letter), key=str)
    zeros: Place = {letter: Zero(*letter.shape) for letter in letters if letter.kind != "isometry"}
    ones: Place = {letter: Identity(letter.rows) for letter in zeros if same_size(*letter.shape)}
    flat = {letter: zero for letter, zero in zeros.items() if letter not in ones}
    singles = [{letter: value} for values in (zeros, ones) for letter, value in values.items()]
    yield from filter(None, (flat, *singles, ones, flat | ones, zeros))


def _begun(there: Step, context: Context) -> tuple[Obligation, ...] | None:
    """What it takes for both sides to have one value, not zero, at a place; None where they are not seen to agree."""
    factors = [factor for side in (there.before, there.after) for factor in _factors(side)]
    if None in factors or _same_products(there, context) is None:
        return None
    owed: dict[Obligation, None] = dict.fromkeys(existence(context, there.before, there.after))
    for factor in factors:
        number = factor if isinstance(factor, Determinant) else _apart(factor)
        if isinstance(number, Determinant):
            owed[Invertible(number.args[0], _BEGINS)] = None
        elif number.has(MatrixExpression):
            owed[NonzeroScalar(number, _BEGINS)] = None
        elif not (number.is_Symbol or number.is_zero is False):
            return None
    return tuple(owed)


def _factors(side: Expr) -> Iterator[Expr | None]:
    """What is multiplied on a side, or in the logarithms that are added on it; None for logarithms elsewhere."""
    terms = [Mul.make_args(part) for part in Add.make_args(side)]
    logarithms = [factor.args[0] for term in terms for factor in term if isinstance(factor, log)]
    for product in logarithms or [side]:
        yield from (None if factor.has(log) else factor.as_base_exp()[0] for factor in Mul.make_args(product))
    others = (factor for term in terms for factor in term if logarithms and not isinstance(factor, log))
    yield from (None for factor in others if factor.has(Determinant, log))


def _same_slope(step: Step, letter: Letter, context: Context, prove: Prover) -> bool:
    """Whether the logarithms of the sides have one slope in the direction of every matrix of the kind of a letter."""
    sides, name = (step.before, step.after), f"d{letter}"
    while name in map(str, step.before.atoms(Letter) | step.after.atoms(Letter)):
        name += "_"
    along = Dummy("t", real=True)
    direction = Letter(name, *letter.shape, "symmetric" if letter.is_symmetric_letter else "general")
    moved = {letter: letter + along * direction}
    try:
        slopes = [derivative(side.xreplace(moved), along).xreplace({along: Integer(0)}) for side in sides]
    except NotAlgebraic:
        return False
    weights = (1, 1) if any(side.has(log) for side in sides) else sides[::-1]
    gap = slopes[0] * weights[0] - slopes[1] * weights[1]
    return prove(Step(gap, "=", Integer(0)), context).verdict is Verdict.PROVED
