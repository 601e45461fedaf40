"""What is asked: a formula, the quantity it claims to be, the sense of "equal", and the conditions.

The symbols of a quantity fall in two kinds. *Parameters* (d, T, ridge, ...) are drawn; *derived* symbols (phi, kappa,
df1, ...) are functions of the parameters. Every parameter that no condition fixes is free: a formula that does not
mention the ridge claims that the risk does not depend on it.

The spectrum is part of the question. Unless a condition such as ``spectrum == isotropic`` says otherwise, a formula
claims to hold for *every* covariance: it is tested for Sigma = I and then for other spectra (:mod:`two_levels`). Where
the formula or a condition mentions beta or r, the spectrum is the power law, of infinite dimension where d is not.
Conditions on kappa, df1 or df2, and orders, are understood for Sigma = I.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import sympy
from sympy import Expr, Symbol, oo

from lemmata.numerics.errors import InputError
from lemmata.theory.models.chain import Designs
from lemmata.theory.notation import (
    FORMULA_NAMES,
    T0,
    T,
    beta,
    d,
    df1,
    df2,
    kappa,
    kappa0,
    n,
    phi,
    phi0,
    r,
    ridge,
    sigma,
    sigma0,
    signal,
)
from lemmata.theory.reading.latex import read, read_relation
from lemmata.verifier.property_test import two_levels
from lemmata.verifier.property_test.letters import author_letters, read_by_author

Spectra = Literal["every", "isotropic", "two levels", "power-law"]
SPECTRA: Mapping[Spectra, str] = {
    "every": "every covariance",
    "isotropic": "Sigma = I",
    "two levels": "other covariances",
    "power-law": "lambda_k = k^-beta, lambda_k c_k^2 = k^-(1 + 2 beta r)",
}
"""The spectra that a question may be about, in words."""
_SPECTRUM = re.compile(r"\s*(?:spectrum|Sigma)\s*={1,2}\s*(every|isotropic|I|power-law)\s*")
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
_SPECTRAL_SYMBOLS = frozenset({kappa, kappa0, df1, df2})
"""What depends on the spectrum."""


@dataclass(frozen=True)
class Question:
    """One formula and what is asked about it.

    Attributes:
        formula: the formula, as read.
        quantity: one of :data:`QUANTITIES`.
        sense: in which sense it claims to be equal.
        given: conditions on parameters and derived symbols.
        mentioned: the symbols of the formula and the conditions as they were asked.
        spectra: the spectra for which it claims to hold.
        designs, protocol: of the chain.
    """

    formula: Expr
    quantity: str
    sense: Sense
    given: tuple[Any, ...]
    mentioned: frozenset[Symbol]
    spectra: Spectra
    designs: Designs = "independent"
    protocol: Literal["replace", "accumulate"] = "replace"

    @classmethod
    def read(
        cls,
        formula: str | Expr,
        quantity: str,
        sense: str = "exact",
        given: Iterable[str] = (),
        let: Iterable[str] = (),
        designs: str = "independent",
        protocol: str = "replace",
    ) -> Question:
        """Read a question from text.

        Raises:
            InputError: for anything that is not a formula, a quantity, a sense or a condition.
        """
        if quantity not in QUANTITIES:
            raise InputError("quantity", quantity, f"one of {', '.join(QUANTITIES)}")
        if sense not in SENSES:
            raise InputError("as", sense, f"one of {', '.join(SENSES)}")
        names = QUANTITIES[quantity]
        names = {**names, **author_letters(let, names)}
        if isinstance(formula, str):
            formula = read_by_author(read, formula, names)
        given = (given,) if isinstance(given, str) else tuple(given)
        named = [found[1] for text in given if (found := _SPECTRUM.fullmatch(text))]
        conditions = (
            part
            for text in given
            if not _SPECTRUM.fullmatch(text)
            for part in sympy.And.make_args(read_by_author(read_relation, text, names, argument="given"))
        )
        kept = tuple(condition for condition in conditions if condition is not sympy.true)
        if sympy.false in kept:
            raise InputError("given", "; ".join(given), "conditions that can be satisfied")
        mentioned = frozenset(formula.free_symbols.union(*(condition.free_symbols for condition in kept)))
        conditioned = {symbol for condition in kept for symbol in condition.free_symbols}
        spectra = _spectra(named, quantity, sense, mentioned, conditioned)
        _check_chain(quantity, sense, designs, protocol)
        return cls(formula, quantity, sense, kept, mentioned, spectra, designs, protocol)  # type: ignore[arg-type]

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

    def with_spectra(self, spectra: Spectra) -> Question:
        """The same question about other spectra."""
        return replace(self, spectra=spectra)

    def in_sense(self, sense: Sense) -> Question:
        """The same question in another sense."""
        return replace(self, sense=sense)

    @property
    def other_chain(self) -> bool:
        """Whether it is about a chain of other designs or another protocol."""
        return (self.designs, self.protocol) != ("independent", "replace")

    @property
    def own_sides(self) -> list[tuple[Any, ...]] | None:
        """Conditions under which its quantity is looked at, side by side; None for those of the chain."""
        return None

    @property
    def power_law(self) -> bool:
        """Whether the spectrum is a power law."""
        return self.spectra == "power-law"

    @property
    def two_levels(self) -> bool:
        """Whether the spectrum is drawn, too."""
        return self.spectra == "two levels"

    @property
    def parts(self) -> tuple[Question, ...]:
        """Questions about one kind of spectrum each."""
        kinds: tuple[Spectra, ...] = ("isotropic", "two levels") if self.spectra == "every" else (self.spectra,)
        return tuple(self.with_spectra(kind) for kind in kinds)

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
        return (*self._of_the_model(), *(two_levels.SYMBOLS if self.two_levels else ()))

    def _of_the_model(self) -> tuple[Symbol, ...]:
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
        """The symbols that have a value at every point: drawn, moving along the path, or found from the spectrum."""
        return frozenset(self._all_parameters()) | (_SPECTRAL_SYMBOLS if self.two_levels else frozenset())

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

        known = dict(_RATIOS)
        if self.power_law:
            known |= power_law(d if d in self._all_parameters() else oo)
        elif not self.two_levels:
            known |= ISOTROPIC
        return expr.xreplace({symbol: value for symbol, value in known.items() if symbol not in self.known})


def _check_chain(quantity: str, sense: str, designs: str, protocol: str) -> None:
    """Other designs and protocols are those of a risk, exactly."""
    for argument, value, known in (
        ("designs", designs, get_args(Designs)),
        ("protocol", protocol, ("replace", "accumulate")),
    ):
        if value not in known:
            raise InputError(argument, value, f"one of {', '.join(known)}")
        if value != known[0] and (quantity != "risk" or sense != "exact"):
            raise InputError(argument, value, f"{known[0]} for anything but the exact risk")


def _spectra(
    named: list[str], quantity: str, sense: str, mentioned: frozenset[Symbol], conditioned: set[Symbol]
) -> Spectra:
    """The spectra that a question is about: those that it names, or those that its letters mean."""
    power_law = quantity in ("df1", "df2", "spectral_sum") or bool(mentioned & {beta, r})
    usual: Spectra = "every"
    if power_law:
        usual = "power-law"
    elif sense == "order" or conditioned & _SPECTRAL_SYMBOLS:
        usual = "isotropic"
    words: Mapping[str, Spectra] = {"I": "isotropic", "isotropic": "isotropic", "power-law": "power-law"}
    asked = {words.get(name, usual) for name in named}
    if len(asked) > 1 or (power_law and asked - {"power-law"}):
        domain = f"left out: {quantity} is that of the power law here" if power_law else "one spectrum"
        raise InputError("given", f"spectrum == {named[0]}", domain)
    return asked.pop() if asked else usual
