"""What is asked: a formula, the quantity it claims to be, the sense of "equal", and the conditions.

The symbols of a quantity fall in two kinds. *Parameters* (d, T, ridge, ...) are drawn; *derived* symbols (phi, kappa,
df1, ...) are functions of the parameters. Every parameter that no condition fixes is free: a formula that does not
mention the ridge claims that the risk does not depend on it.

The spectrum is isotropic unless the formula or a condition mentions beta or r; then it is the power law. Its dimension
is infinite unless d is mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import sympy
from sympy import Expr, Symbol, oo

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import FORMULA_NAMES, T0, T, beta, d, kappa, n, phi, phi0, r, ridge, sigma, sigma0, signal
from lemmata.theory.reading.latex import read, read_relation

Sense = Literal["exact", "limit", "equivalent", "order"]
SENSES: tuple[Sense, ...] = get_args(Sense)

u = Symbol("u", positive=True)
q = Symbol("q", integer=True, positive=True)
_SPECTRAL = {"beta": beta, "kappa": kappa, "d": d}
QUANTITIES: Mapping[str, Mapping[str, Symbol]] = {
    "risk": FORMULA_NAMES,
    "kappa": {s.name: s for s in (d, T, ridge, beta, phi)},
    "df1": _SPECTRAL,
    "df2": _SPECTRAL,
    "spectral_sum": {**_SPECTRAL, "u": u, "q": q},
}
"""The names that a formula for each quantity may use."""

_RATIOS = {phi: d / T, phi0: d / T0}


@dataclass(frozen=True)
class Question:
    """One formula and what is asked about it.

    Attributes:
        formula: the formula, as read.
        quantity: one of :data:`QUANTITIES`.
        sense: in which sense it claims to be equal.
        given: conditions on parameters and derived symbols.
        mentioned: the symbols of the formula and the conditions as they were asked; they choose the spectrum.
    """

    formula: Expr
    quantity: str
    sense: Sense
    given: tuple[Any, ...]
    mentioned: frozenset[Symbol]

    @classmethod
    def read(cls, formula: str | Expr, quantity: str, sense: str = "exact", given: Iterable[str] = ()) -> Question:
        """Read a question from text.

        Raises:
            InputError: for anything that is not a formula, a quantity, a sense or a condition.
        """
        if quantity not in QUANTITIES:
            raise InputError("quantity", quantity, f"one of {', '.join(QUANTITIES)}")
        if sense not in SENSES:
            raise InputError("as", sense, f"one of {', '.join(SENSES)}")
        names = QUANTITIES[quantity]
        if isinstance(formula, str):
            formula = read(formula, names)
        conditions = (
            part for text in given for part in sympy.And.make_args(read_relation(text, names, argument="given"))
        )
        kept = tuple(condition for condition in conditions if condition is not sympy.true)
        if sympy.false in kept:
            raise InputError("given", "; ".join(given), "conditions that can be satisfied")
        mentioned = frozenset(formula.free_symbols.union(*(condition.free_symbols for condition in kept)))
        return cls(formula, quantity, sense, kept, mentioned)

    @property
    def names(self) -> Mapping[str, Symbol]:
        """The names that its formula may use."""
        return QUANTITIES[self.quantity]

    def with_formula(self, formula: Expr) -> Question:
        """The same question about another formula."""
        return replace(self, formula=formula)

    def with_given(self, *conditions: Any) -> Question:
        """The same question under further conditions."""
        return replace(self, given=(*self.given, *conditions))

    def in_sense(self, sense: Sense) -> Question:
        """The same question in another sense."""
        return replace(self, sense=sense)

    @property
    def power_law(self) -> bool:
        """Whether the spectrum is a power law (otherwise isotropic)."""
        return self.quantity in ("df1", "df2", "spectral_sum") or bool(self.mentioned & {beta, r})

    @property
    def infinite_dimension(self) -> bool:
        """Whether d is infinite: a power law of which no dimension is mentioned."""
        return self.power_law and not self.mentioned & {d, phi, phi0}

    @cached_property
    def parameters(self) -> tuple[Symbol, ...]:
        """The symbols that are drawn; for an order, without the path variable and what moves along with it."""
        if self.sense == "order":
            return tuple(s for s in self._all_parameters() if s != self.path and s not in self.moving)
        return self._all_parameters()

    def _all_parameters(self) -> tuple[Symbol, ...]:
        dimension = () if self.infinite_dimension else (d,)
        if self.quantity == "risk":
            model = (beta, r) if self.power_law else (signal,)
            every = (*dimension, T, T0, n, sigma, sigma0, ridge, *model)
            clean = self.fixed.get(n) == 0 and not self.mentioned & {T0, sigma0, phi0}
            return tuple(symbol for symbol in every if not (clean and symbol in (T0, sigma0)))
        if self.quantity == "kappa":
            return (*dimension, T, ridge, *((beta,) if self.power_law else ()))
        return (*dimension, beta, kappa, *((u, q) if self.quantity == "spectral_sum" else ()))

    @property
    def known(self) -> frozenset[Symbol]:
        """The symbols that have a value at every point, drawn or moving along the path."""
        return frozenset(self._all_parameters())

    @property
    def path(self) -> Symbol:
        """What grows or vanishes when an order is asked for: T, or kappa of a spectral sum."""
        return T if self.quantity in ("risk", "kappa") else kappa

    @cached_property
    def moving(self) -> dict[Symbol, Expr]:
        """The parameters that conditions tie to the path."""
        tied = {symbol: value for symbol, value in self.fixed.items() if self.path in value.free_symbols}
        return {symbol: value for symbol, value in tied.items() if symbol != self.path}

    @cached_property
    def fixed(self) -> dict[Symbol, Expr]:
        """The symbols that conditions of the form ``symbol == value`` fix."""
        equations = [c for c in self.given if isinstance(c, sympy.Eq)]
        return {c.lhs: c.rhs for c in equations if isinstance(c.lhs, Symbol)} | {
            c.rhs: c.lhs for c in equations if isinstance(c.rhs, Symbol)
        }

    @cached_property
    def expression(self) -> Expr:
        """The formula in parameters alone."""
        return self.in_parameters(self.formula)

    def in_parameters(self, expr: Any) -> Any:
        """An expression or relation with derived symbols replaced by closed forms or certified functions."""
        from lemmata.verifier.property_test.derived import ISOTROPIC, power_law

        known = {**_RATIOS, **(power_law(d if d in self._all_parameters() else oo) if self.power_law else ISOTROPIC)}
        return expr.xreplace({symbol: value for symbol, value in known.items() if symbol not in self.known})
