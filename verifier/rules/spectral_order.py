"""Functions of one Gram matrix, compared at its eigenvalues.

For W = X'X and rational f <= g on [0, oo) one has tr f(W) <= tr g(W), eigenvalue by eigenvalue, for every X, hence also
in expectation, whatever X is drawn from. The rule reads each trace as a function of the eigenvalue t of X'X (products
of such functions commute, and inverses are inverses of numbers), and asks z3 about all t >= 0.

>>> from lemmata.theory.notation import T, d, ridge
>>> from lemmata.theory.random_matrices import E, design, gram, identity, inv, tr
>>> X = design("X", T, d)
>>> W = gram(X)
>>> R = inv(W + ridge*identity(d))
>>> context = Context(assumptions=(ridge > 0,))
>>> spectral_order(X).judge(Step(E(tr(R*W*R)), "<=", E(tr(R))), context).verdict
<Verdict.PROVED: 'proved'>
>>> spectral_order(X).judge(Step(E(tr(R)), "<=", E(tr(R*W*R))), context).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from functools import reduce
from operator import add, mul
from typing import Any

from sympy import Add, Expr, Ge, Integer, Mul, Poly, factor, together

from lemmata.theory.random_matrices import (
    E,
    Expectation,
    Letter,
    MatrixExpression,
    Plus,
    Scaled,
    Times,
    Trace,
    gram,
    identity,
    inv,
    tr,
)
from lemmata.theory.random_matrices.gaussian_calculus import NotByParts
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.positivity import follows, nonnegative
from lemmata.verifier.engines.signs import semidefinite
from lemmata.verifier.matrices.block_norms import EIGENVALUE, NotOfTheDesigns, spectral_function
from lemmata.verifier.matrices.means import of_every_draw
from lemmata.verifier.rules.differences import larger_minus_smaller
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class SpectralOrderRule(Rule):
    """An inequality between expected traces of functions of X'X that holds at every eigenvalue."""

    name = "spectral order"
    version = 6
    proves = ("<=", ">=")

    def __init__(self, design: Letter, outer: MatrixExpression | None = None) -> None:
        self.design, self.outer = design, outer

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the difference is one trace of a function that is not negative on [0, oo)."""
        difference = larger_minus_smaller(step)
        if difference is None:
            return Finding(Verdict.UNDECIDED, "write at_most_by(...) or at_least_by(...)")
        if self.outer is not None and not semidefinite(self.outer):
            return Finding(Verdict.UNDECIDED, f"{self.outer} is not known to be p.s.d.")
        if difference.has(Expectation) and of_every_draw(step, context) is None:
            return Finding(Verdict.UNDECIDED, "a trace of what is random and an expected trace are not compared")
        try:
            function = self.integrand(difference)
        except NotByParts as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        decision = nonnegative(function, context.assumptions)
        if decision.answer != "proved":
            return Finding(Verdict.UNDECIDED, decision.detail)
        return Finding(Verdict.PROVED, f"at every eigenvalue of {self.design}'{self.design}: {decision.detail}")

    def words(self, step: Step, context: Context) -> list[tuple[Expr, Expr]]:
        """The larger side minus the smaller as a sum of multiples of traces of p.s.d. words; empty where none is found.

        With f = q(t)^2 sum c_k t^k / prod (t + b_i)^(2 m_i) the words are q R W^k R q, R the product of (W + b_i)^-m_i.
        """
        difference = larger_minus_smaller(step)
        if difference is None:
            return []
        function, mean = self.integrand(difference), E if difference.has(Expectation) else lambda trace: trace
        found = self._squares(function)
        if not all(follows(Ge(coefficient, 0), context) for coefficient, _ in found):
            found = self._squares(opened(function, context.assumptions))
        return [(coefficient, mean(tr(word))) for coefficient, word in found]

    def _squares(self, function: Expr) -> list[tuple[Expr, MatrixExpression]]:
        """Coefficients and words of a function of t; none where a denominator is not linear."""
        beside: Expr = Integer(1)
        rest: Expr = Integer(1)
        sides: list[MatrixExpression] = []
        for base, power in (part.as_base_exp() for part in Mul.make_args(factor(together(function)))):
            if not base.has(EIGENVALUE):
                beside *= base**power
            elif power > 0:
                sides += [self._polynomial(base)] * int(power // 2)
                rest *= base ** (power % 2)
            elif Poly(base, EIGENVALUE).degree() == 1:
                slope, end = Poly(base, EIGENVALUE).all_coeffs()
                sides += [inv(self._polynomial(EIGENVALUE + end / slope))] * int((1 - power) // 2)
                beside, rest = beside * slope ** (power - power % 2), rest * base ** (power % 2)
            else:
                return []
        outer = [] if self.outer is None else [self.outer]
        words = Poly(rest, EIGENVALUE).terms()
        return [
            (factor(beside * c), reduce(mul, [*outer, *sides, self._polynomial(EIGENVALUE**k), *reversed(sides)]))
            for (k,), c in words
        ]

    def _polynomial(self, function: Expr) -> MatrixExpression:
        """A polynomial of X'X."""
        one, W = identity(self.design.cols), gram(self.design)
        total: MatrixExpression = reduce(
            add, [c * reduce(mul, [W] * power or [one]) for (power,), c in Poly(function, EIGENVALUE).terms()]
        )
        return total

    def integrand(self, difference: Expr) -> Expr:
        """The function f of t such that the difference is E tr f(X'X), or tr f(X'X)."""
        total: Expr = Integer(0)
        for term in Add.make_args(difference.expand()):
            traces = [part for part in Mul.make_args(term) if part.has(Trace)]
            if not traces and self.outer is None and term.has(self.design.cols):  # d is the trace of the identity
                total += term / self.design.cols
                continue
            inside = [part.args[0] if isinstance(part, Expectation) else part for part in traces]
            if len(inside) != 1 or not isinstance(inside[0], Trace):
                raise NotOfTheDesigns(f"{term} is not a multiple of one trace")
            total += term / traces[0] * self.in_trace(inside[0].args[0])
        return total

    def in_trace(self, matrix: Any) -> Expr:
        """The function of t that stands in a trace, beside the outer matrix if there is one."""
        if self.outer is None or isinstance(matrix, Plus):
            parts = matrix.args if self.outer is not None else ()
            return Add(*map(self.in_trace, parts)) if parts else spectral_function(matrix, (self.design,))
        if isinstance(matrix, Scaled):
            return matrix.args[0] * self.in_trace(matrix.args[1])
        factors = list(matrix.args) if isinstance(matrix, Times) else [matrix]
        outer = list(self.outer.args) if isinstance(self.outer, Times) else [self.outer]
        turns = [factors[place:] + factors[:place] for place in range(len(factors))]
        rests = [turn[len(outer) :] for turn in turns if turn[: len(outer)] == outer]
        if not rests or any(rest != rests[0] for rest in rests):
            raise NotOfTheDesigns(f"{self.outer} does not stand once in {matrix}")
        return spectral_function(reduce(mul, rests[0], identity(self.design.cols)), (self.design,))


def spectral_order(design: Letter, outer: MatrixExpression | None = None) -> SpectralOrderRule:
    """The rule that compares traces of functions of X'X at the eigenvalues, for X = ``design``.

    Args:
        design: X.
        outer: a p.s.d. matrix B, or product of that form, that stands once in every trace: f <= g at every eigenvalue
            gives tr B f(X'X) <= tr B g(X'X), whether or not B commutes with X'X, or depends on it.
    """
    return SpectralOrderRule(design, outer)
