"""Section 5 with constants: what stands in front of the powers of T.

The spectrum is lambda_k = k^-beta with lambda_k c_k^2 = k^-(1 + 2 beta r), the ridge is T^-ell. Three numbers do:

    C = (pi/beta)/sin(pi/beta),   v = (1 - 1/beta) C,   b = Gamma(2 - 2r) Gamma(2r)/beta   (for r < 1),

    df1 ~ C kappa^(-1/beta),   df2 ~ v kappa^(-1/beta),   Bias ~ b kappa^(2r).

The constants are derived by the scaling calculus from the deterministic equivalents, and are those of the exact mean
where what is proved of few degrees of freedom reaches.
"""

from collections.abc import Sequence
from typing import Any

from lemmata.derivations.dohmatob2024.paper import PAPER
from lemmata.derivations.dohmatob2024.section_5_power_laws import constant_of_exact_mean
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel
from lemmata.theory.scaling.forms import symbol as letter
from lemmata.verifier.language import *

beta, r, ell, delta, b, a = (letter(name) for name in ("beta", "r", "ell", "delta", "b", "a"))
capacity = pi / beta / sin(pi / beta)
effective = (1 - 1 / beta) * capacity
source = gamma(2 - 2 * r) * gamma(2 * r) / beta


def states(
    name: str, title: str, constant: Any, value: Expr, witness: dict[Expr, Any], place: str,
    *, checks: Sequence[Any] = (),
) -> Claim:
    """A claim about the leading constant of a model."""
    return PAPER.claim(name, title,
        equal(constant, value), source=place, where=constant.model.conditions, witness=witness, checks=checks,
        proof=constant_of_exact_mean)

# Without ridge and with infinitely many dimensions.
ridgeless = PowerLawModel(beta="beta", r="r", ell="oo", where=("r < 1",))

with PAPER.section("Section 5"):
    states("ridgeless-variance", "Without ridge the variance does not vanish: it tends to sigma^2 (beta - 1)",
        constant_in(ridgeless, "variance"), beta - 1, {beta: 2, r: "1/4"}, "Section 5 (ridge -> 0)",
        checks=[measured_constant()])

    states("ridgeless-bias", "Without ridge the bias is C^(2 r beta) Gamma(2 - 2r) Gamma(2r) T^(-2 r beta)",
        constant_in(ridgeless, "bias"), capacity ** (2 * r * beta) * gamma(2 - 2 * r) * gamma(2 * r),
        {beta: 2, r: "1/4"}, "Section 5 (ridge -> 0)", checks=[measured_constant()])

# Theorem 5.1, with d = T^delta, T0 = T^b, n sigma0^2 = T^a.
sizes = {"beta": "beta", "r": "r", "d": "T^delta", "T0": "T^b", "n": "T^a"}
conditions = ("ell > 0", "ell < beta", "r < 1", "delta > ell/beta", "b > delta")
chain = PowerLawModel(**sizes, where=conditions)
few_dimensions = PowerLawModel(**sizes, where=(*conditions, "delta < 1"))
many_dimensions = PowerLawModel(**sizes, where=(*conditions, "delta > 1"))
as_many = PowerLawModel(**{**sizes, "d": "T"}, where=("ell > 0", "ell < beta", "r < 1", "b > 1"))
inside = {beta: 2, r: "1/2", ell: "1/2", delta: "3/4", b: 1, a: 0}

with PAPER.section("Section 5", source="Section 5 (critical regularisation)"):
    for part, value, title in (
        ("bias", source, "Theorem 5.1, first term: b T^(-2 r ell)"),
        ("variance", effective, "Theorem 5.1, second term: v T^(ell/beta - 1)"),
    ):
        states(f"power-law-{part}-constant", title, constant_in(chain, part), value, inside, "Theorem 5.1",
            checks=[measured_constant()])

    for name, which, value, witness, title in (
        ("", few_dimensions, effective, inside, "Theorem 5.1, last term: for d << T v n sigma0^2 T^(ell/beta)/T0,"),
        ("-wide", many_dimensions, effective, {**inside, delta: 2, b: 3}, "with d in the place of T for d >> T,"),
        ("-square", as_many, 2 * effective, {**inside, b: 2}, "and twice as much at d = T: T + d, not max(T, d)"),
    ):
        states(f"power-law-collapse-constant{name}", title, constant_in(which, "collapse"), value, witness,
            "Theorem 5.1", checks=[measured_constant()])

    # The optimal ridge: b lambda^(2r) + V lambda^(-1/beta) with V = v/T.
    clean = PowerLawModel(beta="beta", r="r", where=("r < 1",))
    prefactor = (effective / (2 * r * beta * source)) ** (beta / (1 + 2 * r * beta))

    states("optimal-ridge-constant", "The optimal ridge of clean data is (v/(2 r beta b T))^(beta/(1 + 2 r beta))",
        constant_in(clean, "ridge"), prefactor, {beta: 2, r: "1/4"}, "Section 5 (critical regularisation)")

    states("optimal-risk-constant", "and the risk there b ridge^(2r) (1 + 2 r beta)",
        constant_in(clean, "optimum"), source * prefactor ** (2 * r) * (1 + 2 * r * beta), {beta: 2, r: "1/4"},
        "Section 5 (clean rate)")

    N = Symbol("N", positive=True)
    y = Symbol("y", positive=True)
    B, V, root = Symbol("B", positive=True), Symbol("V", positive=True), Symbol("m", positive=True)

    balanced = PAPER.claim("optimum-balances",
        "With ridge (m y)^beta and V = N B m^(N + 1), N = 2 r beta, the risk is B m^N (y^N + N/y)",
        equal(B * root**N * y**N + V / (root * y), B * root**N * (y**N + N / y)),
        where=[Eq(V, N * B * root ** (N + 1))], witness={B: 1, N: 1, root: 1, V: 1, y: 2}, proof=given)

    PAPER.claim("optimum-is-least", "That is least at y = 1, and there alone: y^N + N/y >= 1 + N",
        at_least(y**N + N / y, 1 + N), witness={N: 1, y: 2},
        note=f"so that B m^N (1 + N) is the optimal risk, by {balanced.id}",
        proof=[
            algebra,             (y ** (N + 1) + N) / y,
            inequality, (1 + (N + 1) * (y - 1) + N) / y,
            algebra,
        ])
