r"""Certified sums over the eigenvalues of any smooth spectrum, for every kappa > 0 and any number of eigenvalues.

    sum_{k=1}^{d} nu(k)/(lambda(k) + kappa)^q,   lambda(k) > 0 not increasing, given as programs of t = log k.

The first N - 1 terms are added one by one. The rest is cut, on the scale of t, into panels that are halved until their
error bounds are small enough (:mod:`lemmata.numerics.sums.log_panels`, with the proofs). On each panel, with a, b its
ends,

    sum_{a<=k<=b} f(k) - (f(a) + f(b))/2 = int_a^b f + C(b) - C(a) + remainder,   C(x) = sum_j B_2j/(2j)! f^(2j-1)(x)

(Euler-Maclaurin, DLMF 2.10(i)). The left sides of neighbouring panels add up, and so do the right sides: C is only
needed where a run of such panels begins or ends. Panels in which f changes within a few integers, so that no order of
summation helps, are short, and summed term by term.

**Infinitely many eigenvalues**, and those that fall fast, end at some K, beyond which

    sum_{k>K} nu/(lambda + kappa)^q <= kappa^-q sum_{k>K} nu,

for which the summand has a bound. K may be far too large to be written down; then it is some integer in [e^t, e^t + 1],
and log K a ball around t.

What depends on the spectrum alone (lambda at the nodes, boxes around it in the complex plane) is computed once for a
precision and serves every kappa. The bounds are evaluated in balls and added to the radius; how panels, N and m are
chosen decides about time and width, never about correctness.

>>> powers = [lambda t, p=p: (p * t).exp() for p in (-2, 2, -1)]
>>> square = SmoothSpectrum(*powers, 10**15)                               # lambda_k = 1/k^2, 1/lambda_k, k lambda_k
>>> with ctx.workprec(64):
...     value = square.df1(arb(1))
>>> abs(value - 1.0766740474685802) < 1e-14                                # (pi coth(pi) - 1)/2 - 10^-15
True
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil, exp, floor, log

from flint import arb, arb_series, ctx, fmpq

from lemmata.numerics.accuracy import series_length
from lemmata.numerics.errors import NotAccurate
from lemmata.numerics.sums.log_panels import Panel, Program, Summand, log_of_end

_LARGEST_INTEGER = 43.0
"""Up to this t ends are integers; beyond, a panel is never summed term by term."""
_MOST_NODES = 200_000
_LARGEST_T = 1e290
_COARSE = 64
_HALF = arb((1, -1))


class SmoothSpectrum:
    """Eigenvalues lambda_1 >= lambda_2 >= ... > 0, given as an analytic function of t = log k.

    Args:
        eigenvalue: the program of lambda.
        inverse: that of 1/lambda.
        moment: that of k lambda.
        size: the number of eigenvalues, None for infinitely many.
        beyond: from t, a bound of the sum of lambda over all k > e^t; needed when size is None, useful when they
            fall fast.
    """

    def __init__(
        self, eigenvalue: Program, inverse: Program, moment: Program, size: int | None, beyond: Program | None = None
    ) -> None:
        self.eigenvalue, self.inverse, self.size = eigenvalue, inverse, size
        self._plans: dict[int, _Plan] = {}

        def times(factor: Program, other: Program) -> Program:
            return lambda t: factor(t) * other(t)

        def one(_: object) -> arb:
            return arb(1)

        square, square_beyond = times(eigenvalue, eigenvalue), beyond and times(eigenvalue, beyond)  # lambda falls
        self.first = Summand(1, eigenvalue, moment, one, beyond)
        self.second = Summand(2, square, times(eigenvalue, moment), one, square_beyond)

    def df1(self, kappa: arb) -> arb:
        """df1 at the current precision."""
        return self.sums((self.first,), kappa)[0]

    def df2(self, kappa: arb) -> arb:
        """df2 at the current precision."""
        return self.sums((self.second,), kappa)[0]

    def both(self, kappa: arb) -> tuple[arb, arb]:
        """df1 and df2 at the current precision."""
        one, two = self.sums((self.first, self.second), kappa)
        return one, two

    def sums(self, summands: tuple[Summand, ...], kappa: arb) -> list[arb]:
        """The sums of several summands, to about the current precision.

        Raises:
            NotAccurate: when that takes too many terms.
        """
        bits = -(-(ctx.prec + 8) // 32) * 32
        plan = self._plans.get(bits)
        if plan is None:
            if len(self._plans) >= 12:
                self._plans.clear()
            plan = self._plans[bits] = _Plan(self, bits)
        with ctx.workprec(bits + 12):
            return _Evaluation(plan, summands, kappa).total()


class _Plan:
    """What does not depend on kappa, at one precision: N, m, the first eigenvalues, the ends, the tree of panels."""

    def __init__(self, spectrum: SmoothSpectrum, bits: int) -> None:
        self.spectrum, self.bits = spectrum, bits
        self.order = 2 * ceil(0.21 * bits) + 2
        self.start = max(8, ceil(0.33 * bits))
        self.most_nodes = ceil((bits + 30) / (2 * log(3, 2)))
        self.step = max(4, self.most_nodes // 12)  # few different rules
        if spectrum.size is not None and spectrum.size <= 3 * self.start:
            self.start = spectrum.size
        self.points: dict[int, _Point] = {}
        self.roots: dict[int | float, Panel] = {}
        self.ends: dict[int | float, _End] = {}

    def point(self, k: int) -> _Point:
        """One index."""
        found = self.points.get(k)
        if found is None:
            found = self.points[k] = _Point(self.spectrum, arb(k).log())
        return found

    def panel(self, end: int | float) -> Panel:
        """The panel of everything from N to an end."""
        found = self.roots.get(end)
        if found is None:
            found = self.roots[end] = Panel(self.start, end, self.spectrum.eigenvalue, self.spectrum.inverse)
        return found

    def end(self, at: int | float) -> _End:
        """An end of a run of panels."""
        found = self.ends.get(at)
        if found is None:
            found = self.ends[at] = _End(self.spectrum, at, self.order)
        return found

    def halves(self, panel: Panel) -> tuple[Panel, Panel] | None:
        """The panel cut in two, at an integer where these can be written down."""
        if panel.halves is None:
            middle = float(panel.middle.mid())
            if middle > _LARGEST_INTEGER:
                cut: int | float = middle
                if float(panel.half) < 1e-12 * middle:
                    return None
            else:
                cut = floor(exp(middle))
                if not isinstance(panel.high, float) and not (panel.low < cut < panel.high):
                    return None
            parts = (self.spectrum.eigenvalue, self.spectrum.inverse)
            panel.halves = Panel(panel.low, cut, *parts), Panel(cut, panel.high, *parts)
        return panel.halves


@dataclass(eq=False)
class _Point:
    """The summands at one t."""

    spectrum: SmoothSpectrum
    t: arb
    _known: dict[Summand, arb] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.eigenvalue = self.spectrum.eigenvalue(self.t)

    def value(self, summand: Summand, kappa: arb) -> arb:
        nu = self._known.get(summand)
        if nu is None:
            nu = self._known[summand] = summand.nu(self.t)
        share = self.eigenvalue + kappa
        found: arb = nu / (share if summand.q == 1 else share * share)
        return found


class _End:
    """Euler-Maclaurin corrections at one end of a run."""

    def __init__(self, spectrum: SmoothSpectrum, at: int | float, order: int) -> None:
        self.order = order
        self.t = log_of_end(at)
        if isinstance(at, float):  # the logarithm of some integer in [e^t, e^t + 1]
            self.t += (-self.t).exp() * arb(_HALF, _HALF)
        self.point = _Point(spectrum, self.t)
        self.eigenvalue = self.series(spectrum.eigenvalue)
        inverse_square, self.weights = (-2 * self.t).exp(), []
        power = (-self.t).exp()
        for n in range(2, order + 1, 2):
            self.weights.append(power * arb(_bernoulli_over(n)))
            power *= inverse_square
        self._known: dict[Summand, arb_series] = {}

    def series(self, program: Program) -> arb_series:
        """The program at log(x (1 + u)), in powers of u."""
        coefficients = [self.t] + [arb(fmpq((-1) ** (n + 1), n)) for n in range(1, self.order)]
        with series_length(self.order):
            value = program(arb_series(coefficients, prec=self.order))
        series = value if isinstance(value, arb_series) else arb_series([value], prec=self.order)
        if series.prec < self.order:
            raise ArithmeticError("a power series is too short")
        return series

    def corrections(self, summand: Summand, kappa: arb) -> arb:
        """C at this end: the sum of B_2j/(2j) times the coefficient of u^(2j-1), over x^(2j-1)."""
        nu = self._known.get(summand)
        if nu is None:
            nu = self._known[summand] = self.series(summand.nu)
        with series_length(self.order):
            share = self.eigenvalue + kappa
            series = nu / (share if summand.q == 1 else share * share)
            return sum((w * series[2 * j + 1] for j, w in enumerate(self.weights)), arb(0))


class _Evaluation:
    """One kappa: the panels are walked from left to right, and halved where their bounds are too large."""

    def __init__(self, plan: _Plan, summands: tuple[Summand, ...], kappa: arb) -> None:
        self.plan, self.summands, self.kappa = plan, summands, kappa
        self.sums = [arb(0) for _ in summands]
        self.errors = [arb(0) for _ in summands]
        self.run: int | float | None = None  # where the run of panels began that is not ended yet
        self.nodes = 0
        self.tolerance = arb((1, -plan.bits))

    def total(self) -> list[arb]:
        size, start = self.plan.spectrum.size, self.plan.start
        for k in range(1, start):
            self.add_term(k, 1)
        self.add_term(start, 1 if size == start else _HALF)
        if size != start:
            end = self.last()
            cut = end != size
            self.walk(self.plan.panel(end))
            self.finish_run(end)
            point = self.plan.end(end).point
            for i, summand in enumerate(self.summands):
                value = point.value(summand, self.kappa)
                self.sums[i] += _HALF * value
                if isinstance(end, float):
                    self.sums[i] += value * arb(_HALF, _HALF)  # the integral from e^t to K
                if cut:
                    self.errors[i] += _beyond(summand, point.t) / self.kappa**summand.q
        return [value + arb(0, error.upper()) for value, error in zip(self.sums, self.errors, strict=True)]

    def add_term(self, k: int, weight: int | arb) -> None:
        point = self.plan.point(k)
        for i, summand in enumerate(self.summands):
            self.sums[i] += weight * point.value(summand, self.kappa)

    def last(self) -> int | float:
        """Where the sum may end: the bound of what follows is small against the first terms."""
        size = self.plan.spectrum.size
        if size is not None and any(summand.beyond is None for summand in self.summands):
            return size
        most = _LARGEST_T if size is None else float(arb(size).log()) - 1e-6  # where it is certain to be below d
        low, high = float(arb(self.plan.start).log()), 2 * float(arb(self.plan.start).log())
        while high < most and not self.negligible_beyond(high):
            low, high = high, 2 * high
        if high >= most:
            if size is None:
                raise NotAccurate("the eigenvalues fall too slowly to bound what is left out")
            return size
        for _ in range(4):
            middle = (low + high) / 2
            low, high = (low, middle) if self.negligible_beyond(middle) else (middle, high)
        return ceil(exp(high)) if high < _LARGEST_INTEGER else high

    def negligible_beyond(self, t: float) -> bool:
        with ctx.workprec(_COARSE):
            return all(
                _beyond(summand, arb(t)) / self.kappa**summand.q < value * self.tolerance
                for summand, value in zip(self.summands, self.sums, strict=True)
            )

    def walk(self, root: Panel) -> None:
        waiting = [root]
        while waiting:
            panel = waiting.pop()
            largest = panel.largest(self.summands, self.kappa)
            n = self.nodes_needed(panel, largest)
            if n:
                self.add_smooth(panel, n, largest)
                continue
            if _number_of_terms(panel) <= 2 * self.plan.most_nodes:
                self.add_direct(panel)
                continue
            halves = self.plan.halves(panel)
            if halves is None or self.nodes > _MOST_NODES:
                raise NotAccurate(f"the terms change too fast near k = e^{float(panel.left.mid()):.4g}")
            waiting += halves[::-1]

    def nodes_needed(self, panel: Panel, largest: list[tuple[arb, arb]]) -> int:
        """How many nodes keep the panel's errors small; 0 when it must be cut."""
        if not panel.theta > 0:
            return 0
        needed = 2
        for i, (most_f, most_g) in enumerate(largest):
            if not (most_f.is_finite() and most_g.is_finite()):
                return 0
            allowed = self.scale(panel, i) * self.tolerance
            if not panel.remainder(most_f, self.plan.order) < allowed:
                return 0
            excess = panel.quadrature(most_g, 0) / allowed
            if excess > 1:
                needed = max(needed, ceil(float(excess.log().upper()) / (2 * log(3))))
        step = self.plan.step
        return -(-needed // step) * step if needed <= self.plan.most_nodes else 0

    def scale(self, panel: Panel, i: int) -> arb:
        """About the sum up to the panel's end; a guess, which decides about the number of nodes only."""
        with ctx.workprec(_COARSE):
            summand, most = self.summands[i], arb(0)
            for t in (panel.left, panel.middle, panel.middle + panel.half):
                share = self.plan.spectrum.eigenvalue(t) + self.kappa
                value = summand.moment(t) / share**summand.q
                most = most.max(value) if value.is_finite() else most
            return (self.sums[i].abs_upper() + most * (2 * panel.half).min(arb(1))).lower()

    def add_smooth(self, panel: Panel, n: int, largest: list[tuple[arb, arb]]) -> None:
        if self.run is None:
            self.run = panel.low
        self.nodes += n
        kappa, order = self.kappa, self.plan.order
        inverses = [1 / (value + kappa) for _, _, value in panel.nodes(n)]
        squares = [inverse * inverse for inverse in inverses] if any(s.q == 2 for s in self.summands) else inverses
        for i, (most_f, most_g) in enumerate(largest):
            summand = self.summands[i]
            shares = inverses if summand.q == 1 else squares
            weights = panel.moments(summand, n)
            self.sums[i] += sum((w * share for w, share in zip(weights, shares, strict=True)), arb(0))
            self.errors[i] += panel.remainder(most_f, order) + panel.quadrature(most_g, n)

    def add_direct(self, panel: Panel) -> None:
        self.finish_run(panel.low)
        assert isinstance(panel.low, int)
        assert isinstance(panel.high, int)
        self.nodes += panel.high - panel.low
        self.add_term(panel.low, _HALF)
        for k in range(panel.low + 1, panel.high):
            self.add_term(k, 1)
        self.add_term(panel.high, _HALF)

    def finish_run(self, at: int | float) -> None:
        """The corrections at both ends of the run of panels that ends here."""
        if self.run is None:
            return
        first, last = self.plan.end(self.run), self.plan.end(at)
        for i, summand in enumerate(self.summands):
            self.sums[i] += last.corrections(summand, self.kappa) - first.corrections(summand, self.kappa)
        self.run = None


def _beyond(summand: Summand, t: arb) -> arb:
    assert summand.beyond is not None
    return summand.beyond(t).upper()


def _number_of_terms(panel: Panel) -> int:
    if isinstance(panel.low, int) and isinstance(panel.high, int):
        return panel.high - panel.low
    return _MOST_NODES


@lru_cache(maxsize=4096)
def _bernoulli_over(n: int) -> fmpq:
    return fmpq.bernoulli(n) / n
