r"""Integration by parts in Gaussian rows (Stein's identity), on words that may hold resolvents of X.

For independent rows N(0, Sigma) and f smooth with E |df| finite, E X_ia f = sum_b Sigma_ab E df/dX_ib. The rule does it
for the first X that stands openly in each mean (:mod:`lemmata.theory.random_matrices.gaussian_calculus`), and compares
with the other side of the step by normal forms. Inverses that depend on X are c + k X'X or c + k XX' with c > 0 and
k >= 0, which is owed: they and their derivatives are bounded, so that every word is integrable.

Inverses of X'X or XX' themselves are not bounded. Words that hold them are rational functions of every entry of X; if
a derivative in that entry is integrable, it is so on almost every line, where the word then has no pole, and there the
identity of one variable holds. So it is owed that each entry of each derivative is integrable, and each product that
is integrated: they are read off from words with free matrices between the rows, and between the columns, that meet.

Other designs with independent Gaussian rows are held fixed: the identity holds given them. Inverses of such a sum may
have their Gram matrices too, c + k X'X + l Y'Y, and every inverse in which they stand owes the same.

C. M. Stein, Ann. Statist. 9 (1981). For S = X'X/T and R = (S + ridge)^-1, with SR = 1 - ridge R:

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import E, GaussianRows, covariance, design, gram, identity, inv, tr
>>> X, Sigma = design("X", T, d), covariance("Sigma", d)
>>> S = gram(X)/T
>>> R = inv(S + ridge*identity(d))
>>> context = Context(laws=(GaussianRows(X, Sigma),))
>>> after = E(tr(Sigma*R)) - E(tr(S*R)*tr(Sigma*R))/T - E(tr(Sigma*R*S*R))/T
>>> stein(X).judge(Step(E(tr(S*R)), "=", after), context).verdict
<Verdict.PROVED: 'proved'>
>>> wrong = E(tr(Sigma*R)) - E(tr(S*R)*tr(Sigma*R))/T
>>> stein(X).judge(Step(E(tr(S*R)), "=", wrong), context).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sympy import Expr, Ge, Gt, Integer

from lemmata.theory.random_matrices import (
    Expectation,
    GaussianRows,
    Letter,
    MatrixExpression,
    Transpose,
    identity,
    law_of,
)
from lemmata.theory.random_matrices.gaussian_calculus import (
    NotByParts,
    by_parts,
    inverses_of,
    opened_at,
    stands_openly,
    words,
)
from lemmata.verifier.matrices.conditions import MeanFinite, existence
from lemmata.verifier.matrices.moments import free_letter
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.rules.matrix_identity import prove
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SteinRule(Rule):
    """One integration by parts in the rows of a Gaussian design."""

    name = "Stein's identity"
    version = 2

    def __init__(self, design: Letter) -> None:
        self.design = design

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when integrating by parts leads from one side to the other."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        reason = f"{self.design} does not stand openly in a mean"
        try:
            for one, other in ((step.before, step.after), (step.after, step.before)):
                for means in _choices(one, self.design):
                    found = self.moved(means, one, other, context)
                    if found.verdict is Verdict.PROVED:
                        return found
                    reason = found.detail
        except NotByParts as failure:
            return Finding(Verdict.UNDECIDED, str(failure))
        return Finding(Verdict.UNDECIDED, reason)

    def moved(self, means: list[Expectation], one: Any, other: Any, context: Context) -> Finding:
        """Whether integrating these means by parts leads from one side to the other."""
        covariance = covariance_of(self.design, context)
        designs = (self.design, *_held_fixed(means, self.design, context))
        problem = next(filter(None, (foreign(mean, designs, context) for mean in means)), "")
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        by = {mean: by_parts(mean, self.design, covariance) for mean in means}
        found = prove(Step(one.xreplace(by), "=", other), context)
        regular = (part for mean in means for part in self.regular(mean, designs))
        owed = (*found.owed, *existence(context, one), *regular)
        return replace(found, detail=f"by parts in {self.design}: {found.detail}", owed=tuple(dict.fromkeys(owed)))

    def regular(self, mean: Expectation, designs: Sequence[Letter]) -> Iterator[Obligation]:
        """What it takes for a mean to be integrated by parts: bounded inverses, or derivatives that are integrable."""
        singular = [matrix for matrix, parts in _inverted(mean, designs) if parts and () not in parts]
        yield from bounded(mean, designs, singular)
        if singular:
            rows = free_letter(identity(self.design.rows), mean.atoms(Letter))
            cols = free_letter(identity(self.design.cols), {rows, *mean.atoms(Letter)})
            for part in (opened_at(mean, self.design, cols, (rows,)), by_parts(mean, self.design, cols, (rows,))):
                for one in sorted(part.atoms(Expectation), key=str):
                    yield MeanFinite(one, "a derivative, entry by entry")


def covariance_of(design: Letter, context: Context) -> MatrixExpression:
    """The covariance of a row of a Gaussian design.

    Raises:
        NotByParts: when the letter has another law, or none.
    """
    law = law_of(design, context.laws)
    if not isinstance(law, GaussianRows):
        raise NotByParts(f"{design} is not known to have Gaussian rows")
    return law.covariance


def foreign(expression: Expr, designs: Sequence[Letter], context: Context) -> str:
    """Which letter of an expression is random beside the designs, if any."""
    others = sorted(expression.atoms(Letter) - {*designs}, key=str)
    found = next((letter for letter in others if law_of(letter, context.laws) is not None), None)
    return "" if found is None else f"{found} is random as well"


def _held_fixed(means: list[Expectation], design: Letter, context: Context) -> list[Letter]:
    """The other designs with Gaussian rows of a fixed covariance; a member of the same family may be the design."""
    others = {letter for mean in means for letter in mean.atoms(Letter) if letter.name != design.name}
    laws = {letter: law_of(letter, context.laws) for letter in sorted(others, key=str)}
    return [
        letter for letter, law in laws.items()
        if isinstance(law, GaussianRows) and not foreign(law.covariance, (), context)
    ]  # fmt: skip


def bounded(
    expression: Expr, designs: Sequence[Letter], singular: Sequence[MatrixExpression] = ()
) -> Iterator[Obligation]:
    """What it takes for the inverses that depend on the designs, and their derivatives, to be bounded.

    Of inverses of ``singular`` matrices nothing is asked here.

    Raises:
        NotByParts: for an inverse of another form than c 1 and multiples of X'X or XX'.
    """
    for matrix, parts in _inverted(expression, designs):
        if parts is None or (() not in parts and matrix not in singular):
            raise NotByParts(f"inv({matrix}) is not known to be bounded")
        if () in parts:
            yield Holds(Gt(parts[()], 0, evaluate=False), "the inverse is bounded")
            for word in sorted(parts.keys() - {()}, key=str):
                yield Holds(Ge(parts[word], 0, evaluate=False), "what is inverted is at least a multiple of 1")


def _inverted(expression: Expr, designs: Sequence[Letter]) -> Iterator[tuple[MatrixExpression, Any]]:
    """What is inverted, and its multiples of 1, X'X and XX'; None where it has others."""
    grams = {pair for X in designs for pair in ((Transpose(X), X), (X, Transpose(X)))}
    for matrix in dict.fromkeys(one for X in designs for one in inverses_of(expression, X)):
        parts: dict[Any, Expr] = {}
        for factor, word in words(matrix):
            parts[word] = parts.get(word, Integer(0)) + factor
        yield matrix, None if set(parts) - grams - {()} else parts


def _choices(side: Any, design: Letter) -> list[list[Expectation]]:
    """All means in which the design stands openly, and each of them."""
    means = [mean for mean in sorted(side.atoms(Expectation), key=str) if stands_openly(mean, design)]
    return [means, *([mean] for mean in means)] if len(means) > 1 else [means] if means else []


def stein(design: Letter) -> SteinRule:
    """The rule that integrates by parts in the rows of ``design``."""
    return SteinRule(design)
