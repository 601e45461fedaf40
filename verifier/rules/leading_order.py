"""Same leading order: two deterministic expressions that are equivalent in the regime, uniformly.

With P/Q the quotient of the two sides without common factors, |P - Q| must be small beside |Q|. Both are sorted by the
powers of the letters that may have any size (and, if that suffices, of those that may vanish, such as noise levels);
for every such power the coefficient of P - Q must be of a smaller order in T than that of Q, and the coefficients of Q
must have one sign and stay away from zero. So no term is called negligible for a reason that fails somewhere in the
regime: w0'Sigma w0 + sigma^2 is no equivalent of w0'Sigma w0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flint import fmpq_mpoly
from sympy import Basic, Expr, Gt, Lt, Ne, Symbol, oo

from lemmata.theory.relations import Path
from lemmata.verifier.engines.leading_forms import LeadingForms, NoLeadingForm
from lemmata.verifier.engines.normal_form import Algebra, NotAlgebraic
from lemmata.verifier.engines.proportions import BOUNDED, Proportions
from lemmata.verifier.obligation import InRegime, Obligation
from lemmata.verifier.obligations.definedness import conditions
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict


class LeadingOrderRule(Rule):
    """An equivalence between deterministic expressions; the path names what grows, which must be the sizes."""

    name = "same leading order"
    version = 3
    proves = ("~",)
    owes_values = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when the sides differ by less than their order, for every power of what may have any size."""
        if step.relation != "~":
            return Finding(Verdict.UNDECIDED, "write equivalent_by(same_leading_order(path))")
        sizes = tuple(sorted((x for x in self.path.moving if x.is_integer and x.is_positive), key=str))
        proportions = Proportions(context.assumptions, sizes)
        before, after = proportions.read(step.before), proportions.read(step.after)
        problem = self.outside(proportions, before.free_symbols | after.free_symbols)
        if problem:
            return Finding(Verdict.UNDECIDED, problem)
        forms = proportions.forms(before.free_symbols | after.free_symbols)
        problems = []
        for separate in (lambda x: proportions.free(x) or x in BOUNDED, proportions.free):
            try:
                relations = _same_order(before, after, forms, separate, proportions.free)
            except (NoLeadingForm, NotAlgebraic) as reason:
                problems.append(str(reason))
                continue
            owed = {**dict.fromkeys(relations, "the leading order does not vanish"), **forms.owed}
            about = (step.before, step.after)
            return Finding(
                Verdict.PROVED,
                "the sides have the same leading order for sizes in proportion",
                owed=(
                    *(InRegime(relation, why, about=about, sizes=sizes) for relation, why in owed.items()),
                    *_values(about, proportions),
                ),
            )
        return Finding(Verdict.UNDECIDED, problems[0])

    def outside(self, proportions: Proportions, symbols: Iterable[Symbol]) -> str:
        """Why the path does not lie in the regime, if so."""
        path = self.path
        if path.to is not oo or path.variable not in proportions.sizes:
            return f"{path} is no path of the regime, in which the sizes grow in proportion"
        for symbol, value in path.keeping.items():
            share = value / path.variable
            if symbol not in proportions.sizes or share.free_symbols & proportions.sizes:
                return f"{symbol} = {value} is no path of the regime, in which the sizes grow in proportion"
        still = sorted((x for x in symbols if x in proportions.sizes - path.moving), key=str)
        return f"{still[0]} grows in proportion as well, and the path holds it" if still else ""


def _values(sides: Iterable[Expr], proportions: Proportions) -> Iterator[Obligation]:
    """What the sides owe to have finite values, but for what sizes and traces in proportion decide."""
    for owed in (one for side in sides for one in conditions(side, finite=True)):
        letters = proportions.read(owed.subject).free_symbols
        if any(map(proportions.free, letters)) or not any(map(proportions.grows, letters)):
            yield owed


def _same_order(
    before: Expr, after: Expr, forms: LeadingForms, separate: Callable[[Basic], bool], free: Callable[[Basic], bool]
) -> list[Basic]:
    """What must hold of the shares of T for |before - after| to be small beside |after|.

    Raises:
        NoLeadingForm: naming a term that is not of a smaller order.
    """
    left, right = forms.rational(before), forms.rational(after)
    opaque = next((node for node in forms.opened if any(map(free, node.free_symbols))), None)
    if opaque is not None:
        raise NoLeadingForm(f"{opaque} has no order that is uniform in the regime")
    field = Algebra([left, right])
    one, other = field.quotient(left), field.quotient(right)
    first, second = one.numerator * other.denominator, other.numerator * one.denominator
    common = first.gcd(second)
    if not common.is_zero():
        first, second = divmod(first, common)[0], divmod(second, common)[0]
    apart = [i for i, generator in enumerate(field.generators) if generator not in forms.known and separate(generator)]
    ours, theirs = _by_powers(first, apart), _by_powers(second, apart)
    if len(theirs) > 1 and not all(field.generators[i].is_nonnegative for i in apart):
        raise NoLeadingForm(f"the terms of {after} have no common sign")
    relations: list[Basic] = []
    zero = first.context().constant(0)
    for powers in sorted(ours.keys() | theirs.keys()):
        value = theirs.get(powers, zero)
        difference = ours.get(powers, zero) - value
        if difference.is_zero() and len(theirs) == 1:
            continue
        leading, error = forms.top(field, value), forms.top(field, difference)
        if not difference.is_zero() and (
            value.is_zero() or error.w > leading.w or (error.w == leading.w and error.c != 0)
        ):
            raise NoLeadingForm(
                f"{field.expression(difference)} is not of a smaller order than {field.expression(value)}"
            )
        relations.append(leading.c)
    if len(theirs) == 1:
        return [Ne(value, 0) for value in relations]
    negative = any(value.is_negative for value in relations)
    return [Lt(value, 0) if negative else Gt(value, 0) for value in sorted(relations, key=str)]


def _by_powers(polynomial: fmpq_mpoly, apart: Sequence[int]) -> dict[tuple[int, ...], fmpq_mpoly]:
    """The coefficients of the powers of some generators."""
    parts: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for exponents, coefficient in polynomial.to_dict().items():
        powers = tuple(int(exponents[i]) for i in apart)
        rest = tuple(0 if i in apart else int(e) for i, e in enumerate(exponents))
        parts.setdefault(powers, {})[rest] = coefficient
    return {powers: polynomial.context().from_dict(terms) for powers, terms in parts.items()}


def same_leading_order(path: Path) -> LeadingOrderRule:
    """The rule that two deterministic expressions are equivalent; the path names the sizes that grow."""
    return LeadingOrderRule(path)
