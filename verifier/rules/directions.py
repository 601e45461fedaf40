r"""A claim for every p.s.d. matrix, in the eigenbasis of the covariance: used for the letter of a template.

Flipping the sign of a coordinate in an eigenbasis of Sigma leaves the law of Gaussian rows with covariance Sigma as it
is. So the mean of a word in X and functions of Sigma, also beside other traces of such words, is diagonal there, and
E tr(P W) = sum_k p_k E W_kk depends on P by its diagonal only. A claim about every p.s.d. P whose terms hold P once
each, beside X and Sigma, therefore holds with P = A f(Sigma) for the letter A of a template (any p.s.d. matrix, of
which the diagonal a_k counts) and f >= 0: it is the claim at the diagonal matrix with p_k = a_k f(sigma_k) >= 0.

A claim about two such matrices P and Q holds with P = A f(Sigma) and Q = B g(Sigma) for the same reason: of the letters
A and B of one template at most one is other than a function of Sigma, and then the mean beside it is diagonal. A claim
about positive definite matrices whose terms are polynomials in the traces that hold them is one about p.s.d. matrices,
as the limit of P + t 1 for t -> 0: its sign is =, <= or >=.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Abs, Add, Dummy, Integer, Mul

from lemmata.theory.quantities.regression import Sigma
from lemmata.theory.quantities.resolvents import EIGENVALUE, eigenvalue_of
from lemmata.theory.random_matrices import Expectation, GaussianRows, Letter, Times, Trace, law_of
from lemmata.theory.random_matrices.gaussian_calculus import NotByParts, words
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.signs import sign
from lemmata.verifier.rules.use import UseRule
from lemmata.verifier.step import Context


class InEveryDirectionRule(UseRule):
    """The instance of a claim at a template's letter times a function of the covariance."""

    version = 3

    def __init__(self, claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None) -> None:
        self.matrices = dict(matrices)
        super().__init__(claim, {**(instance or {}), **self.matrices})
        self.name = f"in every direction: {claim.id.partition(':')[2]}"

    def undischarged(self, context: Context) -> str | None:
        """Of the kinds of the letters that stand for a template's, :meth:`misfit` speaks."""
        others = {key: value for key, value in self.instance.items() if key not in self.matrices}
        return UseRule(self.claim, others).undischarged(context) or self.misfit(context)

    def misfit(self, context: Context) -> str | None:
        """Why the claim says nothing of the diagonals only, or a value is no template's letter times f(Sigma)."""
        if not 1 <= len(self.matrices) <= len(EIGENVALUE):
            return f"between one letter of the claim and {len(EIGENVALUE)} stand for a template's letters"
        standing = [letter for value in self.matrices.values() for letter in value.atoms(Letter) & EIGENVALUE.keys()]
        if len(set(standing)) < len(self.matrices):
            return "every letter of the claim stands for a template's letter of its own"
        found = (self.unfit_for(letter, value) for letter, value in self.matrices.items())
        return next((problem for problem in found if problem), None)

    def unfit_for(self, letter: Letter, value: Any) -> str:
        """The same for one letter and its value; empty for nothing."""
        free = isinstance(letter, Letter) and law_of(letter, self.claim.laws) is None
        if not (free and letter.kind in ("semidefinite", "positive")):
            return f"{letter} is not any p.s.d. matrix in {self.claim.id}"
        problem = _no_template(value)
        if problem:
            return problem
        for side in (self.claim.statement.lhs, self.claim.statement.rhs):
            problem = next((found for trace in _with(side, letter) if (found := self.unfit(trace, letter))), "")
            if problem or not self.once_a_mean(side, letter) or _drawn_outside(side, letter, self.claim):
                return problem or f"{letter} stands more than once in a term of {self.claim.id}"
            closed = self.claim.statement.relation in _CLOSED and _polynomial(side, letter)
            if letter.kind == "positive" and not closed:
                return f"{self.claim.id} is not known to hold in the limit of positive definite {letter}"
        return next((f"{r} is about {letter}" for r in self.claim.where if r.has(letter)), "")

    def unfit(self, trace: Trace, letter: Letter) -> str:
        """Whether a trace holds more than the letter, once, and functions of Gaussian rows and their covariance."""
        try:
            counts = [word.count(letter) for _, word in words(trace.args[0])]
        except NotByParts as reason:
            return str(reason)
        if any(count != 1 for count in counts):
            return f"{letter} does not stand once in {trace}"
        strange = (other for other in trace.atoms(Letter) - {Sigma, *self.matrices} if not self.flips(other))
        other = next(strange, None)
        return "" if other is None else f"{other} in {trace} has no Gaussian rows of covariance {Sigma}"

    def flips(self, other: Letter) -> bool:
        """Whether a letter keeps its law when a coordinate in the eigenbasis of the covariance changes its sign."""
        law = law_of(other, self.claim.laws)
        return isinstance(law, GaussianRows) and law.covariance == Sigma

    def once_a_mean(self, side: Any, letter: Letter) -> bool:
        """Whether the letter stands in one trace only of every product inside a mean.

        Beside it may stand traces of words in Sigma and X'X alone, which flips leave as they are: X is not square.
        """
        for mean in (node for node in side.atoms(Expectation) if node.has(letter)):
            for term in Add.make_args(mean.args[0].expand()):
                holding = [factor for factor in Mul.make_args(term) if factor.has(letter)]
                if len(holding) != 1 or not isinstance(holding[0], Trace):
                    return False
                beside = [factor for factor in Mul.make_args(term) if factor != holding[0]]
                if not all(self.unmoved(other) for factor in beside for other in factor.atoms(Letter)):
                    return False
        return True

    def unmoved(self, other: Letter) -> bool:
        """Whether it is Sigma, or rows of it that are not square."""
        return other == Sigma or (self.flips(other) and other.rows != other.cols)


_CLOSED = ("=", "<=", ">=")
"""What holds in a limit when it holds on the way."""


def _polynomial(side: Any, letter: Letter) -> bool:
    """Whether a side is a polynomial in the traces and means that hold the letter, and in magnitudes of such."""
    whole = side.xreplace({node: Dummy("mean") for node in side.atoms(Expectation) if node.has(letter)})
    whole = whole.xreplace({trace: Dummy("trace") for trace in _with(whole, letter)})
    marks = [mark for mark in whole.free_symbols if isinstance(mark, Dummy)]
    for size in sorted(whole.atoms(Abs), key=str):
        if not size.args[0].is_polynomial(*marks):
            return False
        whole = whole.xreplace({size: Dummy("size")}) if size.has(*marks) else whole
    marks = [mark for mark in whole.free_symbols if isinstance(mark, Dummy)]
    return not whole.has(letter) and bool(whole.is_polynomial(*marks))


def _no_template(value: Any) -> str:
    """What is wrong with a value that should be a template's letter times a function of Sigma; empty for nothing."""
    factors = value.args if isinstance(value, Times) else (value,)
    if sum(factor in EIGENVALUE for factor in factors) != 1:
        return f"{value} is no template's letter times a function of {Sigma}"
    try:
        found = eigenvalue_of(value)
    except ValueError as reason:
        return str(reason)
    return "" if sign(found) <= {0, 1} else f"{found} is not known to be nonnegative"


def _with(side: Any, letter: Letter) -> Iterator[Trace]:
    """The traces that hold the letter."""
    yield from (trace for trace in side.atoms(Trace) if trace.has(letter))


def _drawn_outside(side: Any, letter: Letter, claim: Claim) -> bool:
    """Whether a trace with the letter is random and stands outside a mean."""
    bare = side.xreplace({mean: Integer(0) for mean in side.atoms(Expectation)})
    random = (law_of(other, claim.laws) for trace in _with(bare, letter) for other in trace.atoms(Letter))
    return any(law is not None for law in random)


def in_every_direction(
    claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None
) -> InEveryDirectionRule:
    """The rule that uses a claim about every p.s.d. matrix at a template's letter times a function of Sigma.

    Args:
        claim: a claim with one or two p.s.d. letters that may be any.
        matrices: these letters, and what they stand for: ``{P: A*inv(Sigma + kappa*identity(d)), Q: B}``.
        instance: other letters.
    """
    return InEveryDirectionRule(claim, matrices, instance)
