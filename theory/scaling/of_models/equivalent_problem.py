r"""A scaling problem about a derived equivalent: the inputs, read and split where one formula for kappa holds.

kappa is decided by the least of the sizes that share it (:mod:`lemmata.theory.scaling.of_models.shared_kappa`), and by
where the dimension is beside it. So parameter space is split by which size is the least, by which part of a sum such as
``n1 + n2`` is the greatest, by the side of d, and at the sources r at which a sum has a logarithm. Where two sizes meet
with a ratio that tends to 1 the formula is another one: such walls are reached by asking for equal sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import ClassVar

import sympy
from sympy import Expr, Symbol

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import d as dimension
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.monomial import L, Monomial
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.of_models.formula import Excess, FitEquation, Formula, PowerSum
from lemmata.theory.scaling.of_models.shared_kappa import SharedKappa
from lemmata.theory.scaling.of_models.terms import EquivalentTerms, half
from lemmata.theory.scaling.power_law import SAMPLES, PowerLaw, read_power_law
from lemmata.theory.scaling.problem import Case, with_source
from lemmata.theory.scaling.read_inputs import read_power
from lemmata.theory.scaling.regions import Region, Row

_ONE = Form.number(1)
PRINCIPLE = "the Dyson equation of linear pencils"
WALLS = "no two of the sizes that bound df1, nor one of them and d, have a ratio that tends to 1 unless given as equal"


@dataclass(frozen=True)
class EquivalentProblem(PowerLaw):
    """The inputs, read: exact forms in the exponents that were left open."""

    inputs: EquivalentInputs
    ell: Form | None
    sizes: Mapping[Symbol, Monomial]

    principle: ClassVar[str] = PRINCIPLE
    """What every exponent rests on, in short."""

    @property
    def own_names(self) -> frozenset[str]:
        """The symbols of its sizes."""
        return super().own_names.union(*(power.exponent.names for power in self.sizes.values()))

    @property
    def tunes_ridge(self) -> bool:
        """Whether what is optimised over is the exponent of a ridge."""
        return any(power.constant.has(L) for power in self.sizes.values())

    @property
    def powers(self) -> dict[str, Monomial | None]:
        """The sizes by their letters, for reading."""
        return {"d": self.d, **{sympy.latex(letter): power for letter, power in self.sizes.items()}}


def read_equivalent(inputs: EquivalentInputs) -> EquivalentProblem:
    """Read the inputs.

    Raises:
        InputError: naming the argument, the value and the domain.
    """
    law, values = read_power_law(inputs)
    sizes = _sizes_of(inputs, values)
    if law.d is not None:
        sizes[dimension] = law.d
    ell = values.get(inputs.ell, Form.name(inputs.ell))
    found = EquivalentProblem(**vars(law), inputs=inputs, ell=ell, sizes=sizes)
    found.check_conditions(inputs.where)
    return found


def _sizes_of(inputs: EquivalentInputs, values: dict[str, Form]) -> dict[Symbol, Monomial]:
    """The letters as powers of T: of a source its root, of a ridge ``T^-ell`` with a prefactor to be optimised."""
    letters = {option: name for name, option in inputs.sources}
    found = {}
    for option, text in inputs.powers:
        if text == "0":
            continue
        power = read_power(text, option, values)
        if option.startswith("ridge") and power == Monomial(-Form.name(inputs.ell)):
            power = Monomial(power.exponent, constant=L)
        squared = letters.get(option, option) != option
        found[Symbol(letters.get(option, option), positive=True)] = half(power) if squared else power
    return found


def equivalent_cases(problem: EquivalentProblem) -> tuple[list[Case], list[str]]:
    """All parts of parameter space, those that the conditions exclude as well, and what was assumed."""
    formula = problem.inputs.formula
    if problem.d is None and any(term.has(dimension) for term in formula.terms.values()):
        raise InputError(
            "d",
            "oo",
            "finite, such as --d 'T^2': the equivalent holds d (a trace is spread over it, or a size compared)",
        )
    base = _base(problem)
    apart = {pair: _apart(problem, *pair) for pair in formula.conditions}
    gaps = [problem.sizes[large].exponent - problem.sizes[small].exponent for large, small in formula.conditions]
    base = base.where(*(Row(gap, strict=not gap.is_zero) for gap in gaps))
    found: list[Case] = []
    for saturation, r in problem.sources(_saturations(formula)):
        for place, kappa in _kappas(problem, formula.fit):
            terms = EquivalentTerms(
                formula,
                problem.beta,
                r,
                problem.d,
                problem.sizes,
                kappa,
                {Excess(*pair): power for pair, power in apart.items()},
            )
            found.append(with_source(Case(base, Region().where(*saturation, *place), terms), problem.r, r))
    assumed = [f"{PRINCIPLE} ({problem.inputs.quantity}), wherever sizes and ridge go"]
    assumed += [] if problem.inputs.model else ["that this formula is one, which no model was asked about"]
    assumed += [f"{large} >= (1 + eps) {small}" for large, small in formula.conditions]
    return found, [*assumed, *([] if formula.fit is None else [WALLS])]


def _saturations(formula: Formula) -> list[Form]:
    """The sources r > 0 at which a sum with the weights of the target has a logarithm, in order.

    Its terms are ``k^-(1 + 2 beta r + beta (p-1))`` beyond the knee, and ``k^(beta q)`` times these below it.
    """
    sums = [x for x in formula.letters.values() if isinstance(x, PowerSum) and x.weighted]
    found = {Fraction(value, 2) for x in sums for value in (x.q - x.p + 1, 1 - x.p) if value > 0}
    return [Form.number(value) for value in sorted(found)]


def _base(problem: EquivalentProblem) -> Region:
    sizes = {letter for text, _ in _sizes(problem.inputs.formula.fit) for letter in text.free_symbols}
    sizes |= {letter for pair in problem.inputs.formula.conditions for letter in pair} | {dimension}
    known = sorted(sizes & set(problem.sizes), key=str)
    return problem.base({str(letter): (problem.sizes[letter], "bounded") for letter in known})


def _sizes(fit: FitEquation | None) -> tuple[tuple[Expr, int], ...]:
    return () if fit is None else fit.sizes


def _apart(problem: EquivalentProblem, large: Symbol, small: Symbol) -> Monomial:
    """``large - small``, which has the order of the larger."""
    for letter in (large, small):
        if letter not in problem.sizes:
            raise InputError(str(letter), "oo", f"finite: {large} > {small} is assumed")
    one, other = problem.sizes[large], problem.sizes[small]
    if not (one.exponent - other.exponent).is_zero:
        return one
    if problem.close and dimension in (large, small) and one == other == SAMPLES:
        return Monomial(problem.close[1])
    room = one.constant - other.constant
    if room.is_positive is not True:
        raise InputError(str(large), one.constant, f"larger than {small} ({other.constant}), with margin")
    return Monomial(one.exponent, constant=room)


Place = list[Row]


def _kappas(problem: EquivalentProblem, fit: FitEquation | None) -> Iterator[tuple[Place, SharedKappa | None]]:
    """The equation of kappa with what singles out where it holds."""
    if fit is None:
        yield [], None
        return
    for chosen in product(*(_leading(problem, size) for size, _ in fit.sizes)):
        sums = [row for rows, _ in chosen for row in rows]
        sizes = tuple((size, fit.sizes[place][1]) for place, (_, size) in enumerate(chosen))
        plain = [size == _sum(problem, text) for (text, _), (size, _) in zip(fit.sizes, sizes, strict=True)]
        for order, least in _least([size for size, _ in sizes]):
            size = sizes[least[0]][0]
            if problem.close and size != SAMPLES:
                raise InputError("d", problem.inputs.d, "away from T where other sizes than T bound df1")
            for place, side in problem.sides(size):
                ridge = None if fit.reduced is None else _product(problem, fit.reduced)
                gap = problem.close[1] if problem.close else None
                equation = SharedKappa(
                    None if ridge is None else -ridge.exponent,
                    size,
                    problem.beta,
                    problem.d,
                    side,
                    gap,
                    sympy.S.One if ridge is None else ridge.constant,
                    sizes,
                    least,
                )
                _only_known(problem, equation, all(plain))
                yield [*sums, *order, *place], equation


def _leading(problem: EquivalentProblem, size: Expr) -> list[tuple[Place, Monomial]]:
    """A sum of sizes, where each of its parts is the greatest."""
    parts = [_product(problem, part) for part in sympy.Add.make_args(size)]
    found: dict[int, tuple[Place, Monomial]] = {}
    for place, part in enumerate(parts):
        gaps = [part.exponent - other.exponent for other in parts]
        if any(gaps[k].is_zero for k in found):
            continue
        constant = sum(other.constant for other, gap in zip(parts, gaps, strict=True) if gap.is_zero)
        rows = [Row(gap) for gap in gaps if gap.constant is None]
        if all(gap.constant is None or gap.constant >= 0 for gap in gaps):
            found[place] = rows, Monomial(part.exponent, constant=constant)
    return list(found.values())


def _sum(problem: EquivalentProblem, size: Expr) -> Monomial | None:
    """A sum of sizes that are all of one order; None for another one."""
    parts = [_product(problem, part) for part in sympy.Add.make_args(size)]
    if not all((part.exponent - parts[0].exponent).is_zero for part in parts):
        return None
    return Monomial(parts[0].exponent, constant=sum(part.constant for part in parts))


def _product(problem: EquivalentProblem, expression: Expr) -> Monomial:
    """A product of powers of letters."""
    found = Monomial(Form.number(0))
    for factor in sympy.Mul.make_args(expression):
        base, power = factor.as_base_exp()
        if factor.is_number and factor.is_positive:
            found = found * Monomial(Form.number(0), constant=factor)
        elif base in problem.sizes and power.is_Rational:
            found = found * problem.sizes[base].power(Form.number(Fraction(int(power.p), int(power.q))))
        elif base == dimension:
            raise InputError("d", "oo", "finite: the equation of kappa holds it")
        else:
            raise InputError("quantity", expression, "one whose ridge and sizes are products of powers of T")
    return found


def _least(sizes: Sequence[Monomial]) -> Iterator[tuple[Place, tuple[int, ...]]]:
    """Where which of the sizes is the least; equal ones are least together."""
    for place, size in enumerate(sizes):
        rows: Place = []
        least = [place]
        for other_place, other in enumerate(sizes):
            gap = other.exponent - size.exponent
            if other_place == place:
                continue
            if gap.is_zero:
                smaller = sympy.sign(other.constant - size.constant)
                if smaller < 0 or (smaller == 0 and other_place < place):
                    break
                least += [other_place] if smaller == 0 else []
            elif gap.constant is None:
                rows.append(Row(gap, strict=True))
            elif gap.constant < 0:
                break
        else:
            yield rows, tuple(sorted(least))


def _only_known(problem: EquivalentProblem, equation: SharedKappa, plain: bool) -> None:
    """What is known of sizes that meet; ``plain`` where none of them is a sum with parts of lower order."""
    alone = len(equation.least) == 1 and equation.power == 1
    if not plain and (equation.side not in ("above", "below") or len(equation.least) > 1):
        raise InputError("where", ", ".join(problem.inputs.where), "such that no sum of sizes is equal to another size")
    tied = any(
        (size.exponent - equation.size.exponent).is_zero
        for place, (size, _) in enumerate(equation.sizes)
        if place not in equation.least
    )
    if equation.side not in ("above", "below") and (tied or not alone):
        raise InputError("d", problem.inputs.d, "away from the least of the sizes where others are in proportion to it")
    if equation.vanishes:
        raise InputError("d", problem.inputs.d, "above the least of the sizes: without a ridge kappa is zero below")
