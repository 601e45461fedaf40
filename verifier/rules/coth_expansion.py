r"""The degrees of freedom of the spectrum 1/k^2 in closed form, by the partial fractions of the hyperbolic cotangent.

    coth z = 1/z + 2 z sum_{k>=1} 1/(z^2 + pi^2 k^2)       (DLMF 4.36.3)

with z = pi/sqrt(kappa) says that Df1(2, kappa) = sum 1/(1 + kappa k^2) = (z coth z - 1)/2.

>>> from sympy import Symbol
>>> kappa = Symbol("kappa", positive=True)
>>> z = pi/sqrt(kappa)
>>> coth_expansion.judge(Step(Df1(2, kappa), "=", (z*coth(z) - 1)/2), Context()).verdict
<Verdict.PROVED: 'proved'>
"""

from __future__ import annotations

from sympy import Integer, coth, oo, pi, sqrt

from lemmata.theory.spectra.spectral_functions import Df1
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

THEOREM = "partial fractions of the hyperbolic cotangent (DLMF 4.36.3)"


class CothExpansionRule(Rule):
    """The two sides agree once every Df1(2, kappa) of infinite dimension is in closed form."""

    name = "coth expansion"
    version = 1

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the normal forms agree."""
        if step.relation != "=":
            return Finding(Verdict.UNDECIDED, "this rule proves equations only")
        closed = {}
        for node in step.before.atoms(Df1) | step.after.atoms(Df1):
            capacity, kappa, size = node.args
            if capacity == Integer(2) and size is oo and kappa.is_positive:
                z = pi / sqrt(kappa)
                closed[node] = (z * coth(z) - 1) / 2
        if not closed:
            return Finding(Verdict.UNDECIDED, "there is no Df1(2, kappa) of infinite dimension, kappa > 0")
        found = same_normal_form(step.before.xreplace(closed), step.after.xreplace(closed))
        return Finding(found.verdict, found.detail, cited=(THEOREM,)) if found.verdict is Verdict.PROVED else found


coth_expansion = CothExpansionRule()
