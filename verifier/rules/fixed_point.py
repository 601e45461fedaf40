r"""The equation of the renormalised ridge, without subtraction: T ridge/kappa + df1(kappa) = T.

kappa = Kappa(beta, T, ridge, d) is defined as the root of kappa = ridge + kappa df1(kappa)/T. Where kappa > 0 the two
sides of a step may be rewritten by it: df1(kappa) stands for T - T ridge/kappa. (For ridge = 0 and d <= T the root is
kappa = 0, and the equation says nothing of df1; so kappa > 0 must be known.)

>>> from lemmata.theory.notation import T, beta, ridge
>>> from lemmata.theory.spectra.spectral_functions import Df1, Kappa
>>> k = Kappa(beta, T, ridge)
>>> fixed_point.judge(Step(k - k*Df1(beta, k)/T, "=", ridge), Context(assumptions=(beta > 1,))).verdict
<Verdict.PROVED: 'proved'>
>>> fixed_point.judge(Step(k - k*Df1(beta, k)/T, "=", ridge), Context()).owed[-1].condition
'beta > 1'
"""

from __future__ import annotations

from sympy import Expr, Gt, oo

from lemmata.theory.spectra.spectral_functions import Df1, Kappa
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class FixedPointRule(Rule):
    """The two sides agree once df1 at the renormalised ridge is expressed by it."""

    name = "fixed point"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the sides have the same normal form after the equation was put in."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        roots = step.before.atoms(Kappa) | step.after.atoms(Kappa)
        values: dict[Expr, Expr] = {}
        owed: list[Obligation] = []
        for root in sorted(roots, key=str):
            beta, T, ridge, d = root.args
            owed.append(Holds(Gt(root, 0, evaluate=False), "the equation of the renormalised ridge"))
            owed += [Holds(Gt(beta, 1, evaluate=False), "degrees of freedom in infinite dimension")] if d is oo else []
            values[Df1(beta, root, d)] = T - T * ridge / root
        if not values:
            return Finding(Verdict.UNDECIDED, "no renormalised ridge occurs")
        before, after = (side.xreplace(values) for side in (step.before, step.after))
        found = same_normal_form(before, after)
        if found.verdict is not Verdict.PROVED:
            return found
        return Finding(Verdict.PROVED, "T ridge/kappa + df1 = T", owed=tuple(owed))


fixed_point = FixedPointRule()
