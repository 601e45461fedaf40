"""An equivalent with a closed form: derived from the expression, and compared with the author's formula exactly.

The expression becomes the system of a Dyson equation (:mod:`lemmata.theory.deterministic_equivalents`), which is solved
in terms of renormalised ridges and sums over eigenvalues. The author's letters for these are found among the
assumptions: a letter q is the renormalised ridge when its equation follows from them. Then both sides are rational
functions of sums over eigenvalues, and are compared eigenvalue by eigenvalue.

What the rule shows rests on one principle, named with it: the equation holds to leading order in the regime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, permutations
from random import Random
from typing import Any

import sympy
from sympy import Basic, Dummy, Eq, Expr, Gt, Ne, Or, Pow, Rational, Symbol
from sympy.core.relational import Relational

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.cancellation import cancels_in_a_direction
from lemmata.theory.deterministic_equivalents.closed_form import ClosedForm
from lemmata.theory.deterministic_equivalents.derivation import PRINCIPLE, Derived, derived
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope
from lemmata.theory.deterministic_equivalents.equality import equal_sums
from lemmata.theory.deterministic_equivalents.one_sign import nonnegative
from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE, A, B, a, b, c, in_directions, v
from lemmata.theory.random_matrices import Letter, MatrixExpression, law_of
from lemmata.theory.relations import PROPORTIONAL
from lemmata.theory.spectra.eigensum import EigenSum, c2, s, with_sums
from lemmata.verifier.engines.equations import opened
from lemmata.verifier.engines.proportions import regime_of
from lemmata.verifier.matrices.existence import integrand
from lemmata.verifier.matrices.order import shown_nonnegative
from lemmata.verifier.obligation import Holds, Obligation
from lemmata.verifier.step import Context, Finding, Rule, Step
from lemmata.verifier.verdict import Verdict

_TRIES = 300
_LOOKS = 6
_MOST_KAPPAS = 3


class DerivedEquivalentRule(Rule):
    """``E(...) ~ formula`` for a mean of traces and squared norms of Gaussian designs, nonnegative by structure."""

    name = "derived equivalent"
    version = 1
    proves = ("~",)

    def __init__(self, commuting: Iterable[Letter] = ()) -> None:
        self.commuting = tuple(commuting)

    def __call__(self, *commuting: Letter) -> DerivedEquivalentRule:
        """The rule for deterministic matrices that have one eigenbasis (with Sigma)."""
        return DerivedEquivalentRule(commuting)

    def principles(self) -> tuple[str, ...]:
        """What a derivation rests on: the equation, and what the author says of matrices."""
        said = (f"{letter} has the eigenbasis of the covariances" for letter in self.commuting if letter not in (A, B))
        return (PRINCIPLE, *said)

    def judge(self, step: Step, context: Context) -> Finding:
        """Proved when both sides are the same function of sums over eigenvalues; refuted where they differ."""
        if step.relation != "~" or not isinstance(step.before, Expr) or not isinstance(step.after, Expr):
            return _undecided("the rule shows an equivalence: E(...) ~ formula")
        if not PROPORTIONAL.contains(regime_of(context.assumptions, context.regime)):
            return _undecided(f"a derived equivalent holds {PROPORTIONAL}")
        after = in_directions(step.after)
        if after.has(MatrixExpression):
            return _undecided("the right side is to be written in sums over eigenvalues")
        try:
            where = (*context.assumptions, *_ranks(context.assumptions))
            found = derived(step.before, context.laws, where, self.commuting)
        except (OutOfScope, NoSolution) as reason:
            return _undecided(str(reason))
        if found.system.whole:
            return _undecided("the matrices are not known to have one eigenbasis (say commuting)")
        if found.closed is None:
            return _undecided("the system has no closed form")
        scope, whole = found.system.dyson.pencil.scope, _without_positive(step.before, context)
        if not nonnegative(found.system.body, scope):
            if not nonnegative(whole, scope):
                return _undecided("the left side is not known to be nonnegative by structure, so that terms may cancel")
            if cancels_in_a_direction(found.system):
                return _undecided("terms cancel along an eigenvector: what is left is of the order of what is dropped")
        return self._compared(found, found.closed, after, context, apart(step.before, context.laws))

    def _compared(
        self, found: Derived, closed: ClosedForm, after: Expr, context: Context, apart: tuple[Obligation, ...]
    ) -> Finding:
        known = explicit(context.assumptions)
        letters = next(_matched(closed, after, known), None)
        if letters is None:
            wanted = "; ".join(f"{e.lhs} = {e.rhs}" for e in closed.equations)
            return _undecided(f"the assumptions state no letter with {wanted}")
        value = _in_letters(closed.value, closed, letters)
        owed = (*apart, *self._owed(found, closed, letters, context))
        if _same(value, after, known):
            detail = f"derived: {len(found.system.equations)} scalar equations, equal per eigenvalue"
            return Finding(Verdict.PROVED, detail, principles=self.principles(), owed=owed)
        where = (*context.assumptions, *(o.subject for o in owed if isinstance(o, Holds)))
        point = _difference(value, after, known, where)
        if point is None:
            return _undecided(
                f"the equivalent is {value}; the two are not seen to differ at leading order, nor to be equal"
            )
        numbers, left, right = point
        detail = f"the equivalent is {value}: {left}, not {right}"
        gap = str(sympy.N(abs(left - right), 5))
        return Finding(Verdict.REFUTED, detail, principles=self.principles(), counterexample=numbers, gap=gap)

    def _owed(
        self, found: Derived, closed: ClosedForm, letters: Mapping[Symbol, Symbol], context: Context
    ) -> tuple[Obligation, ...]:
        branch = (_in_letters(e, closed, letters) for e in closed.positive)
        owed: list[Obligation] = [Holds(Gt(e, 0, evaluate=False), "the branch from large ridges") for e in branch]
        ranks = [r for r in found.system.dyson.pencil.scope.where if r in _ranks(context.assumptions)]
        owed += [Holds(c, "the inverses are bounded") for c in (*found.system.conditions, *ranks)]
        return tuple(owed)


derived_equivalent = DerivedEquivalentRule()


def _undecided(reason: str) -> Finding:
    return Finding(Verdict.UNDECIDED, reason)


def _without_positive(quantity: Expr, context: Context) -> Expr:
    """Powers of what is the mean of something positive left out: 1 - E tr(H)/T, the eigenvalues of H being below 1."""
    powers = [node for node in quantity.atoms(Pow) if node.exp.is_Integer and node.has(MatrixExpression)]
    positive = [p for p in powers if shown_nonnegative(integrand(p.base, context), context, strict=True)]
    return quantity.xreplace(dict.fromkeys(positive, sympy.S.One))


def apart(expression: Basic, laws: Iterable[Any]) -> tuple[Obligation, ...]:
    """That random letters of one family, X[i] and X[j], are not the same: they were taken as independent.

    >>> from sympy.abc import i, j
    >>> from lemmata.theory.quantities.regression import LAWS, X0
    >>> from lemmata.theory.random_matrices import tr
    >>> [one.condition for one in apart(tr(X0[i].T*X0[j]), LAWS)]
    ['i != j']
    """
    laws = tuple(laws)
    drawn = sorted((one for one in expression.atoms(Letter) if law_of(one, laws) is not None), key=str)
    pairs = [(x, y) for x, y in combinations(drawn, 2) if x.name == y.name and len(x.index) == len(y.index)]
    different = [Or(*(Ne(i, j) for i, j in zip(x.index, y.index, strict=True))) for x, y in pairs]
    return tuple(Holds(one, "two random letters are not the same") for one in different if one is not sympy.true)


def _ranks(assumptions: Iterable[Basic]) -> tuple[Basic, ...]:
    """A size that is stated as df1 at some kappa is at most the dimension: what then is owed, kappa being positive."""
    found = []
    for relation in assumptions:
        if isinstance(relation, Eq) and relation.lhs.is_integer and isinstance(relation.rhs, EigenSum):
            part = 1 / relation.rhs.summand - 1
            if sympy.cancel(part * s).is_nonnegative:
                found.append(Gt(d, relation.lhs))
    return tuple(found)


def explicit(assumptions: Iterable[Basic]) -> tuple[Basic, ...]:
    """Equations that define a letter by itself, kappa = ridge + kappa df1/T, solved for another letter."""
    relations = tuple(assumptions)
    defined = {relation.lhs for relation in relations if isinstance(relation, Eq)}
    return tuple(_turned(r, defined) if isinstance(r, Eq) and r.lhs in r.rhs.free_symbols else r for r in relations)


def _turned(relation: Any, defined: set[Basic]) -> Basic:
    for symbol in sorted(relation.rhs.free_symbols - defined, key=str):
        if symbol.is_integer or any(node.has(symbol) for node in relation.atoms(EigenSum)):
            continue
        slope = sympy.diff(relation.rhs, symbol)
        if slope.is_nonzero and not slope.has(symbol):
            rest = relation.rhs.xreplace({symbol: sympy.Integer(0)})
            return Eq(symbol, (relation.lhs - rest) / slope, evaluate=False)
    result: Basic = relation
    return result


def _matched(closed: ClosedForm, after: Expr, known: tuple[Basic, ...]) -> Iterator[dict[Symbol, Symbol]]:
    """Letters of the author for the kappas, whose equations follow from the assumptions."""
    kappas = closed.kappas
    if not kappas:
        yield {}
        return
    texts = [after, *known]
    inside = {x for t in texts for node in t.atoms(EigenSum) for x in node.summand.free_symbols} - set(PER_EIGENVALUE)
    beside = {x for t in texts for x in t.free_symbols if not x.is_integer}  # of isotropic designs no sum holds kappa
    ordered = sorted(inside or beside, key=str)
    for chosen in permutations(ordered, len(kappas)) if len(kappas) <= _MOST_KAPPAS else ():
        letters = dict(zip(kappas, chosen, strict=True))
        stated = [[_in_letters(side, closed, letters) for side in e.args] for e in closed.equations]
        if all(_same(left, right, known) for left, right in stated):
            yield letters


def _in_letters(expression: Expr, closed: ClosedForm, letters: Mapping[Symbol, Symbol]) -> Expr:
    """With the author's letters for kappas, and sums for df1, df2."""
    spelled = expression.xreplace(closed.sums)
    inside = {node: EigenSum(node.summand.xreplace(dict(letters))) for node in spelled.atoms(EigenSum)}
    found: Expr = spelled.xreplace(inside).xreplace(dict(letters))
    return found


def _same(left: Expr, right: Expr, known: tuple[Basic, ...]) -> bool:
    return equal_sums(opened(left, known), opened(right, known))


def _difference(left: Expr, right: Expr, known: tuple[Basic, ...], where: Iterable[Basic]) -> Any:
    """A point of the domain at which the two do not become equivalent as it is repeated at every scale.

    At scale K every eigenvalue occurs K times, sizes are K times as large, and w0 is spread over the copies. B keeps
    its norm, or its trace: beside terms with it those without count as well.
    """
    draw = Random(7)
    equations = [opened(e.lhs, known) - opened(e.rhs, known) for e in known if isinstance(e, Eq)]
    spelled = [*(opened(side, known) for side in (left, right)), *equations]
    forms = [[_functions(part, size) for part in spelled] for size in (sympy.Integer(1), 1 / _K)]
    conditions = [_condition(relation, known) for relation in where if not isinstance(relation, Eq)]
    letters = sorted({x for part in (*spelled, *conditions) for x in _free(part)}, key=str)
    looked = 0
    for _ in range(_TRIES):
        if looked == _LOOKS:
            break
        pairs = [(_rational(draw), _rational(draw)) for _ in range(draw.randint(1, 4))]
        numbers = {x: Rational(draw.randint(1, 12)) if x.is_integer else _rational(draw) for x in letters}
        one, other, *ties = forms[looked % 2]
        try:
            if not all(_true(_at_scale(relation, pairs, numbers)) for relation in conditions):
                continue
            if any(sympy.cancel(_at_scale(tie, pairs, numbers)) != 0 for tie in ties):
                continue
            looked += 1
            values = [_leading(_at_scale(side, pairs, numbers)) for side in (one, other)]
        except (ZeroDivisionError, TypeError, ValueError, sympy.PolynomialError):
            continue
        if values[0] != values[1]:
            shown = {"eigenvalues": ",".join(str(x) for x, _ in pairs), **{str(k): str(v) for k, v in numbers.items()}}
            told = [_at_scale(side, pairs, numbers).xreplace({_K: sympy.Integer(1)}) for side in (one, other)]
            return {**shown, "squared_weights": ",".join(str(w) for _, w in pairs)}, *told
    return None


_K = Dummy("K", positive=True)


def _condition(relation: Basic, known: tuple[Basic, ...]) -> Basic:
    """What is assumed besides equations, written out; a point is taken only where all of it is seen to hold."""
    if isinstance(relation, Relational):
        return relation.func(*(opened(x, known) for x in relation.args), evaluate=False)
    return relation.func(*(_condition(part, known) for part in relation.args)) if relation.is_Boolean else relation


def _at_scale(expression: Basic, pairs: list[tuple[Any, Any]], numbers: Mapping[Symbol, Any]) -> Any:
    sizes = {x: _K * value if x.is_integer else value for x, value in numbers.items()}
    sizes |= {d: _K * len(pairs), signal: sympy.Add(*(w for _, w in pairs))}

    def total(summand: Any) -> Any:
        found = sympy.Add(*(summand.xreplace({**sizes, s: x, c2: w}) for x, w in pairs))
        return found if summand.has(c2) else _K * found

    return with_sums(expression, total).xreplace(sizes)


def _leading(value: Expr) -> tuple[Any, int]:
    """The leading coefficient and power in K of a rational function."""
    above, below = sympy.fraction(sympy.cancel(value))
    if above == 0:
        raise ZeroDivisionError
    top, bottom = sympy.Poly(above, _K), sympy.Poly(below, _K)
    return top.LC() / bottom.LC(), top.degree() - bottom.degree()


def _true(relation: Any) -> bool:
    """Whether an inequality holds at every scale from one on (both sides grow alike), as written at scale one."""
    return bool(relation.xreplace({_K: sympy.Integer(1)}).doit() == True)  # noqa: E712 - SymPy's own truth


def _functions(expression: Expr, size: Expr) -> Expr:
    """A and B become functions of Sigma, a = 1 + s and b = size s^2, and w[n] is w0, so that a point is a spectrum."""
    values = {a: 1 + s, b: size * s**2, v: c2, c: c2}
    inside = {node: EigenSum(node.summand.xreplace(values)) for node in expression.atoms(EigenSum)}
    found: Expr = expression.xreplace(inside)
    return found


def _free(expression: Expr) -> set[Symbol]:
    inside = {x for node in expression.atoms(EigenSum) for x in node.summand.free_symbols}
    return {x for x in expression.free_symbols | inside if x not in PER_EIGENVALUE and x not in (d, signal)}


def _rational(draw: Random) -> Rational:
    return Rational(draw.randint(1, 12), draw.randint(2, 7))
