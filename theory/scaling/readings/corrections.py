r"""The next exponents: by which powers of T the leading law is corrected at a point.

At rational parameters every quantity of the model is ``A T^e (1 + sum_h a_h T^-h)`` with h in the sums of a few
positive steps (and powers of log T where poles meet). This reading of the formulas
(:mod:`lemmata.theory.scaling.readings`) collects the steps:

* a sum of parts: the distances of the dominated parts;
* a spectral sum: each of the places k = 1, the knees K_i and d contributes the height of the concave function of
  :mod:`lemmata.theory.scaling.spectral` there; its own series runs in the ratios of ``k^-beta`` to every kappa at that
  place (binomial series), at d also in 1/d (Euler-Maclaurin), at k = 1 in nothing else (values of zeta);
* kappa: the terms of ``N lambda/kappa + df1(kappa) = N`` that do not balance; on the interpolation line those of the
  quadratic equation that is left there (:mod:`lemmata.theory.scaling.renormalised`).

The steps bound what can occur: coefficients may vanish (zeta has zeros), so an h need not be there. Extrapolation does
not mind, and nothing else rests on it.

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> [str(h) for h in corrections(derive_exponents(2, "1/2"), {"ell": Fraction(2, 3)}, most=4)]
['1/3', '2/3', '1', '4/3']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.derive import Exponents
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import Monomial
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.regions import Point
from lemmata.theory.scaling.renormalised import Renormalised
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.scaling.risk_to_the_constant import real_term

_ZERO = Fraction(0)
Steps = frozenset[Fraction]


@dataclass(frozen=True)
class Law:
    """An exponent, the steps of its corrections, whether logarithms occur among them, the leading power of log T."""

    exponent: Fraction
    steps: Steps = frozenset()
    logs: bool = False
    power: int = 0


@dataclass(frozen=True)
class Laws:
    """The reading at a point."""

    point: Point
    close: tuple[int, Form] | None = None

    def known(self, value: Monomial) -> Law:
        """An input has no corrections."""
        return Law(value.exponent.at(self.point))

    def excess(self, size: Monomial, d: Monomial, order: Monomial) -> Law:
        """``size (1 - d/size)``; close to the interpolation line it is a power as it stands."""
        if self.close is not None and self.close[1] == order.exponent:
            return self.known(order)
        return self.total({"size": self.known(size), "d": self.known(d)})

    def product(self, *factors: Law) -> Law:
        """Exponents add, steps unite."""
        return Law(sum((f.exponent for f in factors), _ZERO), *_united(factors), sum(f.power for f in factors))

    def quotient(self, top: Law, bottom: Law) -> Law:
        """Exponents are subtracted, steps unite."""
        return Law(top.exponent - bottom.exponent, *_united((top, bottom)), top.power - bottom.power)

    def total(self, parts: Mapping[str, Law]) -> Law:
        """The greatest exponent; the distances of the others are steps."""
        best = max(part.exponent for part in parts.values())
        steps, logs = _united(parts.values())
        power = max(part.power for part in parts.values() if part.exponent == best)
        return Law(best, steps | {best - part.exponent for part in parts.values()} - {_ZERO}, logs, power)

    def spectral_sum(self, u: Form, factors: Sequence[tuple[int, Law]], beta: Form, d: Monomial | None) -> Law:
        """The places 1, K_i and d with their series."""
        capacity, decay = beta.at(self.point), u.at(self.point)
        end = None if d is None else d.exponent.at(self.point)
        knees = [(q, -kappa.exponent) for q, kappa in factors]
        places = {_ZERO} | {e / capacity for _, e in knees if e > 0 and (end is None or e < capacity * end)}
        places |= set() if end is None else {end}
        parts = []
        for x in sorted(places):
            height = (1 - decay) * x + sum((q * min(capacity * x, e) for q, e in knees), _ZERO)
            steps = {abs(capacity * x - e) for _, e in knees} | ({end} if x == end and end is not None else set())
            parts.append(Law(height, frozenset(steps - {_ZERO})))
        if end is None and (1 - decay) >= 0:
            raise InputError("d", "oo", "finite: a spectral sum diverges otherwise")
        found = self.total({str(i): part for i, part in enumerate(parts)})
        united, logs = _united([kappa for _, kappa in factors])
        if self.close is not None and d is not None:
            united |= {1 - self.close[1].at(self.point)}
        poles = any(_meet(decay, capacity, knees, *segment) for segment in pairwise(sorted(places)))
        flat = any(a.exponent == b.exponent == found.exponent for a, b in pairwise(parts))
        return Law(found.exponent, found.steps | united, logs or poles, int(flat))

    def slack(self, equation: SharedKappa, place: int) -> Law:
        """The least slack is a power of lambda/kappa and of the other factors; the others are ``c (1 - df1/c)``."""
        kappa = self.kappa(equation)
        return Law(equation.slack(place).at(self.point), kappa.steps | self._factors(equation), kappa.logs)

    def _factors(self, equation: Renormalised) -> Steps:
        """The steps of the factors ``1 - df1/c`` of sizes beside the least."""
        if not isinstance(equation, SharedKappa):
            return frozenset()
        df1 = self.spectral_sum(
            equation.beta, [(1, Law(-equation.exponent().at(self.point)))], equation.beta, equation.d
        )
        sizes = (size.exponent.at(self.point) for size, _ in equation.sizes)
        return frozenset(size - df1.exponent for size in sizes if size > df1.exponent) | df1.steps

    def kappa(self, equation: Renormalised) -> Law:
        """The steps of the balanced equation, all terms relative to the greatest ones."""
        law = self._balanced(equation)
        return replace(law, steps=law.steps | self._factors(equation))

    def _balanced(self, equation: Renormalised) -> Law:
        size, e = equation.size.exponent.at(self.point), equation.exponent().at(self.point)
        share = None if equation.ell is None else size + (e - equation.ell.at(self.point)) / equation.power
        df1 = self.spectral_sum(equation.beta, [(1, Law(-e))], equation.beta, equation.d)
        top = equation.beta.at(self.point) * size
        if equation.side in ("above", "below") or e <= top:
            terms = [df1.exponent, *(df1.exponent - h for h in df1.steps), *([] if share is None else [share])]
            return Law(-e, df1.steps | {size - term for term in terms if term < size}, df1.logs)
        gaps = [] if equation.gap is None else [equation.gap.at(self.point)]
        terms = [size + top - e, *gaps, *([] if share is None else [share])]
        steps = {max(terms) - term for term in terms} | {e - top, size, *(size - gap for gap in gaps)}
        return Law(-e, frozenset(steps - {_ZERO}) | df1.steps, df1.logs)


def _united(laws: Iterable[Law]) -> tuple[Steps, bool]:
    steps: Steps = frozenset()
    logs = False
    for law in laws:
        steps, logs = steps | law.steps, logs or law.logs
    return steps, logs


def _meet(u: Fraction, beta: Fraction, knees: Sequence[tuple[int, Fraction]], low: Fraction, high: Fraction) -> bool:
    """Whether 1/k occurs in the series of the terms between two places: there poles meet, and a logarithm occurs."""
    right = [q for q, e in knees if e >= beta * high]  # k^-beta + kappa = k^-beta (1 + kappa k^beta)
    left = [q for q, e in knees if e <= beta * low]  # kappa (1 + k^-beta/kappa)
    n = (u - 1) / beta - sum(right)
    return n.denominator == 1 and (n == 0 or bool(right if n > 0 else left))


def sums(steps: Steps, most: int) -> list[tuple[Fraction, int]]:
    """The least sums of steps, in order, each with the greatest number of steps that make it."""
    found: dict[Fraction, int] = {}
    waiting = dict.fromkeys(steps, 1)
    while waiting and len(found) < most:
        least = min(waiting)
        found[least] = length = waiting.pop(least)
        for step in steps:
            waiting[least + step] = max(length + 1, waiting.get(least + step, 0))
    return list(found.items())


def law_at(exponents: Exponents, point: Point, name: str = TOTAL) -> Law:
    """Exponent and steps of a term or of the total at a point."""
    return real_term(exponents.case_at(point).risk, Laws(point, exponents.problem.close), name)


def corrections(exponents: Exponents, point: Point, name: str = TOTAL, *, most: int = 12) -> tuple[Fraction, ...]:
    """The least possible h in ``A T^e (1 + sum a_h T^-h)``, in order, for a term or the total at a point.

    Where logarithms may occur, an h stands as often as there may be powers of log T with it.

    Raises:
        InputError: outside the domain.
    """
    law = law_at(exponents, point, name)
    return tuple(h for h, k in sums(law.steps, most) for _ in range(k + 1 + law.power if law.logs else 1))[:most]
