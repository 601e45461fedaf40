r"""A spectrum that is given by a formula: lambda_k = any smooth positive expression in k that does not increase.

    FormulaSpectrum("k^-2*log(k+1)", weights="k^(-1/2)")                # infinitely many eigenvalues
    FormulaSpectrum("exp(-sqrt(k))", d=10**15)

What is said of the formula is certified when the spectrum is made (:mod:`lemmata.theory.values.monotone`): that it is
positive and does not increase for k = 1..d, or for all k; and for infinitely many eigenvalues that they are summable,
with a bound of what lies beyond any k (:mod:`lemmata.theory.values.sum_tails`). A bound may also be given as ``tail``,
an expression that lambda_k never exceeds; it is then certified and used. What cannot be certified is refused, with the
k or the part of the formula in question.

Sums over the eigenvalues are certified whatever kappa and d are (:mod:`lemmata.numerics.sums.smooth_spectrum`).

>>> FormulaSpectrum("exp(-k)").df1(1, digits=20).to_decimal(12)[0]             # sum of 1/(e^k + 1)
'4.64163515761e-1'
>>> FormulaSpectrum("1/k")
Traceback (most recent call last):
    ...
lemmata.numerics.errors.InputError: eigenvalue = 1/k: must be summable when d is infinite (the sum of 1/k over all k
diverges)
>>> FormulaSpectrum("k^-2*log(k+1)", tail="2*k^-2")
Traceback (most recent call last):
    ...
lemmata.numerics.errors.InputError: tail = 2*k^-2: must be at least the eigenvalue k^-2*log(k+1) for every k (it is
false for large k (as at k = 10^1))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from flint import arb
from sympy import Expr, Integer, Mul, gamma, oo

from lemmata.numerics.accuracy import accurate, as_arb, bits_for
from lemmata.numerics.ball import Ball
from lemmata.numerics.errors import InputError
from lemmata.numerics.exact import Exact, exact
from lemmata.numerics.sums.log_panels import Summand
from lemmata.numerics.sums.smooth_spectrum import SmoothSpectrum
from lemmata.theory.reading.parsing import number, parse
from lemmata.theory.values.asymptotic_forms import K, NoForm, index_beyond
from lemmata.theory.values.formula_program import program
from lemmata.theory.values.monotone import Fails, below, decreasing, finite
from lemmata.theory.values.sum_tails import Diverges, Tail

LARGEST_LISTED = 10_000
"""Up to this dimension the eigenvalues can be listed."""
_MOST_FACTORS = 64


@dataclass(frozen=True, init=False)
class FormulaSpectrum:
    """lambda_k given by an expression in k, k = 1..d; ``d=None`` is infinite.

    Args:
        eigenvalue: lambda_k, written with + - * / ^, sqrt, exp, log, gamma, factorial, binomial, harmonic and numbers;
            positive and not increasing.
        weights: c_k, the coordinates of w0 in the eigenbasis, likewise; needed for a risk. With infinite d the sum of
            lambda_k c_k^2 must converge.
        d: the dimension.
        tail: an expression that lambda_k never exceeds, to bound what lies beyond; found from the formula by default.

    Raises:
        InputError: saying what does not hold, or could not be certified, and where.
    """

    eigenvalue: Expr
    weights: Expr | None
    d: int | None
    tail: Expr | None

    def __init__(
        self,
        eigenvalue: str | Expr,
        weights: str | Expr | None = None,
        d: Any = None,
        *,
        tail: str | Expr | None = None,
    ) -> None:
        object.__setattr__(self, "d", None if d is None or d == "oo" or d is oo else _dimension(d))
        object.__setattr__(self, "eigenvalue", _read(eigenvalue, "eigenvalue"))
        object.__setattr__(self, "weights", None if weights is None else _read(weights, "weights"))
        object.__setattr__(self, "tail", None if tail is None else _read(tail, "tail"))
        every = "every k" if self.d is None else f"k = 1..{self.d}"
        _certified(
            decreasing, (self.eigenvalue, self.d), "eigenvalue", eigenvalue, f"positive and not increasing for {every}"
        )
        if self.tail is not None:
            holds = f"at least the eigenvalue {eigenvalue} for {every}"
            _certified(below, (self.eigenvalue, self.tail, self.d), "tail", tail, holds)
        if self.d is None:
            name, bound = ("eigenvalue", eigenvalue) if tail is None else ("tail", tail)
            if _is_quotient(self.bound):
                raise InputError(name, bound, "of a finite d, or of gamma functions whose arguments differ by integers")
            _certified(_tail, (self.bound,), name, bound, "summable when d is infinite")
        if self.weights is not None and self.weights != 0:
            self._check_weights(weights)

    def _check_weights(self, written: Any) -> None:
        """The source sum of lambda_k c_k^2 has finite terms, and converges."""
        source, last = self.source_terms, self.d
        if last is None:
            _certified(_tail, (source,), "weights", written, "such that the sum of lambda_k c_k^2 converges")
            last = index_beyond(_tail(source).rate.T)
        _certified(finite, (source, last), "weights", written, "real and finite for every k")

    @property
    def bound(self) -> Expr:
        """What bounds the eigenvalues far out: the tail that was given, or they themselves."""
        return self.eigenvalue if self.tail is None else self.tail

    @property
    def source_terms(self) -> Expr:
        """lambda_k c_k^2."""
        if self.weights is None:
            raise InputError("weights", "nothing", "given (they fix the coordinates of w0)")
        return self.eigenvalue * self.weights**2

    @property
    def degrees(self) -> SmoothSpectrum:
        """df1 and df2 as functions of an ``arb``."""
        return _smooth(self)

    def df1(self, kappa: Exact, *, digits: int = 30) -> Ball:
        """First degrees of freedom, sum lambda_k/(lambda_k + kappa), at kappa > 0."""
        return _at(self.degrees.df1, kappa, digits)

    def df2(self, kappa: Exact, *, digits: int = 30) -> Ball:
        """Second degrees of freedom, sum lambda_k^2/(lambda_k + kappa)^2, at kappa > 0."""
        return _at(self.degrees.df2, kappa, digits)

    def source(self, kappa: arb) -> arb:
        """sum lambda_k c_k^2/(lambda_k + kappa)^2, at the current precision."""
        return arb(0) if self.source_terms == 0 else self.degrees.sums((_source_summand(self),), kappa)[0]

    @property
    def eigenvalues(self) -> tuple[Expr, ...]:
        """lambda_k for k = 1..d (of a dimension that can be listed)."""
        return tuple(self.eigenvalue.xreplace({K: Integer(k)}) for k in range(1, self._listed_d() + 1))

    @property
    def squared_weights(self) -> tuple[Expr, ...]:
        """c_k^2 for k = 1..d (of a dimension that can be listed)."""
        if self.weights is None:
            raise InputError("weights", "nothing", "given (they fix the coordinates of w0)")
        return tuple(self.weights.xreplace({K: Integer(k)}) ** 2 for k in range(1, self._listed_d() + 1))

    def listed(self) -> tuple[list[arb], list[arb]]:
        """lambda_k and c_k^2 at the current precision."""
        if self.weights is None:
            raise InputError("weights", "nothing", "given (they fix the coordinates of w0)")
        positions = [arb(k).log() for k in range(1, self._listed_d() + 1)]
        steps, squares = program(self.eigenvalue), program(self.weights**2, "weights")
        return [steps(t) for t in positions], [squares(t) for t in positions]

    def _listed_d(self) -> int:
        if self.d is None or self.d > LARGEST_LISTED:
            raise InputError("d", self.d or "oo", f"at most {LARGEST_LISTED} to list the eigenvalues")
        return self.d

    @property
    def statements(self) -> tuple[str, ...]:
        """What was certified, one line each."""
        every = "all k" if self.d is None else f"k = 1..{self.d}"
        lines = [f"{self.eigenvalue} is positive and does not increase, {every}"]
        if self.tail is not None:
            lines.append(f"{self.eigenvalue} <= {self.tail}, {every}")
        if self.d is None:
            lines.append(f"the sum of {self.bound} beyond k is at most {_tail(self.bound).statement()}")
        return tuple(lines)


def _read(value: str | Expr, argument: str) -> Expr:
    expr = _opened(parse(str(value), {"k": K}, argument=argument))
    program(expr, argument)
    return expr


def _opened(expr: Expr) -> Expr:
    """gamma(a + n)/gamma(a) = a (a + 1) ... (a + n - 1) for a > 0: as such, quotients fall too slowly to be bounded.

    >>> _opened(parse("2*gamma(k + 1/2)/gamma(k + 5/2)", {"k": K}))
    2/((k + 1/2)*(k + 3/2))
    """
    tops, bottoms = ([f.args[0] for f in Mul.make_args(e) if isinstance(f, gamma)] for e in (expr, 1 / expr))
    for one, other in product(tops, bottoms):
        steps = one - other
        least, sign = (other, 1) if steps.is_nonnegative else (one, -1)
        grows = least.subs(K, 1).is_positive and least.diff(K).is_nonnegative
        if grows and steps.is_Integer and abs(steps) <= _MOST_FACTORS:
            factors = Mul(*(least + j for j in range(abs(steps))))
            return _opened(expr / gamma(one) * gamma(other) * factors**sign)
    return expr


def _is_quotient(expr: Expr) -> bool:
    """Whether it holds gamma(k + a)/gamma(k + b), which falls like a power, and whose tail is not bounded here."""
    tops, bottoms = ([f.args[0] for f in Mul.make_args(e) if isinstance(f, gamma)] for e in (expr, 1 / expr))
    return any(not (one - other).has(K) for one, other in product(tops, bottoms))


def _dimension(value: Any) -> int:
    found = number(value, "d")
    if not (found.is_Integer and found >= 1):
        raise InputError("d", value, "an integer >= 1, or oo")
    return int(found)


def _certified(check: Callable[..., Any], arguments: tuple[Any, ...], name: str, written: Any, words: str) -> None:
    reason = _outcome(check, arguments)
    if reason is not None:
        raise InputError(name, written, f"{words} ({reason})")


@lru_cache(maxsize=256)
def _outcome(check: Callable[..., Any], arguments: tuple[Any, ...]) -> str | None:
    """Why a property does not hold or could not be certified; None when it is certain."""
    try:
        check(*arguments)
    except (Fails, Diverges) as reason:
        return str(reason)
    except NoForm as reason:
        return f"not certified for large k: {reason}"
    return None


_tail = lru_cache(maxsize=64)(Tail.of)


def beyond(spectrum: FormulaSpectrum, terms: Expr) -> Callable[[arb], arb] | None:
    """The bound of what lies beyond any k; a finite sum can do without."""
    try:
        return _tail(terms).beyond
    except (NoForm, Diverges):
        if spectrum.d is None:
            raise
        return None


def smooth(spectrum: FormulaSpectrum) -> SmoothSpectrum:
    """The eigenvalues, ready for sums; it keeps what it has prepared for every summand."""
    eigenvalue = spectrum.eigenvalue
    rest = beyond(spectrum, spectrum.bound)
    steps, inverse, moment = (program(part) for part in (eigenvalue, 1 / eigenvalue, eigenvalue * K))
    return SmoothSpectrum(steps, inverse, moment, spectrum.d, rest)


_smooth = lru_cache(maxsize=16)(smooth)


@lru_cache(maxsize=16)
def _source_summand(spectrum: FormulaSpectrum) -> Summand:
    source = spectrum.source_terms
    front = source / spectrum.eigenvalue**2
    return Summand(2, program(source), program(source * K), program(front), beyond(spectrum, source))


@lru_cache(maxsize=16)
def _at(work: Callable[[arb], arb], kappa: Exact, digits: int) -> Ball:
    value = exact(kappa, "kappa")
    if value <= 0:
        raise InputError("kappa", kappa, "> 0")
    return accurate(lambda: (work(as_arb(value)),), digits, 4 * bits_for(digits))[0]
