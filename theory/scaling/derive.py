r"""From a scaling problem to exponents, regimes, logarithms and constants.

>>> found = derive_exponents(2, "1/2")
>>> for regime in found.total.regimes:
...     print(regime.cell, "|", regime.exponent, "|", regime.constant, "|", ", ".join(regime.dominant))
ell <= 2 and 3*ell >= 2 | ell/2 - 1 | pi/4 | variance
ell >= 0 and 3*ell <= 2 | -ell | 1/2 | bias
ell <= 0 | 0 | zeta(3) | bias
ell >= 2 | 0 | 1 | variance
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.cases import Cases, explore
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.monomial import Leading, leading_sum
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.of_models.equivalent_problem import EquivalentProblem, equivalent_cases, read_equivalent
from lemmata.theory.scaling.piecewise import PiecewiseAffine, Regime, gather
from lemmata.theory.scaling.problem import Case, Problem, candidate_cases, missing, read_problem
from lemmata.theory.scaling.readings.leadings import Leadings
from lemmata.theory.scaling.readings.orders import Orders
from lemmata.theory.scaling.regions import Point
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.scaling.tropical import Tropical

AnyProblem = Problem | EquivalentProblem


@dataclass(frozen=True)
class Exponents:
    """The derived exponents.

    Attributes:
        problem: the inputs.
        cases: the parts of parameter space with their formulas.
        assumed: what is taken as given, in words.
        empty: parts that the conditions exclude.
    """

    problem: AnyProblem
    cases: tuple[Case, ...]
    assumed: tuple[str, ...]
    empty: tuple[Case, ...] = ()

    @cached_property
    def terms(self) -> dict[str, PiecewiseAffine]:
        """Each term of the risk."""
        names = dict.fromkeys(name for case in self.cases for name in case.risk.names)
        return {name: self.piecewise(name) for name in names}

    def _repr_html_(self) -> str:
        return self.total._repr_html_()

    @property
    def total(self) -> PiecewiseAffine:
        """The risk."""
        return self.piecewise(TOTAL)

    def case_at(self, point: Point) -> Case:
        """The part of parameter space that contains a point.

        Raises:
            InputError: outside the domain.
        """
        for case in self.cases:
            if case.domain.contains(point):
                return case
        raise InputError("point", ", ".join(f"{n}={v}" for n, v in point.items()), "in the domain")

    def piecewise(self, name: str) -> PiecewiseAffine:
        """The regimes of one term, or of the total, found once."""
        if name not in self._found:
            regimes: list[Regime] = []
            for case in self.cases:
                if name == TOTAL or name in case.risk.names:
                    regimes += regimes_of(case, name, self.problem.names)
            self._found[name] = PiecewiseAffine(tuple(regimes))
        return self._found[name]

    @cached_property
    def _found(self) -> dict[str, PiecewiseAffine]:
        """Terms that were asked for."""
        return {}


def regimes_of(case: Case, name: str, names: frozenset[str]) -> list[Regime]:
    """The regimes of one term, or of the total, in one part of parameter space."""

    def course(cases: Cases) -> Leading:
        read = Leadings(cases)
        if name != TOTAL:
            return Leading(case.risk.term(read, name), (name,))
        return leading_sum({part: case.risk.term(read, part) for part in case.risk.names}, cases)

    return gather(case.domain, explore(case.domain, course, names))


def order_of(case: Case, name: str) -> Tropical:
    """The exponent of one term, or of the total, as a tropical expression."""
    read = Orders()
    if name != TOTAL:
        return case.risk.term(read, name)
    return read.total({part: case.risk.term(read, part) for part in case.risk.names})


def derive_exponents(beta: object, r: object, **given: object) -> Exponents:
    """Derive how the risk of a power-law model scales with the sample size T.

    Args:
        beta: capacity, eigenvalues ``k^-beta``: a rational number, or ``"beta"`` for all beta > 1.
        r: source, ``lambda_k c_k^2 = k^-(1+2 beta r)``: a rational number > 0, or ``"r"``.
        given: further fields of :class:`lemmata.theory.scaling.inputs.Inputs` (``ell``, ``d``, ``T0``, ``n``,
            ``sigma2``, ``sigma0_2``, ``ridge0``, ``designs``, ``protocol``, ``where``).

    Raises:
        InputError: naming the argument, the value and the domain, or what the formulas do not cover.

    >>> derive_exponents(2, "1/2", ell=1).total.regimes[0].exponent
    -1/2
    """
    return exponents_of(Inputs(beta, r, **given))


def exponents_of(inputs: Inputs | EquivalentInputs) -> Exponents:
    """The exponents of a model; see :func:`derive_exponents`.

    Raises:
        InputError: when no part of parameter space is left, saying what is missing.
    """
    problem: AnyProblem
    if isinstance(inputs, Inputs):
        problem = read_problem(inputs)
        every, assumed = candidate_cases(problem)
    else:
        problem = read_equivalent(inputs)
        every, assumed = equivalent_cases(problem)
    cases = [case for case in every if case.domain.interior_point(problem.names) is not None]
    if not cases:
        raise InputError("where", " and ".join(map(str, problem.conditions)) or "nothing", missing(assumed))
    if not all(case.risk.names for case in cases):
        raise InputError("ell", "oo", "finite, or some noise given: the risk is zero")
    return Exponents(problem, tuple(cases), tuple(assumed), tuple(case for case in every if case not in cases))
