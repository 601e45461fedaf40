"""What the domain of a claim is along a path: what moves, what is tied to it, and which constants are left.

An assumption Eq(x, t) with a bare symbol x *defines* x, so that x moves with the symbols of t. What neither moves nor
is defined by what moves is *constant*, and a limit is claimed for every value of the constants for which the path's
points lie in the domain from some point on. Where they do, the leading form of every assumption holds weakly; these
are the facts that are known of the constants.

>>> from lemmata.theory.notation import T, d, phi
>>> walk = Walk.along(Path(T, keeping={d: phi * T}), (T >= d + 2, phi < 2))
>>> walk.facts
(1 - phi >= 0, phi < 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import sympy
from sympy import And, Basic, Dummy, Eq, Expr, Ge, Integer, Le, Symbol, oo

from lemmata.theory.notation import d
from lemmata.theory.relations import Path
from lemmata.theory.spectra.eigensum import depends_on_spectrum
from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.leading_forms import Leading, LeadingForms, NoLeadingForm
from lemmata.verifier.engines.normal_form import NotAlgebraic, vanishes


class NoPath(ValueError):
    """The path and the assumptions do not fit; the message says why."""


@dataclass(frozen=True)
class Walk:
    """A path inside a domain, with everything that moves written in what moves by itself.

    Attributes:
        path: the path.
        assumptions: what cuts the domain.
        replaced: symbols that are defined by what moves; and the path's variable where it approaches a finite point.
        moving: the leading forms of what moves by itself.
    """

    path: Path
    assumptions: tuple[Basic, ...]
    replaced: Mapping[Symbol, Expr]
    moving: Mapping[Symbol, Leading]

    @classmethod
    def along(cls, path: Path, assumptions: Iterable[Basic], side: str = "") -> Walk:
        """The walk along a path; for a point approached from both sides, ``side`` says which is meant.

        Raises:
            NoPath: when definitions are circular, or the path contradicts the domain's symbols.
        """
        relations = tuple(conjuncts(assumptions))
        definitions = _tied(path, relations)
        if path.to.free_symbols & {*path.moving, *definitions}:
            raise NoPath(f"{path.to} moves along the path")
        variable, at_variable = _variable(path, side or path.side)
        moving = {variable: Leading(Integer(1), Fraction(1))}
        for symbol, value in path.keeping.items():
            moving[symbol] = _leading_of_kept(symbol, value, moving, path)
        replaced = {symbol: _closed(value, definitions).xreplace(at_variable) for symbol, value in definitions.items()}
        return cls(path, relations, {**replaced, **at_variable}, moving)

    def opened(self, expression: Expr) -> Expr:
        """Written in the symbols that move by themselves, and constants.

        Raises:
            NoPath: when a binder would catch what a symbol stands for.
        """
        there = put_in(expression, self.replaced)
        caught = sorted(there.free_symbols & self.replaced.keys(), key=str)
        if caught:
            raise NoPath(f"{caught[0]} moves along the path, and its value has a letter that {expression} binds")
        return there

    def moves(self, expression: Basic) -> bool:
        """Whether some symbol of it moves, by itself or by its definition."""
        return bool(_letters(expression) & {*self.moving, *self.replaced, *self.path.moving})

    def forms(self) -> LeadingForms:
        """Leading forms along this walk."""
        return LeadingForms(self.moving, spectrum_moves=self.moves(d))

    def from_some_point_on(self, relation: Basic) -> Basic:
        """What of the constants suffices for a relation to hold from some point on.

        Raises:
            NoPath: when nothing does, as far as its leading form tells.
        """
        if not self.moves(relation):
            return relation
        if not isinstance(relation, (Ge, Le, sympy.Gt, sympy.Lt, sympy.Ne)):
            raise NoPath(f"{relation} moves along the path")
        forms = self.forms()
        try:
            leading = forms.of(self.opened(relation.args[0] - relation.args[1])).c
        except NoLeadingForm as reason:
            raise NoPath(f"{relation}: {reason}") from None
        kind = {Ge: sympy.Gt, Le: sympy.Lt}.get(type(relation), type(relation))
        return And(kind(leading, 0), *forms.owed)

    @cached_property
    def cuts(self) -> tuple[Basic, ...]:
        """The assumptions that are no definitions of what moves, opened."""
        defining = {Eq(symbol, value) for symbol, value in _tied(self.path, self.assumptions).items()}
        return tuple(self.opened(relation) for relation in self.assumptions if relation not in defining)

    @cached_property
    def facts(self) -> tuple[Basic, ...]:
        """What holds of the constants when the path's points lie in the domain from some point on.

        Raises:
            NoPath: when an assumption fails from some point on.
        """
        facts = []
        for relation in self.cuts:
            fact = relation if not self.moves(relation) else self._leading_fact(relation)
            if fact is sympy.false:
                raise NoPath(f"the path leaves the domain: {relation} fails from some point on")
            if fact is not None and fact is not sympy.true:
                facts.append(fact)
        return tuple(facts)

    def _leading_fact(self, relation: Basic) -> Basic | None:
        """The weak form of a relation that is left in the limit."""
        if not isinstance(relation, (Eq, Ge, Le, sympy.Gt, sympy.Lt)):
            return None
        forms = self.forms()
        try:
            leading = forms.of(relation.args[0] - relation.args[1]).c
        except NoLeadingForm:
            return None
        if forms.owed:
            return None
        kind = Eq if isinstance(relation, Eq) else Ge if isinstance(relation, (Ge, sympy.Gt)) else Le
        return kind(leading, 0)


def conjuncts(relations: Iterable[Basic]) -> Iterator[Basic]:
    """The parts of conjunctions, one by one."""
    for relation in relations:
        if isinstance(relation, And):
            yield from conjuncts(relation.args)
        elif relation is not sympy.true:
            yield relation


def _letters(expression: Basic) -> set[Basic]:
    """What it depends on: the spectrum changes with the dimension, which sums over eigenvalues do not name."""
    return {*expression.free_symbols, *({d} if depends_on_spectrum(expression) else ())}


def _tied(path: Path, relations: Iterable[Basic]) -> dict[Symbol, Expr]:
    """The symbols that are defined, directly or not, by what moves; a symbol has one definition, further ones cut."""
    parameters = {symbol for value in path.keeping.values() for symbol in value.free_symbols}
    definitions: dict[Symbol, Expr] = {}
    for relation in relations:
        if isinstance(relation, Eq) and isinstance(relation.lhs, Symbol) and relation.lhs not in path.moving:
            definitions.setdefault(relation.lhs, relation.rhs)
    for symbol in parameters & definitions.keys():
        _same_parameter(symbol, definitions.pop(symbol), path)
    tied: dict[Symbol, Expr] = {}
    moving: set[Basic] = set(path.moving)
    while True:
        more = {s: value for s, value in definitions.items() if s not in tied and _letters(value) & moving}
        if not more:
            return tied
        tied |= more
        moving |= more.keys()


def _same_parameter(symbol: Symbol, value: Expr, path: Path) -> None:
    """A parameter of the path is constant; an assumption may repeat what it is, and say nothing else."""
    if not _letters(value) & path.moving:
        return
    try:
        same = vanishes(symbol - value.xreplace(dict(path.keeping)))
    except NotAlgebraic:
        same = False
    if not same:
        raise NoPath(f"{symbol} is a parameter of the path, and {value} by the assumptions")


def _variable(path: Path, side: str) -> tuple[Symbol, dict[Symbol, Expr]]:
    """What grows: the variable itself, or one over its distance from a finite point."""
    if path.to is oo:
        if path.variable.is_nonpositive:
            raise NoPath(f"{path.variable} does not grow")
        return path.variable, {}
    if path.keeping:
        raise NoPath("other symbols move only where the path's variable grows")
    grows = Dummy("t", positive=True, integer=True if path.to is -oo and path.variable.is_integer else None)
    if path.to is -oo:
        return grows, {path.variable: -grows}
    if path.variable.is_integer is not False and path.variable.is_integer:
        raise NoPath(f"the integer {path.variable} does not approach a point")
    return grows, {path.variable: path.to + (1 / grows if side == "above" else -1 / grows)}


def _leading_of_kept(symbol: Symbol, value: Expr, moving: Mapping[Symbol, Leading], path: Path) -> Leading:
    if symbol in value.free_symbols or symbol == path.variable:
        raise NoPath(f"{symbol} = {value} says nothing of {symbol}")
    closed = _closed(value, {s: v for s, v in path.keeping.items() if s != symbol})
    forms = LeadingForms({path.variable: moving[path.variable]}, spectrum_moves=True)
    try:
        found = forms.of(closed)
    except NoLeadingForm as reason:
        raise NoPath(f"{symbol} = {value}: {reason}") from None
    return found


def _closed(value: Expr, definitions: Mapping[Symbol, Expr]) -> Expr:
    """The value with definitions put in until none is left."""
    for _ in range(len(definitions) + 1):
        following = value.xreplace(dict(definitions))
        if following == value:
            return value
        value = following
    raise NoPath(f"the definitions of {', '.join(sorted(map(str, definitions)))} are circular")
