"""Isotropic inputs, no ridge, psi = m/n features and phi = d/n > 1 dimensions a row, on both sides of psi = 1.

With more features than rows df1 = n, so that kappa = phi - 1 whatever their number is: only the scatter is left of
them. The collapse term rises to the threshold, where it has no bound, and falls beyond it to that of the inputs.
"""

from lemmata.derivations.renormalization.features import share
from lemmata.derivations.strong_model_collapse.features import in_shares
from lemmata.derivations.strong_model_collapse.paper import PAPER
from lemmata.derivations.strong_model_collapse.projections import other, phi, psi, shift
from lemmata.derivations.strong_model_collapse.setting import b, p1, p2, u
from lemmata.theory.models.shipped.random_features import m
from lemmata.verifier.language import *

beyond = shift * (
    p2**2 * ((1 - 1 / phi) * psi / (psi - 1) - 1 + 2 / phi) + (1 - p2) * p2 * (1 / (psi - 1) + 1 / (phi - 1))
)
of_inputs = shift * (p2**2 / phi + (1 - p2) * p2 / (phi - 1))
half = Rational(1, 2)

missed = shift * (kappa**2 + kappa * (df1 - df2) / (m - df2)) / (1 + kappa) ** 2
at_one = p2**2 * (missed * (1 + u) - shift + 2 * shift / (1 + kappa)) + p1 * p2 * u * shift

with PAPER.section("Projections"):
    PAPER.claim("isotropic-features", "The collapse term on features for Sigma = I and a shift without direction",
        equal(in_shares.xreplace({b: shift / d}), at_one), where=[sigma_is_identity, df2 < m],
        witness={SPECTRUM: ((1, 1), (1, 1)), kappa: 1, df1: 1, df2: half, m: 2, u: 1, p1: half, p2: half, shift: 1},
        proof=isotropic)

with PAPER.section("Projections", where=[phi > 1, psi > 1], witness={phi: 2, psi: 3, p2: half, shift: 1}):
    PAPER.claim("beyond-form", "With more features than rows and no ridge it is a function of three shares",
        equal(at_one, beyond),
        where=[Eq(p1, 1 - p2), Eq(m, psi * T), Eq(df1, T), Eq(df2, T / phi), Eq(kappa, phi - 1),
               Eq(u, share / (1 - share))],
        witness={kappa: 1, T: 2, df1: 2, df2: 1, p1: half, m: 6, u: 3 * half}, proof=given)

    PAPER.claim("bigger-is-better-beyond", "Beyond the threshold a larger model is better",
        at_most(Derivative(beyond, psi), 0), where=[p2 < 1],
        proof=[
            differentiate, -shift * p2 * (p2 * (1 - 1 / phi) + 1 - p2) / (psi - 1) ** 2,
            inequality,
        ])

    PAPER.claim("beyond-limit", "and comes to the collapse term of the inputs themselves",
        tends(beyond, of_inputs, along=Path(psi)), where=[p2 < 1], proof=limit)

there = {phi: Integer(2), p2: Rational(1, 5), shift: Integer(1)}
COSTS = {
    20: (other, Rational(3, 125)), 60: (other, Rational(78, 875)), 150: (other, Rational(57, 100)),
    190: (other, Rational(1729, 500)), 210: (beyond, Rational(189, 50)), 400: (beyond, Rational(9, 25)),
    800: (beyond, Rational(6, 25)), 4000: (beyond, Rational(18, 95)),
}
with PAPER.section("Projections"):
    for count, (form, cost) in COSTS.items():
        values = {**there, psi: Rational(count, 200)}
        PAPER.claim(f"cost-of-{count}-features",
            f"In proportion, as {count} features to d = 400, n = 200, a fifth synthetic: {cost} of the shift",
            equal(form, cost), where=[Eq(letter, number) for letter, number in values.items()], witness=values,
            proof=given)
