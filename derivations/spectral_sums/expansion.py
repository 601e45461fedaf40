"""All corrections for small kappa: the Mellin expansion with its poles, and a remainder that holds for every kappa.

For symbolic beta and r: df1, df2 and the bias sum below, at and above saturation (r = 1, a double pole: a logarithm).
For numbers: expansions to higher order, where the constant of the remainder is an integral enclosed by balls.
"""

from collections.abc import Sequence

from lemmata.derivations.spectral_sums.paper import HARMONIC_SUMS, PAPER
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.verifier.language import *

angle = pi / (2 * beta)
"""By which the contour is turned; any angle below pi/2 and pi/beta will do."""


def expanded(
    name: str, title: str, u: Expr, q: int, *, where: Sequence[Expr], witness: dict[Expr, int | str]
) -> None:
    """Two claims: the sum is at most, and at least, its leading terms plus and minus a multiple of kappa."""
    total = SpectralSum(u, q, beta, kappa)
    expansion, rule = MellinExpansion.of(u, q, beta, terms=1), mellin_expansion(1, angle)
    terms, bound = expansion.expression(kappa), expansion.bound(kappa, angle)
    with PAPER.section(where=where, witness={**witness, kappa: "1/10"}, source=HARMONIC_SUMS):
        PAPER.claim(f"{name}-above", title, at_most(total, terms + bound), proof=rule)
        PAPER.claim(f"{name}-below", "and from below", at_least(total, terms - bound), proof=rule)


def to_order(
    name: str, title: str, u: Expr | int, q: int, capacity: Expr | int, line: Expr, constant: str
) -> None:
    """Two claims for numbers: the sum is its terms up to constant * kappa^line."""
    total, c = SpectralSum(u, q, capacity, kappa), Rational(constant)
    terms = MellinExpansion.of(u, q, capacity, terms=int(line) + 1).expression(kappa)
    rule, size = contour_remainder(Rational(line)), c * kappa ** Rational(line)
    with PAPER.section(witness={kappa: "1/10"}, source=HARMONIC_SUMS):
        PAPER.claim(f"{name}-above", title, at_most(total, terms + size), proof=rule)
        PAPER.claim(f"{name}-below", "and from below", at_least(total, terms - size), proof=rule)

with PAPER.section("Expansion"):
    expanded("df1-expansion",
        "df1 is C kappa^(-1/beta) - 1/2, up to an explicit multiple of kappa",
        beta, 1, where=[beta > 1], witness={beta: 2})
    expanded("df2-expansion",
        "df2 is (1 - 1/beta) C kappa^(-1/beta) - 1/2, up to an explicit multiple of kappa",
        2 * beta, 2, where=[beta > 1], witness={beta: 2})
    expanded("bias-below-saturation",
        "r < 1, r != 1/2: the bias sum has an integral term kappa^(2r - 2) and the constant zeta(1 + 2 beta (r - 1))",
        1 + 2 * beta * r, 2, where=[beta > 1, r < 1, Ne(r, Rational(1, 2))], witness={beta: 2, r: "3/4"})
    expanded("bias-at-saturation",
        "r = 1: the bias sum is (log(1/kappa) - 1)/beta + gamma, up to an explicit multiple of kappa",
        1 + 2 * beta, 2, where=[beta > 1], witness={beta: 2})
    expanded("bias-above-saturation",
        "1 < r < 3/2 - 1/(2 beta): the constant leads, the integral term kappa^(2r - 2) is the first correction",
        1 + 2 * beta * r, 2, where=[r > 1, 2 * beta * r < 3 * beta - 1], witness={beta: 3, r: "5/4"})

    half, three_halves, five_halves = Rational(1, 2), Rational(3, 2), Rational(5, 2)

    to_order("bias-two", "r = 1/2, beta = 2: two terms", 3, 2, 2, half, "1/30")
    to_order("bias-three-halves", "r = 3/10, beta = 3/2: two terms", Rational(19, 10), 2, three_halves, half, "1/40")
    to_order("df1-three-halves", "df1 at beta = 3/2: three terms", three_halves, 1, three_halves, three_halves, "1/100")
    to_order("df1-to-order-two", "df1 at beta = 3/2: four terms", three_halves, 1, three_halves, five_halves, "1/200")
    to_order("df1-even", "df1 at beta = 2, whose expansion ends: zeta vanishes at -2 and -4",
        2, 1, 2, five_halves, "1/150")
    to_order("double-pole", "r = 3/2, beta = 2: a logarithm beside kappa", 7, 2, 2, three_halves, "2/3")
