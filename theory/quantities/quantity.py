"""What a claim speaks of: a real number with named fields, a definition that a proof opens, and a value of its own.

A quantity is a SymPy expression, so that it is compared, hashed and substituted into by structure. Its fields are the
annotations of its class, in the order of the arguments; what stands beside an annotation is the letter that the field
is when it is not given, and a field with nothing beside it must be given.

>>> from lemmata.theory.notation import T, sigma
>>> class LabelNoise(Quantity):
...     samples: Expr
...     deviation: Expr = sigma
...     def meaning(self):
...         return self.samples*self.deviation**2
>>> LabelNoise.of(T), LabelNoise.of(3, deviation=1)
(LabelNoise(T), LabelNoise(3, deviation=1))
>>> LabelNoise.of(T).subs(T, 2).meaning()
2*sigma**2

``meaning()`` is the definition, where a proof may open one. A number is had in one of two ways: ``value_at(values)``,
exact or in a ball, None where there is none; or ``_enclose_(values, bits)``, for what is enclosed to any accuracy. A
quantity of the covariance has the field ``spectrum`` (:data:`lemmata.theory.spectra.eigensum.SPECTRUM` until a concrete
one is put in, see :func:`lemmata.theory.quantities.concrete.concrete`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar, Self

from sympy import Basic, Expr, Integer, Rational, Symbol, sqrt
from sympy.core.symbol import Str

from lemmata.numerics.ball import Ball
from lemmata.theory.models.chain import Chain
from lemmata.theory.notation import d, signal
from lemmata.theory.spectra.eigensum import SPECTRUM, Spectrum
from lemmata.theory.spectra.spectra import Diagonal, Isotropic
from lemmata.theory.spectra.spectra import Spectrum as SpectrumModel
from lemmata.theory.values.exact_value import exact_value


class Quantity(Expr):
    """A real number that depends on its fields."""

    is_commutative = True
    is_real = True
    bound: ClassVar[frozenset[Symbol]] = frozenset({SPECTRUM})
    """Symbols that occur in the fields and that the quantity does not depend on."""
    fields: ClassVar[tuple[str, ...]] = ()
    usual: ClassVar[Mapping[str, Basic]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        """The annotated names become fields, after those of the class above."""
        super().__init_subclass__(**options)
        own = [name for name, kind in vars(cls).get("__annotations__", {}).items() if "ClassVar" not in str(kind)]
        cls.usual = {**cls.usual, **{name: _argument(vars(cls)[name]) for name in own if name in vars(cls)}}
        cls.fields = (*cls.fields, *own)
        for name in own:
            setattr(cls, name, _reader(cls.fields.index(name)))

    @classmethod
    def of(cls, *given: Any, **named: Any) -> Self:
        """The quantity with the fields that have no usual value, in order, and others by name."""
        wanted = [name for name in cls.fields if name not in cls.usual]
        values = {**cls.usual, **dict(zip(wanted, given, strict=True)), **named}
        made: Self = cls(*(_argument(values[name]) for name in cls.fields))
        return made

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols of the fields, but for those that are bound."""
        return {symbol for part in self.args for symbol in part.free_symbols} - self.bound

    def numbers_at(self, values: Mapping[Any, Any], *names: str) -> list[Fraction] | None:
        """The exact values of some fields at a point; None when one is not given."""
        found = [exact_value(getattr(self, name), values) for name in names]
        known = [number for number in found if number is not None]
        return known if len(known) == len(found) else None

    def _sympystr(self, printer: Any) -> str:
        shown = []
        for name, value in zip(self.fields, self.args, strict=True):
            if name not in self.usual:
                shown.append(printer._print(value))
            elif value != self.usual[name] and name != "spectrum":
                shown.append(value.name if isinstance(value, Str) else f"{name}={printer._print(value)}")
        return f"{type(self).__name__}({', '.join(shown)})"


def _argument(value: Any) -> Basic:
    """A field's value as SymPy has it."""
    if isinstance(value, str):
        return Str(value)
    if isinstance(value, (int, Fraction)):
        return Rational(value)
    given: Basic = value
    return given


def _reader(position: int) -> property:
    def read(self: Quantity) -> Any:
        value = self.args[position]
        return value.name if isinstance(value, Str) else value

    return property(read)


def model_at(spectrum: Basic, values: Mapping[Any, Any]) -> SpectrumModel | None:
    """The spectrum that was put in; without one, Sigma = I in the dimension d with the signal ||w0||^2 (1 by default).

    None when there is no dimension either.
    """
    if not isinstance(spectrum, Spectrum):
        return None if values.get(d) is None else Isotropic(values[d], values.get(signal, 1))
    pairs = spectrum.pairs
    if all(value == 1 for value, _ in pairs):
        return Isotropic(len(pairs), sum((weight for _, weight in pairs), Integer(0)))
    return Diagonal([value for value, _ in pairs], [sqrt(weight) for _, weight in pairs])


def chain_value(chain: Chain | None) -> Fraction | Ball | None:
    """The exact risk; infinite risks and unknown laws have no value."""
    from lemmata.theory.models.exact_laws import NoExactLaw, exact_risk

    if chain is None:
        return None
    try:
        total = exact_risk(chain).total
    except NoExactLaw:
        return None
    return total if isinstance(total, Ball) else exact_value(total)
