"""The triangular system solved: non-linear parts give the renormalised ridges, all others are linear.

The unknowns are taken in the order of their dependence. A part that is not linear has, in the class of the spectrum,
the pole -kappa of its functions of the eigenvalue: that is a name. With it the traces are combinations of
df_j = EigenSum(s^j/(s + kappa)^j), the unknowns of the part are eliminated one by one, each from an equation that is
linear in it, and one equation for kappa is left. Linear parts are solved, and what is left is the value in terms of
kappa, the sizes and sums over eigenvalues.

>>> from lemmata.theory.deterministic_equivalents.system import system_of
>>> from lemmata.theory.quantities.regression import LAWS, R, Sigma
>>> from lemmata.theory.random_matrices import E, tr
>>> from lemmata.theory.notation import ridge
>>> found = closed_form(system_of(ridge**2*E(tr(R*Sigma*R)), LAWS, [ridge > 0]))
>>> found.equations, found.value
([Eq(ridge, kappa*(T - df1)/T)], T*kappa*(df1 - df2)/(T - df2))
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from sympy import Dummy, Eq, Expr, Mul, Symbol
from sympy.utilities.iterables import strongly_connected_components

from lemmata.theory.deterministic_equivalents.algebras import numeric
from lemmata.theory.deterministic_equivalents.equality import read, symbols_of
from lemmata.theory.deterministic_equivalents.fractions import NoClosedForm, Sums
from lemmata.theory.deterministic_equivalents.generic import generic_solution
from lemmata.theory.deterministic_equivalents.quotients import NotRational, Quotient
from lemmata.theory.deterministic_equivalents.system import System
from lemmata.theory.deterministic_equivalents.written import degrees_named, written
from lemmata.theory.notation import kappa, signal
from lemmata.theory.spectra.eigensum import EigenSum, c2, s

_AGREES = 1e-6
"""A second route beside exact algebra: a slip would show in the first digits, and nothing is proved by agreement."""
_LONGEST = 2_000
"""Terms of a value: nobody reads a longer one, and the system without it says the same."""


@dataclass
class ClosedForm:
    """The value without unknowns.

    Attributes:
        value: in terms of the kappas, their degrees of freedom and sums over eigenvalues.
        equations: one for each kappa.
        names: kappa, df1, df2 (or kappa2, df1_2, ...) to what they are: kappa in unknowns, df_j as sums.
        positive: what is positive on the branch, in the same terms.
        unknowns: the unknowns in the same terms.
    """

    value: Expr
    equations: list[Expr]
    names: dict[Symbol, Expr]
    positive: list[Expr] = field(default_factory=list)

    @property
    def sums(self) -> dict[Symbol, Expr]:
        """The names that are sums over eigenvalues."""
        return {name: meaning for name, meaning in self.names.items() if isinstance(meaning, EigenSum)}

    @property
    def kappas(self) -> list[Symbol]:
        """The names that are renormalised ridges."""
        return [name for name in self.names if name not in self.sums]


def closed_form(system: System) -> ClosedForm:
    """The value in closed form.

    Raises:
        NoClosedForm: where a part is not of this kind.
    """
    try:
        return _Elimination(system).closed()
    except NotRational as reason:
        raise NoClosedForm(str(reason)) from None
    except ZeroDivisionError:
        raise NoClosedForm("a denominator vanishes on the branch") from None


class _Elimination:
    def __init__(self, system: System) -> None:
        self.system = system
        if len(system.spectral) > 1:
            raise NoClosedForm("more than one class has a spectrum")
        bound = system.dyson.pencil.scope.eigenvalues
        whole = [system.value, *system.equations.values()]
        symbols = {x for e in whole for x in symbols_of(e)}
        self.sizes = {x for size in system.dyson.blocks for x in size.free_symbols}
        self.parameters = sorted((symbols | self.sizes) - bound - set(system.equations), key=str)
        self.kappas = [kappa, *(Symbol(f"kappa{k}", positive=True) for k in range(2, 6))]
        size = next(iter(system.spectral), next(iter(system.dyson.blocks)))
        weights = (symbols & bound) - {s}
        self.sums = Sums(size, [*self.parameters, *system.equations], weights, self.kappas)
        self.solved: dict[Symbol, Quotient] = {}
        self.relations: list[tuple[Symbol, Quotient]] = []
        self.defined: dict[Symbol, Expr] = {}
        self._numbers: dict[Symbol, Any] | None = None
        self._value = 0.0

    def read(self, expression: Expr) -> Quotient:
        """A value or an equation with what is solved put in."""
        return _short(read(expression, self.sums, lambda element: _short(element.put(self.solved))))

    # -- parts ------------------------------------------------------------------------------------------------------

    def closed(self) -> ClosedForm:
        equations = self.system.equations
        edges = [(u, v) for u, e in equations.items() for v in symbols_of(e) & set(equations)]
        for part in strongly_connected_components((list(equations), edges)):
            self._part(sorted(part, key=lambda u: list(equations).index(u)))
        return self._told(self.read(self.system.value))

    def _part(self, unknowns: list[Symbol]) -> None:
        firsts: dict[Expr, Symbol] = {}
        for u in unknowns:  # designs of one law have one equation, and are one unknown
            first = firsts.setdefault(self.system.equations[u], u)
            if first is not u:
                self._solve(u, self.sums.field.generator(first))
        equations = {u: e for e, u in firsts.items()}
        if len(unknowns) == 1 and unknowns[0] not in symbols_of(equations[unknowns[0]]):
            self.solved[unknowns[0]] = self.read(equations[unknowns[0]])
            return
        poles = sum(self._named_pole(e, unknowns) for e in equations.values())
        named = poles or self._named_scalar(equations, unknowns)
        residuals = [self.read(e) - self.sums.field.read(u).put(self.solved) for u, e in equations.items()]
        left = [u for u in unknowns if u not in self.solved]
        while left:
            at, unknown, value = self._linear(residuals, left)
            left.remove(unknown)
            self._solve(unknown, value)
            residuals = [r.put({unknown: value}) for k, r in enumerate(residuals) if k != at]
        rest = [r for r in residuals if r]
        if len(rest) != named:
            raise NoClosedForm(f"{len(rest)} equations are left for {named} kappas")
        for relation in rest:
            self._relation(relation)

    def _solve(self, symbol: Symbol, value: Quotient) -> None:
        self.solved = {u: _short(v.put({symbol: value})) for u, v in self.solved.items()}
        self.solved[symbol] = value

    def _linear(self, residuals: list[Quotient], left: list[Symbol]) -> tuple[int, Symbol, Quotient]:
        """An equation that is linear in an unknown, the shortest first, and the unknown from it."""
        for at in sorted(range(len(residuals)), key=lambda k: len(residuals[k].numer)):
            for unknown in left:
                value = self._solved_for(residuals[at], unknown)
                if value is not None:
                    return at, unknown, value
        raise NoClosedForm(f"no equation is linear in one of {', '.join(map(str, left))}")

    def _solved_for(self, residual: Quotient, unknown: Symbol) -> Quotient | None:
        place = self.sums.place[unknown]
        if residual.numer.degrees()[place] != 1:
            return None
        parts: tuple[dict[Any, Any], dict[Any, Any]] = ({}, {})
        for monomial, coefficient in residual.numer.terms():
            parts[int(monomial[place])][(*monomial[:place], 0, *monomial[place + 1 :])] = coefficient
        rest, slope = (self.sums.field.of(self.sums.field.context.from_dict(part)) for part in parts)
        return -rest / slope

    # -- names ------------------------------------------------------------------------------------------------------

    def _named_pole(self, equation: Expr, unknowns: list[Symbol]) -> bool:
        """Give the pole of an equation a name and eliminate an unknown by it; False where there is none to name."""
        known = [(self.sums.x + pole).numer for pole in self.sums.poles]
        for node in equation.atoms(EigenSum):
            element = self.sums.field.read(node.summand).put(self.solved)
            for factor, _ in element.denom.factor()[1]:
                degree = factor.degrees()[self.sums.place[s]]
                if degree == 0 or any(factor in (pole, -pole) for pole in known):
                    continue
                if degree > 1 or self.sums.field.of(factor).uses(self.sums.weights):
                    raise NoClosedForm("a pole that is no rational function of the unknowns")
                rest, slope = self.sums.powers(factor)
                self._name(rest / slope, unknowns)
                return True
        return False

    def _named_scalar(self, equations: dict[Symbol, Expr], unknowns: list[Symbol]) -> bool:
        """The same where all eigenvalues are equal, so that none is seen: ridge + g stands for ridge + g s."""
        ridges = [x for x in self.parameters if x not in self.sizes]
        for equation in equations.values():
            for factor, _ in self.read(equation).denom.factor()[1]:
                element = self.sums.field.of(factor)
                rest = element.put(dict.fromkeys(unknowns, self.sums.field.zero))
                if rest.uses(ridges) and element - rest:
                    self._name(rest / (element - rest), unknowns)
                    return True
        return False

    def _name(self, pole: Quotient, unknowns: list[Symbol]) -> None:
        if len(self.defined) == len(self.kappas):
            raise NoClosedForm("too many poles")
        name = self.kappas[len(self.defined)]
        residual = pole - self.sums.field.generator(name)
        for unknown in unknowns:
            value = None if unknown in self.solved else self._solved_for(residual, unknown)
            if value is not None:
                self._solve(unknown, value)
                self.defined[name] = pole.factored()
                self.sums.name_pole(name)
                return
        raise NoClosedForm("a pole that determines no unknown")

    def _relation(self, residual: Quotient) -> None:
        """The equation that is left for a kappa; it is used for a parameter in which it is linear, or for df1."""
        factors = [f for f, _ in residual.numer.factor()[1] if len(f) > 1]
        if not factors:
            raise NoClosedForm("the equation of a kappa is not seen")
        relation = self.sums.field.of(min(factors, key=lambda f: abs(self._size(f))) if factors[1:] else factors[0])
        ridges = [x for x in self.parameters if x not in self.sizes]
        degrees = [x for key, x in self.sums.met.items() if key[0] == "df" and key[2] == 1]
        for symbol in [*ridges, *degrees]:
            value = self._solved_for(relation, symbol)
            if value is not None:
                self._solve(symbol, value)
                self.relations = [(x, v.put({symbol: value})) for x, v in self.relations]
                self.relations.append((symbol, value))
                return
        raise NoClosedForm("the equation of a kappa is not linear in a ridge or in df1")

    def _size(self, polynomial: Any) -> float:
        """A polynomial at the solution of a generic instance, relative to its terms."""
        numbers = self._at_generic()
        context = self.sums.field.context
        terms = [self.sums.field.of(context.from_dict({m: c})).expression() for m, c in polynomial.terms()]
        values = [float(numeric(term, numbers)) for term in terms]
        return sum(values) / max(sum(map(abs, values)), 1e-300)

    def _at_generic(self) -> dict[Symbol, Any]:
        """Parameters, unknowns, kappas and sums at a generic instance."""
        if self._numbers is None:
            self._numbers, self._value = generic_solution(self.system)
        found = dict(self._numbers)
        for _ in range(len(self.defined) + 1):  # a kappa may be stated in sums at an earlier one
            for name, definition in self.defined.items():
                if definition.free_symbols <= set(found):
                    found[name] = float(numeric(definition, found))
            for symbol, meaning in self.sums.meaning.items():
                if isinstance(meaning, EigenSum) and meaning.summand.free_symbols <= set(found):
                    found[symbol] = float(numeric(meaning.summand, found).sum())
                elif meaning == signal:
                    found[symbol] = float(np.sum(found[c2]))
        return found

    # -- telling ----------------------------------------------------------------------------------------------------

    def _told(self, value: Quotient) -> ClosedForm:
        value = value.put(dict(self.relations))
        shown = degrees_named(self.sums)
        names = {
            **{k: e.xreplace({**self.sums.meaning, **shown}) for k, e in self.defined.items()},
            **{shown[x]: self.sums.meaning[x] for x in shown},
        }
        equations = [Eq(shown.get(x, x), written(self.sums, v, shown)) for x, v in self.relations]
        found = ClosedForm(written(self.sums, value, shown), equations, names, self._signs(shown))
        self._confirm(found)
        return found

    def _confirm(self, found: ClosedForm) -> None:
        """At a generic instance the closed form is the number that the solver finds: another route to it."""
        numbers = self._at_generic()
        for name, meaning in found.sums.items():
            numbers[name] = float(numeric(meaning.summand, numbers).sum())
        sums = {node: Dummy() for node in found.value.atoms(EigenSum)}
        for node, symbol in sums.items():
            numbers[symbol] = float(np.sum(numeric(node.summand, numbers)))
        if c2 in numbers:
            numbers[signal] = float(np.sum(numbers[c2]))
        value = float(numeric(found.value.xreplace(sums), numbers))
        if not abs(value - self._value) <= _AGREES * abs(self._value):
            raise NoClosedForm("the closed form is not what the system gives at a generic instance")

    def _signs(self, shown: dict[Symbol, Symbol]) -> list[Expr]:
        """Unknowns that have become functions of kappa and df1 alone, each with the sign that it has on the branch."""
        if not self.defined:
            return []
        numbers = self._at_generic()
        degrees = [x for key, x in self.sums.met.items() if key[0] == "df" and key[2] == 1]
        others = [x for x in self.sums.meaning if x not in degrees]
        degrees = degrees or [*self.defined]  # where no eigenvalue is seen
        found = []
        for unknown in self.system.equations:
            value = self.solved[unknown].put(dict(self.relations))
            if value.uses(degrees) and not value.uses(others) and not value.uses(self.system.equations):
                found.append(written(self.sums, value if numbers[unknown] > 0 else -value, shown))
        return _factors(found)


def _short(value: Quotient) -> Quotient:
    if len(value.numer) + len(value.denom) > _LONGEST:
        raise NoClosedForm("a closed form that is too long to be read")
    return value


def _factors(positive: list[Expr]) -> list[Expr]:
    """Factors whose sign says the same: what is known to be positive is left out, one step at a time."""
    known: list[Expr] = []
    waiting = positive
    while waiting:
        later = []
        for product in waiting:
            signs = [(f, _sign(f, known)) for f in Mul.make_args(product)]
            odd, sign = [f for f, found in signs if not found], prod(found for _, found in signs if found)
            if len(odd) == 1 and odd[0].is_nonnegative is None:
                known.append(sign * (odd[0].base if odd[0].is_Pow else odd[0]))
            elif len(odd) > 1:
                later.append(sign * Mul(*odd))
        if len(later) == len(waiting):
            return known + later
        waiting = later
    return known


def _sign(factor: Expr, known: list[Expr]) -> int:
    """The sign of a factor that is not zero; 0 where it is not known."""
    base, power = factor.as_base_exp()
    if factor.is_nonnegative or base.is_nonnegative or base in known or (power.is_Integer and power % 2 == 0):
        return 1
    return -1 if factor.is_negative or (-base in known and power.is_Integer) else 0
