r"""Spectral sums, term by term: combinations of sums over k = 1..d whose summands are equal, or ordered, for every k.

Degrees of freedom and spectral sums are opened as what they are, sum_{k<=d} k^-u/(k^-beta + kappa)^q; what stands
beside the sums is shared out evenly, c = sum_{k<=d} c/d. Of two ranges 1..m and 1..d with m <= d the rest m < k <= d is
compared by itself. The slope of a sum in kappa is the sum of the slopes (it converges uniformly away from kappa = 0).
z3 decides about the summand, knowing of every power k^e with e > 0 that it lies between its values at the ends of the
range.

>>> from lemmata.theory.notation import beta, d, kappa
>>> from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
>>> gap = Step(Df1(beta, kappa, d) - Df2(beta, kappa, d), "=", kappa*SpectralSum(beta, 2, beta, kappa, d))
>>> term_by_term.judge(gap, Context()).verdict
<Verdict.PROVED: 'proved'>
>>> term_by_term.judge(Step(Df1(beta, kappa, d), "<=", d), Context()).verdict
<Verdict.PROVED: 'proved'>
>>> term_by_term.judge(Step(Df1(beta, kappa, d), "<=", d - 1), Context()).verdict
<Verdict.UNDECIDED: 'undecided'>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sympy import Add, Basic, Derivative, Dummy, Expr, Ge, Gt, Integer, Le, Pow, Sum, oo

from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.verifier.engines.marking import coefficient_outside, marked
from lemmata.verifier.engines.normal_form import NotAlgebraic, generators_of, vanishes
from lemmata.verifier.engines.positivity import follows, nonnegative
from lemmata.verifier.rules.differences import larger_minus_smaller
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_k = Dummy("k", integer=True, positive=True)


class NotTermByTerm(ValueError):
    """The two sides are not combinations of sums that can be compared so."""


@dataclass(frozen=True)
class _Piece:
    """A range of k, and what the sums that reach so far add up to there."""

    low: Expr
    high: Expr
    summand: Expr


class TermByTermRule(Rule):
    """Two combinations of sums over k, compared at every k."""

    name = "term by term"
    version = 2
    proves = ("=", "<=", ">=")

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when on every part of the range the summand of the difference vanishes, or is not negative."""
        difference = step.before - step.after if step.relation == "=" else larger_minus_smaller(step)
        if difference is None:
            return Finding(Verdict.UNDECIDED, "terms are compared by =, <= or >=")
        try:
            for piece in pieces(_with_slopes(difference), context):
                problem = self.unproved(piece, step.relation, context)
                if problem:
                    return Finding(Verdict.UNDECIDED, problem)
        except (NotTermByTerm, NotAlgebraic) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        return Finding(Verdict.PROVED, "at every k")

    def unproved(self, piece: _Piece, relation: str, context: Context) -> str:
        """Why the summand is not known to be what the relation says, if so."""
        if relation == "=":
            return "" if vanishes(piece.summand) else f"the terms differ by {piece.summand}"
        known = [*context.assumptions, *_facts(piece, context)]
        decision = nonnegative(piece.summand, known)
        return "" if decision.answer == "proved" else f"the terms are not known to be ordered so ({decision.detail})"


def pieces(difference: Expr, context: Context) -> Iterator[_Piece]:
    """The ranges between the upper ends of the sums in an expression, in order.

    Raises:
        NotTermByTerm: when the expression is not a combination of sums.
    """
    found = _sums(difference, context)
    ends = list(dict.fromkeys(end for _, end, _ in found))
    if len(ends) > 2:
        raise NotTermByTerm("more than two ranges")
    if len(ends) == 2:
        ends = ends if follows(Le(*ends), context) else ends[::-1]
        if not follows(Le(*ends), context):
            raise NotTermByTerm(f"neither of {ends[0]} and {ends[1]} is known to be the smaller one")
    low: Expr = Integer(1)
    for place, end in enumerate(ends):
        reaching = [(weight, term) for weight, last, term in found if last in ends[place:]]
        yield _Piece(low, end, Add(*(weight * term for weight, term in reaching)))
        low = end + 1


def _with_slopes(expression: Expr) -> Expr:
    """With the slopes of the sums in kappa carried out, where nothing else in a sum moves with kappa."""
    slopes = {}
    for node in expression.atoms(Derivative):
        inner = node.expr
        kappa = inner.where[1] if isinstance(inner, (SpectralSum, Df1, Df2)) else None
        if node.variables != (kappa,) or sum(part.has(kappa) for part in inner.args) > 1:
            raise NotTermByTerm(f"{node} is no slope of a sum in kappa")
        slopes[node] = inner.diff(kappa)
    return expression.xreplace(slopes)


def _sums(difference: Expr, context: Context) -> list[tuple[Expr, Expr, Expr]]:
    """Triples of coefficient, upper end and summand, in the letter of this module."""
    opened = {node: _opened(node, context) for node in difference.atoms(SpectralSum, Df1, Df2, Sum)}
    marks = {node: Dummy("sum", real=True) for node in opened}
    rest = marked(difference, marks)
    found = []
    for node, mark in marks.items():
        weight = None if rest is None else coefficient_outside(rest, mark)
        if weight is None or weight.has(*marks.values()):
            raise NotTermByTerm(f"not affine in {node}")
        found.append((weight, *opened[node]))
    if not found:
        raise NotTermByTerm("there is no sum in the difference of the two sides")
    rest = rest.xreplace(dict.fromkeys(marks.values(), Integer(0)))
    if not vanishes(rest):
        ends = [end for _, end, _ in found if end is not oo]
        shortest = next((end for end in ends if all(follows(Le(end, other), context) for other in ends)), None)
        if shortest is None or not follows(Ge(shortest, 1), context):
            raise NotTermByTerm(f"{rest} is left beside the sums")
        found.append((rest / shortest, shortest, Integer(1)))
    return found


def _opened(node: Basic, context: Context) -> tuple[Expr, Expr]:
    """Upper end and summand of a sum from 1 on, which must converge."""
    total = node if isinstance(node, Sum) else node.rewrite(SpectralSum).rewrite(Sum)
    if len(total.limits) != 1 or total.limits[0][1] != 1:
        raise NotTermByTerm(f"{node} is no sum from 1 on")
    index, _, end = total.limits[0]
    if end is oo and not (isinstance(node, (SpectralSum, Df1, Df2)) and follows(Gt(node.exponents[0], 1), context)):
        raise NotTermByTerm(f"{node} is not known to converge")
    return end, total.function.xreplace({index: _k})


def _facts(piece: _Piece, context: Context) -> list[Basic]:
    """What is known of k and of its powers with a positive exponent."""
    known: list[Basic] = [Ge(_k, piece.low)]
    finite = piece.high is not oo
    known += [Le(_k, piece.high)] if finite else []
    for generator in generators_of(piece.summand):
        if isinstance(generator, Pow) and generator.base == _k and follows(Gt(generator.exp, 0), context):
            known.append(Ge(generator, piece.low**generator.exp))
            known += [Le(generator, piece.high**generator.exp)] if finite else []
    return known


term_by_term = TermByTermRule()
