"""A scaling problem: the inputs, read and split into the parts of parameter space where one formula holds.

The formulas change at ``r = 1`` (saturation), at ``d = T`` (the renormalised ridge vanishes below) and at ``d = T0``
(the generators lose information above). Symbols that may lie on either side are split outright; the hyperplanes
``delta = 1`` and ``b = delta`` between the parts are regimes of their own, reached by asking for ``d = T``,
``d = phi T`` or ``d = T +- T^h``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.monomial import L, Monomial
from lemmata.theory.scaling.of_models.terms import EquivalentTerms
from lemmata.theory.scaling.power_law import SAMPLES, PowerLaw, read_power_law
from lemmata.theory.scaling.read_inputs import (
    read_form,
    read_power,
)
from lemmata.theory.scaling.regions import Region, Row
from lemmata.theory.scaling.renormalised import Renormalised, Side
from lemmata.theory.scaling.risk import Generators, Risk

EQUIVALENTS = "deterministic equivalents of bias, variance and collapse (Dohmatob et al., arXiv 2402.07712)"
"""What every exponent and constant of a risk takes as given."""
_ONLY = "only"


@dataclass(frozen=True)
class Case:
    """A part of parameter space with its formula.

    Attributes:
        base: what holds in every part (``beta > 1``, the user's conditions).
        split: what singles this part out (``r < 1``, ``delta > 1``).
        risk: the formula.
    """

    base: Region
    split: Region
    risk: Risk | EquivalentTerms

    @property
    def domain(self) -> Region:
        """All rows."""
        return self.base.where(*self.split.rows)


@dataclass(frozen=True)
class Problem(PowerLaw):
    """The inputs, read: exact forms in the exponents that were left open."""

    inputs: Inputs
    ell: Form | None
    noise: Monomial | None
    T0: Monomial | None
    n: Monomial
    noise0: Monomial | None
    ridge0: Monomial | None

    principle: ClassVar[str] = "deterministic equivalents"
    """What every exponent rests on, in short."""
    tunes_ridge: ClassVar[bool] = True
    """Whether what is optimised over is the exponent of the ridge, whose prefactor is :data:`L`."""

    @property
    def powers(self) -> dict[str, Monomial | None]:
        """The sizes by their letters, for reading."""
        found = {"d": self.d, r"\sigma^2": self.noise}
        if self.T0 is not None:
            found |= {"T_0": self.T0, "n": self.n, r"\sigma_0^2": self.noise0}
        return found

    @property
    def own_names(self) -> frozenset[str]:
        """The symbols of the sizes."""
        sizes = (self.n, self.noise, self.T0, self.noise0, self.ridge0)
        forms = [self.ell, *(size.exponent for size in sizes if size is not None)]
        return super().own_names.union(*(form.names for form in forms if form is not None))


def read_problem(inputs: Inputs) -> Problem:
    """Read the inputs.

    Raises:
        InputError: naming the argument, the value and the domain.
    """
    law, values = read_power_law(inputs)
    if inputs.designs not in ("independent", "same"):
        raise InputError("designs", inputs.designs, "independent or same")
    if inputs.protocol not in ("replace", "accumulate"):
        raise InputError("protocol", inputs.protocol, "replace or accumulate")
    if inputs.n and not inputs.T0:
        raise InputError("T0", "nothing", "given when there are generations (n)")
    found = Problem(
        **vars(law),
        inputs=inputs,
        ell=None if inputs.ell == "oo" else read_form(inputs.ell, "ell", values),
        noise=_or_none(inputs.sigma2, "sigma2", values),
        T0=read_power(inputs.T0, "T0", values) if inputs.T0 else None,
        n=_read_count(inputs.n or "1", values),
        noise0=_or_none(inputs.sigma0_2, "sigma0_2", values),
        ridge0=_or_none(inputs.ridge0, "ridge0", values),
    )
    found.check_conditions(inputs.where)
    return found


def _or_none(value: str, argument: str, values: dict[str, Form]) -> Monomial | None:
    return None if value == "0" else read_power(value, argument, values)


def _read_count(n: str, values: dict[str, Form]) -> Monomial:
    """A number of generations: a whole number, or a growing power of T."""
    found = read_power(n, "n", values)
    falls = found.exponent.constant is not None and found.exponent.constant < 0
    if falls or (found.exponent.is_zero and not found.constant.is_Integer):
        raise InputError("n", n, "a whole number >= 1, or a power of T such as T^g")
    return found


def candidate_cases(problem: Problem) -> tuple[list[Case], list[str]]:
    """All parts of parameter space, those that the conditions exclude as well, and what was assumed."""
    base, assumed = base_region(problem), [EQUIVALENTS]
    found: list[Case] = []
    for saturation, r in problem.sources():
        for place, side in problem.sides(SAMPLES):
            kappa = _downstream(problem, side)
            for generator_place, generators, words in _generators(problem, side):
                here = base.where(*saturation, *place, *generator_place)
                if words and words not in assumed and here.interior_point() is not None:
                    assumed.append(words)
                if generators == "missing":
                    continue
                risk = Risk(
                    beta=problem.beta,
                    r=r,
                    kappa=kappa,
                    ridge=None if problem.ell is None else Monomial(-problem.ell, constant=L),
                    d=problem.d,
                    noise=problem.noise,
                    generators=generators,
                    room=_room(problem),
                )
                split = Region().where(*saturation, *place, *generator_place)
                found.append(with_source(Case(base, split, risk), problem.r, r))
    return found, assumed


def missing(assumed: Sequence[str]) -> str:
    """What no part of parameter space has."""
    uncovered = [words for words in assumed if words.startswith(_ONLY)]
    return "a set of exponents with interior points" + (f" ({'; '.join(uncovered)})" if uncovered else "")


def with_source(case: Case, symbol: Form, r: Form) -> Case:
    """At r = 1 the letter is replaced in the user's conditions too."""
    if symbol.constant is not None or r.constant is None:
        return case
    return replace(case, base=replace(case.base.put("r", r), fixed=(("r", r.constant),)))


def base_region(problem: Problem) -> Region:
    """What holds in every part of parameter space.

    Raises:
        InputError: for a size that does not grow.
    """
    sizes = {"d": (problem.d, problem.inputs.d), "T0": (problem.T0, problem.inputs.T0)}
    growing = {name: (size, typed) for name, (size, typed) in sizes.items() if size is not None}
    generations = [] if problem.n.exponent.constant is not None else [Row(problem.n.exponent)]
    return problem.base(growing, *generations)


def _downstream(problem: Problem, side: Side) -> Renormalised:
    if problem.ell is None and side == "equal":
        raise InputError("ell", "oo", "finite on the interpolation line d = T: the risk is infinite without a ridge")
    gap = problem.close[1] if problem.close else None
    return Renormalised(problem.ell, SAMPLES, problem.beta, problem.d, side, gap, L)


def _room(problem: Problem) -> Monomial:
    """T - d for d below T, to leading order."""
    if problem.close:
        return Monomial(problem.close[1])
    if problem.d is None or not (problem.d.exponent - 1).is_zero:
        return SAMPLES
    return replace(SAMPLES, constant=1 - problem.d.constant)


def _generators(problem: Problem, side: Side) -> list[tuple[list[Row], Generators | Literal["missing"] | None, str]]:
    """Where d is compared with T0, the generators there, and what had to be assumed."""
    T0, d = problem.T0, problem.d
    if T0 is None:
        return [([], None, "")]
    if d is None:
        return [([], *_losing(problem, T0, side, "above"))]
    excess = T0.exponent - d.exponent
    if excess.is_zero:
        if T0.constant == d.constant:
            raise InputError("T0", problem.inputs.T0, "different from d: the mean of a generator is infinite at T0 = d")
        if T0.constant < d.constant:
            return [([], *_losing(problem, T0, side, "above"))]
        return [([], *_keeping(problem, T0, Monomial(T0.exponent, constant=T0.constant - d.constant), side))]
    below, above = [Row(excess, strict=True)], [Row(-excess, strict=True)]
    return [(below, *_keeping(problem, T0, T0, side)), (above, *_losing(problem, T0, side, "above"))]


def _keeping(problem: Problem, T0: Monomial, kept: Monomial, side: Side) -> tuple[Any, str]:
    if problem.ridge0:
        return _losing(problem, T0, side, "below")
    count = _accumulated(problem.n, kept is T0) if problem.inputs.protocol == "accumulate" else problem.n
    noise = None if problem.noise0 is None else count * problem.noise0
    words = "T0 >= (1 + eps) d wherever T0 > d" if kept is T0 else ""
    return Generators(noise, T0, kept, None), words


def _accumulated(n: Monomial, many_samples: bool) -> Monomial:
    """``sum_{i<=n} 1/i^2``: that many generations' noise is left when labels accumulate and T0 is far above d."""
    if not many_samples:
        words = "the accumulating protocol is known to order only where T0/d stays bounded"
        return Monomial(Form.number(0), constant=None, unknown=words)
    whole = sympy.harmonic(n.constant, 2) if n.exponent.is_zero else sympy.pi**2 / 6
    return Monomial(Form.number(0), constant=whole)


def _losing(problem: Problem, T0: Monomial, side: Side, place: Side) -> tuple[Any, str]:
    """Generators with T0 < d or a ridge of their own, as far as the formulas go."""
    shared = problem.inputs.designs == "same" and not problem.ridge0
    reason = ""
    if problem.inputs.protocol != "replace":
        reason = "the accumulating protocol is known for ridgeless generators with T0 > d only"
    elif not problem.n.exponent.is_zero and not shared:
        reason = "with T0 < d or ridge generators the number of generations must be fixed (n = 1), or designs = same"
    elif side not in ("above", "below") or (problem.beta.constant is not None and problem.beta.constant <= 1):
        reason = "with T0 < d or ridge generators d must be away from T, and beta > 1"
    if reason:
        return "missing", f"{_ONLY} {'T0 >= d' if place == 'above' else 'ridgeless generators'} is covered: {reason}"
    ridge0 = problem.ridge0 or Monomial(Form.number(0))
    ell0 = -ridge0.exponent if problem.ridge0 else None
    kappa0 = Renormalised(ell0, T0, problem.beta, problem.d, place, ridge=ridge0.constant)
    noise = problem.noise0 and (problem.n if shared else Monomial(Form.number(0))) * problem.noise0
    return Generators(
        noise, T0, T0, kappa0, 1 if shared else int(problem.n.constant)
    ), "generators are away from the interpolation line: |T0 - d| >= eps max(T0, d)"
