"""Power laws: what each of the rules shows, and what it must not (:mod:`tests.soundness.applications`)."""

from sympy import Derivative, Integer, Max, Ne, Rational, Sum, Symbol, gamma, log, oo, pi, zeta

from lemmata.derivations.dohmatob2024.section_5_power_laws import of_exact_mean
from lemmata.theory.notation import T, beta, d, kappa, ridge
from lemmata.theory.scaling.constant_quantities import constant_in
from lemmata.theory.scaling.exponent_quantities import PowerLawModel, letter
from lemmata.theory.spectra.mellin_expansion import MellinExpansion
from lemmata.theory.spectra.scaling_integral import ScalingIntegral
from lemmata.theory.spectra.spectral_functions import Df1, Df2, Kappa, SpectralSum
from lemmata.verifier.rules import (
    at_finite_sizes,
    contour_remainder,
    derived_constant,
    derived_exponent,
    elementary_bound,
    first_eigenvalues,
    fixed_point,
    integral_comparison,
    integral_rows,
    mellin_expansion,
    spectral_rows,
    term_by_term,
)
from tests.soundness.applications import of, row

x, y, u = (Symbol(name, real=True) for name in "xyu")
p, q = Symbol("p", positive=True), Symbol("q", positive=True)
k, odd = Symbol("k", integer=True, positive=True), Symbol("l", odd=True, positive=True)
i, m = Symbol("i", integer=True), Symbol("m", integer=True, nonnegative=True)
ell, s = letter("ell"), letter("s")
K = kappa ** (-1 / beta)
MODEL = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2"))
CLOSED = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell <= 2"))
QUIET = PowerLawModel(beta=2, r="1/2", sigma2="T^-3")
WIDER = PowerLawModel(beta=2, r="1/2", d="T^delta", where=("ell > 0", "ell < 2"))
BELOW = PowerLawModel(beta=2, r="1/2", where=("ell > 0", "ell < 2/3"))
NOISY = PowerLawModel(beta=2, r="1/2", sigma2="T^-s", where=("s > 0", "s < 2"))
THROUGH = PowerLawModel(beta=2, r="1/2", ell="oo", d="T^delta", where=("delta < 2",))
USUAL = PowerLawModel(beta="beta", r="r", where=("ell > 0", "ell < beta", "r < 1"))
RATE = Max(-ell, ell / 2 - 1)
b, r = letter("beta"), letter("r")
BIAS = gamma(2 - 2 * r) * gamma(2 * r) / b
HALF = ("bias", Rational(1, 2)), ("variance", pi / 4)
three_halves = Rational(3, 2)
EXPANSION = MellinExpansion.of(three_halves, 1, three_halves, terms=2).expression(kappa)
TURNED = MellinExpansion.of(beta, 1, beta, terms=1)


def root(size=oo, least=ridge):
    return Kappa(beta, T, least, size)


def maxima(power, end=d, low=1):
    return Sum(k**-u * Max(k**-beta, kappa) ** -power, (k, low, end))


ROWS = {
    "derived_exponent": row(
        [
            of(derived_exponent, MODEL.exponent(), "=", RATE, *MODEL.conditions),
            of(derived_exponent, NOISY.exponent("ell_star"), "=", 2 * (s + 1) / 3, *NOISY.conditions),
        ],
        [
            of(derived_exponent, MODEL.exponent(), "=", RATE),
            of(derived_exponent, MODEL.exponent(), "=", RATE, *MODEL.conditions[:1]),
            of(derived_exponent, MODEL.exponent(), "=", -ell, *MODEL.conditions),
            of(derived_exponent, WIDER.exponent(), "=", RATE, *WIDER.conditions),
            of(derived_exponent, MODEL.exponent(), "<=", ell / 2 - 1, *MODEL.conditions),
            of(derived_exponent, QUIET.exponent("ell_star"), "=", Integer(7), *QUIET.conditions),
            of(derived_exponent, QUIET.exponent("ell_star"), "<=", Integer(2), *QUIET.conditions),
            of(derived_exponent, MODEL.exponent(), "=", Max(-ell, ell / b - 1), *MODEL.conditions),  # beta is 2 there
            of(derived_exponent, THROUGH.exponent(), "<=", 5, *THROUGH.conditions),  # at d = T the risk is infinite
            "test_stand_ins: a_letter_with_the_name_of_one_of_the_model",
        ],
    ),
    "derived_constant": row(
        [
            of(derived_constant, constant_in(USUAL, "bias"), "=", BIAS, *constant_in(USUAL, "bias").model.conditions),
            of(derived_constant, constant_in(BELOW), "=", Rational(1, 2), *BELOW.conditions),
        ],
        [
            of(derived_constant, constant_in(USUAL, "bias"), "=", BIAS),
            of(
                derived_constant,
                constant_in(USUAL, "bias"),
                "=",
                BIAS * b,
                *constant_in(USUAL, "bias").model.conditions,
            ),
            *(of(derived_constant, constant_in(CLOSED, part), "=", value, *CLOSED.conditions) for part, value in HALF),
            of(
                derived_constant,
                constant_in(WIDER, "variance"),
                "=",
                pi / 4,
                *constant_in(WIDER, "variance").model.conditions,
            ),
        ],
    ),
    "at_finite_sizes": row(
        [of(of_exact_mean, MODEL.exponent(), "=", RATE, *MODEL.conditions)],
        [
            of(of_exact_mean, MODEL.exponent(), "=", RATE),
            of(of_exact_mean, MODEL.exponent(), "=", Max(-ell, ell / 3 - 1), *MODEL.conditions),
            of(at_finite_sizes(derived_exponent), CLOSED.exponent(), "=", -ell, *CLOSED.conditions),
        ],
    ),
    "elementary_bound": row(
        [
            of(elementary_bound, SpectralSum(u, q, beta, kappa, d), ">=", 2**-q * maxima(q)),
            of(elementary_bound, SpectralSum(u, q, beta, kappa, d), "<=", maxima(q)),
        ],
        [
            of(elementary_bound, SpectralSum(u, q, beta, kappa, d), ">=", three_halves**-q * maxima(q)),
            of(elementary_bound, SpectralSum(u, x, beta, kappa, d), "<=", maxima(x)),
            of(elementary_bound, SpectralSum(u, q, beta, x, d), "<=", Sum(k**-u * Max(k**-beta, x) ** -q, (k, 1, d))),
            of(elementary_bound, SpectralSum(u, q, beta, kappa, d), "<=", maxima(q, low=2)),
            of(elementary_bound, SpectralSum(u, q, x, kappa, d), "<=", Sum(k**-u * Max(k**-x, kappa) ** -q, (k, 1, d))),
            of(elementary_bound, SpectralSum(u, q, beta, kappa, d), "<=", 2**-q * maxima(q)),
            of(elementary_bound, SpectralSum(u, odd, beta, kappa, d), "<=", Integer(-2) ** -odd * maxima(odd)),
        ],
    ),
    "integral_comparison": row(
        [
            of(integral_comparison, Df1(beta, kappa, d), "<=", K * ScalingIntegral(beta, 1, beta, d / K)),
            of(integral_comparison, Df1(beta, kappa), "<=", K * ScalingIntegral(beta, 1, beta), beta > 1),
        ],
        [
            of(integral_comparison, Df1(beta, kappa), "<=", K * ScalingIntegral(beta, 1, beta)),
            of(integral_comparison, Df1(beta, kappa), "<=", K * ScalingIntegral(beta, 1, beta), beta >= 1),
            of(integral_comparison, Df1(beta, kappa, d), ">=", K * ScalingIntegral(beta, 1, beta) - 1, beta > 1),
            of(
                integral_comparison,
                SpectralSum(u, 1, beta, kappa, d),
                "<=",
                K ** (beta - u + 1) * ScalingIntegral(u, 1, beta, d / K),
                u <= beta,
                u >= 0,
            ),
            of(
                integral_comparison,
                SpectralSum(u, 1, beta, kappa, d),
                "<=",
                K ** (beta - u + 1) * ScalingIntegral(u, 1, beta, d / K),
                u >= beta,
            ),
            of(
                integral_comparison,
                Df1(x, kappa, d),
                "<=",
                kappa ** (-1 / x) * ScalingIntegral(x, 1, x, d * kappa ** (1 / x)),
                Ne(x, 0),
            ),
            of(
                integral_comparison,
                SpectralSum(0, q, beta, kappa, d),
                "<=",
                K ** (q * beta + 1) * ScalingIntegral(0, q, beta, d / K) + K ** (q * beta),
            ),
        ],
    ),
    "integral_rows": row(
        [
            of(integral_rows, ScalingIntegral(2, 1, 2, p), "<=", p),
            of(integral_rows, ScalingIntegral(1, 1, 2, p), "<=", log(p) + Rational(1, 2), p >= 1),
        ],
        [
            of(integral_rows, ScalingIntegral(2, 1, 2, x), "<=", x),
            of(integral_rows, ScalingIntegral(1, 1, 2, p), "<=", log(p) + Rational(1, 2)),
            of(integral_rows, ScalingIntegral(-1, -1, 1, p), "<=", p),
            of(integral_rows, ScalingIntegral(u, 1, 2, p), "<=", ScalingIntegral(u, 1, 2), u >= 1, u < 3),
            of(integral_rows, ScalingIntegral(u, 1, 2, p), "<=", p ** (3 - u) / (3 - u)),
            of(integral_rows, ScalingIntegral(u, 1, 2, p), "<=", p ** (1 - u) / (1 - u), u < 1),
            of(integral_rows, ScalingIntegral(4, 2, 2), "=", ScalingIntegral(2, 1, 2)),
            of(
                integral_rows,
                ScalingIntegral(u + 2, 2, 2),
                "=",
                (1 - (3 - u) / 2) * ScalingIntegral(u, 1, 2),
                u >= 1,
                u < 3,
            ),
        ],
    ),
    "spectral_rows": row(
        [
            of(spectral_rows, Df1(beta, kappa), "<=", zeta(beta) / kappa, beta > 1),
            of(spectral_rows, Df1(beta, kappa, d), "<=", Sum(k**0, (k, 1, d))),
            of(spectral_rows, SpectralSum(q * beta - k, q, beta, kappa, d), "<=", Sum(m**k, (m, 1, d)), q >= 1),
        ],
        [
            of(spectral_rows, Df1(beta, kappa), "<=", zeta(beta) / kappa),
            of(spectral_rows, SpectralSum(u, 1, beta, kappa), "<=", zeta(u - beta), u > beta),
            of(spectral_rows, SpectralSum(beta + 1, 1, beta, kappa, d), "<=", log(d) + 1),
            of(spectral_rows, SpectralSum(beta + 1, 1, beta, kappa), "<=", log(K) + 1 + 1 / beta),
            of(spectral_rows, SpectralSum(u, x, beta, kappa, d), "<=", Sum(k ** (x * beta - u), (k, 1, d))),
            of(spectral_rows, SpectralSum(3, 1, 1, x), "<=", zeta(3) / x),
            of(spectral_rows, SpectralSum(q * beta - k, q, beta, kappa, d), "<=", Sum(k**k, (k, 1, d)), q >= 1),
        ],
    ),
    "first_eigenvalues": row(
        [
            of(first_eigenvalues(1), SpectralSum(5, 1, 1, kappa), ">=", zeta(4) - kappa * zeta(3)),
            of(
                first_eigenvalues(Rational(1, 2)),
                SpectralSum(3, 1, 1, kappa),
                ">=",
                zeta(2) - kappa ** Rational(1, 2) * zeta(three_halves),
            ),
        ],
        [
            of(first_eigenvalues(2), SpectralSum(9, 1, 1, kappa), ">=", zeta(8) - kappa**2 * zeta(6)),
            of(first_eigenvalues(-1), SpectralSum(5, 1, 1, kappa), ">=", zeta(4) - zeta(5) / kappa),
            of(
                first_eigenvalues(x),
                SpectralSum(5, 1, 1, kappa),
                ">=",
                zeta(4) - kappa**x * zeta(4 - x),
                x >= 0,
                x <= 1,
            ),
            of(first_eigenvalues(1), SpectralSum(3, 1, 1, kappa), ">=", zeta(2) - kappa * zeta(1 + q), q < 1),
            of(first_eigenvalues(1), SpectralSum(5, 1, 1, kappa, d), ">=", zeta(4) - kappa * zeta(3)),
        ],
    ),
    "term_by_term": row(
        [
            of(term_by_term, Df1(beta, kappa, m), "<=", Df1(beta, kappa, d), m >= 1, m <= d),
            of(term_by_term, Df1(beta, kappa), ">=", Df2(beta, kappa), beta > 1),
            of(term_by_term, p * SpectralSum(2, 2, 2, p), "=", Df1(2, p) - Df2(2, p)),
            of(term_by_term, Df2(2, p), "=", Df1(2, p) + p * Derivative(Df1(2, p), p)),
        ],
        [
            of(term_by_term, Df2(2, x), "=", Df1(2, x) + x * Derivative(Df1(2, x), x), x >= 0),
            of(term_by_term, p * SpectralSum(q, 2, q, p), "=", Df1(q, p) - Df2(q, p)),
            of(term_by_term, p * SpectralSum(2, 2, 2, p), "=", Df1(2, p) - Df2(2, q)),
            of(term_by_term, p * SpectralSum(2, 2, 2, p, m), "=", Df1(2, p, m) - Df2(2, p)),
            of(term_by_term, Df2(2, p), "=", Df1(2, p) + p * Derivative(Df1(2, p), p, p)),
            of(term_by_term, Derivative(Sum(k**-x, (k, 1, d)), x), "=", 0),
            "test_places: a_spectrum_that_moves_with_kappa",
            of(term_by_term, Df1(beta, kappa, m), "<=", Df1(beta, kappa, d), m <= d + 1),
            of(term_by_term, Df1(beta, kappa), ">=", Df2(beta, kappa), beta >= 1),
            of(term_by_term, Df1(beta, kappa, i), "<=", i),
            of(term_by_term, Df1(beta, kappa, m) + 1, "<=", m + 1 - m * 0 + Rational(1, 2)),
            of(term_by_term, Df1(u, kappa, d), ">=", d / (1 + kappa * d**u)),
            of(term_by_term, Df1(beta, x, d), "<=", d, x > -1),
            of(term_by_term, Sum(x * k**0, (k, 1, i)), "<=", Sum(y * k**0, (k, 1, i)), x <= y, i >= -3),
            of(term_by_term, Sum(k**x, (k, 1, d)), "<=", d * d**x),
        ],
    ),
    "mellin_expansion": row(
        [
            of(
                mellin_expansion(1, pi / (2 * beta)),
                Df1(beta, kappa),
                "<=",
                TURNED.expression(kappa) + TURNED.bound(kappa, pi / (2 * beta)),
                beta > 1,
            )
        ],
        [
            of(
                mellin_expansion(1, pi / (2 * beta)),
                Df1(beta, kappa),
                "<=",
                TURNED.expression(kappa) + TURNED.bound(kappa, pi / (2 * beta)),
            ),
            of(
                mellin_expansion(1, pi / beta),
                Df1(beta, kappa),
                "<=",
                TURNED.expression(kappa) + TURNED.bound(kappa, pi / beta),
                beta > 1,
            ),
            of(
                mellin_expansion(1, q),
                Df1(beta, kappa),
                "<=",
                TURNED.expression(kappa) + TURNED.bound(kappa, q),
                beta > 1,
                beta * q <= pi,
                q < pi / 2,
            ),
            of(
                mellin_expansion(1, pi / (2 * beta)),
                Df1(beta, x),
                "<=",
                TURNED.expression(x) + TURNED.bound(x, pi / (2 * beta)),
                beta > 1,
                x >= 0,
            ),
            of(
                mellin_expansion(1, pi / (2 * beta)),
                Df1(beta, kappa, d),
                "<=",
                TURNED.expression(kappa) + TURNED.bound(kappa, pi / (2 * beta)),
                beta > 1,
                d >= 10**9,
            ),
        ],
    ),
    "contour_remainder": row(
        [of(contour_remainder(three_halves), Df1(three_halves, kappa), "<=", EXPANSION + kappa**three_halves)],
        [
            of(
                contour_remainder(three_halves),
                Df1(three_halves, x),
                "<=",
                EXPANSION.xreplace({kappa: x}) + x**three_halves,
                x >= 0,
            ),
            of(contour_remainder(three_halves), Df1(three_halves, kappa), "<=", EXPANSION + kappa**three_halves / 200),
            of(contour_remainder(three_halves), Df1(three_halves, kappa, d), "<=", EXPANSION + kappa**three_halves),
            of(contour_remainder(three_halves), Df1(three_halves, kappa), ">=", EXPANSION + kappa**three_halves),
            of(contour_remainder(Integer(1)), Df1(three_halves, kappa), "<=", EXPANSION + kappa),
        ],
    ),
    "fixed_point": row(
        [of(fixed_point, root() * (1 - Df1(beta, root()) / T), "=", ridge, beta > 1, root() > 0)],
        [
            of(fixed_point, root() * (1 - Df1(beta, root()) / T), "=", ridge, beta >= 1),
            of(fixed_point, root(d) * (1 - Df1(beta, root(d), d) / T), "=", ridge),
            of(fixed_point, root() * (1 - Df1(beta, root()) / T), "=", ridge, root() > 0),
            of(fixed_point, root() * (1 - Df1(beta, root(), d) / T), "=", ridge, beta > 1, root() > 0),
            of(fixed_point, root() * (1 - Df1(beta, kappa) / T), "=", ridge, beta > 1, root() > 0),
            of(fixed_point, T * ridge / root(d) + Df1(beta, root(d), d), "=", T, ridge >= 0),
        ],
    ),
}
