r"""A claim for every p.s.d. matrix, in the eigenbasis of the covariance: used for the letter of a template.

Flipping the sign of a coordinate in an eigenbasis of Sigma leaves the law of Gaussian rows with covariance Sigma as it
is. So the mean of a word in X and functions of Sigma, also beside other traces of such words, is diagonal there, and
E tr(P W) = sum_k p_k E W_kk depends on P by its diagonal only. A claim about every p.s.d. P whose terms hold P once
each, beside X and Sigma, therefore holds with P = A f(Sigma) for the letter A of a template (any p.s.d. matrix, of
which the diagonal a_k counts) and f >= 0: it is the claim at the diagonal matrix with p_k = a_k f(sigma_k) >= 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Add, Integer, Mul

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

    version = 1

    def __init__(self, claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None) -> None:
        self.matrices = dict(matrices)
        super().__init__(claim, {**(instance or {}), **self.matrices})
        self.name = f"in every direction: {claim.id.partition(':')[2]}"

    def misfit(self, context: Context) -> str | None:
        """Why the claim says nothing of the diagonal only, or the value is no template's letter times f(Sigma)."""
        if len(self.matrices) != 1:
            return "one letter of the claim stands for a template's letter"
        [(letter, value)] = self.matrices.items()
        free = isinstance(letter, Letter) and law_of(letter, self.claim.laws) is None
        if not (free and letter.kind == "semidefinite"):
            return f"{letter} is not any p.s.d. matrix in {self.claim.id}"
        problem = _no_template(value)
        if problem:
            return problem
        for side in (self.claim.statement.lhs, self.claim.statement.rhs):
            problem = next((found for trace in _with(side, letter) if (found := self.unfit(trace, letter))), "")
            if problem or not _once_a_mean(side, letter) or _drawn_outside(side, letter, self.claim):
                return problem or f"{letter} stands more than once in a term of {self.claim.id}"
        return next((f"{r} is about {letter}" for r in self.claim.where if r.has(letter)), None)

    def unfit(self, trace: Trace, letter: Letter) -> str:
        """Whether a trace holds more than the letter, once, and functions of Gaussian rows and their covariance."""
        try:
            counts = [word.count(letter) for _, word in words(trace.args[0])]
        except NotByParts as reason:
            return str(reason)
        if any(count != 1 for count in counts):
            return f"{letter} does not stand once in {trace}"
        for other in trace.atoms(Letter) - {letter, Sigma}:
            law = law_of(other, self.claim.laws)
            if not (isinstance(law, GaussianRows) and law.covariance == Sigma):
                return f"{other} in {trace} has no Gaussian rows of covariance {Sigma}"
        return ""


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


def _once_a_mean(side: Any, letter: Letter) -> bool:
    """Whether the letter stands in one trace only of every product inside a mean, and no other matrix beside it."""
    for mean in (node for node in side.atoms(Expectation) if node.has(letter)):
        for term in Add.make_args(mean.args[0].expand()):
            holding = [factor for factor in Mul.make_args(term) if factor.has(letter)]
            if len(holding) != 1 or not isinstance(holding[0], Trace):
                return False
            if any(other.atoms(Letter) for other in Mul.make_args(term) if other != holding[0]):
                return False
    return True


def in_every_direction(
    claim: Claim, matrices: Mapping[Any, Any], instance: Mapping[Any, Any] | None = None
) -> InEveryDirectionRule:
    """The rule that uses a claim about every p.s.d. matrix at a template's letter times a function of Sigma.

    Args:
        claim: a claim with a p.s.d. letter that may be any.
        matrices: that letter, and what it stands for: ``{P: A*inv(Sigma + kappa*identity(d))}``.
        instance: other letters.
    """
    return InEveryDirectionRule(claim, matrices, instance)
