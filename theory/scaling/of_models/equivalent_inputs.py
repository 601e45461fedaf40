"""The inputs of a scaling problem about a derived equivalent: its formula as text, and every size as a power of T.

>>> inputs = EquivalentInputs(
...     "ridge:variance", "sigma**2*EigenSum(s**2/(s + kappa)**2)/(T - EigenSum(s**2/(s + kappa)**2))",
...     (("ridge", "kappa*(1 - EigenSum(s/(s + kappa))/T)"),), "kappa", (("sigma", "sigma2"),), (),
...     (("T", "T"), ("ridge", "T^-ell"), ("sigma2", "1")), "2", "1/2")
>>> inputs.formula.terms["sigma2"], EquivalentInputs.from_json(inputs.to_json()) == inputs
(h_2*sigma**2/(h_1 + slack0), True)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import sympy
from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import d, signal
from lemmata.theory.reading.parsing import parse
from lemmata.theory.scaling.of_models.formula import Formula, formula_of
from lemmata.theory.spectra.eigensum import c2, s

Pairs = tuple[tuple[str, str], ...]
_LETTER = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_KNOWN = {"s": s, "c2": c2, "d": d, "signal": signal}
_BY_NAME = ("sources", "powers", "names", "given")


@dataclass(frozen=True)
class EquivalentInputs:
    """A derived equivalent on a power law, as text.

    Attributes:
        quantity: what it is the equivalent of, in words (``ridge:risk``).
        value: the equivalent, in sums over eigenvalues and names of such sums.
        equations: of its renormalised ridge, left and right side.
        kappa: the letter of the renormalised ridge; empty without one.
        sources: letters that stand for noise levels and the like, with the options that give them.
        conditions: pairs of sizes, the first of which is larger.
        powers: what the options are, as powers of T; that of a source sigma is its square sigma2.
        beta, r, d, where: as in :class:`lemmata.theory.scaling.inputs.Inputs`.
        ell: the name of the exponent of the ridge, which ``optimise`` is about.
        names: what the names of sums stand for (``df1``, ``df2``).
        model, stated, given: of which model and quantity it was derived, with which options; the formula and all that
            goes with it follow from these. Empty for a formula of one's own.
    """

    quantity: str
    value: str
    equations: tuple[tuple[str, str], ...]
    kappa: str
    sources: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]
    powers: tuple[tuple[str, str], ...]
    beta: str
    r: str
    d: str = "oo"
    where: tuple[str, ...] = ()
    ell: str = "ell"
    names: tuple[tuple[str, str], ...] = ()
    model: str = ""
    stated: str = ""
    given: tuple[tuple[str, str], ...] = ()

    def under(self, where: tuple[str, ...]) -> EquivalentInputs:
        """The same under these conditions instead of its own."""
        return replace(self, where=where)

    @cached_property
    def formula(self) -> Formula:
        """The equivalent as positive terms.

        Raises:
            InputError: for one that is not of this kind.
        """
        zero = frozenset(option for _, option in self.sources if dict(self.powers)[option] == "0")
        found = _formula(self.value, self.equations, self.kappa, self.sources, self.conditions, self.names, zero)
        if found is None:
            raise InputError("quantity", self.quantity, "of noise levels that are not all zero")
        return found

    def to_json(self) -> dict[str, Any]:
        """What was given, by name."""
        found = {name: value for name, value in vars(self).items() if name in self.__dataclass_fields__}
        found |= {name: dict(found[name]) for name in _BY_NAME} | {"where": list(self.where)}
        found |= {name: [list(pair) for pair in found[name]] for name in ("equations", "conditions")}
        return found

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> EquivalentInputs:
        """Read what :meth:`to_json` wrote."""
        found: dict[str, Any] = {**given, "where": tuple(given["where"])}
        found |= {name: tuple(given[name].items()) for name in _BY_NAME}
        found |= {name: tuple(map(tuple, given[name])) for name in ("equations", "conditions")}
        return cls(**found)


@lru_cache(maxsize=64)
def _formula(
    text: str,
    equations: Pairs,
    kappa: str,
    sources: Pairs,
    conditions: Pairs,
    names: Pairs,
    zero: frozenset[str],
) -> Formula | None:
    """What is written, which does not depend on the powers that its letters are; None where it is zero."""
    letter = letters_of(text, *(part for pair in (*equations, *names) for part in pair))
    sums = {letter(name): parse(part, letter.names, argument="quantity") for name, part in names}
    absent = {letter(name): sympy.S.Zero for name, option in sources if option in zero}
    value = parse(text, letter.names, argument="quantity").xreplace(absent).xreplace(sums)
    sides = [[parse(part, letter.names, argument="quantity").xreplace(sums) for part in pair] for pair in equations]
    if value == 0:
        return None
    return formula_of(
        value,
        [sympy.Eq(*pair, evaluate=False) for pair in sides],
        letter(kappa) if kappa else None,
        {letter(name): option for name, option in sources},
        [sympy.Gt(letter(large), letter(small), evaluate=False) for large, small in conditions],
    )


class letters_of:  # noqa: N801
    """Positive letters for the names in texts; called, the letter of a name."""

    def __init__(self, *texts: str) -> None:
        self.names: dict[str, Expr] = dict(_KNOWN)
        for text in texts:
            for name in _LETTER.findall(text):
                if name != "EigenSum":
                    self(name)

    def __call__(self, name: str) -> Symbol:
        """The letter, a positive number."""
        found: Symbol = self.names.setdefault(name, Symbol(name, positive=True))
        return found
