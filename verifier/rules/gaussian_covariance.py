r"""The covariance of two functions of Gaussian rows, bounded through the product of their gradients.

For Z_t = t Z + sqrt(1 - t^2) Z', Z' an independent copy, and smooth f, g of polynomial growth,

    cov(f(Z), g(Z)) = int_0^1 E <grad f(Z), grad g(Z_t)> dt.

(d/dt E f(Z) g(Z_t) = E <grad f(Z), grad g(Z_t)> by Stein's identity in Z and in Z'; at t = 1 the mean is E f g, at
t = 0 it is E f E g.) Where the product of the gradients at any two points X, X~ is ``factor`` tr(U Y P Z), U a function
of X and Y, P, Z of X~ with P p.s.d., it is at most |factor| ||U|| sqrt(tr(Y P Y') tr(Z' P Z)). Let c bound ||U||^2 for
every X; the sizes at X~ are taken under the mean, where X~ has the law of X. As sqrt(c a b) <= (c k a + b/k)/2,

    |E f g - E f E g| <= |factor| (c k E tr(Y P Y') + E tr(Z' P Z)/k)/2      for every k > 0.

A product of the gradients that is a sum of such terms is bounded term by term. U may be a product of several matrices:
functions of X, whose squared norm c is checked at the eigenvalues t >= 0 of X'X
(:mod:`~lemmata.verifier.matrices.block_norms`), and constant matrices V, with c = tr V'V >= ||V||^2; ||U||^2 is at most
the product of the bounds. Gradients are taken by the machine
(:func:`~lemmata.theory.random_matrices.gaussian_calculus.product_of_gradients`) and compared by normal forms.

Z may be several independent designs: the products of the gradients, each with the covariance of its own rows, are
added, and all designs are copied at the other point. Every random letter is one of them.

Nothing has to be split: E <grad f(Z), grad g(Z_t)> <= (k E |grad f|^2 + E |grad g|^2/k)/2, as both points have one law.
For f = g and k = 1 it is Poincare's inequality, E f^2 - (E f)^2 <= E |grad f|^2. Here f and g need not be bounded:
they are rational functions of every entry of X, and where the squares of the gradients are integrable, which is owed,
almost no line meets a pole, so that the inequality of Sobolev functions holds (L. H. Y. Chen, J. Multivariate Anal. 12,
1982).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from sympy import Abs, Add, Expr, Ge, Gt, Mul

from lemmata.theory.random_matrices import E, Letter, MatrixExpression, law_of, tr
from lemmata.theory.random_matrices.gaussian_calculus import NotByParts, product_of_gradients
from lemmata.verifier.claim import as_expression
from lemmata.verifier.engines.positivity import nonnegative
from lemmata.verifier.engines.signs import semidefinite, transposed
from lemmata.verifier.matrices.block_norms import squared_norm
from lemmata.verifier.matrices.conditions import MeanFinite, existence
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.rules.matrix_identity import prove
from lemmata.verifier.rules.stein import bounded, covariance_of, foreign
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class Split:
    """A term ``factor`` tr(U Y P Z) of the product of the gradients, U at one point and Y, P, Z at another.

    Attributes:
        factor: a number.
        U: what is bounded for every draw: a function of X, or several matrices that are multiplied.
        Y, P, Z: the others, written in X too; P is p.s.d. and constant.
        most: a bound of ||U||^2, or one for each of the matrices.
        weight: a positive number k, by which the two means are weighed.
    """

    factor: Any
    U: MatrixExpression | tuple[MatrixExpression, ...]
    Y: MatrixExpression
    P: MatrixExpression
    Z: MatrixExpression
    most: Any
    weight: Any

    @property
    def bounded(self) -> tuple[tuple[MatrixExpression, Expr], ...]:
        """The matrices of U, each with the bound of its squared norm."""
        blocks = self.U if isinstance(self.U, tuple) else (self.U,)
        bounds = self.most if isinstance(self.most, tuple) else (self.most,)
        return tuple((block, as_expression(bound)) for block, bound in zip(blocks, bounds, strict=True))

    @property
    def texts(self) -> tuple[Any, ...]:
        """Everything that is written in it."""
        bounded = (text for pair in self.bounded for text in pair)
        return as_expression(self.factor), self.Y, self.P, self.Z, as_expression(self.weight), *bounded

    def term(self, copied: dict[Letter, Letter]) -> Expr:
        """The term of the product of the gradients, with the other point in Y and Z."""
        first = reduce(mul, (block for block, _ in self.bounded))
        term: Expr = self.factor * tr(first * self.Y.xreplace(copied) * self.P * self.Z.xreplace(copied))
        return term

    @property
    def sizes(self) -> tuple[Expr, Expr]:
        """The squares tr(Y P Y') and tr(Z' P Z), of which the means are taken."""
        return tr(self.Y * self.P * self.Y.T), tr(self.Z.T * self.P * self.Z)

    def varies(self, context: Context) -> str:
        """Which of the numbers is random, and so stands outside the means that it belongs in; empty for none."""
        numbers = [as_expression(self.factor), as_expression(self.weight), *(bound for _, bound in self.bounded)]
        random = (one for one in numbers if any(law_of(part, context.laws) for part in one.atoms(Letter)))
        return next((f"{one} is random: factors, bounds and weights are numbers" for one in random), "")

    @property
    def largest(self) -> Expr:
        """c, the bound of ||U||^2."""
        return Mul(*(bound for _, bound in self.bounded))

    def bound(self) -> Expr:
        """|factor| (c k E tr(Y P Y') + E tr(Z' P Z)/k)/2."""
        first, second = map(E, self.sizes)
        whole: Expr = Abs(self.factor) * (self.largest * self.weight * first + second / self.weight) / 2
        return whole


class GaussianCovarianceRule(Rule):
    """|E f g - E f E g| is at most what a stated splitting of the product of the gradients gives."""

    name = "Gaussian covariance"
    version = 7
    proves = ("<=",)

    def __init__(self, designs: tuple[Letter, ...], f: Expr, g: Expr, parts: tuple[Split, ...], weight: Expr) -> None:
        self.designs, self.f, self.g, self.parts, self.weight = designs, f, g, parts, weight

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the gradients are what the splitting says, and the bound is the one that follows."""
        covariance = E(self.f * self.g) - E(self.f) * E(self.g)
        if step.relation != "<=" or step.before != Abs(covariance):
            return Finding(Verdict.UNDECIDED, f"the step does not begin at |{covariance}|")
        try:
            problem = self.problem(step.after, context)
            bound = "" if problem else self.bound() if self.parts else self.by_squares(context)
            owed = tuple(self.owed(context))
        except NotByParts as failure:
            return Finding(Verdict.UNDECIDED, str(failure))
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        found = prove(Step(bound, "=", step.after), context)
        if found.verdict is not Verdict.PROVED:
            return Finding(Verdict.UNDECIDED, f"the bound is {bound}: {found.detail}")
        terms = " + ".join(f"{part.factor} tr({part.U} | {part.Y} {part.P} {part.Z})" for part in self.parts)
        detail = f"the gradients at two points multiply to {terms}" if terms else "the mean squares of the gradients"
        return Finding(Verdict.PROVED, detail, owed=tuple(dict.fromkeys((*found.owed, *owed))))

    def bound(self) -> Expr:
        """The sum of the bounds of the terms."""
        return Add(*(part.bound() for part in self.parts))

    def squares(self, context: Context) -> list[Expr]:
        """E |grad f|^2 and E |grad g|^2."""
        of = {X: covariance_of(X, context) for X in self.designs}
        return [E(Add(*(product_of_gradients(h, h, X, X, of[X]) for X in self.designs))) for h in (self.f, self.g)]

    def by_squares(self, context: Context) -> Expr:
        """What they bound, weighed against each other."""
        first, second = self.squares(context)
        whole: Expr = (self.weight * first + second / self.weight) / 2
        return whole

    def copied(self, after: Expr) -> dict[Letter, Letter]:
        """The letters for the other point, called as no letter of the step or of a part is."""
        texts = [*self.designs, self.f, self.g, after, *(text for part in self.parts for text in part.texts)]
        taken = {letter.name for text in texts for letter in text.atoms(Letter)}
        copies = {}
        for design in self.designs:
            name = design.name
            while name in taken:
                name += "~"
            taken.add(name)
            copies[design] = Letter(name, *design.args[1:])
        return copies

    def problem(self, after: Expr, context: Context) -> str:
        """What is wrong with the splitting; empty for nothing."""
        if len({design.name for design in self.designs}) < len(self.designs):
            return "two of the designs may be one"
        covariances = {design: covariance_of(design, context) for design in self.designs}
        written = (self.f * self.g, *(size for part in self.parts for size in part.sizes))
        problems = (
            *(foreign(covariance, (), context) for covariance in covariances.values()),
            *(foreign(one, self.designs, context) for one in written),
            *(part.varies(context) for part in self.parts),
            f"{self.weight} is random" if any(law_of(x, context.laws) for x in self.weight.atoms(Letter)) else "",
        )
        if any(problems) or not self.parts:
            return next(filter(None, problems), "")
        for part in self.parts:
            if part.P.has(*self.designs) or not semidefinite(part.P):
                return f"{part.P} is not known to be p.s.d. and free of {', '.join(map(str, self.designs))}"
        copies = self.copied(after)
        other = self.g.xreplace(copies)
        gradients = Add(*(product_of_gradients(self.f, other, X, copies[X], covariances[X]) for X in self.designs))
        stated = Add(*(part.term(copies) for part in self.parts))
        same = prove(Step(gradients, "=", stated), context)
        if same.verdict is not Verdict.PROVED:
            return f"the product of the gradients is not {stated}: {same.detail}"
        blocks = (pair for part in self.parts for pair in part.bounded)
        return next(filter(None, (self.exceeds(block, most, context) for block, most in blocks)), "")

    def exceeds(self, block: MatrixExpression, most: Expr, context: Context) -> str:
        """Why the squared norm of a matrix is not known to be at most a bound; empty where it is."""
        if not block.has(*self.designs):
            if any(law_of(letter, context.laws) is not None for letter in block.atoms(Letter)):
                return f"{block} is random"
            same = prove(Step(tr(transposed(block) * block), "=", most), context)
            return "" if same.verdict is Verdict.PROVED else f"||{block}||^2 is bounded by its trace: {same.detail}"
        decision = nonnegative(most - squared_norm(block, self.designs), context.assumptions)
        return "" if decision.answer == "proved" else f"||{block}||^2 <= {most}: {decision.detail}"

    def owed(self, context: Context) -> Iterator[Obligation]:
        """Bounded inverses, or squares that are integrable; positive weights, and means that are finite."""
        means = [self.f * self.g, self.f, self.g]
        if self.parts:
            yield from bounded(self.f * self.g, self.designs)
        else:
            yield Holds(Gt(self.weight, 0, evaluate=False), "the weight of two means")
            means += [self.f**2, self.g**2, *(square.args[0] for square in self.squares(context))]
        for part in self.parts:
            yield Holds(Gt(part.weight, 0, evaluate=False), "the weight of two means")
            for _, most in part.bounded:
                yield Holds(Ge(most, 0, evaluate=False), "the bound of a norm")
        yield from existence(context, E(self.f * self.g), E(self.f), E(self.g))
        for inside in means:
            yield MeanFinite(E(inside), "a mean of a covariance")


def gaussian_covariance(
    designs: Letter | Sequence[Letter], f: Expr, g: Expr, *parts: Split, weight: Any = 1
) -> GaussianCovarianceRule:
    """The rule that bounds the covariance of f and g by a splitting of the product of their gradients.

    Without a splitting it bounds it by the mean squares of both gradients: the variance, where f = g.

    Args:
        designs: the Gaussian rows, or all the independent designs that f and g depend on.
        f: a polynomial in traces.
        g: another.
        parts: the terms ``Split(factor, U, Y, P, Z, most, weight)`` of the product of the gradients.
        weight: a positive number, by which the squares are weighed where there are no parts.
    """
    several = (designs,) if isinstance(designs, Letter) else tuple(designs)
    return GaussianCovarianceRule(several, f, g, parts, as_expression(weight))
