"""Products in closed form: P(N) of the factors t(low), ..., t(N) is looked for, and checked by its quotients.

SymPy's product is a guess only, with Pochhammer's symbols and factorials written by Gamma functions. Where P has a
value for all N from low - 1 to the last, P(low - 1) = 1 and P(N) = t(N) P(N - 1) make it the product, by induction; no
factor need be different from zero. An infinite product is the limit of P.

>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> form = closed_product(Product((i + 1)*(i + 3)/(i + 2)**2, (i, 0, n - 1)), Context())
>>> form and form[0].subs(n, 1)
3/4
"""

from __future__ import annotations

from sympy import Dummy, E, Expr, Ge, I, Integer, Le, Product, RisingFactorial, exp, factorial, gamma, oo, true

from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.obligation import Defined, Holds, Obligation
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.algebra import same_value
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict

_LONGEST = 60


def closed_product(node: Product, context: Context) -> tuple[Expr, tuple[Obligation, ...]] | None:
    """The value of a product over one index, and what it owes; None where none is found and checked."""
    index, low, high = node.limits[0]
    last = Dummy(index.name, integer=True)
    found = _guess(node, last)
    if found is None:
        return None
    range_ = (Ge(last, low - 1), *(() if high is oo else (Le(last, high),)))
    term, before = node.function.xreplace({index: last}), found.xreplace({last: last - 1})
    there = (*context.assumptions, Ge(last, low), *range_[1:])
    first = same_value(found.xreplace({last: low - 1}), Integer(1), context.assumptions)
    if any(one.verdict is not Verdict.PROVED for one in (first, same_value(found, term * before, there))):
        return None
    owed: tuple[Obligation, ...] = (Defined(found, "the product", range_),)
    if high is not oo:
        owed += tuple(Holds(one, "the range is not reversed") for one in {Ge(high + 1, low)} - {true})
        return found.xreplace({last: high}), owed
    growth = Growth(last, lambda relation: decided(relation, context.assumptions).answer == "proved")
    try:
        value = growth.of(found).limit
    except NoLeadingForm:
        return None
    return None if value is None else (value, (*owed, *(Holds(one, why) for one, why in growth.owed.items())))


def _guess(node: Product, last: Dummy) -> Expr | None:
    index, low, _ = node.limits[0]
    if node.function.count_ops() > _LONGEST:
        return None
    whole, base = Dummy("i", integer=True), Dummy("e", positive=True)
    term = node.function.xreplace({index: whole}).replace(exp, lambda power: base**power)
    try:
        guess = Product(term, (whole, low, last)).doit().xreplace({base: E})
    except (ValueError, NotImplementedError, TypeError, AttributeError, ArithmeticError):
        return None
    guess = guess.replace(RisingFactorial, lambda x, k: gamma(x + k) / gamma(x)).replace(
        factorial, lambda x: gamma(x + 1)
    )
    return None if guess.has(Product, I) else guess
