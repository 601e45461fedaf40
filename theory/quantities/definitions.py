"""What terms stand for: the letters of a family by recursion, any other term by an expression.

Definitions are values: a paper has its own, and those of one say nothing in another.

>>> from lemmata.theory.notation import T, d, n
>>> from lemmata.theory.random_matrices import design, vector
>>> X, v, start = design("X", T, d), vector("v", d), vector("start", d)
>>> own = Definitions().define(v, start, lambda i: X[i].T*X[i]*v[i])
>>> own.meaning(v[0]), own.meaning(v[n + 1])
(start, X[n]'*X[n]*v[n])
>>> own.meaning(v[n]) is None                                 # n may be 0
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Dummy, Eq, srepr
from sympy.core.function import AppliedUndef, UndefinedFunction

from lemmata.theory.random_matrices import Letter

_index = Dummy("i", dummy_index=0, integer=True, nonnegative=True)


@dataclass(frozen=True)
class Family:
    """The first k members of a family of letters, and member i + k in terms of i."""

    starts: tuple[Basic, ...]
    following: Callable[[Any], Basic]

    def member(self, index: Any) -> Basic | None:
        """The meaning of the member at an index; None when it is not known to be one of the first, or after them."""
        if index in range(len(self.starts)):
            return self.starts[int(index)]
        before = index - len(self.starts)
        return self.following(before) if before.is_nonnegative else None


@dataclass(frozen=True)
class Definitions:
    """Families of letters by name, and other terms."""

    families: Mapping[str, Family] = field(default_factory=dict)
    terms: Mapping[Basic, Basic] = field(default_factory=dict)

    def define(self, term: Any, meaning: Any, following: Callable[[Any], Basic] | None = None) -> Definitions:
        """These and one more: what ``term`` stands for, or with ``following`` the first k members and member i + k.

        One member to begin with needs no tuple.

        Raises:
            ValueError: when the term, or the family, has a definition already.
        """
        if following is None:
            if term in self.terms:
                raise ValueError(f"{term} is defined twice")
            return Definitions(self.families, {**self.terms, term: meaning})
        name = term.__name__ if isinstance(term, UndefinedFunction) else getattr(term, "name", "")
        if not isinstance(term, (Letter, UndefinedFunction)) or (isinstance(term, Letter) and term.index):
            raise ValueError(f"{term} is no family of letters, and no function for a sequence of numbers")
        if name in self.families:
            raise ValueError(f"{term} is defined twice")
        return Definitions(
            {**self.families, name: Family(meaning if isinstance(meaning, tuple) else (meaning,), following)},
            self.terms,
        )

    def meaning(self, term: Basic) -> Basic | None:
        """What the term stands for; None when that is not defined here."""
        if term in self.terms:
            return self.terms[term]
        if isinstance(term, Letter) and term.name in self.families and len(term.index) == 1:
            return self.families[term.name].member(term.index[0])
        if isinstance(term, AppliedUndef) and term.func.__name__ in self.families and len(term.args) == 1:
            return self.families[term.func.__name__].member(term.args[0])
        return None

    def equations(self, *expressions: Basic) -> tuple[Basic, ...]:
        """What the defined numbers that occur in the expressions are, and those in their meanings."""
        found: dict[Basic, Basic] = {}
        waiting = list(expressions)
        while waiting:
            here = waiting.pop().free_symbols & self.terms.keys() - found.keys()
            found |= {term: Eq(term, self.terms[term], evaluate=False) for term in here}
            waiting += [self.terms[term] for term in here]
        return tuple(sorted(found.values(), key=str))

    def used_by(self, *expressions: Basic) -> dict[str, str]:
        """The definitions that reach what is stated, written out: those of its terms, of theirs, and so on."""
        found: dict[str, str] = {}
        waiting = list(expressions) if self.families or self.terms else []
        while waiting:
            expression = waiting.pop()
            terms = expression.atoms(Letter, AppliedUndef)
            names = {term.name if isinstance(term, Letter) else term.func.__name__ for term in terms}
            parts: dict[str, tuple[Basic, ...]] = {
                name: (*self.families[name].starts, self.families[name].following(_index))
                for name in names & self.families.keys()
            }
            parts |= {str(term): (meaning,) for term, meaning in self.terms.items() if expression.has(term)}
            for name, written in parts.items():
                if name not in found:
                    found[name] = " ".join(srepr(part, order="none") for part in written)
                    waiting += written
        return found
