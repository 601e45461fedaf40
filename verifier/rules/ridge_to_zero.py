r"""An equivalent of a fit without ridge, on fewer samples than dimensions, from the one with ridge as it vanishes.

With Pi = 1 - X^+ X and S^+ = T X^+ X^+' for T < d Gaussian rows, in the regime whose eigenvalues lie in [a, b],

    E tr A Pi ~ f,   E tr A Pi B Pi ~ f,   E tr A X^+ X^+' ~ f         at kappa > 0 with df1(kappa) = T

follow from the same formulas f for ridge E tr A R, ridge^2 E tr A R B R and E tr A R S R/T. Let K = XX'/T, Lam be the
norm of its inverse, U = ridge R - Pi. For every design

    0 <= U <= ridge S^+,   0 <= S^+ - R S R <= 2 ridge (S^+)^2,   |gradient of U_kl| <= 4 ridge Lam^(3/2)/sqrt T

(k != l), so that E U_kk <= ridge E Lam, where U_kk <= 1; and since E U_kl = 0 (a coordinate may change its sign), by
Poincare's inequality E U_kl^2 <= 16 ridge^2 b E Lam^3/T. The diagonals of A and B count only, one of the two being a
function of Sigma:

* E tr A Pi is ridge E tr A R up to ridge E Lam tr A, and E tr A X^+ X^+' likewise up to 2 ridge E Lam^2 tr A/T;
* the root of E tr A Pi B Pi = sum_kl A_kk B_ll E Pi_kl^2 is a norm: it moves by at most the root of
  C ridge [sum A_kk B_kk + tr A tr B/T]. Eigenvalues in [a, b] make f at least c times that, c tr A, or c tr A/T.
* kappa falls to its value without ridge, kappa_0, and kappa - kappa_0 <= ridge/(1 - df2(kappa_0)/T): f is continuous
  in kappa, relatively to itself and uniformly. Only f as it is written in :data:`WITH_RIDGE` is known to be: beside
  ridge > 0 one may multiply it by 1 + 1/(1 + T - df1), or by 1 + ridge - kappa (1 - df1/T), but not where T = df1.

So for every ridge the difference is a share C sqrt(ridge) + eps_ridge(T) of f: first the ridge is chosen, then T.

The moments of Lam are bounded by a and b alone. kappa_0 and the eigenvalues in [a, b] make T = df1 at most d b/(a + b),
so that d >= (1 + g) T. With Z = X Sigma^(-1/2), Lam <= (T/a)/s^2, s the least singular value of Z. For a unit vector y,
P(|Z'y|^2 <= 4 x d) <= (4 e x)^(d/2); a net of the sphere of R^T of step sqrt(x)/t, t = x^(-g/4), has at most
(1 + 2 t/sqrt x)^T points; where |Z| <= t sqrt d and s^2 <= x d, one of them has |Z'y| <= 2 sqrt(x d). Hence
P(s^2 <= x d) <= C^T x^(g T/4) + P(|Z| > t sqrt d), the last at most exp(C T - c t^2 T) by a net of step 1/2, and
E (d/s^2)^j is bounded for g T > 8 j.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sympy import Basic, Eq, Expr, Gt, Lt, Symbol

from lemmata.theory.deterministic_equivalents.equality import equal_sums
from lemmata.theory.notation import T, df1, df2, kappa, ridge
from lemmata.theory.quantities.regression import Sigma, X
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE, WITH_AND_WITHOUT_RIDGE, WITH_RIDGE
from lemmata.theory.random_matrices import GaussianRows, Letter, law_of
from lemmata.theory.relations import BOUNDED_BELOW
from lemmata.theory.spectra.eigensum import EigenSum, s
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.engines.proportions import BOUNDED, Proportions, regime_of
from lemmata.verifier.obligation import Holds
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_SETTING = (
    Eq(df1, EigenSum(s / (s + kappa))),
    Eq(df2, EigenSum(s**2 / (s + kappa) ** 2)),
    Eq(ridge, kappa * (1 - df1 / T)),
    Gt(ridge, 0),
    Lt(df1, T),
)
"""What the claim with ridge may assume: every ridge > 0 has such a kappa."""


class RidgeToZeroRule(Rule):
    """The equivalent of a fit without ridge, from that with ridge: eigenvalues bounded below, fewer samples than d."""

    name = "ridge to zero"
    version = 3
    proves = ("~",)

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved where the step is the claim's limit, at a kappa that the assumptions tie to the number of samples."""
        if not BOUNDED_BELOW.contains(regime_of(context.assumptions, context.regime)):
            return _undecided(f"without ridge the equivalent is known {BOUNDED_BELOW}")
        wrong = self._misused()
        if wrong:
            return _undecided(wrong)
        drawn = [letter for letter in step.before.atoms(Letter) if _gaussian(letter, context.laws)]
        form = WITH_AND_WITHOUT_RIDGE[self.claim.statement.lhs]
        if len(drawn) != 1 or step.before != form(drawn[0]):
            return _undecided(f"the left side is not what {self.claim.id} becomes for one design without ridge")
        rows = drawn[0].rows
        if not _in_proportion(rows):
            return _undecided(f"{rows} rows are not known to be in proportion to T")
        value = opened(self.claim.statement.rhs, _SETTING[:2])
        for letter in _renormalised(rows, step.after, context):
            there = _at(letter, value).xreplace({T: rows})
            if equal_sums(*(opened(side, context.assumptions) for side in (there, step.after))):
                owed = (Holds(Gt(letter, 0, evaluate=False), "there are fewer samples than dimensions"),)
                return Finding(Verdict.PROVED, f"{self.claim.id}, as the ridge vanishes", owed=owed)
        return _undecided(f"no letter k with {rows} = EigenSum(s/(s + k)) makes the right side that of {self.claim.id}")

    def _misused(self) -> str:
        """Why the claim is none about a fit with any ridge, if so."""
        statement = self.claim.statement
        if statement.relation != "~" or statement.lhs not in WITH_AND_WITHOUT_RIDGE:
            return f"{self.claim.id} is no equivalent of ridge A R, ridge^2 A R B R or A R S R/T"
        if not equal_sums(*(opened(side, _SETTING[:2]) for side in (statement.rhs, WITH_RIDGE[statement.lhs]))):
            return f"the right side of {self.claim.id} is not {WITH_RIDGE[statement.lhs]}, which has a limit"
        if not _gaussian(X, self.claim.laws):
            return f"{self.claim.id} does not say that the rows of {X} are Gaussian"
        more = next((str(one) for one in self.claim.where if one not in _SETTING), "")
        return f"{self.claim.id} also assumes {more}" if more else ""


def _in_proportion(rows: Expr) -> bool:
    """Whether a number of rows lies between multiples of T, as every size does."""
    letters = rows.free_symbols
    try:
        form = Proportions((), letters - BOUNDED).forms(letters).of(rows)
    except NoLeadingForm:
        return False
    return bool(form.w == 1 and form.c.is_positive)


def _gaussian(letter: Letter, laws: Iterable[Any]) -> bool:
    """Whether it has independent rows N(0, Sigma)."""
    law = law_of(letter, laws)
    return isinstance(law, GaussianRows) and law.covariance == Sigma


def _at(letter: Symbol, value: Expr) -> Expr:
    """With another letter for kappa, also in the sums."""
    inside = {node: EigenSum(node.summand.xreplace({kappa: letter})) for node in value.atoms(EigenSum)}
    found: Expr = value.xreplace(inside).xreplace({kappa: letter})
    return found


def _renormalised(rows: Expr, after: Expr, context: Context) -> Iterator[Symbol]:
    """The letters k of the right side with rows = df1(k), by the assumptions."""
    inside = {x for node in opened(after, context.assumptions).atoms(EigenSum) for x in node.summand.free_symbols}
    for letter in sorted(inside - set(PER_EIGENVALUE), key=str):
        if any(_says(relation, rows, EigenSum(s / (s + letter)), context) for relation in context.assumptions):
            yield letter


def _says(relation: Basic, rows: Expr, degrees: Expr, context: Context) -> bool:
    """Whether an assumption is rows = degrees, other letters being opened."""
    if not isinstance(relation, Eq) or rows not in relation.args:
        return False
    other = relation.rhs if relation.lhs == rows else relation.lhs
    return bool(opened(other, context.assumptions) == degrees)


def _undecided(reason: str) -> Finding:
    return Finding(Verdict.UNDECIDED, reason)


def ridge_to_zero(claim: Claim) -> RidgeToZeroRule:
    """The rule that takes the ridge of an equivalent to zero.

    Args:
        claim: the equivalent of ridge E tr A R, ridge^2 E tr A R B R or E tr A R S R/T, for every ridge > 0.
    """
    return RidgeToZeroRule(claim)
