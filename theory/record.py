"""SymPy nodes with named fields: the arguments of an expression, read by name.

The fields are the annotations of a class, in the order of the arguments; what stands beside an annotation is what the
field is when it is not given, and a field with nothing beside it must be given.

>>> from sympy import Integer, Symbol
>>> class Interval(Record):
...     end: Basic
...     start: Basic = Integer(0)
...     kind: str = "closed"
>>> x = Symbol("x")
>>> Interval(x), Interval(x, start=1, kind="open").kind
(Interval(x), 'open')
>>> Interval(x).subs(x, 3) == Interval(3), Interval(3).end
(True, 3)

Nothing is evaluated: a record is what was written, and equals another when all fields do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar, Self

from sympy import Basic, Rational, Symbol, Tuple
from sympy.core.symbol import Str


class Record(Basic):
    """A node whose arguments have names."""

    fields: ClassVar[tuple[str, ...]] = ()
    usual: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        """The annotated names become fields, after those of the class above."""
        super().__init_subclass__(**options)
        own = [name for name, kind in vars(cls).get("__annotations__", {}).items() if "ClassVar" not in str(kind)]
        cls.usual = {**cls.usual, **{name: vars(cls)[name] for name in own if name in vars(cls)}}
        cls.fields = (*cls.fields, *own)
        for name in own:
            setattr(cls, name, _reader(cls.fields.index(name)))

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """All arguments in order; or the fields that have no usual value, in order, and others by name."""
        if named or len(given) != len(cls.fields):
            given = cls._completed(given, named)
        made: Self = super().__new__(cls, *map(cls.argument, cls.fields, given))
        return made

    @classmethod
    def argument(cls, name: str, value: Any) -> Basic:
        """The value of a field as SymPy has it."""
        if isinstance(value, str):
            return Str(value)
        if isinstance(value, (int, Fraction)):
            return Rational(value)
        argument: Basic = Tuple(*(cls.argument(name, part) for part in value)) if isinstance(value, tuple) else value
        return argument

    @classmethod
    def _completed(cls, given: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
        first = [name for name in cls.fields if name not in cls.usual and name not in named]
        values = {**cls.usual, **dict(zip(first, given, strict=False)), **named}
        unknown = [name for name in named if name not in cls.fields] or [str(value) for value in given[len(first) :]]
        missing = [name for name in cls.fields if name not in values]
        if unknown or missing:
            what = f"has no field for {unknown[0]}" if unknown else f"needs {missing[0]}"
            raise TypeError(f"{cls.__name__} {what}")
        return tuple(values[name] for name in cls.fields)

    def _shown(self) -> Iterator[tuple[str, Basic]]:
        """The fields that are not as usual: with a name, where there is a usual value and the value says less."""
        for name, value in zip(self.fields, self.args, strict=True):
            if name not in self.usual:
                yield "", value
            elif value != self.argument(name, self.usual[name]) and str(value) != name:
                yield "" if isinstance(value, Str) else name, value

    def _sympystr(self, printer: Any) -> str:
        shown = [(f"{name}=" if name else "") + str(printer._print(value)) for name, value in self._shown()]
        return f"{type(self).__name__}({', '.join(shown)})"

    def _latex(self, printer: Any) -> str:
        shown = []
        for name, value in self._shown():
            text = rf"\mathrm{{{value.name}}}" if isinstance(value, Str) else printer._print(value)
            letter = self.usual.get(name)
            called = printer._print(letter) if isinstance(letter, Symbol) else rf"\mathrm{{{name}}}"
            shown.append(f"{called} = {text}" if name else text)
        return rf"\operatorname{{{type(self).__name__}}}\left({', '.join(shown)}\right)"


def _reader(position: int) -> property:
    def read(self: Record) -> Any:
        return _value(self.args[position])

    return property(read)


def _value(argument: Basic) -> Any:
    """A text or a tuple as Python has it, anything else as it is."""
    if isinstance(argument, Tuple):
        return tuple(map(_value, argument))
    return argument.name if isinstance(argument, Str) else argument
