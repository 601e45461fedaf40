r"""The covariance of two functions of Gaussian rows, bounded through the product of their gradients.

For Z_t = t Z + sqrt(1 - t^2) Z', Z' an independent copy, and smooth f, g of polynomial growth,

    cov(f(Z), g(Z)) = int_0^1 E <grad f(Z), grad g(Z_t)> dt.

(d/dt E f(Z) g(Z_t) = E <grad f(Z), grad g(Z_t)> by Stein's identity in Z and in Z'; at t = 1 the mean is E f g, at
t = 0 it is E f E g.) Where the product of the gradients at any two points X, X~ is ``factor`` tr(U Y P Z), U a function
of X and Y, P, Z of X~ with P p.s.d., it is at most |factor| ||U|| sqrt(tr(Y P Y') tr(Z' P Z)). Let c bound ||U||^2 for
every X; the sizes at X~ are taken under the mean, where X~ has the law of X. As sqrt(c a b) <= (c k a + b/k)/2,

    |E f g - E f E g| <= |factor| (c k E tr(Y P Y') + E tr(Z' P Z)/k)/2      for every k > 0.

c is found right at the eigenvalues t >= 0 of X'X, of which U'U is a function. Gradients are taken by the machine
(:func:`~lemmata.theory.random_matrices.gaussian_calculus.product_of_gradients`) and compared by normal forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Abs, Expr, Ge, Gt

from lemmata.theory.random_matrices import E, Letter, MatrixExpression, tr
from lemmata.theory.random_matrices.gaussian_calculus import NotByParts, product_of_gradients
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.signs import semidefinite, transposed
from lemmata.verifier.matrices.conditions import MeanFinite, existence
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.rules.matrix_identity import prove
from lemmata.verifier.rules.spectral_order import NotOfTheGramMatrix, SpectralOrderRule
from lemmata.verifier.rules.stein import bounded, covariance_of, foreign
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class Split:
    """The product of the gradients is ``factor`` tr(U Y P Z), U at one point and Y, P, Z at another.

    Attributes:
        factor: a number.
        U: a function of X, bounded.
        Y, P, Z: the others, written in X too; P is p.s.d.
        most: a bound of ||U||^2.
        weight: the k by which the two means are weighed.
    """

    factor: Expr
    U: MatrixExpression
    Y: MatrixExpression
    P: MatrixExpression
    Z: MatrixExpression
    most: Expr
    weight: Expr


class GaussianCovarianceRule(Rule):
    """|E f g - E f E g| is at most what a stated splitting of the product of the gradients gives."""

    name = "Gaussian covariance"
    version = 1
    proves = ("<=",)

    def __init__(self, design: Letter, f: Expr, g: Expr, split: Split) -> None:
        self.design, self.f, self.g = design, f, g
        self.factor, self.U, self.Y, self.P, self.Z = split.factor, split.U, split.Y, split.P, split.Z
        self.most, self.weight = split.most, split.weight

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the gradients are what the splitting says, and the bound is the one that follows."""
        covariance = E(self.f * self.g) - E(self.f) * E(self.g)
        if step.relation != "<=" or step.before != Abs(covariance):
            return Finding(Verdict.UNDECIDED, f"the step does not begin at |{covariance}|")
        try:
            problem = self.problem(context)
            owed = tuple(self.owed(context))
        except (NotByParts, NotOfTheGramMatrix) as failure:
            return Finding(Verdict.UNDECIDED, str(failure))
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        found = prove(Step(self.bound(), "=", step.after), context)
        if found.verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, f"the bound is {self.bound()}: {found.detail}")
        detail = f"the gradients at two points multiply to {self.factor} tr({self.U} | {self.Y} {self.P} {self.Z})"
        return Finding(Verdict.PROVED, detail, owed=tuple(dict.fromkeys((*found.owed, *owed))))

    def bound(self) -> Expr:
        """|factor| (c k E tr(Y P Y') + E tr(Z' P Z)/k)/2."""
        first, second = E(tr(self.Y * self.P * self.Y.T)), E(tr(self.Z.T * self.P * self.Z))
        whole: Expr = Abs(self.factor) * (self.most * self.weight * first + second / self.weight) / 2
        return whole

    def problem(self, context: Context) -> str:
        """What is wrong with the splitting; empty for nothing."""
        other = Letter(f"{self.design.name}~", *self.design.args[1:])
        if other in self.f.atoms(Letter) | self.g.atoms(Letter):
            return f"{other} is taken for a copy of {self.design}"
        found = foreign(self.f * self.g * tr(self.P), self.design, context)
        if found or self.P.has(self.design) or not semidefinite(self.P):
            return found or f"{self.P} is not known to be p.s.d. and free of {self.design}"
        copied = {self.design: other}
        gradients = product_of_gradients(
            self.f, self.g.xreplace(copied), self.design, other, covariance_of(self.design, context)
        )
        stated = self.factor * tr(self.U * self.Y.xreplace(copied) * self.P * self.Z.xreplace(copied))
        same = prove(Step(gradients, "=", stated), context)
        if same.verdict is not Verdict.PROVED:
            return f"the product of the gradients is not {stated}: {same.detail}"
        square = SpectralOrderRule(self.design).eigenvalue(transposed(self.U) * self.U)
        decision = nonnegative(self.most - square, context.assumptions)
        return "" if decision.answer == "proved" else f"||{self.U}||^2 <= {self.most}: {decision.detail}"

    def owed(self, context: Context) -> Iterator[Obligation]:
        """Bounded inverses, positive weights, and means that are finite."""
        yield from bounded(self.f * self.g, self.design)
        yield Holds(Gt(self.weight, 0, evaluate=False), "the weight of two means")
        yield Holds(Ge(self.most, 0, evaluate=False), "the bound of a norm")
        yield from existence(context, E(self.f * self.g), E(self.f), E(self.g))
        for part in (self.f * self.g, self.f, self.g):
            yield MeanFinite(E(part), "a mean of a covariance")


def gaussian_covariance(
    design: Letter,
    f: Expr,
    g: Expr,
    *,
    factor: Any,
    U: MatrixExpression,
    Y: MatrixExpression,
    P: MatrixExpression,
    Z: MatrixExpression,
    most: Any,
    weight: Any,
) -> GaussianCovarianceRule:
    """The rule that bounds the covariance of f and g: the product of the gradients is ``factor`` tr(U Y P Z).

    Args:
        design: the Gaussian rows.
        f: a polynomial in traces.
        g: another.
        factor: of the product of the gradients.
        U: what is bounded for every design; its square is a function of X'X.
        Y: what is kept under the mean, at the second point, before P.
        P: p.s.d. and deterministic.
        Z: what is kept under the mean after P.
        most: a bound of ||U||^2.
        weight: a positive number k, of the two means.
    """
    return GaussianCovarianceRule(design, f, g, Split(factor, U, Y, P, Z, most, weight))
