"""Derived exponents and constants against the model evaluated numerically, for seeded random models.

    python benchmarks/exponents.py [MODELS] [PROCESSES]

Every model is a random point of a random family, and the families go through every kind of regime that the calculus
has. The exponent is compared with the local slope, extrapolated at the predicted corrections, and the constant with the
extrapolated ``E/T^e``. Printed are the worst disagreements; then what three theorems cost, from the inputs to the
certificate and its replay; and the one-line alternative that a user would try first, SymPy's ``limit`` of log E/log T.
With 0 models only the latter two.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import Pool
from typing import Any

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling import Exponents, Regime, derive_exponents
from lemmata.theory.scaling.certificate import certificate
from lemmata.theory.scaling.claims import judge_claim
from lemmata.theory.scaling.confirm import constant_in, series_of, slope_in
from lemmata.theory.scaling.forms import symbol
from lemmata.theory.scaling.optimum import optimal_ridge
from lemmata.theory.scaling.readings.corrections import corrections
from lemmata.verifier.exponents.certificates import check

CHAIN: dict[str, Any] = {"d": "T^delta", "T0": "T^b", "sigma2": "T^-s"}
FAMILIES: dict[str, dict[str, Any]] = {
    "d = oo": {"sigma2": "T^-s"},
    "d = oo, noiseless": {"sigma2": 0},
    "d = oo, ridgeless": {"ell": "oo", "sigma2": "T^-s"},
    "d = oo, lambda = T^-beta": {"ell": "beta"},
    "d > T, T0 > d": {**CHAIN, "n": "T^g", "where": ["delta > 1"]},
    "d < T, T0 > d": {**CHAIN, "n": "T^g", "where": ["delta < 1"]},
    "d < T, ridgeless": {**CHAIN, "n": "T^g", "ell": "oo", "where": ["delta < 1"]},
    "d > T, ridgeless": {**CHAIN, "n": "T^g", "ell": "oo", "where": ["delta > 1"]},
    "d = T": {"d": "T"},
    "d = T, T0 > d": {"d": "T", "T0": "T^b", "n": 1, "sigma2": "T^-s"},
    "d = T - T^h": {"d": "T - T^h"},
    "d = T + T^h": {"d": "T + T^h"},
    "d = T - T^h, ridgeless": {"d": "T - T^h", "ell": "oo"},
    "d = T + T^h, ridgeless": {"d": "T + T^h", "ell": "oo"},
    "d = T/2": {"d": "T/2", "sigma2": "T^-s"},
    "d = 2 T": {"d": "2*T", "sigma2": "T^-s"},
    "d = 2 T, ridgeless": {"d": "2*T", "ell": "oo", "T0": "3*T", "n": 2, "sigma2": "T^-s"},
    "d = T/2, lambda = T^-beta": {"d": "T/2", "ell": "beta"},
    "d = T, lambda = T^-beta": {"d": "T", "ell": "beta"},
    "T0 = 2 d": {"d": "T^delta", "T0": "2*T^delta", "n": "T^g", "where": ["delta > 1"]},
    "T0 < d, independent": {**CHAIN, "n": 2, "where": ["delta > 1", "b < delta"]},
    "T0 < d, same": {**CHAIN, "n": "T^g", "designs": "same", "where": ["delta > 1", "b < delta"]},
    "T0 < d < T": {**CHAIN, "n": 1, "where": ["delta < 1", "b < delta"]},
    "T0, d = oo": {"T0": "T^b", "n": 1, "sigma2": "T^-s"},
    "ridge generators": {**CHAIN, "n": 2, "ridge0": "T^-q", "where": ["delta > 1", "b > delta"]},
    "ridge generators, T0 < d": {**CHAIN, "n": 1, "ridge0": "T^-q", "where": ["delta > 1", "b < delta"]},
    "ridge generators, d = oo": {"T0": "T^b", "n": 3, "ridge0": "T^-q", "sigma2": 0},
    "accumulate": {**CHAIN, "n": 5, "protocol": "accumulate", "where": ["delta > 1", "b > delta"]},
    "noiseless, T0 > d": {**CHAIN, "sigma2": 0, "n": "T^g", "where": ["delta > 1"]},
    "sigma0 = 0": {**CHAIN, "sigma0_2": 0, "n": 1, "where": ["delta > 1", "b < delta"]},
    "lambda of order 1": {"ell": 0, "d": "T^delta", "T0": "T^b", "n": 1, "where": ["delta > 1"]},
    "beta < 1, d > T": {"beta<1": True, "d": "T^delta", "sigma2": "T^-s", "where": ["delta > 1"]},
    "beta < 1, d < T": {"beta<1": True, "d": "T^delta", "T0": "T^b", "n": 1, "where": ["delta < 1"]},
    "beta < 1, d = 2 T": {"beta<1": True, "d": "2*T", "ell": "oo"},
}
BETAS = ("5/4", "3/2", "2", "5/2", "3")
SMALL_BETAS = ("1/4", "1/2", "2/3", "3/4")
SOURCES = ("1/4", "3/8", "1/2", "3/4", "1", "5/4", "3/2", "2")
MARGIN = Fraction(1, 4)
LEAST_STEP = Fraction(1, 8)


@dataclass(frozen=True)
class Outcome:
    """One model: errors of slope and constant with their tolerances, and seconds of derivation and evaluation."""

    family: str
    shown: str
    slope: float
    slope_tolerance: float
    constant: float | None
    unknown: str
    seconds: tuple[float, float]


def model(seed: int) -> Outcome | None:
    """The outcome of one model; None when no point away from the walls was drawn."""
    draw = random.Random(seed)
    family = list(FAMILIES)[seed % len(FAMILIES)]
    given = dict(FAMILIES[family])
    beta = draw.choice(SMALL_BETAS if given.pop("beta<1", False) else BETAS)
    r = draw.choice(SOURCES)
    if given.get("ell") == "beta":
        given["ell"] = beta
    start = time.process_time()
    found = derive_exponents(beta, r, **given)
    regimes = found.total.regimes
    derived = time.process_time()
    drawn = _point(draw, found, regimes)
    if drawn is None:
        return None
    point, regime = drawn
    series = series_of(found, point)
    slope, tolerance = slope_in(series)
    error = None
    if regime.constant is not None:
        here = regime.constant.subs({symbol(name): sympy.Rational(str(value)) for name, value in point.items()})
        error = abs(constant_in(series)[0] / float(here.evalf(20)) - 1)
    shown = " ".join([f"beta={beta} r={r}", *(f"{name}={value}" for name, value in point.items())])
    seconds = (derived - start, time.process_time() - derived)
    unknown = "" if regime.constant is not None else regime.leading.monomial.unknown or "no reason"
    return Outcome(family, shown, abs(slope - float(series.exponent)), tolerance, error, unknown, seconds)


def _point(
    draw: random.Random, found: Exponents, regimes: Sequence[Regime]
) -> tuple[dict[str, Fraction], Regime] | None:
    """A point at a distance from the walls, with a single dominant regime, where the model can be evaluated."""
    for _ in range(2_000):
        point = {name: Fraction(draw.randint(-8, 24), 8) for name in sorted(found.problem.names)}
        inside = [g for g in regimes if all(row.form.at(point) >= MARGIN for row in g.region.rows)]
        if not inside:
            continue
        steps = corrections(found, point, most=1)
        if steps and steps[0] < LEAST_STEP:
            continue
        try:
            series_of(found, point)
        except InputError:
            continue
        return point, inside[0]
    return None


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if count:
        agreement(count, int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    theorems()
    alternative()


def agreement(count: int, processes: int) -> None:
    """Derived against measured, for seeded models."""
    with Pool(processes) as pool:
        drawn = list(pool.imap_unordered(model, range(count)))
    results = [result for result in drawn if result is not None]
    constants = [(result.constant, result) for result in results if result.constant is not None]
    families = Counter(result.family for result in results)
    print(f"{len(results)} models in {len(families)} of {len(FAMILIES)} families; {drawn.count(None)} without a point")
    print(f"exponents off by more than 1e-3: {sum(r.slope > 1e-3 for r in results)}")
    for result in sorted(results, key=lambda result: -result.slope)[:8]:
        print(f"  {result.slope:.1e} (tolerance {result.slope_tolerance:.1e})   {result.family}: {result.shown}")
    print(f"{len(constants)} constants; off by more than 1e-4: {sum(error > 1e-4 for error, _ in constants)}")
    for error, result in sorted(constants, key=lambda found: -found[0])[:8]:
        print(f"  {error:.1e}   {result.family}: {result.shown}")
    for reason, times in Counter(result.unknown for result in results if result.unknown).most_common():
        print(f"  {times} constants not derived: {reason}")
    for position, what in enumerate(("derivation", "evaluation at 17 sample sizes")):
        seconds = sorted(result.seconds[position] for result in results)
        print(f"{what}: median {seconds[len(seconds) // 2]:.2f} s, most {seconds[-1]:.2f} s of CPU")


CLEAN = "-2*beta*min(r,1)/(2*beta*min(r,1)+1)"
COLLAPSE = "max(max(-s, 1-2*min(r,1)*ell-ell/beta) - (1-ell/beta), g + max(1,delta) - b - (1-ell/beta))"
THEOREMS: dict[str, tuple[dict[str, Any], str | None]] = {
    "four regimes": ({"sigma2": "T^-s", "where": ["ell > 0"]}, None),
    "clean rate": ({}, f"optimum == {CLEAN}"),
    "collapse theorem": (
        {**CHAIN, "n": "T^g", "where": ["ell > 0", "ell < beta", "delta > ell/beta"]},
        COLLAPSE,
    ),
}


def theorems() -> None:
    """Seconds of CPU of three theorems for symbolic beta and r."""
    certificate(derive_exponents(2, "1/2"))  # what is imported once is not part of it
    for name, (given, claim) in THEOREMS.items():
        start = time.process_time()
        found = derive_exponents("beta", "r", **given)
        judged = judge_claim(found, claim) if claim else None
        optimum = optimal_ridge(found) if claim and claim.startswith("optimum") else None
        document = certificate(found, optimum, [judged.to_json()] if judged else [])
        derived = time.process_time()
        checked = check(document)
        replayed = time.process_time()
        said = "derived" if judged is None else judged.verdict
        print(
            f"{name}: {said} in {derived - start:.2f} s of CPU with certificate, replayed in {replayed - derived:.2f} s"
            f" ({checked.facts} facts, {checked.solver_facts} of the solver alone, confirmed: {checked.confirmed})"
        )


def alternative() -> None:
    """What SymPy says to the same question in its own words."""
    T, ell, beta, r = (sympy.Symbol(name, positive=True) for name in ("T", "ell", "beta", "r"))
    start = time.perf_counter()
    try:
        said = str(sympy.limit(sympy.log(T ** (-2 * r * ell) + T ** (-1 + ell / beta)) / sympy.log(T), T, sympy.oo))
    except NotImplementedError as reason:
        said = f"NotImplementedError: {str(reason)[:70]}"
    print(f"SymPy limit of log E/log T with symbols: {said} ({time.perf_counter() - start:.2f} s)")


if __name__ == "__main__":
    main()
