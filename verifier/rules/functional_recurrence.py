"""Induction over the generations for all functions of Sigma at once.

Let Q(n)[A] be linear in the parameter's moments, such as E tr(A w[n] w[n]'). One generation turns Q(n) into Q(n + 1) at
the price of other functions of Sigma, Q(n + 1)[A] ~ Q(n)[D A D] + ..., so that the induction hypothesis must be about
all of them: A is a letter. The claimed F(n)[a] is a quantity that knows the same recursion as its definition.
"""

from __future__ import annotations

from sympy import Add, Dummy, Expr, Integer, Symbol, expand_mul

from lemmata.theory.quantities.generation_recursion import Carried, Mean
from lemmata.theory.quantities.resolvents import A, c, in_directions, parameters_in, v
from lemmata.theory.relations import PROPORTIONAL
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.eigensum_form import NotPerEigenvalue, in_basis
from lemmata.verifier.engines.proportions import BOUNDED, regime_of
from lemmata.verifier.obligation import NoCancellation, Obligation
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.instances import owed_at_every_index
from lemmata.verifier.rules.stand_ins import other_laws
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class FunctionalRecurrenceRule(Rule):
    """``base`` states Q(0)[A], ``step`` states Q(n + 1)[A] in terms of Q(n); ``after`` is F(n)[a]."""

    name = "recurrence for all A"
    version = 2
    proves = ("=", "~")

    def __init__(self, index: Symbol, base: Claim, step: Claim) -> None:
        self.index = index
        self.claims = (base, step)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when F satisfies base and step by its definition."""
        base, following = self.claims
        if not (self.index.is_integer and self.index.is_nonnegative) or step.relation not in ("=", "~"):
            return Finding(Verdict.UNDECIDED, "induction on a non-negative integer, for an equation or an equivalence")
        if not isinstance(step.after, Carried) or not step.before.has(A):
            return Finding(Verdict.UNDECIDED, "a statement about all A, and a quantity that is defined by a recursion")
        problem = self.unfit(step, context) or other_laws(base, {}, context) or other_laws(following, {}, context)
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        places = [step.before.xreplace({self.index: value}) for value in (Integer(0), self.index + 1)]
        if [base.statement.lhs, following.statement.lhs] != places:
            return Finding(Verdict.UNDECIDED, f"base and step must state {places[0]} and {places[1]}")
        if following.statement.rhs.has(self.index + 1) or len(parameters_in(following.statement.rhs)) > 1:
            return Finding(Verdict.UNDECIDED, "the step must lead to one earlier generation")
        for stated, value in zip((base, following), (Integer(0), self.index + 1), strict=True):
            problem = self.differs(stated.statement.rhs, step.after.xreplace({self.index: value}))
            if problem:
                return Finding(Verdict.UNDECIDED, f"{problem} ({stated.id})")
        detail = f"induction on {self.index}, for all functions A of Sigma: base {base.id}, step {following.id}"
        owed, _ = owed_at_every_index(base, following, self.index, context.assumptions)
        signs = one_sign(following) if step.relation == "~" else ()
        return Finding(Verdict.PROVED, detail, owed=(*owed, *signs))

    def unfit(self, step: Step, context: Context) -> str:
        """Why the relations of base and step do not give that of the conclusion, if so.

        An error that is small in every generation is small after n of them when n is bounded in the regime.
        """
        allowed = ("=",) if step.relation == "=" else ("=", "~")
        for claim in self.claims:
            if claim.statement.relation not in allowed:
                return f"{claim.id} is no {'equation' if step.relation == '=' else 'equivalence'}"
            regime = claim.statement.regime or PROPORTIONAL
            if step.relation == "~" and not regime.contains(regime_of(context.assumptions, context.regime)):
                return f"{claim.id} holds {regime}"
        unbounded = step.relation == "~" and self.index not in BOUNDED
        return f"{self.index} is not bounded in the regime, and the errors add up" if unbounded else ""

    def differs(self, stated: Expr, term: Carried) -> str:
        """Why the definition of F is not what the claim states, if so; F(n)[f] stands for Q(n)[f]."""
        letter, mark = (c if isinstance(term, Mean) else v), Dummy("other", real=True)
        defined = term.meaning()
        hypothesis = {
            node: EigenSum(node.weight * letter) if isinstance(node, type(term)) else mark
            for node in defined.atoms(Carried)
        }
        try:
            found = same_normal_form(in_basis(in_directions(stated)), in_basis(defined.xreplace(hypothesis)))
        except NotPerEigenvalue as reason:
            return str(reason)
        return "" if found.verdict is Verdict.PROVED else f"{term} is defined otherwise"


def one_sign(claim: Claim) -> tuple[Obligation, ...]:
    """What the step owes: the hypothesis is used in a sum of terms of one sign."""
    terms = Add.make_args(expand_mul(in_directions(claim.statement.rhs)))
    why = f"the hypothesis is used in {claim.id}"
    return tuple(NoCancellation(term, why, rest=Add(*terms) - term, aim=None) for term in terms)


def functional_recurrence(index: Symbol, base: Claim, step: Claim) -> FunctionalRecurrenceRule:
    """The rule of induction on ``index`` for all functions of Sigma."""
    return FunctionalRecurrenceRule(index, base, step)
