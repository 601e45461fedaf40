"""Deciding a relation on the domain of some assumptions, the cheapest engine first.

Signs by structure, linear facts, balls for constants, and z3 for the rest; comparisons of sums over eigenvalues are
found eigenvalue by eigenvalue and given to z3 as facts (:mod:`lemmata.verifier.engines.eigensum_facts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy
from sympy import And, Basic, Derivative, Eq, Expr, Ge, Gt, Integral, Le, Lt, Mul, Ne, Not, Or, Pow, Product, Sum
from sympy.core.relational import Relational

from lemmata.theory.sequences import own_facts
from lemmata.theory.spectra.eigensum import EigenSum
from lemmata.theory.values.enclosure import holds
from lemmata.verifier.engines.binders import bounds_of, renamed
from lemmata.verifier.engines.derivatives import derivative
from lemmata.verifier.engines.eigensum_facts import comparisons
from lemmata.verifier.engines.engines_used import remembered
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.function_facts import function_facts
from lemmata.verifier.engines.identity_covariance import at_identity, sigma_is_identity
from lemmata.verifier.engines.linear_facts import implies
from lemmata.verifier.engines.moduli import with_moduli_opened
from lemmata.verifier.engines.normal_form import NotAlgebraic
from lemmata.verifier.engines.positivity import Decision, implied
from lemmata.verifier.engines.signs import sign

_ALLOWED = {Gt: {1}, Ge: {0, 1}, Lt: {-1}, Le: {-1, 0}, Ne: {-1, 1}, Eq: {0}}


def decided(relation: Basic, assumptions: Sequence[Basic]) -> Decision:
    """Whether a relation holds at every point of the domain, and how that is known."""
    return _decided(relation, (*with_moduli_opened(assumptions), *own_facts(relation)))


@remembered(16384)
def _decided(relation: Basic, known: tuple[Basic, ...]) -> Decision:
    if relation is sympy.true or relation in known:
        return Decision("proved", "among the assumptions" if relation in known else "true as it stands")
    if relation is sympy.false:
        return Decision("open", "it is false")
    if isinstance(relation, And):
        answers = [_decided(part, known) for part in relation.args]
        return next((answer for answer in answers if answer.answer != "proved"), answers[0])
    if isinstance(relation, Or):
        return _alternatives(relation, known)
    if isinstance(relation, Not):
        return (
            _decided(relation.args[0].negated, known)
            if isinstance(relation.args[0], Relational)
            else _unknown(relation)
        )
    return _compared(relation, known) if isinstance(relation, Relational) else _unknown(relation)


def _unknown(relation: Basic) -> Decision:
    return Decision("open", f"{relation} is not a relation that can be decided")


def _alternatives(relation: Or, known: tuple[Basic, ...]) -> Decision:
    """One alternative everywhere, or the last one where none of the others holds."""
    answers = [_decided(part, known) for part in relation.args]
    found = next((answer for answer in answers if answer.answer == "proved"), None)
    if found is not None:
        return found
    *others, last = relation.args
    if all(isinstance(other, Relational) for other in others):
        return _decided(last, (*known, *(other.negated for other in others)))
    return answers[0]


def _compared(relation: Relational, known: tuple[Basic, ...]) -> Decision:
    difference = relation.lhs - relation.rhs
    if relation.rhs == 0 and isinstance(relation.lhs, (Mul, Pow)):
        found = _by_factors(relation, known)
        if found is not None:
            return found
    if sign(difference) <= _ALLOWED[type(relation)]:
        return Decision("proved", "by the signs of its parts")
    if not difference.free_symbols and holds(relation, {}) is True:
        return Decision("proved", "by balls")
    if implies(relation, known):
        return Decision("proved", "a linear consequence of the assumptions")
    facts = (*known, *_facts(difference, known))
    if relation in facts:
        return Decision("proved", "by the range of its argument")
    found = implied(relation, facts)
    if found.answer == "proved" or not _has_sums(difference, known):
        return found
    return _with_sums(relation, facts)


def _by_factors(relation: Relational, known: tuple[Basic, ...]) -> Decision | None:
    """A product is not zero when no factor is, a power when its base is not; positive when all factors are."""
    parts = relation.lhs.args if isinstance(relation.lhs, Mul) else (relation.lhs.base,)
    if isinstance(relation, Ne):
        answers = [_decided(Ne(part, 0, evaluate=False), known) for part in parts]
        return next((answer for answer in answers if answer.answer != "proved"), answers[0])
    if not isinstance(relation, (Gt, Ge)):
        return None
    unsure = [part for part in parts if sign(part) != {1}]
    answers = [_decided(Gt(part, 0, evaluate=False), known) for part in unsure]
    return answers[0] if answers and all(answer.answer == "proved" for answer in answers) else None


def _facts(difference: Expr, known: tuple[Basic, ...]) -> tuple[Basic, ...]:
    """What is known of the functions and sums that occur."""
    functions = function_facts((difference,), lambda fact: _decided(fact, known).answer == "proved")
    sums = (fact for total in difference.atoms(Sum, Integral) for fact in _of_sum(total, known))
    products = (fact for one in difference.atoms(Product) for fact in _of_product(one, known))
    return (*functions, *sums, *products)


def _of_product(one: Product, known: tuple[Basic, ...]) -> Iterator[Basic]:
    """A product of positive factors is positive."""
    bounds = bounds_of(one)
    under = tuple(relation for bound in bounds for relation in bound.range)
    if _decided(Gt(renamed(one.function, bounds), 0, evaluate=False), (*known, *under)).answer == "proved":
        yield Gt(one, 0, evaluate=False)


def _of_sum(total: Sum | Integral, known: tuple[Basic, ...]) -> Iterator[Basic]:
    """A sum or integral of positive terms is positive where its range is not empty, one of others not negative."""
    bounds = bounds_of(total)
    under = tuple(relation for bound in bounds for relation in bound.range)
    term = renamed(total.function, bounds)
    _, low, high = total.limits[0]
    longer = Gt if isinstance(total, Integral) else Ge
    filled = len(total.limits) == 1 and _decided(longer(high, low), known).answer == "proved"
    for kind in (Gt, Ge) if filled else (Ge,):
        if _decided(kind(term, 0, evaluate=False), (*known, *under)).answer == "proved":
            yield kind(total, 0, evaluate=False)
            return


def _has_sums(difference: Expr, known: tuple[Basic, ...]) -> bool:
    return difference.has(EigenSum, Derivative) or any(relation.has(EigenSum) for relation in known)


def _with_sums(relation: Relational, known: tuple[Basic, ...]) -> Decision:
    """With the equations put in, and what holds of the sums eigenvalue by eigenvalue as facts."""
    there, *facts = (
        r.func(*(_read(side, known) for side in r.args), evaluate=False)
        for r in (relation, *(r for r in known if isinstance(r, Relational) and r != sigma_is_identity))
    )
    found = implied(there, (*facts, *comparisons((there, *facts), known)))
    proved = found.answer == "proved"
    return Decision(found.answer, f"{found.detail}, sums compared at every eigenvalue") if proved else found


def _read(side: Expr, known: tuple[Basic, ...]) -> Expr:
    """Equations put in, derivatives carried out, and sums over eigenvalues at Sigma = I where that is assumed."""
    side = opened(side, known)
    if sigma_is_identity in known:
        side = at_identity(side)
    try:
        return side.xreplace({
            node: derivative(node.expr, node.variables[0])
            for node in side.atoms(Derivative) if len(node.variables) == 1
        })  # fmt: skip
    except NotAlgebraic:
        return side
