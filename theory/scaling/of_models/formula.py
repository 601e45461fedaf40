r"""A derived equivalent as positive terms over positive terms, and the equation of its renormalised ridge.

The value is a rational function of sizes, of kappa and of sums over eigenvalues. All sums are brought to one pole order
q (the highest that occurs), as multiples of

    h_p = kappa^(q-p) sum_k s^p/(s + kappa)^q,          h_p' the same with the squared weights c2,

so that whatever cancels between sums cancels here, term by term: ``df1 - df2 = h_1`` for q = 2. What is left of minus
signs is removed by the relations of the model (:mod:`lemmata.theory.scaling.of_models.positive`): every factor
``c - df1`` of the equation of kappa is a positive letter, its *slack*, and so is ``T0 - d`` where T0 > d is assumed. A
value that keeps a minus sign is refused: nothing is estimated.

>>> from lemmata.theory.notation import T, kappa, ridge, sigma
>>> from lemmata.theory.spectra.eigensum import EigenSum, s
>>> df1, df2 = EigenSum(s/(s + kappa)), EigenSum(s**2/(s + kappa)**2)
>>> found = formula_of(sigma**2*df2/(T - df2), [sympy.Eq(ridge, kappa*(1 - df1/T))], kappa, {sigma: "sigma2"})
>>> sympy.fraction(found.terms["sigma2"])[1]
h_1 + slack0
>>> found.fit.reduced, found.fit.sizes
(ridge, ((T, 1),))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb
from typing import Any

import sympy
from sympy import Expr, Mul, Poly, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import d, signal
from lemmata.theory.scaling.of_models.positive import minus_free
from lemmata.theory.spectra.eigensum import EigenSum, c2, s
from lemmata.theory.values.factored import factored

SIGNAL = "signal"
"""The name of what the target contributes."""


@dataclass(frozen=True)
class PowerSum:
    """``kappa^(q-p) sum_k s^p/(s + kappa)^q``, the terms times c2 where ``weighted``."""

    weighted: bool
    p: int
    q: int


@dataclass(frozen=True)
class Slack:
    """``c - df1`` for the c of a position in the equation of kappa."""

    position: int


@dataclass(frozen=True)
class Excess:
    """``larger - smaller``, of two sizes that the model keeps apart."""

    larger: Symbol
    smaller: Symbol


Meaning = PowerSum | Slack | Excess


@dataclass(frozen=True)
class FitEquation:
    """``reduced = kappa prod_i (1 - df1/c_i)^p_i``; without a ridge, ``df1 = c``.

    Attributes:
        reduced: the ridge, with what else is of order one; None without a ridge.
        sizes: the c_i, sums of sizes, with their p_i.
    """

    reduced: Expr | None
    sizes: tuple[tuple[Expr, int], ...]


@dataclass(frozen=True)
class Formula:
    """What was derived, as positive terms.

    Attributes:
        fit: the equation of kappa; None where there is none.
        kappa: its letter.
        terms: by source (the target, a noise), quotients of polynomials without minus signs.
        letters: what letters mean that are neither sizes nor parameters nor kappa.
        conditions: pairs of sizes, the first of which is larger, with margin.
    """

    fit: FitEquation | None
    kappa: Symbol | None
    terms: Mapping[str, Expr]
    letters: Mapping[Symbol, Meaning]
    conditions: tuple[tuple[Symbol, Symbol], ...] = ()


def formula_of(
    value: Expr,
    equations: Sequence[Any],
    kappa: Symbol | None,
    sources: Mapping[Symbol, str],
    conditions: Iterable[Any] = (),
) -> Formula:
    """The formula of a value in sums over eigenvalues.

    Args:
        value: the equivalent; its degrees of freedom written as sums.
        equations: of the renormalised ridge: at most one.
        kappa: the letter of the renormalised ridge, if there is one.
        sources: letters that stand for something that could be zero by itself (noise levels), with their names.
        conditions: ``larger > smaller`` for sizes, with margin.

    Raises:
        InputError: for another kind of equation, and for a value of no visible sign.
    """
    return _Rewriting(value, equations, kappa, sources, conditions).formula()


@dataclass
class _Rewriting:
    value: Expr
    equations: Sequence[Any]
    kappa: Symbol | None
    sources: Mapping[Symbol, str]
    conditions: Iterable[Any]
    letters: dict[Symbol, Meaning] = field(default_factory=dict)
    relations: list[Expr] = field(default_factory=list)

    def formula(self) -> Formula:
        if len(self.equations) > 1:
            raise InputError("quantity", self.value, "one with at most one renormalised ridge")
        value = self.value.xreplace({signal: Mul(EigenSum(2 * c2), sympy.Rational(1, 2), evaluate=False)})
        texts = [value, *(side for equation in self.equations for side in equation.args)]
        sums = {node for text in texts for node in text.atoms(EigenSum)}
        self.q = max((_order(node.summand, self.kappa) for node in sums), default=0)
        opened = {node: self._opened(node.summand) for node in sums}
        fit = self._fit(opened) if self.equations else None
        pairs = self._pairs()
        value = factored(sympy.cancel(value.xreplace(opened).xreplace({signal: self._opened(c2)})))
        if self.kappa is not None and d in value.free_symbols:
            self.relations.append(d - sum(comb(self.q, p) * self._sum(False, p) for p in range(self.q + 1)))
        terms = self._terms(value)
        met = {
            letter: meaning for letter, meaning in self.letters.items() if any(t.has(letter) for t in terms.values())
        }
        return Formula(fit, self.kappa, terms, met, pairs)

    # -- sums ---------------------------------------------------------------------------------------------------------

    def _sum(self, weighted: bool, p: int) -> Symbol:
        letter = Symbol(f"h{'w' if weighted else ''}_{p}", positive=True)
        self.letters[letter] = PowerSum(weighted, p, self.q)
        return letter

    def _opened(self, summand: Expr) -> Expr:
        """A sum over eigenvalues in the letters h."""
        top, q, rest = _split(summand, self.kappa)
        kappa = sympy.S.One if self.kappa is None else self.kappa
        found = sympy.S.Zero
        for (p, weight), value in _poly_terms(top):
            if weight > 1:
                raise InputError("quantity", summand, "linear in the squared weights of the target")
            for j in range(self.q - q + 1):
                place = p + self.q - q - j
                # sum s^place/(s + kappa)^Q is kappa^(place - Q) h_place
                found += (
                    comb(self.q - q, j) * value / rest * kappa ** (j + place - self.q) * self._sum(weight == 1, place)
                )
        return found

    # -- the equation -------------------------------------------------------------------------------------------------

    def _fit(self, opened: Mapping[Expr, Expr]) -> FitEquation:
        assert self.kappa is not None
        df1 = Symbol("df1", positive=True)
        first = EigenSum(s / (s + self.kappa))
        left, right = (side.xreplace({first: df1}) for side in self.equations[0].args)
        bad = InputError(
            "quantity",
            " = ".join(map(str, self.equations[0].args)),
            "one whose ridge is kappa times factors c - df1, or df1 = c",
        )
        if left.has(EigenSum) or right.has(EigenSum):
            raise bad
        if left == df1 and not right.has(self.kappa, df1):
            sizes, reduced = [(right, 1)], None
            self.relations.append(right - opened[first])
            return FitEquation(reduced, tuple(sizes))
        top, bottom = sympy.fraction(factored(right / left))
        if bottom.has(df1, self.kappa):
            raise bad
        sizes = []
        powers = 0
        for factor in Mul.make_args(top):
            base, power = factor.as_base_exp()
            if base == self.kappa:
                powers += int(power)
            elif base.has(df1):
                slope = Poly(base, df1).coeff_monomial(df1)
                size = sympy.expand(-(base - slope * df1) / slope)
                if not slope.is_number or size.has(df1, self.kappa) or not power.is_Integer:
                    raise bad
                sizes.append((size, int(power)))
        if powers != 1 or not sizes:
            raise bad
        for position, (size, _) in enumerate(sizes):
            letter = Symbol(f"slack{position}", positive=True)
            self.letters[letter] = Slack(position)
            self.relations.append(size - letter - opened[first])
        reduced = factored(self.kappa * left / right.xreplace({df1: sympy.S.Zero}))
        return FitEquation(reduced, tuple(sizes))

    def _pairs(self) -> tuple[tuple[Symbol, Symbol], ...]:
        found: list[tuple[Symbol, Symbol]] = []
        for condition in self.conditions:
            larger, smaller = condition.gts, condition.lts
            if isinstance(larger, Symbol) and isinstance(smaller, Symbol):
                letter = Symbol(f"excess{len(found)}", positive=True)
                self.letters[letter] = Excess(larger, smaller)
                self.relations.append(larger - smaller - letter)
                found.append((larger, smaller))
        return tuple(found)

    # -- signs --------------------------------------------------------------------------------------------------------

    def _terms(self, value: Expr) -> dict[str, Expr]:
        """The numerator by sources, over the common denominator."""
        top, bottom = sympy.fraction(value)
        sign, below = self._positive(bottom)
        weighted = {x for x, meaning in self.letters.items() if isinstance(meaning, PowerSum) and meaning.weighted}
        names = {**dict.fromkeys(weighted, SIGNAL), **self.sources}
        groups: dict[tuple[str, ...], Expr] = {}
        for part in sympy.Add.make_args(sympy.expand(top)):
            powers = part.as_powers_dict()
            key = tuple(sorted(name for x, name in names.items() for _ in range(min(int(powers.get(x, 0)), 1))))
            groups[key] = groups.get(key, sympy.S.Zero) + part
        found = {}
        for key, group in groups.items():
            own, above = self._positive(factored(group))
            if own != sign:
                raise self._no_sign(group)
            found["*".join(key) or "rest"] = above / below
        return found

    def _positive(self, expression: Expr) -> tuple[int, Expr]:
        """The sign of a product, and its size without minus signs; factor by factor where that does."""
        sign, found = 1, sympy.S.One
        for factor in Mul.make_args(expression):
            base, power = factor.as_base_exp()
            if base.is_positive:
                found *= factor
                continue
            here, better = self._signed(base)
            if not here:
                here, better = self._signed(sympy.expand(expression))
                if not here:
                    raise self._no_sign(base)
                return here, better
            sign *= here ** int(power)
            found *= better**power
        return sign, found

    def _signed(self, expression: Expr) -> tuple[int, Expr]:
        for sign in (1, -1):
            found = minus_free(sympy.expand(sign * expression), self._near(expression))
            if found is not None:
                return sign, found.as_expr()
        return 0, expression

    def _no_sign(self, expression: Expr) -> InputError:
        """The refusal, in sums over eigenvalues and sizes."""
        written = factored(expression.xreplace({letter: self._meant(letter) for letter in self.letters}))
        words = "a sum in which nothing cancels: the exponent of a difference is not decided (lemmata derive shows all)"
        return InputError("quantity", str(written), words)

    def _meant(self, letter: Symbol) -> Expr:
        meaning = self.letters[letter]
        if isinstance(meaning, PowerSum):
            kappa = sympy.S.Zero if self.kappa is None else self.kappa
            weight = c2 if meaning.weighted else sympy.S.One
            scale = sympy.S.One if self.kappa is None else kappa ** (meaning.q - meaning.p)
            return scale * EigenSum(weight * s**meaning.p / (s + kappa) ** meaning.q)
        if isinstance(meaning, Excess):
            return meaning.larger - meaning.smaller
        return next(size for size in self.relations if size.has(letter)) + letter

    def _near(self, expression: Expr) -> list[Expr]:
        """The relations that have to do with an expression."""
        known, found = set(expression.free_symbols), []
        waiting = list(self.relations)
        while near := [relation for relation in waiting if relation.free_symbols & known]:
            found += near
            waiting = [relation for relation in waiting if relation not in near]
            known = known.union(*(relation.free_symbols for relation in near))
        return found


def _split(summand: Expr, kappa: Symbol | None) -> tuple[Poly, int, Expr]:
    """``top/(rest (s + kappa)^q)`` with a Laurent polynomial as pairs; rest free of s."""
    top, bottom = sympy.fraction(sympy.together(summand))
    q, rest, falling = 0, sympy.S.One, 0
    for factor in Mul.make_args(factored(bottom)):
        base, power = factor.as_base_exp()
        if not base.has(s, c2):
            rest *= factor
        elif base == s:
            falling += int(power)
        elif kappa is not None and base == s + kappa:
            q += int(power)
        else:
            raise InputError("quantity", summand, "one whose sums have the pole -kappa only")
    return Poly(top * sympy.Symbol("_s") ** falling, s, c2, sympy.Symbol("_s")), q, rest


def _poly_terms(top: Poly) -> list[tuple[tuple[int, int], Expr]]:
    return [((p - falling, weight), value) for (p, weight, falling), value in top.terms()]


def _order(summand: Expr, kappa: Symbol | None) -> int:
    return _split(summand, kappa)[1]
