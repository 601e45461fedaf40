"""What a result rests on beside its own steps: named theorems, what is taken as given, engines without a proof object.

>>> (Support(citing=("a mean (a book)",)) | Support(citing=("a mean (a book)", "a bound"))).words(Verdict.PROVED)
'proved, citing a mean and a bound'
>>> Support(assuming=("rule of my_rules.py",), citing=("a bound",)).words(Verdict.ASSUMED)
'assumed: rule of my_rules.py; citing a bound'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import reduce

from lemmata.verifier.evidence import Evidence
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class Support:
    """What a result rests on, transitively; each kind once, in the order in which it was met.

    Attributes:
        citing: named theorems, whose proofs stand elsewhere.
        principles: what is taken as given by everybody here, such as deterministic equivalents.
        assuming: what an author takes as given: citations, and rules from outside the project.
        engines: what decided without leaving a proof: ``two solvers``, or one ``only``.
        tested: what was seen at points or in simulations only, and where.
    """

    citing: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    assuming: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    tested: tuple[str, ...] = ()

    def __or__(self, other: Support) -> Support:
        both = ((*getattr(self, field.name), *getattr(other, field.name)) for field in fields(self))
        return Support(*(tuple(dict.fromkeys(names)) for names in both))

    @classmethod
    def union(cls, parts: Iterable[Support]) -> Support:
        """All of them together."""
        return reduce(cls.__or__, parts, cls())

    @property
    def taken(self) -> tuple[str, ...]:
        """Everything that is not shown here."""
        return (*self.principles, *self.assuming, *self.citing)

    def words(self, verdict: Verdict) -> str:
        """The verdict with what it rests on, as one phrase."""
        given = _listed((*self.principles, *self.assuming))
        cited = f"citing {_listed(self.citing)}" if self.citing else ""
        engines = " and ".join(f"by {name}" if name == "two solvers" else f"{name}" for name in self.engines)
        match verdict:
            case Verdict.PROVED | Verdict.ENCLOSED:
                by = f" {engines}" if engines.startswith("by") else f", {engines}" if engines else ""
                return f"{verdict.value}{by}{', ' if cited else ''}{cited}"
            case Verdict.TESTED | Verdict.SIMULATED:
                where = f" {self.tested[0]}" if self.tested else ""
                return f"{verdict.value}{where}{', ' if cited else ''}{cited}"
            case Verdict.ASSUMED:
                return "; ".join(filter(None, (f"assumed: {given}" if given else "assumed", cited)))
            case Verdict.REFUTED:
                return ", ".join(filter(None, ("refuted", f"assuming {given}" if given else "", cited)))
        return str(verdict.value)


def seen_by(item: Evidence) -> str:
    """Where a finding was tested or simulated, as what follows the word: ``at 30 points up to 10^9``."""
    if item.points is None:
        return f"by {item.method}"
    points = f"at {item.points} point{'' if item.points == 1 else 's'}"
    return f"{points} up to {item.reach}" if item.reach else points


def _listed(names: Sequence[str]) -> str:
    """``a, b and c``; the references in brackets stay in the long form."""
    short = list(dict.fromkeys(_short(name) for name in names))
    return " and ".join([", ".join(short[:-1]), short[-1]] if len(short) > 1 else short)


def _short(name: str) -> str:
    """``df1`` of ``chapter:df1 (Theorem 1)``: what stands before the brackets, without the chapter."""
    words = name.partition(" (")[0]
    chapter, colon, rest = words.partition(":")
    return rest if colon and chapter.isidentifier() and " " not in rest else words
