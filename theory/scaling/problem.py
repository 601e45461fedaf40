"""A scaling problem: the inputs, read and split into the parts of parameter space where one formula holds.

The formulas change at ``r = 1`` (saturation), at ``d = T`` (the renormalised ridge vanishes below) and at ``d = T0``
(the generators lose information above). Symbols that may lie on either side are split outright; the hyperplanes
``delta = 1`` and ``b = delta`` between the parts are regimes of their own, reached by asking for ``d = T``,
``d = phi T`` or ``d = T +- T^h``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar, Literal

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.monomial import L, Monomial
from lemmata.theory.scaling.of_models.terms import EquivalentTerms
from lemmata.theory.scaling.read_inputs import (
    as_power,
    read_close,
    read_condition,
    read_expression,
    read_form,
    read_parameter,
    read_power,
)
from lemmata.theory.scaling.regions import Region, Row
from lemmata.theory.scaling.renormalised import Renormalised, Side
from lemmata.theory.scaling.risk import Generators, Risk

_ONE = Form.number(1)
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
class Problem:
    """The inputs, read: exact forms in the exponents that were left open."""

    inputs: Inputs
    beta: Form
    r: Form
    ell: Form | None
    d: Monomial | None
    close: tuple[int, Form] | None
    noise: Monomial | None
    T0: Monomial | None
    n: Monomial
    noise0: Monomial | None
    ridge0: Monomial | None
    conditions: tuple[Row, ...]

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
    def names(self) -> frozenset[str]:
        """Every symbol of the problem."""
        forms = [self.beta, self.r, self.n.exponent, *(row.form for row in self.conditions)]
        forms += [] if self.ell is None else [self.ell]
        forms += [m.exponent for m in (self.d, self.noise, self.T0, self.noise0, self.ridge0) if m is not None]
        forms += [self.close[1]] if self.close else []
        return frozenset(name for form in forms for name in form.names)


def read_problem(inputs: Inputs) -> Problem:
    """Read the inputs.

    Raises:
        InputError: naming the argument, the value and the domain.
    """
    capacity, source = read_parameter(inputs.beta, "beta", Fraction(0)), read_parameter(inputs.r, "r", Fraction(0))
    values = {name: form for name, form in (("beta", capacity), ("r", source)) if form.constant is not None}
    conditions, values = read_conditions(inputs.where, values)
    if inputs.designs not in ("independent", "same"):
        raise InputError("designs", inputs.designs, "independent or same")
    if inputs.protocol not in ("replace", "accumulate"):
        raise InputError("protocol", inputs.protocol, "replace or accumulate")
    if inputs.n and not inputs.T0:
        raise InputError("T0", "nothing", "given when there are generations (n)")
    dimension, close = read_dimension(inputs.d, values)
    if capacity.constant is not None and capacity.constant <= 1 and dimension is None:
        raise InputError("beta", inputs.beta, "a rational number > 1 when d is infinite: the trace diverges")
    if capacity.constant == 1:
        raise InputError("beta", inputs.beta, "different from 1: a logarithm would enter the fixed point of kappa")
    found = Problem(
        inputs=inputs,
        beta=capacity,
        r=source,
        ell=None if inputs.ell == "oo" else read_form(inputs.ell, "ell", values),
        d=dimension,
        close=close,
        noise=_or_none(inputs.sigma2, "sigma2", values),
        T0=read_power(inputs.T0, "T0", values) if inputs.T0 else None,
        n=_read_count(inputs.n or "1", values),
        noise0=_or_none(inputs.sigma0_2, "sigma0_2", values),
        ridge0=_or_none(inputs.ridge0, "ridge0", values),
        conditions=conditions,
    )
    strange = {name for row in conditions for name in row.form.names} - _without_conditions(found).names
    if strange:
        known = ", ".join(sorted(_without_conditions(found).names)) or "none"
        where = ", ".join(inputs.where)
        raise InputError("where", where, f"conditions on the exponents of the problem, {known} ({min(strange)!r})")
    return found


def _without_conditions(problem: Problem) -> Problem:
    return replace(problem, conditions=())


def read_conditions(where: Iterable[str], values: dict[str, Form]) -> tuple[tuple[Row, ...], dict[str, Form]]:
    """Inequalities as rows; an equation is solved for one of its names, which then has a value."""
    rows: list[Row] = []
    values = dict(values)
    for text in where:
        found = read_condition(text, values)
        if len(found) == 2:
            name, value = solved(found[0].form, text)
            values = {other: form.put(name, value) for other, form in values.items()} | {name: value}
            rows = [row.put(name, value) for row in rows]
        else:
            rows += found
    return tuple(rows), values


def solved(form: Form, text: str) -> tuple[str, Form]:
    """A letter that an equation ``form = 0`` fixes, with its value.

    Raises:
        InputError: with the ``text`` of an equation that fixes none.
    """
    if form.names <= {"beta", "r"}:
        raise InputError("where", text, "about exponents: values of beta and r are given as beta and r")
    for name in sorted(form.names - {"beta", "r", "ell"}) + sorted(form.names & {"ell"}):
        try:
            return name, form.root(name)[0]
        except (ValueError, InputError):
            continue
    raise InputError("where", text, "an equation that can be solved for one exponent")


def read_dimension(d: str, values: dict[str, Form]) -> tuple[Monomial | None, tuple[int, Form] | None]:
    """The dimension, None for oo; and (sign, h) for ``T + T^h`` or ``T - T^h``."""
    if d == "oo":
        return None, None
    expr = read_expression(d, "d", values)
    close = read_close(expr)
    return (Monomial(_ONE), close) if close else (as_power(expr, d, "d"), None)


def _or_none(value: str, argument: str, values: dict[str, Form]) -> Monomial | None:
    return None if value == "0" else read_power(value, argument, values)


def _read_count(n: str, values: dict[str, Form]) -> Monomial:
    """A number of generations: a whole number, or a growing power of T."""
    found = read_power(n, "n", values)
    if found.exponent.is_zero and not found.constant.is_Integer:
        raise InputError("n", n, "a whole number >= 1, or a power of T such as T^g")
    return found


def candidate_cases(problem: Problem) -> tuple[list[Case], list[str]]:
    """All parts of parameter space, those that the conditions exclude as well, and what was assumed."""
    base, assumed = base_region(problem)
    found: list[Case] = []
    for saturation, r in sources_of(problem.r):
        for place, side in _sides(problem):
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


def base_region(problem: Problem) -> tuple[Region, list[str]]:
    """What holds in every part of parameter space, and in words what is always assumed.

    Raises:
        InputError: for a size that does not grow.
    """
    rows: list[Row] = []
    assumed = [EQUIVALENTS]
    if problem.beta.constant is None:
        rows.append(Row(problem.beta - 1, strict=True))
    for name, power in (("d", problem.d), ("T0", problem.T0)):
        if power is not None and power.exponent.constant is None:
            rows.append(Row(power.exponent, strict=True))
        elif power is not None and power.exponent.constant is not None and power.exponent.constant <= 0:
            raise InputError(name, getattr(problem.inputs, name), "a positive power of T, such as T^2")
    if problem.n.exponent.constant is None:
        rows.append(Row(problem.n.exponent))
    if problem.close:
        rows += [Row(problem.close[1]), Row(1 - problem.close[1], strict=True)]
    return Region().where(*rows, *problem.conditions), assumed


def sources_of(r: Form, walls: Sequence[Form] = (_ONE,)) -> list[tuple[list[Row], Form]]:
    """Between the sources at which a logarithm enters, and at each of them; with the source there."""
    if r.constant is not None:
        return [([], r)]
    found: list[tuple[list[Row], Form]] = []
    low = Form.number(0)
    for wall in walls:
        found += [([Row(r - low, strict=True), Row(wall - r, strict=True)], r), ([], wall)]
        low = wall
    return [*found, ([Row(r - low, strict=True)], r)]


def _sides(problem: Problem) -> list[tuple[list[Row], Side]]:
    if problem.d is None:
        return [([], "above")]
    if problem.close:
        return [([], "close above" if problem.close[0] > 0 else "close below")]
    excess = problem.d.exponent - 1
    if excess.is_zero:
        order = sympy.sign(problem.d.constant - 1)
        sides: dict[Any, Side] = {1: "above", 0: "equal", -1: "below"}
        return [([], sides[order])]
    return [([Row(-excess, strict=True)], "below"), ([Row(excess, strict=True)], "above")]


def _downstream(problem: Problem, side: Side) -> Renormalised:
    if problem.ell is None and side == "equal":
        raise InputError("ell", "oo", "finite on the interpolation line d = T: the risk is infinite without a ridge")
    gap = problem.close[1] if problem.close else None
    return Renormalised(problem.ell, Monomial(_ONE), problem.beta, problem.d, side, gap, L)


def _room(problem: Problem) -> Monomial:
    """T - d for d below T, to leading order."""
    if problem.close:
        return Monomial(problem.close[1])
    if problem.d is None or not (problem.d.exponent - 1).is_zero:
        return Monomial(_ONE)
    return Monomial(_ONE, constant=1 - problem.d.constant)


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
