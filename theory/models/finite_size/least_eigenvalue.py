r"""Bounds of E Lam and E Lam^2, Lam = ||(XX'/T)^-1||, from p >= T + 8 eigenvalues that are at least c.

Let Z have T x p iid standard Gaussian entries. XX'/T is at least (c/T) ZZ' (the other directions add positive
matrices), so Lam <= (T/c)/s_min(Z)^2. With

    E s_min(Z) >= sqrt p - sqrt T                 (Gordon 1985; the only fact that is cited here)
    P(s_min < E s_min - v) <= exp(-v^2/2)          (s_min is 1-Lipschitz)
    E s_min^-8 <= far = T^4/((nu-2)(nu-4)(nu-6)(nu-8)),  nu = p - T + 1

(the last from s_min^-2 <= tr (ZZ')^-1 and ((ZZ')^-1)_ii ~ 1/chi^2_nu) and Hoelder's inequality, for every v in
(0, sqrt p - sqrt T), with g = sqrt p - sqrt T - v,

    E Lam   <= (T/c) [g^-2 + far^(1/4) exp(-3 v^2/8)]
    E Lam^2 <= (T/c)^2 [g^-4 + far^(1/2) exp(-v^2/4)].

"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flint import arb

from lemmata.theory.models.finite_size.fit_errors import NoBound

_SHARES = tuple(step / 20 for step in range(1, 20))


@dataclass(frozen=True)
class InverseMoments:
    """Upper bounds of E Lam and E Lam^2."""

    first: arb
    second: arb


def inverse_moments(T: int, sizes: Iterable[int], eigenvalue: Callable[[int], arb]) -> InverseMoments:
    """The best bounds over the numbers p of leading eigenvalues that are offered.

    Args:
        T: samples.
        sizes: candidates of p.
        eigenvalue: the p-th largest.

    Raises:
        NoBound: without a candidate p >= T + 8.

    >>> found = inverse_moments(50, [200], lambda p: arb(1))              # E Lam is about T/(sqrt p - sqrt T)^2 = 1
    >>> bool(1 < found.first < 4)
    True
    """
    candidates = [(p, c) for p, c in ((p, eigenvalue(p)) for p in sizes if p >= T + 8) if c > 0]
    if not candidates:
        raise NoBound(f"without ridge, moments of the least eigenvalue are bounded for rank >= T + 8 = {T + 8} only")
    bounds = ([_bound(T, p, c, share, power) for p, c in candidates for share in _SHARES] for power in (1, 2))
    return InverseMoments(*(min(found, key=lambda bound: float(bound.mid())) for found in bounds))


def _bound(T: int, p: int, c: arb, share: float, power: int) -> arb:
    gap, nu = arb(p).sqrt() - arb(T).sqrt(), arb(p - T + 1)
    v = arb(share) * gap
    g = gap - v
    far = arb(T) ** 4 / ((nu - 2) * (nu - 4) * (nu - 6) * (nu - 8))
    tail = (-(4 - power) * v * v / 8).exp()
    return (T / c) ** power * (g ** (-2 * power) + far ** (arb(power) / 4) * tail)
