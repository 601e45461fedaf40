"""What a claim speaks of: a real number with named fields, a definition that a proof opens, and a value of its own.

A quantity is a SymPy expression, so that it is compared, hashed and substituted into by structure; its arguments have
names (:mod:`lemmata.theory.record`).

>>> from lemmata.theory.notation import T, sigma
>>> class LabelNoise(Quantity):
...     samples: Expr
...     deviation: Expr = sigma
...     def meaning(self):
...         return self.samples*self.deviation**2
>>> LabelNoise(T), LabelNoise(3, deviation=1)
(LabelNoise(T), LabelNoise(3, deviation=1))
>>> LabelNoise(T).subs(T, 2).meaning()
2*sigma**2

``meaning()`` is the definition, where a proof may open one; ``defined_where`` and ``finite_where`` say where it has a
value (:mod:`lemmata.theory.quantities.conditions`). A number is had in one of two ways: ``value_at(values)``,
exact or in a ball, None where there is none; or ``_enclose_(values, bits)``, for what is enclosed to any accuracy. A
quantity of the covariance has the field ``spectrum`` (:data:`lemmata.theory.spectra.eigensum.SPECTRUM` until a concrete
one is put in, see :func:`lemmata.theory.quantities.concrete.concrete`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from sympy import Expr, Symbol

from lemmata.theory.record import Record
from lemmata.theory.spectra.eigensum import SPECTRUM
from lemmata.theory.values.exact_value import exact_value


class Quantity(Record, Expr):
    """A real number that depends on its fields."""

    is_commutative = True
    is_real = True
    bound: ClassVar[frozenset[Symbol]] = frozenset({SPECTRUM})
    """Symbols that occur in the fields and that the quantity does not depend on."""

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols of the fields, but for those that are bound."""
        return {symbol for part in self.args for symbol in part.free_symbols} - self.bound

    def numbers_at(self, values: Mapping[Any, Any], *names: str) -> list[Fraction] | None:
        """The exact values of some fields at a point; None when one is not given."""
        found = [exact_value(getattr(self, name), values) for name in names]
        known = [number for number in found if number is not None]
        return known if len(known) == len(found) else None
