"""Derived exponents and constants against the model evaluated numerically, for seeded random models.

    python benchmarks/exponents.py [MODELS] [PROCESSES]

Every model is a random point of a random family (infinite dimension; d and T0 powers of T with collapse; the
interpolation line), away from the walls between regimes. Printed are the worst disagreements, and next to the
derivation the one-line alternative that a user would try first, SymPy's ``limit`` of log E/log T.
"""

import random
import sys
import time
from fractions import Fraction
from multiprocessing import Pool

import sympy

from theory.scaling import derive_exponents
from theory.scaling.confirm import constant_of, slope_of

FAMILIES = (
    {"sigma2": "T^-s"},
    {"d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s", "where": ["delta > 1"]},
    {"d": "T^delta", "T0": "T^b", "n": "T^g", "sigma2": "T^-s", "where": ["delta < 1"]},
    {"d": "T"},
    {"d": "T - T^h"},
    {"d": "T + T^h"},
)
BETAS = ("5/4", "3/2", "2", "5/2", "3")
SOURCES = ("1/4", "3/8", "1/2", "3/4", "5/4", "3/2", "2")
MARGIN = Fraction(1, 4)


def model(seed):
    """Agreement of one model: its description, errors of slope and constant, seconds to derive."""
    draw = random.Random(seed)
    family = draw.choice(FAMILIES)
    beta, r = draw.choice(BETAS), draw.choice(SOURCES)
    start = time.perf_counter()
    found = derive_exponents(beta, r, **family)
    regimes = found.total.regimes
    seconds = time.perf_counter() - start
    for _ in range(10_000):
        point = {name: Fraction(draw.randint(-8, 24), 8) for name in sorted(found.problem.names)}
        inside = [g for g in regimes if all(row.form.at(point) >= MARGIN for row in g.region.rows)]
        if inside and not any(_close(other, point, inside[0]) for other in found.terms.items()):
            break
    else:
        return None
    regime = inside[0]
    slope, _ = slope_of(found, point)
    error = abs(slope - float(regime.exponent.at(point)))
    ratio = None
    if regime.constant is not None and not regime.constant.free_symbols:
        ratio = abs(constant_of(found, point)[0] / float(regime.constant) - 1)
    shown = " ".join(f"{name}={value}" for name, value in point.items())
    return f"beta={beta} r={r} d={family.get('d', 'oo')} {shown}", error, ratio, seconds


def _close(other, point, regime):
    """Whether a dominated term is nearer than the margin: its correction would still be felt at T = 10^14."""
    name, term = other
    if name in regime.dominant:
        return False
    return regime.exponent.at(point) - term.exponent_at(point) < MARGIN


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with Pool(int(sys.argv[2]) if len(sys.argv) > 2 else 2) as pool:
        results = [result for result in pool.imap_unordered(model, range(count)) if result is not None]
    slopes = sorted(results, key=lambda result: -result[1])
    constants = sorted((result for result in results if result[2] is not None), key=lambda result: -result[2])
    print(f"{len(results)} models; exponents off by more than 1e-3: {sum(r[1] > 1e-3 for r in results)}")
    for shown, error, _, _ in slopes[:5]:
        print(f"  exponent error {error:.1e}   {shown}")
    print(f"{len(constants)} constants; off by more than 1e-4: {sum(r[2] > 1e-4 for r in constants)}")
    for shown, _, ratio, _ in constants[:5]:
        print(f"  constant error {ratio:.1e}   {shown}")
    print(f"derivation: median {sorted(r[3] for r in results)[len(results) // 2]:.2f} s")
    alternative()


def alternative():
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
