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

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Dummy, Eq, Product, S, Sum, srepr
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.utilities.iterables import strongly_connected_components

from lemmata.theory.random_matrices import Letter

_index = Dummy("i", dummy_index=0, integer=True, nonnegative=True)


@dataclass(frozen=True)
class Family:
    """The first k members of a family of letters, member i + k in terms of i, and the letter as it is declared."""

    starts: tuple[Basic, ...]
    following: Callable[[Any], Basic]
    letter: Any = None

    def member(self, index: Any) -> Basic | None:
        """The meaning of the member at an index; None when it is not known to be one of the first, or after them."""
        if index in range(len(self.starts)):
            return self.starts[int(index)]
        before = index - len(self.starts)
        return self.following(before) if before.is_nonnegative else None


def family_of(term: Basic) -> tuple[str, tuple[Any, ...]]:
    """The name of the family of a term, and its place there."""
    if isinstance(term, Letter):
        return term.name, term.index
    return (term.func.__name__, term.args) if isinstance(term, AppliedUndef) else ("", ())


def _members(node: Basic) -> Iterator[tuple[str, Any]]:
    """The members in a term, by family and place; of those that a sum runs through the first and the last."""
    name, places = family_of(node)
    yield from ((name, place) for place in places[:1])
    if isinstance(node, (Sum, Product)):
        *inner, (index, *ends) = node.limits
        for name, place in _members(node.func(node.function, *inner) if inner else node.function):
            linear = not place.diff(index).has(index)
            yield from ((name, place.xreplace({index: end}) if linear else S.NaN) for end in ends)
    for part in node.args[isinstance(node, (Sum, Product)) :]:
        yield from _members(part)


@dataclass(frozen=True)
class Definitions:
    """Families of letters by name, and other terms."""

    families: Mapping[str, Family] = field(default_factory=dict)
    terms: Mapping[Basic, Basic] = field(default_factory=dict)

    def define(self, term: Any, meaning: Any, following: Callable[[Any], Basic] | None = None) -> Definitions:
        """These and one more: what ``term`` stands for, or with ``following`` the first k members and member i + k.

        One member to begin with needs no tuple.

        Raises:
            ValueError: when the term, or the family, has a definition already, or would be defined by itself.
        """
        if following is None:
            if term in self.terms:
                raise ValueError(f"{term} is defined twice")
            return Definitions(self.families, {**self.terms, term: meaning})._founded()
        name = term.__name__ if isinstance(term, UndefinedFunction) else getattr(term, "name", "")
        if not isinstance(term, (Letter, UndefinedFunction)) or (isinstance(term, Letter) and term.index):
            raise ValueError(f"{term} is no family of letters, and no function for a sequence of numbers")
        if name in self.families:
            raise ValueError(f"{term} is defined twice")
        starts = meaning if isinstance(meaning, tuple) else (meaning,)
        return Definitions({**self.families, name: Family(starts, following, term)}, self.terms)._founded()

    def _founded(self) -> Definitions:
        """The definitions, if none leads back to itself but by way of earlier members."""
        names = (*self.families, *self.terms)
        links = [(one, other, apart) for one in names for other, apart in self._links(one)]
        for kinds in ((0,), (-1, 0, 1)):
            edges = [(one, other) for one, other, apart in links if apart in kinds]
            for circle in strongly_connected_components((names, edges)):
                if any({one, other} <= {*circle} and apart == kinds[0] for one, other, apart in links):
                    raise ValueError(f"{circle[0]} is defined by itself, and not by earlier members")
        return self

    def _links(self, one: Any) -> Iterator[tuple[Any, int]]:
        """What a meaning speaks of: 1 for earlier members, 0 for those at the same place, -1 for anything else."""
        members: list[tuple[Any, Basic]] = [(S.NaN, self.terms[one])] if one in self.terms else []
        if one in self.families:
            family = self.families[one]
            members = [*enumerate(family.starts), (_index + len(family.starts), family.following(_index))]
        for place, meaning in members:
            yield from ((term, -1) for term in self.terms if meaning.has(term))
            for name, at in _members(meaning):
                if name in self.families:
                    apart = place - at
                    yield name, 1 if apart.is_positive else 0 if apart == 0 else -1

    def meaning(self, term: Basic) -> Basic | None:
        """What the term stands for; None when that is not defined here."""
        if term in self.terms:
            return self.terms[term]
        name, places = family_of(term)
        return self.families[name].member(places[0]) if name in self.families and len(places) == 1 else None

    def equations(self, *expressions: Basic) -> tuple[Basic, ...]:
        """What the defined numbers that occur in the expressions are, and those in their meanings."""
        found: dict[Basic, Basic] = {}
        waiting = list(expressions)
        while waiting:
            here = waiting.pop().free_symbols & self.terms.keys() - found.keys()
            found |= {term: Eq(term, self.terms[term], evaluate=False) for term in here}
            waiting += [self.terms[term] for term in here]
        return tuple(sorted(found.values(), key=str))

    def declared_otherwise(self, *expressions: Basic) -> Basic | None:
        """A term that is written like a member of a family, of another letter or function, if any."""
        for term in sorted({term for part in expressions for term in part.atoms(Letter, AppliedUndef)}, key=str):
            name, places = family_of(term)
            declared = Letter(*term.args[:4]) if isinstance(term, Letter) else term.func
            if name in self.families and len(places) == 1 and declared != self.families[name].letter:
                return term
        return None

    def used_by(self, *expressions: Basic) -> dict[str, str]:
        """The definitions that reach what is stated, written out: those of its terms, of theirs, and so on."""
        found: dict[str, str] = {}
        waiting = list(expressions) if self.families or self.terms else []
        while waiting:
            expression = waiting.pop()
            names = {family_of(term)[0] for term in expression.atoms(Letter, AppliedUndef)}
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
