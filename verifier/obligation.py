"""What a step owes: conditions as data, and what became of them.

A rule emits the conditions under which its conclusion holds; it never decides that one of them will be fine. The
engine in :mod:`lemmata.verifier.obligations` discharges them, and a step with one that is not discharged is undecided.

>>> from lemmata.theory.notation import T, d
>>> Holds(T - d > 1, "the denominator T - d - 1 is positive").condition
'T - d > 1'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr, Symbol

from lemmata.theory.relations import Path, Side


@dataclass(frozen=True)
class Obligation:
    """A condition that a step owes.

    Attributes:
        subject: what the condition is about: a relation, or a term.
        why: what it is needed for, in a few words.
    """

    subject: Basic
    why: str

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return str(self.subject)


@dataclass(frozen=True)
class Holds(Obligation):
    """A relation (or And, Or, Not of relations) holds at every point of the domain."""


@dataclass(frozen=True)
class Defined(Obligation):
    """A term has a value at every point of the domain; the value may be oo where it is one by structure."""

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{self.subject} is defined"


@dataclass(frozen=True)
class Finite(Obligation):
    """A term has a finite value at every point of the domain."""

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{self.subject} is finite"


@dataclass(frozen=True, kw_only=True)
class AlongPath(Obligation):
    """A condition on constants, at all their values for which the path's points lie in the domain from some point on.

    Attributes:
        path: the path.
        side: from where a finite point is approached.
    """

    path: Path
    side: Side

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{self.subject} as {self.path}"


@dataclass(frozen=True, kw_only=True)
class StaysInDomain(Obligation):
    """For some values of the constants the path's points lie in the domain from some point on; about its variable."""

    path: Path
    side: Side

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"the path {self.path} stays in the domain"


@dataclass(frozen=True, kw_only=True)
class InRegime(Obligation):
    """A relation between shares of T that holds uniformly in the regime of equivalents.

    Attributes:
        about: the expressions whose sizes and traces it speaks of.
        sizes: which letters of the author's own are sizes.
    """

    about: tuple[Expr, ...]
    sizes: tuple[Symbol, ...] = ()

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{self.subject} for sizes in proportion"


@dataclass(frozen=True)
class Discharge:
    """What became of an obligation.

    Attributes:
        condition: the condition, to read.
        by: how it was discharged; empty when it was not.
        missing: what is not known, and where one can say so the assumption that would give it; empty when discharged.
        certificate: JSON data from which the discharge can be checked again.
    """

    condition: str
    by: str
    missing: str = ""
    certificate: Mapping[str, Any] | None = None

    @property
    def done(self) -> bool:
        """Whether the condition was shown to hold."""
        return bool(self.by)
