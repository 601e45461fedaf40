r"""Spectral sums for small kappa: the Mellin expansion, with a bound of its remainder for every kappa > 0.

``mellin_expansion(terms, angle)`` proves S <= expansion + bound and S >= expansion - bound for symbolic parameters,
with the bound of the turned contour. ``contour_remainder(M)`` proves the same with c kappa^M for rational parameters,
where c is at least the integral along the line Re s = -M, which is enclosed by balls, its tail included. Expansion and
bounds are those of :mod:`lemmata.theory.spectra.mellin_expansion`; the theorems that they rest on are cited.

>>> from sympy import Rational
>>> from lemmata.theory.notation import kappa
>>> from lemmata.theory.spectra.spectral_functions import Df1
>>> b = Rational(3, 2)
>>> expansion = MellinExpansion.of(b, 1, b, terms=2).expression(kappa)
>>> for c in ("1/100", "1/200"):
...     step = Step(Df1(b, kappa), "<=", expansion + Rational(c) * kappa**b)
...     print(contour_remainder(b).judge(step, Context()).verdict.value)
proved
undecided
"""

from __future__ import annotations

from math import ceil

from sympy import Expr, Gt, Lt, Ne, Rational, oo, pi

from lemmata.numerics.errors import InputError, NotAccurate
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.theory.spectra.spectral_functions import Df1, Df2, SpectralSum
from lemmata.theory.values.exact_value import exact_value
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes
from lemmata.verifier.engines.positivity import follows
from lemmata.verifier.obligation import Holds
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

TURNED = "the Abel-Plana formula on turned contours (DLMF 2.10.2; proved in lemmata.theory.spectra.mellin_expansion)"
MOVED = "Mellin inversion and moving the contour (Flajolet, Gourdon, Dumas 1995; DLMF 2.5)"


class MellinExpansionRule(Rule):
    """A bound by the terms of the expansion and the remainder on contours turned by ``angle``."""

    name = "Mellin expansion"
    version = 1
    proves = ("<=", ">=")

    def __init__(self, terms: int, angle: Expr) -> None:
        self.terms = terms
        self.angle = angle

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the conditions of the bound follow, and the other side is the expansion plus or minus it."""
        expansion = _expansion(step, self.terms)
        if isinstance(expansion, str):
            return Finding(Verdict.UNDECIDED, expansion)
        beta, kappa, _ = step.before.where
        v = 1 - expansion.u + expansion.q * beta + beta * self.terms
        conditions = [Gt(beta, 0), Gt(kappa, 0), Gt(expansion.u, 1), Gt(v, 1), Gt(self.angle, 0)]
        conditions += [Lt(self.angle, pi / 2), Lt(beta * self.angle, pi)]
        if not any(term.kind == "double pole" for term in expansion.terms):
            conditions += [Ne(expansion.pole, -j) for j in range(self.terms)]
        sign = 1 if step.relation == "<=" else -1
        expected = expansion.expression(kappa) + sign * expansion.bound(kappa, self.angle)
        found = same_normal_form(expected, step.after)
        if found.verdict is not Verdict.PROVED:
            return found
        owed = tuple(Holds(condition, "the expansion and its remainder") for condition in conditions)
        return Finding(Verdict.PROVED, f"{len(expansion.terms)} terms and the remainder", cited=(TURNED,), owed=owed)


class ContourRemainderRule(Rule):
    """A bound by the terms whose poles lie right of Re s = -M, and c kappa^M with c at least the enclosed integral."""

    name = "contour remainder"
    version = 1
    proves = ("<=", ">=")

    def __init__(self, line: Expr) -> None:
        self.line = line

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the other side is the expansion plus or minus c kappa^M, and c is certainly large enough."""
        expansion = _expansion(step, ceil(self.line))
        if isinstance(expansion, str):
            return Finding(Verdict.UNDECIDED, expansion)
        kappa = step.before.where[1]
        if not follows(Gt(kappa, 0), context):
            return Finding(Verdict.UNDECIDED, f"{kappa} > 0 is not known")
        sign = 1 if step.relation == "<=" else -1
        c = _constant(sign * (step.after - expansion.expression(kappa)), kappa**self.line)
        if c is None:
            return Finding(
                Verdict.UNDECIDED, f"the other side is not the expansion and a multiple of {kappa**self.line}"
            )
        try:
            needed = expansion.remainder_constant(self.line)
        except (InputError, NotAccurate) as reason:
            return Finding(Verdict.UNDECIDED, str(reason))
        shown = f"the constant lies in [{float(needed.lower):.3g}, {float(needed.upper):.3g}]"
        value = exact_value(c)
        if value is None or value < needed.upper:
            return Finding(Verdict.UNDECIDED, f"{shown}, {c} is not known to reach it")
        return Finding(Verdict.PROVED, shown, {"constant": needed.to_json()}, (MOVED,))


def _expansion(step: Step, terms: int) -> MellinExpansion | str:
    """The expansion of the sum on the left, or what is wrong with the step."""
    if not isinstance(step.before, (SpectralSum, Df1, Df2)) or step.relation not in ("<=", ">="):
        return "the left side must be one spectral sum, in an inequality"
    (u, q), (beta, _, d) = step.before.exponents, step.before.where
    if d is not oo or not q.is_Integer:
        return "the sum must be infinite, and q a number"
    try:
        return MellinExpansion.of(u, int(q), beta, terms=terms)
    except InputError as reason:
        return str(reason)


def _constant(rest: Expr, power: Expr) -> Rational | None:
    """C, when the rest is c times the power."""
    c = rest.expand().coeff(power)
    try:
        return c if isinstance(c, Rational) and vanishes(rest - c * power) else None
    except NotAlgebraic:
        return None


def mellin_expansion(terms: int, angle: Expr) -> MellinExpansionRule:
    """The rule that expands a spectral sum in ``terms`` poles of Gamma, with the contour turned by ``angle``."""
    return MellinExpansionRule(terms, angle)


def contour_remainder(line: Expr) -> ContourRemainderRule:
    """The rule that expands a spectral sum of rational parameters up to kappa^``line``."""
    return ContourRemainderRule(line)
