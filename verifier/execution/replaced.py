"""What a user's file replaced in the program that judges: functions of lemmata, or of a library that it computes with.

A file runs as a Python program beside the rules. One that gives a rule another method, or SymPy another ``simplify``,
would have its own claims and those of others judged by what it brought along.

>>> from lemmata.verifier.verdict import Verdict
>>> before, kept = standing(), Verdict.holds
>>> Verdict.holds = property(lambda verdict: True)
>>> replaced(before)
'lemmata.verifier.verdict.Verdict.holds'
>>> Verdict.holds = kept
>>> replaced(before)
''
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from lemmata.numerics.processes import USER_MODULE

_OWN = "lemmata"
_JUDGING = (_OWN, "sympy", "mpmath", "flint", "z3", "builtins")
_CALLED = (FunctionType, BuiltinFunctionType, MethodType, type, property, classmethod, staticmethod, cached_property)


@dataclass(frozen=True)
class _Place:
    """A module or a class, its name, and what it held."""

    name: str
    owner: Any
    held: dict[str, Any]
    code: dict[str, Any]


def standing() -> tuple[_Place, ...]:
    """The modules and classes that judge as they are now."""
    return tuple(_Place(name, owner, dict(vars(owner)), _code(name, vars(owner))) for name, owner in _owners())


def replaced(before: tuple[_Place, ...]) -> str:
    """What is another function, class or method than before, by its name; empty where all is as it was."""
    for place in before:
        now = vars(place.owner)
        if isinstance(place.owner, ModuleType) and sys.modules.get(place.name) is not place.owner:
            return place.name
        for name, value in place.held.items():
            if now.get(name) is not value and (callable(value) or isinstance(value, _CALLED)):
                return f"{place.name}.{name}"
        if changed := next((name for name, code in place.code.items() if now[name].__code__ is not code), ""):
            return f"{place.name}.{changed}"
        if len(now) != len(place.held) and (new := _new(place, now)):
            return f"{place.name}.{new}"
    known = {id(place.owner) for place in before}
    later = ((name, vars(owner)) for name, owner in _owners() if id(owner) not in known)
    return next((f"{name}.{part}" for name, held in later for part in held if _of_user(held[part])), "")


def _of_user(value: Any) -> bool:
    """Whether a function or class stands in a user's file: modules that are read with it hold none of it."""
    return str(getattr(value, "__module__", "")).startswith(USER_MODULE)


def _new(place: _Place, now: Any) -> str:
    """What is added that is found before what was meant: a name of Python's in a module, any method in a class."""
    added = (name for name in now if name not in place.held and callable(now[name]))
    if not place.name.startswith(_OWN):
        return ""
    if isinstance(place.owner, type):
        return next(added, "")
    return next((name for name in added if hasattr(builtins, name)), "")


def _code(place: str, held: Any) -> dict[str, Any]:
    if not place.startswith(_OWN):
        return {}
    return {name: value.__code__ for name, value in held.items() if isinstance(value, FunctionType)}


def _owners() -> Iterator[tuple[str, Any]]:
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] in _JUDGING and isinstance(module, ModuleType):
            yield name, module
            for value in [*vars(module).values()]:
                if isinstance(value, type) and value.__module__ == name:
                    yield f"{name}.{value.__qualname__}", value
