"""What a step owes: conditions as data, and what became of them.

A rule emits the conditions under which its conclusion holds; it never decides that one of them will be fine. The
engine in :mod:`lemmata.verifier.obligations` discharges them, and a step with one that is not discharged is undecided.

>>> from lemmata.theory.notation import T, d
>>> Holds(T - d > 1, "the denominator T - d - 1 is positive").condition
'T - d > 1'

A condition under a binder is about every value of the bound letter, which has its range and nothing else:

>>> from sympy import Dummy, Ge, Ne
>>> j = Dummy("j", integer=True)
>>> Holds(Ne(j, 0), "a denominator", (Ge(j, 1),)).condition
'j != 0 for j >= 1'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from sympy import Basic, Dummy, Expr, Ne, Symbol

from lemmata.theory.relations import Path, Side


@dataclass(frozen=True)
class Obligation:
    """A condition that a step owes.

    Attributes:
        subject: what the condition is about: a relation, or a term.
        why: what it is needed for, in a few words.
        under: the ranges of the letters that are bound where the condition is needed, as relations.
    """

    subject: Basic
    why: str
    under: tuple[Basic, ...] = ()
    said: ClassVar[str] = ""
    """What is said of the subject, behind it."""

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{shown(self.subject)}{self.said}{self._ranges()}"

    def _ranges(self) -> str:
        return f" for {', '.join(map(shown, self.under))}" if self.under else ""


@dataclass(frozen=True)
class Holds(Obligation):
    """A relation (or And, Or, Not of relations) holds at every point of the domain."""


@dataclass(frozen=True)
class Defined(Obligation):
    """A term has a value at every point of the domain; the value may be oo where it is one by structure."""

    said = " is defined"


@dataclass(frozen=True)
class Finite(Obligation):
    """A term has a finite value at every point of the domain."""

    said = " is finite"


@dataclass(frozen=True)
class OfKind(Obligation):
    """The values of a term are of a kind: integer, even, odd, prime, rational, ... (or, with ``holds`` False, not)."""

    kind: str = "integer"
    holds: bool = True

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{shown(self.subject)} is {'' if self.holds else 'not '}{self.kind}{self._ranges()}"


@dataclass(frozen=True)
class Either(Obligation):
    """One of several lists of conditions; the subject is the term that needs it."""

    options: tuple[tuple[Obligation, ...], ...] = ()

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return ", or ".join(" and ".join(part.condition for part in option) for option in self.options)


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

    said = " for sizes in proportion"


@dataclass(frozen=True, kw_only=True)
class NoCancellation(Obligation):
    """A term may be replaced by its equivalent: it has the sign of the rest, or is at most of the order of the result.

    Attributes:
        rest: what stands beside the term.
        aim: what the chain is to be equivalent to.
    """

    rest: Expr
    aim: Expr | None

    @property
    def condition(self) -> str:
        """The condition, to read."""
        return f"{self.subject} does not cancel against {self.rest}"


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


@lru_cache(maxsize=4096)
def shown(subject: Basic) -> str:
    """A condition as a reader writes it, its bound letters under their own names."""
    subject = subject.xreplace({letter: Symbol(letter.name) for letter in subject.atoms(Dummy)})
    return f"{subject.lhs} != {subject.rhs}" if isinstance(subject, Ne) else str(subject)
