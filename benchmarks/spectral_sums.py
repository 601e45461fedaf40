"""Spectral sums and kappa: ours against mpmath.nsum and against an expert's mpmath script, side by side in one run.

    python benchmarks/spectral_sums.py             # about a minute and a half
    python benchmarks/spectral_sums.py --long      # nsum at 200 digits and on the whole grid as well

Every row times both on the same sum, one after the other, and prints medians of ratios. nsum is run as its
documentation says, and most of its answers here are wrong without a warning; such ratios compare the time of a number
with the time of a wrong number. The expert's script is the fair competitor: Euler-Maclaurin summation with hyp2f1 and
everything that does not depend on kappa computed beforehand; it is not certified.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import time
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, partial
from math import inf, lgamma, log, pi, sin
from typing import Any

import mpmath as mp

from lemmata.numerics import degrees_of_freedom, df1, df2
from lemmata.numerics.ball import Ball
from lemmata.numerics.fixed_points.kappa import kappa_power_law

BETAS = [Fraction(11, 10), Fraction(3, 2), Fraction(2), Fraction(37, 10)]
KAPPAS = [Fraction(1), Fraction(1, 10**3), Fraction(1, 10**8), Fraction(1, 10**20), Fraction(1, 10**40)]
LIMIT = 12  # seconds that nsum may take for one sum


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The best of several calls."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def once(work: Callable[[], object]) -> tuple[object, float]:
    """One call that is stopped after LIMIT seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    start = time.perf_counter()
    try:
        return work(), time.perf_counter() - start
    except TimeoutError:
        return None, float(LIMIT)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def real(value: Fraction) -> mp.mpf:
    return mp.mpf(value.numerator) / value.denominator


def is_wrong(value: object, truth: Fraction, digits: int) -> bool:
    """Whether the relative error exceeds 10^(2 - digits)."""
    with mp.workdps(digits + 30):
        return bool(abs(mp.mpf(value) / real(truth) - 1) > mp.mpf(10) ** (2 - digits))


def nsum(beta: Fraction, kappa: Fraction, order: int, digits: int) -> object:
    with mp.workdps(digits):
        b, k = real(beta), real(kappa)
        return mp.nsum(lambda x: (1 / (1 + k * x**b)) ** order, [1, mp.inf])


@lru_cache(maxsize=64)
def expert_plan(beta: Fraction, digits: int) -> tuple[int, int, list[Any], list[Any], list[Any]]:
    """N, m and all numbers without kappa: k^beta, binomial coefficients, Bernoulli numbers over factorials."""
    theta = 0.85 * min(1.0, sin(pi / float(beta)) if beta > 2 else 1.0)
    best: tuple[float, int, int] = (inf, 0, 0)
    for m in range(6, 4 * digits + 40, 2):
        N = 4
        while lgamma(m + 1) - m * log(2 * pi * theta * N) + log(N) > -(digits + 4) * log(10):
            N = int(N * 1.1) + 1
            if N > 10**5:
                break
        cost = 6 * N + m * m / 4
        best = min(best, (cost, N, m))
    _, N, m = best
    with mp.workdps(digits + 15):
        b = real(beta)
        powers = [mp.mpf(k) ** b for k in range(1, N + 1)]
        binomials = [mp.binomial(b, i) for i in range(m)]
        weights = [mp.bernoulli(2 * j) / (2 * j) / mp.mpf(N) ** (2 * j - 1) for j in range(1, m // 2 + 1)]
    return N, m, powers, binomials, weights


def expert(beta: Fraction, kappa: Fraction, order: int, digits: int) -> mp.mpf:
    """df1 or df2 for infinite d by Euler-Maclaurin, as one would write it with mpmath."""
    N, m, powers, binomials, weights = expert_plan(beta, digits)
    with mp.workdps(digits + 15):
        k = real(kappa)
        inverses = [1 / (1 + k * power) for power in powers]
        w = k * powers[-1]
        last = inverses[-1]
        series = [last]
        for n in range(1, m):
            series.append(-w * last * mp.fdot(binomials[1 : n + 1], series[::-1]))
        if order == 2:
            series = [mp.fdot(series[: n + 1], series[n::-1]) for n in range(m)]
            inverses = [inverse * inverse for inverse in inverses]
        nu = order - 1 / real(beta)
        integral = N * w**-order / (real(beta) * nu) * mp.hyp2f1(order, nu, nu + 1, -1 / w)
        corrections = mp.fdot(weights, series[1::2])
        return +(mp.fsum(inverses) - inverses[-1] / 2 + integral - corrections)


def ours(beta: Fraction, kappa: Fraction, order: int, digits: int, d: int | None = None) -> Ball:
    return (df1 if order == 1 else df2)(beta, kappa, d, digits=digits)


def warm(work: Callable[[], object], digits: int) -> float:
    """The time of a sum whose polynomial has been prepared."""
    for _ in range(10):
        work()
    return seconds(work, 9 if digits <= 50 else 5)


def first_call(beta: Fraction, kappa: Fraction, digits: int) -> float:
    """A call with nothing prepared; Bernoulli numbers are there, as in every later call of a session."""

    other = Fraction(beta.numerator * 10**9 + 1, beta.denominator * 10**9)  # not met before
    return seconds(lambda: df1(other, kappa, digits=digits), 1)


def against_nsum(digits: int, betas: list[Fraction], kappas: list[Fraction], orders: list[int]) -> None:
    ratios, right, wrong, late, far = [], [], 0, 0, 0
    for beta in betas:
        for kappa in kappas:
            for order in orders:
                truth = ours(beta, kappa, order, digits + 20).mid
                value, theirs = once(partial(nsum, beta, kappa, order, digits))
                ratio = theirs / warm(partial(ours, beta, kappa, order, digits), digits)
                ratios.append(ratio)
                late += value is None
                if value is not None and is_wrong(value, truth, digits):
                    wrong += 1
                    far += is_wrong(value, truth, 5)
                elif value is not None:
                    right.append(ratio)
    line = f"{digits:6} {len(ratios):6} {wrong:7} {far:9} {late:9} {statistics.median(ratios):10.0f}"
    line += f" ({min(ratios):.0f} .. {max(ratios):.0f})"
    print(line, f"   where right: {statistics.median(right):.0f}" if right else "   never right")


def against_the_expert(digits: int) -> None:
    ratios, mine, wrong = [], [], 0
    for beta in BETAS:
        for kappa in KAPPAS:
            for order in (1, 2):
                value = expert(beta, kappa, order, digits)
                wrong += is_wrong(value, ours(beta, kappa, order, digits + 20).mid, digits)
                theirs = seconds(partial(expert, beta, kappa, order, digits), 3 if digits <= 50 else 1)
                mine.append(warm(partial(ours, beta, kappa, order, digits), digits))
                ratios.append(theirs / mine[-1])
    line = f"{digits:6} {len(ratios):6} {wrong:7} {statistics.median(mine) * 1e3:9.3f}"
    print(line, f"{statistics.median(ratios):10.1f} ({min(ratios):.1f} .. {max(ratios):.1f})")


def our_times(digits: int) -> None:
    def milliseconds(work: Callable[[Fraction, Fraction, int | None], object], d: int | None) -> str:
        cases = [(beta, kappa) for beta in BETAS for kappa in KAPPAS[::2]]
        times = [warm(partial(work, beta, kappa, d), digits) * 1e3 for beta, kappa in cases]
        return f"{statistics.median(times):9.3f} ({min(times):.3f} .. {max(times):.3f})"

    def one(beta: Fraction, kappa: Fraction, d: int | None) -> object:
        return df1(beta, kappa, d, digits=digits)

    def both(beta: Fraction, kappa: Fraction, d: int | None) -> object:
        return degrees_of_freedom(beta, kappa, d, digits=digits)

    cold = statistics.median(first_call(beta, KAPPAS[2], digits) for beta in BETAS) * 1e3
    for d, name in ((None, "oo"), (10**15, "1e15")):
        print(f"{digits:6} {name:>6}   {milliseconds(one, d)}   {milliseconds(both, d)}   {cold:9.3f}")


def kappa_against_df1(digits: int) -> None:
    for d, name in ((None, "oo"), (10**15, "1e15"), (10**4, "1e4")):
        ratios, mine = [], []
        for beta in BETAS:
            for T, ridge in ((100, "0"), (100, "1e-3"), (10**3, "1e-12"), (3, "2"), (10**3, "1e-4")):
                root = kappa_power_law(beta, T, ridge, d, digits=digits).kappa.mid
                base = warm(partial(df1, beta, root, d, digits=digits), digits)
                mine.append(warm(partial(kappa_power_law, beta, T, ridge, d, digits=digits), digits))
                ratios.append(mine[-1] / base)
        line = f"{digits:6} {name:>6} {statistics.median(mine) * 1e3:10.3f} {statistics.median(ratios):10.1f}"
        print(line, f"({min(ratios):.1f} .. {max(ratios):.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--long", action="store_true", help="nsum at 200 digits and on the whole grid")
    long = parser.parse_args().long
    print(f"mpmath {mp.__version__}, backend {mp.libmp.BACKEND}\n")

    print("time of ours in ms: median (least .. most) over beta in 1.1, 1.5, 2, 3.7 and kappa in 1, 1e-8, 1e-40")
    print("digits      d         df1, warm                   df1 and df2, warm         df1, first call")
    for digits in (15, 50, 200, 1000):
        our_times(digits)

    print("\nexpert mpmath / ours, d = oo, df1 and df2: median (least .. most)")
    print("digits  cases   wrong   ours ms      ratio")
    for digits in (15, 50, 200):
        against_the_expert(digits)

    print("\nmpmath.nsum / ours, d = oo: median (least .. most); wrong: no warning and error > 10^(2 - digits)")
    print(f"digits  cases   wrong  of 1e-3+  over {LIMIT} s      ratio")
    against_nsum(15, BETAS, KAPPAS, [1, 2])
    against_nsum(50, BETAS, KAPPAS if long else KAPPAS[::2], [1, 2] if long else [1])
    if long:
        against_nsum(200, BETAS, KAPPAS[:3], [1, 2])

    print("\nkappa, df1, df2 and d kappa/d ridge together / one df1: median (least .. most) over beta and (T, ridge)")
    print("digits      d   kappa ms      ratio")
    for digits in (15, 50, 200):
        kappa_against_df1(digits)


if __name__ == "__main__":
    main()
