"""An identity between matrix expressions, as rational expressions in their letters.

Two independent engines judge it. Both sides are brought to normal form in the free algebra modulo the relations of the
inverses that occur (:mod:`lemmata.verifier.matrices.words`): agreement there is a proof in every dimension. Beside it
both sides are evaluated at random matrices over a prime field in several admissible sizes
(:mod:`lemmata.verifier.matrices.field`), and at small integer matrices over the rationals, which is where
counterexamples come from.

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import design, gram, identity, inv
>>> X = design("X", T, d)
>>> S = gram(X)/T
>>> R = inv(S + ridge*identity(d))
>>> matrix_identity.judge(Step(S*R, "=", identity(d) - ridge*R), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> wrong = matrix_identity.judge(Step(S*R, "=", identity(d) + ridge*R), Context())
>>> wrong.verdict, wrong.counterexample["d"]
(<Verdict.REFUTED: 'refuted'>, '1')
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lemmata.theory.random_matrices import (
    Expectation,
    ExpectedMatrix,
    MatrixExpression,
    law_of,
)
from lemmata.verifier.matrices.conditions import FullRank, existence, full_ranks, splitting
from lemmata.verifier.matrices.elements import Element, NoNormalForm
from lemmata.verifier.matrices.field import Agreement, compare_in_field
from lemmata.verifier.matrices.matrix_refuter import refute_matrices
from lemmata.verifier.matrices.points import letters_in, letters_under_pinv, refute_at_large_sizes, same_shape
from lemmata.verifier.matrices.reciprocals import Reciprocals
from lemmata.verifier.matrices.reduction import COMPLETION, refute_by_means
from lemmata.verifier.matrices.words import Words
from lemmata.verifier.rules.determinants import same_determinants
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class MatrixIdentityRule(Rule):
    """Both sides are equal for all matrices of the shapes and kinds that their letters have."""

    name = "matrix identity"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved by normal form, refuted by a small exact point, otherwise tested at random points of a prime field."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        if not same_shape(step):
            return Finding(Verdict.UNDECIDED, "the two sides have different shapes")
        proof = prove(step, context)
        if step.before.has(Expectation, ExpectedMatrix) or step.after.has(Expectation, ExpectedMatrix):
            return proof if proof.verdict is Verdict.PROVED else _between_expectations(proof, step, context)
        found = refute_matrices(step, context)
        agreement = compare_in_field(step, context)
        if found is not None and any(
            isinstance(owed, FullRank) and _is_free(owed.subject, context) for owed in proof.owed
        ):
            return found  # the proof owes a rank that the counterexample has not
        if found is not None or agreement.differed:
            return _not_an_identity(proof, found, agreement)
        if proof.verdict is Verdict.PROVED:
            return _confirmed(proof, agreement)
        if any(_is_free(letter, context) for letter in letters_under_pinv(step)):
            return Finding(Verdict.UNDECIDED, f"holds at full rank only, as far as was seen; {proof.detail}")
        if not letters_in(step):
            return replace(proof, detail=f"no matrices, and points of numbers show nothing here; {proof.detail}")
        return refute_at_large_sizes(step, context) or _tested(proof, agreement)


def _is_free(letter: Any, context: Context) -> bool:
    """Whether a letter may be any matrix of its kind."""
    return law_of(letter, context.laws) is None


def prove(step: Step, context: Context) -> Finding:
    """Proved when the normal forms agree; otherwise undecided, with what is left of the difference.

    Least is owed when means are compared whole and pseudo-inverses of letters without a law are left as they are.
    Where that does not do, means are split into those of their words, and pseudo-inverses opened by their shape.
    """
    reason = ""
    for words in (
        WholeMeans(context.assumptions, context.laws),
        Words(context.assumptions, context.laws),
        Words(context.assumptions),
        Reciprocals(context.assumptions),
    ):
        try:
            left, before = _difference(words, step)
        except NoNormalForm as failure:
            reason = f"no normal form: {failure}"
            continue
        if not left:
            return _proved(words, before, step, context)
        reason = f"the normal forms differ by {words.shown(left)}"
    return same_determinants(step, context, prove) or Finding(Verdict.UNDECIDED, reason)


class WholeMeans(Words):
    """Words in which a mean is one letter, known by the normal form of its integrand."""

    def expectation(self, element: Element) -> Element:
        """The mean of a scalar as a letter of its own."""
        name = f"E({self.shown(element)})"
        self.letters[name] = frozenset()
        self.meaning[name] = Expectation(self.scalar_expression(element))
        return {(((name, 1),), ()): self.field.one}


def _difference(words: Words, step: Step) -> tuple[Element, Element]:
    """The difference of the two normal forms, completed as far as is needed, and the first of them."""
    words.learn(step.before, step.after)
    for pairs in COMPLETION:
        words.complete(pairs)
        before, after = (_normal(words, side) for side in (step.before, step.after))
        left = words.difference(before, after)
        if left and isinstance(words, Reciprocals) and not words.cleared(left):
            left = {}
        if not left or not words.overlapping:
            break
    return ({} if left and isinstance(step.before, MatrixExpression) and _vanishes(words, step, left) else left), before


def _vanishes(words: Words, step: Step, left: Element) -> bool:
    """Whether a square matrix is zero because M left M' is, for one of the matrices M that are inverted in it."""
    rows, cols = step.before.rows, step.before.cols
    inverted = {atom for _, word in left for atom in word if atom in words.inside_inverse}
    return rows == cols and any(
        not words.reduce(words.product(words.product(M, left), words.transpose(M)))
        for atom in inverted
        if words.shape[atom][0] == rows
        for M in (words.inside_inverse[atom],)
    )


def _proved(words: Words, form: Element, step: Step, context: Context) -> Finding:
    sides = (step.before, step.after)
    owed = (*existence(context, *sides), *full_ranks(words.full_rank))
    if not isinstance(words, WholeMeans):
        owed += splitting(context, *sides)
    detail = f"same normal form in the free algebra, in every dimension{ranks(words)}: {words.shown(form)}"
    return Finding(Verdict.PROVED, detail, certificate={"normal form": words.shown(form)}, owed=owed)


def ranks(words: Words) -> str:
    """Which letters were taken to be of full rank, for the reader."""
    names = ", ".join(sorted(map(str, words.full_rank)))
    return f", {names} of full rank" if names else ""


def _normal(words: Words, side: Any) -> Element:
    return words.matrix(side) if isinstance(side, MatrixExpression) else words.scalar(side)


def _between_expectations(proof: Finding, step: Step, context: Context) -> Finding:
    try:
        return refute_by_means(step, context) or proof
    except NoNormalForm:
        return proof


def _not_an_identity(proof: Finding, found: Finding | None, agreement: Agreement) -> Finding:
    if proof.verdict is Verdict.PROVED:
        where = found.detail if found is not None else f"sizes {', '.join(agreement.sizes)}"
        return Finding(Verdict.UNDECIDED, f"two engines contradict each other: {proof.detail}, but not at {where}")
    if found is not None:
        return found
    return Finding(
        Verdict.UNDECIDED,
        f"not an identity between free letters (modulo {agreement.prime}), but no counterexample was found; "
        f"{proof.detail}",
    )


def _confirmed(proof: Finding, agreement: Agreement) -> Finding:
    if not agreement.agreed:
        return proof
    sizes = ", ".join(agreement.sizes)
    detail = f"{proof.detail}; agrees at {agreement.agreed} random points modulo {agreement.prime}, sizes {sizes}"
    return replace(proof, detail=detail, points=agreement.agreed)


def _tested(proof: Finding, agreement: Agreement) -> Finding:
    if not agreement.agreed:
        return Finding(Verdict.UNDECIDED, f"{proof.detail}; no admissible point could be evaluated")
    sizes = ", ".join(agreement.sizes)
    return Finding(
        Verdict.TESTED,
        f"agrees at random matrices over a prime field (p = {agreement.prime}) for the sizes {sizes} only, "
        f"each wrong with probability at most {agreement.error_probability:.1e} (Schwartz-Zippel); {proof.detail}",
        certificate={"prime": str(agreement.prime), "sizes": list(agreement.sizes)},
        points=agreement.agreed,
        error_probability=agreement.error_probability,
    )


matrix_identity = MatrixIdentityRule()
