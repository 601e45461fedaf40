"""tr K M is at most tr K tr M for p.s.d. matrices, and under the mean where K is deterministic.

K <= ||K|| 1 <= (tr K) 1 for p.s.d. K, hence tr K M <= tr K tr M for p.s.d. M. Where K <= c 1 is assumed, c a number,
tr K M <= c tr M. Through a third p.s.d. matrix W: tr K W M W <= tr K W tr M W, which is the first inequality for
W^(1/2) K W^(1/2) and W^(1/2) M W^(1/2).

>>> from lemmata.theory.notation import d
>>> from lemmata.theory.random_matrices import semidefinite, tr
>>> K, M = semidefinite("K", d), semidefinite("M", d)
>>> trace_of_product(K, M).judge(Step(tr(K*M), "<=", tr(K)*tr(M)), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> W = semidefinite("W", d)
>>> trace_of_product(K, M, through=W).judge(Step(tr(K*W*M*W), "<=", tr(K*W)*tr(M*W)), Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Mul

from lemmata.theory.random_matrices import E, Identity, Letter, MatrixExpression, Scaled, law_of, tr
from lemmata.theory.random_matrices.order import AtMost
from lemmata.verifier.engines.signs import semidefinite
from lemmata.verifier.rules.matrix_identity import prove
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class TraceOfProductRule(Rule):
    """The trace of a product of two p.s.d. matrices, by the product of their traces."""

    name = "trace of a product"
    version = 3
    proves = ("<=",)

    def __init__(self, one: MatrixExpression, other: MatrixExpression, through: MatrixExpression | None = None) -> None:
        self.one, self.other, self.through = one, other, through

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when both matrices are p.s.d. by structure and the sides are what they should be."""
        if step.relation != "<=":
            return Finding(Verdict.UNDECIDED, "write at_most_by(trace_of_product(K, M))")
        matrices = [part for part in (self.one, self.other, self.through) if part is not None]
        loose = next((part for part in matrices if not semidefinite(part)), None)
        if loose is not None:
            return Finding(Verdict.UNDECIDED, f"{loose} is not known to be p.s.d.")
        for left, right in self.pairs(context):
            sides = [prove(Step(a, "=", b), context) for a, b in ((step.before, left), (step.after, right))]
            if all(side.verdict is Verdict.PROVED for side in sides):
                owed = tuple(dict.fromkeys((*sides[0].owed, *sides[1].owed)))
                return Finding(Verdict.PROVED, f"{' and '.join(map(str, matrices))} are p.s.d.", owed=owed)
        whole = self.one * self.other if self.through is None else self.one * self.through * self.other * self.through
        return Finding(Verdict.UNDECIDED, f"the step is not from tr({whole}) to the product of traces")

    def pairs(self, context: Context) -> Iterator[tuple[Any, Any]]:
        """The two sides that a step may have."""
        if self.through is not None:
            whole, parts = self.one * self.through * self.other * self.through, (self.one, self.other)
            product = Mul(*(tr(part * self.through) for part in parts))
            yield from ((tr(whole), product), (E(tr(whole)), E(product)))
            return
        drawn = any(law_of(letter, context.laws) is not None for letter in self.one.atoms(Letter))
        means = (tr, lambda matrix: E(tr(matrix))) if not drawn else (tr,)
        norms = (tr(self.one), *self.norms(context))
        yield from ((mean(self.one * self.other), norm * mean(self.other)) for mean in means for norm in norms)

    def norms(self, context: Context) -> Iterator[Any]:
        """The numbers c such that K <= c 1 is assumed."""
        for relation in context.assumptions:
            if isinstance(relation, AtMost) and relation.args[0] == self.one:
                bound = relation.args[1]
                number = isinstance(bound, Scaled) and not bound.args[0].has(MatrixExpression)
                if number and isinstance(bound.args[1], Identity):
                    yield bound.args[0]


def trace_of_product(
    one: MatrixExpression, other: MatrixExpression, through: MatrixExpression | None = None
) -> TraceOfProductRule:
    """The rule that bounds tr K M by tr K tr M, or c tr M where K <= c 1 is assumed; K deterministic under a mean.

    Args:
        one: K, p.s.d.
        other: M, p.s.d.
        through: W, p.s.d.: then tr K W M W is bounded by tr K W tr M W, and all three may be random.
    """
    return TraceOfProductRule(one, other, through)
