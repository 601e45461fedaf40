r"""Bounds for the end of an infinite sum, from the slope of its terms.

Let nu(k) > 0, G(t) = k nu(k) with k = e^t, and e(t) = -d log G/dt, known for all t >= T as a form
(:mod:`lemmata.theory.values.asymptotic_forms`).

* Where e(t) >= eps > 0 for all t >= t0, G(t) <= G(t0) e^(-eps (t - t0)), so that int_{t0}^oo G dt <= G(t0)/eps.
* Where e(t) >= eta/t with eta > 1, G(t) <= G(t0) (t0/t)^eta, so that int_{t0}^oo G dt <= G(t0) t0/(eta - 1).

Both say that nu decreases, so that sum_{k>K} nu(k) <= int_K^oo nu dk = int_{log K}^oo G dt. And where e <= 0, or
e <= 1/t, from T on, G stays above a positive number, or above such a number over t: the sum diverges. It does also
where t e falls like a power of t or faster, since then int e dt is finite.

>>> from sympy import exp, sqrt
>>> bound = Tail.of(K**-2)
>>> bound.beyond(arb(100).log()).contains(arb(1) / 100)            # the integral of x^-2 from 100 on
True
>>> Tail.of(1 / K)
Traceback (most recent call last):
    ...
lemmata.theory.values.sum_tails.Diverges: the sum of 1/k over all k diverges
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flint import arb, fmpq
from sympy import Expr, Integer

from lemmata.numerics.ball import Ball, decimal_string
from lemmata.numerics.sums.log_panels import Program
from lemmata.theory.values.asymptotic_forms import Form, K, NoForm, slope
from lemmata.theory.values.formula_program import program

LADDER = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""The T that are tried: a form holds for all k >= e^T."""
_NARROW = arb(fmpq(1, 8))
_HALVED = arb(fmpq(1, 2))
"""Enough where e grows like a power of k: that doubles a bound, which the terms of a few k more make up for; to wait
for a narrower form may cost 10^5 terms."""


class Diverges(ValueError):
    """The sum is infinite."""


@dataclass(frozen=True, eq=False)
class Tail:
    """A bound of sum_{k>K} nu(k) for every K >= e^T.

    Attributes:
        nu: the terms.
        moment: the program of k nu.
        rate: the form of e.
        steady: whether e stays above its value (first case), or only t e (second case).
    """

    nu: Expr
    moment: Program
    rate: Form
    steady: bool

    @classmethod
    def of(cls, nu: Expr) -> Tail:
        """The bound for an expression in :data:`~lemmata.theory.values.asymptotic_forms.K`.

        Raises:
            Diverges: where the sum certainly does.
            NoForm: where the slope is not known; the message names the part.
        """
        missing: NoForm | None = None
        best: Tail | None = None
        for T in LADDER:
            try:
                found = cls._at(nu, arb(T))
            except NoForm as reason:
                missing = reason
                continue
            if best is None or found.rate.error < best.rate.error:
                best = found
            if best.rate.error <= (_HALVED if best.rate.p.is_positive else _NARROW):
                break
        if best is None:
            raise missing or NoForm(str(nu))
        return best

    @classmethod
    def _at(cls, nu: Expr, T: arb) -> Tail:
        found = slope(nu * K, T)
        if found is None or found.sign() > 0:
            raise Diverges(f"the sum of {nu} over all k diverges")
        rate = replace(found, c=-found.c)
        slowly = replace(rate, q=rate.q + 1)  # t e
        if _never_falls(rate):
            return cls(nu, program(nu * K), rate, steady=True)
        if slowly.falls() or (_is_constant(slowly) and slowly.size(T) * (1 + rate.error) <= 1):
            raise Diverges(f"the sum of {nu} over all k diverges")
        if not (_never_falls(slowly) and slowly.size(T) * (1 - rate.error) > 1):
            raise NoForm(f"whether the sum of {nu} converges")
        return cls(nu, program(nu * K), rate, steady=False)

    def beyond(self, t: arb) -> arb:
        """The bound for log K = t; infinite where t is too small."""
        if not t >= self.rate.T:
            return arb.pos_inf()
        least = self.rate.size(t) * (1 - self.rate.error)
        scale, excess = (arb(1), least) if self.steady else (t, least * t - 1)
        bound: arb = self.moment(t) * scale / excess if excess > 0 else arb.pos_inf()
        return bound

    def statement(self) -> str:
        """The bound in words."""
        error = decimal_string(Ball.from_arb(self.rate.error).upper, 2, up=True)[0]
        margin = "" if error == "0" else f"(1 - {error})*"
        start = f"for k >= e^{float(self.rate.T):g}"
        if self.steady:
            return f"k times its value at k, over {margin}{replace(self.rate, error=arb(0))}, {start}"
        slowly = replace(self.rate, q=self.rate.q + 1, error=arb(0))
        return f"k*log(k) times its value at k, over {margin}{slowly} - 1, {start}"


def _never_falls(rate: Form) -> bool:
    """Whether the shape of a form does not decrease from T on."""
    return _is_constant(rate) or (replace(rate, error=arb(0)) ** Integer(-1)).falls()


def _is_constant(rate: Form) -> bool:
    return rate.key == (0, 0, ())
