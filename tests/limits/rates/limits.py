"""Limits along a path: the exact left side at sizes in geometric progression, and where it settles.

What moves is multiplied by 4 (by 2 where the dimension moves) at each of seven rungs; values are exact or balls of 60
digits, so that nothing is lost to rounding, and :func:`lemmata.numerics.statistics.settling.settled` decides by the
rate at which the steps shrink. A limit that is infinite is judged by the reciprocals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from sympy import Basic, Eq, Expr, Rational, Symbol, oo

from lemmata.numerics.statistics.settling import Settled, settled
from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.concrete import concrete
from lemmata.theory.quantities.quantity import Quantity
from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import SPECTRUM, depends_on_spectrum
from lemmata.theory.values.enclosure import NoEnclosure, enclose, holds
from lemmata.verifier.claim import Claim
from tests.limits.rates.setting import Setting, Unsuitable

RUNGS = 7
FEWEST = 5
DIGITS = 60
LARGEST_DIMENSION = 300


def speaks_of_spectrum(claim: Claim) -> bool:
    """Whether a spectrum must be drawn."""
    parts = (claim.statement.lhs, claim.statement.rhs, *claim.where)
    return any(depends_on_spectrum(part) for part in parts if isinstance(part, Basic))


def definitions(claim: Claim) -> tuple[tuple[Symbol, Expr], ...]:
    """The assumptions that say what a letter stands for at a spectrum, such as df1 = EigenSum(...)."""
    equations = (c for c in claim.where if isinstance(c, Eq) and isinstance(c.lhs, Symbol))
    return tuple((c.lhs, c.rhs) for c in equations if depends_on_spectrum(c.rhs) and c.lhs not in c.rhs.free_symbols)


def still_symbols(claim: Claim) -> set[Symbol]:
    """What must be drawn: what neither moves nor is defined, but for a spectrum's dimension, and for ||w0||^2."""
    path, parts = _path(claim), (claim.statement.lhs, claim.statement.rhs, *claim.where)
    kept = {s for part in path.keeping.values() for s in part.free_symbols}
    found = {s for part in parts for s in part.free_symbols} | kept
    taken = {d, signal} if speaks_of_spectrum(claim) else set()
    taken |= {symbol for symbol, _ in definitions(claim)}
    return {s for s in found - path.moving - taken - {SPECTRUM} if isinstance(s, Symbol)}


@dataclass(frozen=True)
class _Rung:
    """One place on the path: the numbers there, and the pairs of the spectrum, where there is one."""

    numbers: dict[Symbol, Fraction]
    pairs: tuple[tuple[Fraction, Fraction], ...] | None

    def value(self, side: Expr) -> Fraction:
        try:
            return Fraction(enclose(concrete(side, self.pairs), self.numbers, digits=DIGITS).mid)
        except NoEnclosure as reason:
            raise Unsuitable(str(reason)) from None

    def holds(self, condition: Any) -> bool:
        known = holds(concrete(condition, self.pairs), self.numbers)
        if known is None:
            raise Unsuitable(f"{condition} is not decided")
        return known


def rungs_of(claim: Claim, setting: Setting) -> tuple[list[Fraction], Fraction | None]:
    """The exact values of the left side, and the claimed limit (None for an infinite one).

    Raises:
        Unsuitable: where an assumption fails, or there is no value.
    """
    found: list[Fraction] = []
    limit: Fraction | None = None
    known = {Eq(symbol, stands_for) for symbol, stands_for in definitions(claim)}
    where = [condition for condition in claim.where if condition not in known]
    for rung in _places(claim, setting):
        rung.numbers.update({symbol: rung.value(stands_for) for symbol, stands_for in definitions(claim)})
        if not all(map(rung.holds, where)):
            if found:
                raise Unsuitable("an assumption fails on the way")
            continue
        found.append(rung.value(claim.statement.lhs))
        if limit is None and claim.statement.rhs not in (oo, -oo):
            limit = rung.value(claim.statement.rhs)
    if len(found) < FEWEST:
        raise Unsuitable("the assumptions hold at too few sizes")
    return found, limit


def _places(claim: Claim, setting: Setting) -> Iterator[_Rung]:
    """The rungs, as far as the dimension stays of a size that is quickly evaluated."""
    path, spectral = _path(claim), speaks_of_spectrum(claim)
    costly = d in path.moving or bool(claim.statement.lhs.atoms(Quantity))
    unit, step = _unit(path, setting), 2 if costly else 4
    total = setting.numbers.get(signal, Fraction(1))
    for rung in range(1 + costly, RUNGS + 1 + 2 * costly):
        numbers: dict[Symbol, Fraction] = {**setting.numbers, path.variable: _place(path, unit, step**rung)}
        for symbol, kept in path.keeping.items():
            numbers[symbol] = _exact(kept, numbers)
        if not spectral:
            yield _Rung(numbers, None)
            continue
        units, rest = divmod(numbers.pop(d, Fraction(setting.shape.directions)), setting.shape.directions)
        if rest or units * setting.shape.directions > LARGEST_DIMENSION:
            return
        numbers.pop(signal, None)
        yield _Rung(numbers, setting.shape.pairs(int(units), total))


def settles(claim: Claim, setting: Setting) -> Settled:
    """What the rungs say.

    Raises:
        Unsuitable: where an assumption fails, or there is no value.
    """
    values, limit = rungs_of(claim, setting)
    if limit is not None:
        return settled(values, limit)
    sign = 1 if claim.statement.rhs == oo else -1
    if any(value * sign <= 0 for value in values):
        raise Unsuitable("a value of another sign than the limit")
    return settled([1 / value for value in values], Fraction(0))


def _path(claim: Claim) -> Path:
    assert claim.path is not None
    return claim.path


def _unit(path: Path, setting: Setting) -> int:
    """What makes everything that moves with an integer an integer."""
    if not path.variable.is_integer:
        return 1
    still = {s: setting.numbers[s] for part in path.keeping.values() for s in part.free_symbols if s in setting.numbers}
    unit = lcm(
        *(number.denominator for number in still.values()), *(number.numerator or 1 for number in still.values())
    )
    return unit * (setting.shape.directions if d in path.keeping else 1)


def _place(path: Path, unit: int, scale: int) -> Fraction:
    if path.to is oo:
        return Fraction(unit * scale)
    if path.to == -oo:
        return Fraction(-unit * scale)
    away = Fraction(-1 if path.side == "below" else 1, scale)
    return Fraction(int(path.to.p), int(path.to.q)) + away if path.to.is_Rational else _refuse(path)


def _refuse(path: Path) -> Fraction:
    raise Unsuitable(f"the limit is at {path.to}")


def _exact(kept: Expr, numbers: Mapping[Symbol, Fraction]) -> Fraction:
    found = kept.xreplace({s: Rational(v.numerator, v.denominator) for s, v in numbers.items()})
    if not found.is_Rational:
        raise Unsuitable(f"{kept} is not rational there")
    return Fraction(int(found.p), int(found.q))
