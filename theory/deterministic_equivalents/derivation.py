"""A derived equivalent: from an expression, or a quantity of a model, to a system, a closed form, and numbers.

>>> from lemmata.theory.models import shipped_model
>>> found = derived_from(shipped_model("ridge"), "risk")
>>> found.closed.value
T*kappa**2*EigenSum(c2*s/(kappa + s)**2)/(T - df2) + df2*sigma**2/(T - df2)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import count
from typing import Any

from sympy import Basic, Expr, Symbol

from lemmata.theory.deterministic_equivalents.algebras import NoSolution
from lemmata.theory.deterministic_equivalents.cancellation import refuse_lower_order
from lemmata.theory.deterministic_equivalents.certified import Certified, certified
from lemmata.theory.deterministic_equivalents.closed_form import ClosedForm, closed_form
from lemmata.theory.deterministic_equivalents.eigenvalues import OutOfScope, letter_of
from lemmata.theory.deterministic_equivalents.fractions import NoClosedForm
from lemmata.theory.deterministic_equivalents.next_order import correction
from lemmata.theory.deterministic_equivalents.parameters import Typed
from lemmata.theory.deterministic_equivalents.solving import Instance, Solution, solve
from lemmata.theory.deterministic_equivalents.system import System, system_of
from lemmata.theory.deterministic_equivalents.whole_matrices import confirm, diagonals, given_matrices
from lemmata.theory.models.statement import Model
from lemmata.theory.quantities.resolvents import PER_EIGENVALUE
from lemmata.theory.random_matrices import Letter, covariance, vector
from lemmata.theory.spectra.eigensum import s

PRINCIPLE = "the Dyson equation of linear pencils"
"""The one principle that every derived equivalent rests on.

In the scope of :mod:`lemmata.theory.deterministic_equivalents.scope` and the regime P(a, b):
|E tr(B r) - value| <= (C/T) m, m the value with absolute terms, B p.s.d., C a constant of the regime. It is the leading
order of the Dyson equation (Haagerup and Thorbjornsen 2005, Ann. Math. 162; Erdos 2019, arXiv 1903.10060), assumed
here, not proved.
"""
_PER_EIGENVALUE = {letter.name for letter in PER_EIGENVALUE}
_UNKNOWN = re.compile(r"g\d+|(kappa|df1|df2)(_?\d+)?|corner")


@dataclass
class Derived:
    """What was derived of one quantity."""

    quantity: Expr
    system: System
    own: Mapping[Symbol, Symbol] = field(default_factory=dict)
    """Parameters whose letters mean something else in an equivalent, and the letters that they have here."""

    @cached_property
    def closed(self) -> ClosedForm | None:
        """The closed form, where there is one."""
        if self.system.whole:
            return None
        try:
            return closed_form(self.system)
        except (NoClosedForm, NoSolution):  # or one that the numbers do not confirm
            return None

    @property
    def principle(self) -> str | None:
        """What the value rests on; None where no design is left beside the noise, so that it is the mean itself."""
        placed = (term.letter for terms in self.system.dyson.pencil.equations for term in terms)
        return PRINCIPLE if any(placed) else None

    @property
    def other_sums(self) -> dict[Symbol, tuple[Letter, Expr]]:
        """Letters whose sums run over another size than the first eigenvalues': the matrix, and that size."""
        letters = {} if self.system.whole else self.system.dyson.pencil.scope.letters
        usual = next((matrix.rows for letter, matrix in letters.items() if letter == s), None)
        return {x: (matrix, matrix.rows) for x, matrix in letters.items() if usual not in (None, matrix.rows)}

    def at(self, numbers: Mapping[Symbol, Any], spectrum: Mapping[Symbol, Any]) -> Solution:
        """The solution at numbers and a spectrum (letters s, c2, ... to lists; to matrices where they are kept whole).

        Raises:
            NoSolution: where the continuation does not arrive.
        """
        numbers = {self.own.get(symbol, symbol): value for symbol, value in numbers.items()}
        scope = self.system.dyson.pencil.scope
        spectra: dict[Expr, Mapping[Symbol, Any]] = {}
        if not self.system.whole:
            lists = diagonals(spectrum, {s, *map(letter_of, scope.common)})
            rows = {letter: matrix.rows for letter, matrix in scope.letters.items()}
            spectra = {z: {x: v for x, v in lists.items() if rows.get(x) == z} for z in self.system.spectral}
        else:
            given = {letter.name: value for letter, value in spectrum.items()}
            for size in self.system.spectral:
                own = [x for x, letter in scope.letters.items() if letter.rows == size]
                spectra[size] = given_matrices(own, given, int(size.xreplace(numbers)))
        return solve(self.system, Instance(numbers, spectra))

    def certified(self, given: Typed, spectrum: Any, digits: int, solution: Solution | None = None) -> Certified:
        """The value as a ball, from the closed form; the solution by continuation, where there is one, must agree.

        Raises:
            NoSolution: where there is no closed form of a kind whose branch is certain.
        """
        if self.closed is None:
            raise NoSolution("certified digits need a closed form")
        if given.whole:
            raise NoSolution("certified digits need matrices that are given by their diagonals")
        numbers = {self.own.get(symbol, symbol): value for symbol, value in given.numbers.items()}
        found = certified(self.closed, numbers, given.spectrum, spectrum, digits)
        if solution is not None and not abs(float(found.value.mid) - solution.value) <= 2 * solution.error:
            raise NoSolution("the closed form and the solution by continuation differ")
        return found

    def corrected(self, solution: Solution) -> float:
        """The value with its next order, so that its relative error is O(1/T^2).

        Raises:
            NoSolution: where the next order has none.
        """
        return solution.value + correction(self.system, solution)


def derived(
    quantity: Expr,
    laws: Iterable[Any],
    where: Iterable[Basic] = (),
    commuting: Iterable[Letter] = (),
    usual: Mapping[Any, Any] | None = None,
) -> Derived:
    """The equivalent of a quantity.

    Args:
        quantity: an expression with expectations of traces and squared norms.
        laws: those of its random letters.
        where: what is assumed of sizes and ridges.
        commuting: deterministic matrices that have one eigenbasis (with Sigma).
        usual: sizes by which a comparison is decided that ``where`` leaves open; it becomes a condition.

    Raises:
        OutOfScope: naming the matrix or condition in the way.
    """
    found = Derived(quantity, system_of(quantity, laws, where, commuting, usual))
    taken = {letter.name for letter in found.system.dyson.pencil.scope.eigenvalues}
    for symbol in sorted(quantity.free_symbols, key=str):
        if symbol.name in taken or _UNKNOWN.fullmatch(symbol.name):
            raise OutOfScope(f"{symbol} is the name of an eigenvalue or an unknown here: give that number another name")
    try:
        refuse_lower_order(found.system)
        if found.system.whole:
            confirm(found.system)
    except NoSolution as reason:
        raise OutOfScope(str(reason)) from None
    return found


def derived_from(
    model: Model,
    name: str,
    *,
    where: Iterable[Basic] = (),
    values: Mapping[Basic, Any] | None = None,
    whole: Iterable[Letter] = (),
    **structure: int,
) -> Derived:
    """The equivalent of a model's quantity; its covariance is written Sigma, its target w0.

    Args:
        model: the model.
        name: of its quantity.
        where: what is assumed beside the model's own conditions.
        values: values of parameters that change the expression (a ridge of zero).
        whole: matrices of the model that are not diagonal in the eigenbasis of the covariance.
        structure: integers on which the length of the expression depends; by default those of the witness.

    Raises:
        OutOfScope: naming the matrix or condition in the way.
        InputError: for a quantity that the model does not have.
    """
    usual = {symbol.name: int(model.witness[symbol]) for symbol in model.structure}
    quantity, laws = renamed(model, model.named(name).expression(**{**usual, **structure}))
    own = letters_apart(model)
    changed = quantity.xreplace(dict(values or {})).xreplace(own)
    laws = tuple(law.put(own) for law in laws)
    known = [condition.xreplace(own) for condition in (*model.where, *where)]
    witness = {own.get(symbol, symbol): value for symbol, value in model.witness.items()}
    try:
        return replace(derived(changed, laws, known, commuting(model, whole), witness), own=own)
    except OutOfScope as reason:
        names = {letter.name: symbol.name for symbol, letter in own.items()}
        raise OutOfScope(re.sub(r"\w+", lambda word: names.get(word[0], word[0]), str(reason))) from None


@lru_cache(maxsize=256)
def derived_once(
    model: Model,
    name: str,
    where: tuple[Basic, ...] = (),
    whole: tuple[Letter, ...] = (),
    values: tuple[tuple[Basic, Any], ...] = (),
    structure: tuple[tuple[str, int], ...] = (),
) -> Derived:
    """:func:`derived_from`, kept for whoever asks again; values and structure in pairs.

    >>> from lemmata.theory.models import shipped_model
    >>> model = shipped_model("ridge")
    >>> derived_once(model, "risk") is derived_once(model, "risk")
    True
    """
    lengths: dict[str, Any] = dict(structure)
    return derived_from(model, name, where=where, whole=whole, values=dict(values), **lengths)


def letters_apart(model: Model) -> dict[Symbol, Symbol]:
    """Other letters for parameters that are called as an eigenvalue, a weight or an unknown is called here.

    >>> from lemmata.theory.models import shipped_model
    >>> letters_apart(shipped_model("ridge"))
    {}
    """
    symbols = [parameter.symbol for parameter in model.parameters]
    taken = {symbol.name for symbol in symbols}
    found = {}
    for symbol in symbols:
        if symbol.name in _PER_EIGENVALUE or _UNKNOWN.fullmatch(symbol.name):
            name = next(
                n for k in count() if (n := f"{symbol.name}_own{k or ''}") not in taken and not _UNKNOWN.fullmatch(n)
            )
            found[symbol] = Symbol(name, **symbol.assumptions0)
    return found


def renamed(model: Model, quantity: Expr) -> tuple[Expr, tuple[Any, ...]]:
    """The quantity and the laws in the letters Sigma and w0."""
    names: dict[Basic, Basic] = {model.covariance: covariance("Sigma", model.covariance.rows)}
    if model.target is not None:
        names[model.target] = vector("w0", model.target.rows)
    laws = tuple(law.put(names) for law in model.laws)
    return quantity.xreplace(names), laws


def commuting(model: Model, whole: Iterable[Letter] = ()) -> tuple[Letter, ...]:
    """The covariance and the matrices that are diagonal in its eigenbasis."""
    others = set(whole)
    diagonal = (letter for letter, spread in model.matrices.items() if not spread.whole and letter not in others)
    return (covariance("Sigma", model.covariance.rows), *diagonal)
