"""What it owes to use an earlier limit or equivalent at a place inside an expression.

A limit may be used where the rest of the expression has a limit of its own: at the mark where it stands, its value is
the limit, and nothing is known of how it is approached. Its constants must be constant here; it says nothing of a
symbol that moves. An equivalent may be used where the expression is affine in it, in a regime that it covers, and
where the term that is replaced does not cancel against the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from sympy import Basic, Expr, Integer, Symbol, oo

from lemmata.theory.relations import PROPORTIONAL, Path
from lemmata.verifier.claim import Claim
from lemmata.verifier.engines.eigensum_form import in_basis
from lemmata.verifier.engines.leading_forms import Leading, NoLeadingForm
from lemmata.verifier.engines.magnitudes import Magnitudes
from lemmata.verifier.engines.marking import coefficient
from lemmata.verifier.engines.path_domain import NoPath, Walk
from lemmata.verifier.engines.proportions import BOUNDED, SIZES, regime_of
from lemmata.verifier.obligation import NoCancellation, Obligation
from lemmata.verifier.rules.algebra import same_normal_form
from lemmata.verifier.rules.limit import on_path, sides
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

Owed = tuple[Obligation, ...]


def owed_by_limit(
    claim: Claim, instance: Mapping[Any, Any], marked: Expr, mark: Symbol, after: Expr, context: Context
) -> Owed | str:
    """What is owed for the expression to tend to ``after`` when the mark stands for what the claim is about."""
    path = context.path
    if path is None or claim.path is None or _at_values(claim.path, instance) != path:
        return f"{claim.id} is a limit along another path"
    value = claim.statement.rhs.xreplace(dict(instance))
    if value in (oo, -oo):
        return () if marked == mark and after == value else f"{claim.id} has no finite limit to put in"
    owed: Owed = ()
    try:
        for side in sides(path):
            walk = Walk.along(path, context.assumptions, side)
            moved = _constants_that_move(claim, instance, walk)
            if moved:
                return moved
            found, more = on_path(marked, walk, side, {mark: Leading(value, Fraction(0))})
            if found is None or walk.moves(after):
                return f"the rest of the expression has no limit beside {claim.id}"
            if found != after and same_normal_form(found, in_basis(after)).verdict is not Verdict.PROVED:
                return f"with {claim.id} the limit is {found}"
            owed += more
    except (NoLeadingForm, NoPath) as reason:
        return str(reason)
    return owed


def _at_values(path: Path, instance: Mapping[Any, Any]) -> Path | None:
    """The path with the instance's values put in; None when its variable would be no symbol."""
    values = dict(instance)
    variable = values.get(path.variable, path.variable)
    keys = {symbol: values.get(symbol, symbol) for symbol in path.keeping}
    if not all(isinstance(symbol, Symbol) for symbol in (variable, *keys.values())):
        return None
    keeping = {keys[symbol]: value.xreplace(values) for symbol, value in path.keeping.items()}
    return Path(variable, path.to.xreplace(values), keeping, path.side)


def _constants_that_move(claim: Claim, instance: Mapping[Any, Any], walk: Walk) -> str:
    """A symbol that the claim holds constant and whose value here moves, if any."""
    assert claim.path is not None
    there = Walk.along(claim.path, claim.where, "above")
    symbols = claim.statement.free_symbols.union(*(relation.free_symbols for relation in claim.where))
    for symbol in sorted(symbols, key=str):
        if not there.moves(symbol) and walk.moves(instance.get(symbol, symbol)):
            return f"{symbol} is constant in {claim.id}, and {instance.get(symbol, symbol)} moves here"
    return ""


def owed_by_equivalent(
    claim: Claim, instance: Mapping[Any, Any], marked: Expr, mark: Any, new: Expr, context: Context
) -> Owed | str:
    """What is owed for the expression to be equivalent when the mark is replaced by ``new``."""
    regime = claim.statement.regime or PROPORTIONAL
    if not regime.contains(regime_of(context.assumptions, context.regime)):
        return f"{claim.id} holds {regime}"
    sizes = Magnitudes(context.assumptions, bounded_below=False)
    outside = next((str(symbol) for symbol, value in instance.items() if not _stays(symbol, value, sizes)), "")
    if outside:
        return f"it is not known that the value of {outside} stays in the regime of {claim.id}"
    slope = coefficient(marked, mark)
    if slope is None:
        return "an equivalence can be used only where the expression is affine in it"
    if new == 0:
        return f"{claim.id} does not say of what order it is"
    rest = marked.xreplace({mark: Integer(0)})
    return () if rest == 0 else (NoCancellation(slope * new, f"{claim.id} is used", rest=rest, aim=context.aim),)


def _stays(symbol: Basic, value: Expr, sizes: Magnitudes) -> bool:
    """Whether a value keeps its symbol's bounds: a size for a size, what is bounded for what is bounded."""
    if symbol in SIZES or symbol not in BOUNDED:
        return symbol not in SIZES or value in SIZES
    return value == symbol or (value.free_symbols <= BOUNDED and sizes.in_a_compact_part(value, of=symbol))
