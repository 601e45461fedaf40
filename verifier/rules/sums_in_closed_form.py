"""Sums in closed form: an antidifference is looked for, and checked as if it had been given.

A term t for which t(i+1)/t(i) is rational has an antidifference of the same kind or none (Gosper 1978). SymPy's is a
guess only: :mod:`lemmata.verifier.rules.telescoping` checks that its differences are the terms. An infinite sum is the
limit of the antidifference, by its order of growth, less its value before the first term; where there is none, its
value may be a named function (:mod:`lemmata.verifier.engines.known_series`).

>>> from sympy.abc import i
>>> from lemmata.theory.notation import n
>>> [value for value, _ in closed_forms(Sum(i, (i, 1, n)), Context())]
[n**2/2 + n/2]
>>> [value for value, _ in closed_forms(Sum(1/i**2, (i, 1, oo)), Context())]
[pi**2/6]
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Add, Basic, Dummy, Expr, Ge, Sum, Symbol, oo
from sympy.concrete.gosper import gosper_term

from lemmata.verifier.engines.binders import put_in
from lemmata.verifier.engines.growth import Growth
from lemmata.verifier.engines.known_series import series_value
from lemmata.verifier.engines.leading_forms import NoLeadingForm
from lemmata.verifier.obligation import Finite, Holds
from lemmata.verifier.obligations.relations import decided
from lemmata.verifier.rules.telescoping import telescoping
from lemmata.verifier.step import Context, Finding, Step
from lemmata.verifier.verdict import Verdict

_MOST_TERMS = 12


def closed_forms(total: Sum, context: Context) -> Iterator[tuple[Expr, Finding]]:
    """The values of a sum over one index that are found, and how each is known, with what it owes."""
    index, low, high = total.limits[0]
    if (high - low).is_Integer and 0 <= high - low < _MOST_TERMS:
        terms = [put_in(total.function, {index: low + k}) for k in range(int(high - low) + 1)]
        yield sympy.expand_func(Add(*terms)), Finding(Verdict.PROVED, "written out")
        return
    guess = antidifference(total.function, index)
    if guess is not None and (found := (_infinite if high is oo else _finite)(total, guess, context)):
        yield found
    if high is not oo and (split := _term_by_term(total, context)):
        yield split
    known = series_value(total)
    if known is None:
        return
    owed = [Holds(relation, known.name) for relation in known.owed if relation is not sympy.true]
    last = Finite(total, "it converges") if high is oo else Holds(_not_reversed(low, high), "the range is not reversed")
    yield known.value, Finding(Verdict.PROVED, known.name, cited=(known.name,), owed=(*owed, last))


def _not_reversed(low: Expr, high: Expr) -> Basic:
    relation: Basic = Ge(high + 1, low, evaluate=False)
    return relation


def closed_form(total: Sum, context: Context) -> tuple[Expr, Finding] | None:
    """The first of them; None where none is known."""
    if len(total.limits) != 1 or len(total.limits[0]) != 3:
        return None
    return next(closed_forms(total, context), None)


def _finite(total: Sum, guess: Expr, context: Context) -> tuple[Expr, Finding] | None:
    """The antidifference at both ends."""
    index, low, high = total.limits[0]
    value = guess.xreplace({index: high}) - guess.xreplace({index: low - 1})
    finding = telescoping(guess, index).judge(Step(total, "=", value), context)
    return (value, finding) if finding.verdict is Verdict.PROVED else None


def _term_by_term(total: Sum, context: Context) -> tuple[Expr, Finding] | None:
    """A sum over a finite range of what is a sum itself once it is multiplied out."""
    index, low, high = total.limits[0]
    terms = Add.make_args(sympy.powsimp(sympy.expand(total.function, power_base=False, power_exp=False, log=False)))
    if not 1 < len(terms) <= _MOST_TERMS:
        return None
    found: list[tuple[Expr, Finding]] = []
    for term in terms:
        part = closed_form(Sum(term, (index, low, high)), context)
        if part is None:
            return None
        found.append(part)
    findings = [finding for _, finding in found]
    owed = tuple(dict.fromkeys(one for finding in findings for one in finding.owed))
    cited = tuple(dict.fromkeys(one for finding in findings for one in finding.cited))
    return Add(*(value for value, _ in found)), Finding(Verdict.PROVED, "term by term", cited=cited, owed=owed)


def _infinite(total: Sum, guess: Expr, context: Context) -> tuple[Expr, Finding] | None:
    """The limit of the partial sums."""
    index, low, _ = total.limits[0]
    last = Dummy("N", integer=True, positive=True)
    there = Context(assumptions=(*context.assumptions, Ge(last, low - 1)))
    partial = _finite(Sum(total.function, (index, low, last)), guess, there)
    growth = Growth(last, lambda relation: decided(relation, context.assumptions).answer == "proved")
    try:
        value = growth.of(partial[0]).limit if partial else None
    except NoLeadingForm:
        return None
    if partial is None or value is None:
        return None
    owed = tuple(Holds(relation, why) for relation, why in growth.owed.items())
    return value, Finding(Verdict.PROVED, f"the limit of the partial sums; {partial[1].detail}", owed=owed)


def antidifference(term: Expr, index: Symbol) -> Expr | None:
    """G with G(i) - G(i - 1) = t(i), as a guess; None where none is found."""
    whole = Dummy("i", integer=True)
    if term.is_polynomial(index):
        last = Dummy("N", integer=True, nonnegative=True)
        return sympy.expand(Sum(term.xreplace({index: whole}), (whole, 1, last)).doit()).xreplace({last: index})
    try:
        factor = gosper_term(term.xreplace({index: whole}), whole)
    except (ValueError, NotImplementedError, ArithmeticError, AttributeError):
        return None
    if factor is None:
        return None
    return (term.xreplace({index: whole}) * factor).xreplace({whole: index + 1}).together()
