r"""Claims about exponents: proved on the whole domain, or refuted at a rational point.

A claim compares a derived exponent with a piecewise-affine expression: ``max(-2*ell*min(r,1), ell/beta - 1)`` is a
claim about the total, ``collapse == ell/beta - 1 + delta - b`` about one term, ``optimum <= -1/2`` about the optimal
exponent, and ``ell_star == 2/3`` says that this ridge is optimal (lies in the argmin set).

>>> from lemmata.theory.scaling.derive import derive_exponents
>>> found = derive_exponents(2, "1/2")
>>> judge_claim(found, "max(-ell, ell/2 - 1)", where=["ell >= 0", "ell <= 2"]).verdict
'proved'
>>> judge_claim(found, "-ell").counterexample
{'ell': Fraction(1, 1)}
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import sympy

from lemmata.numerics.errors import InputError
from lemmata.theory.reading.parsing import parse, parse_relation
from lemmata.theory.scaling.cases import Cases, explore
from lemmata.theory.scaling.certificate import Json, Ordering, statement
from lemmata.theory.scaling.derive import AnyProblem, Exponents, exponents_of
from lemmata.theory.scaling.forms import Form, symbol
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.power_law import solved
from lemmata.theory.scaling.problem import Case
from lemmata.theory.scaling.read_inputs import names_in, read_condition
from lemmata.theory.scaling.regions import Region, Row
from lemmata.theory.scaling.risk import TOTAL
from lemmata.theory.scaling.tropical import Tropical, largest, least, tropical
from lemmata.theory.scaling.walls import Wall, walls_in

OPTIMUM = "optimum"
ARGMIN = "ell_star"


@dataclass(frozen=True)
class Judgement:
    """The verdict on a claim.

    Attributes:
        text, where: the claim, and the conditions under which it is made.
        verdict: ``proved`` or ``refuted``.
        subject: what the claim is about (``total``, a term, ``optimum``, ``ell_star``).
        counterexample: a rational point, when refuted.
        derived, claimed: the two exponents there.
        obligations: region, claimed expression, relation and derived form of everything that was shown.
        on_walls: walls that the domain reaches, where the exponents that are derived on them prove the claim, too.
        apart: those where no exponents are derived: of them a claim that is proved says nothing.
    """

    text: str
    where: tuple[str, ...]
    verdict: Literal["proved", "refuted"]
    subject: str
    counterexample: dict[str, Fraction] | None = None
    derived: Fraction | None = None
    claimed: Fraction | None = None
    obligations: tuple[tuple[Region, Tropical, Ordering, Form], ...] = ()
    on_walls: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def exception(self) -> str:
        """The walls of which a proof says nothing, in words; empty where there are none."""
        return f"apart from {' and '.join(self.apart)}" if self.apart else ""

    def to_json(self) -> Json:
        """The claim for a certificate: what was found, and where it is proved the statements with their proofs."""
        return {**self.stated(), "parts": [statement(*obligation) for obligation in self.obligations]}

    def stated(self) -> dict[str, Json]:
        """The claim and its verdict, without the proofs."""
        point = self.counterexample
        return {
            "text": self.text,
            "where": list(self.where),
            "verdict": self.verdict,
            "counterexample": None if point is None else {name: str(value) for name, value in point.items()},
            "on_walls": list(self.on_walls),
            "apart": list(self.apart),
        }


def judge_claim(exponents: Exponents, text: str, where: Iterable[str] = ()) -> Judgement:
    """Judge a claim on the domain of the derived exponents, further restricted by ``where``.

    Where the domain reaches a wall (:mod:`lemmata.theory.scaling.walls`), the exponents are derived again on it: what
    fails there is refuted, and what is proved says so of the wall, or is proved apart from it where none are derived.

    Raises:
        InputError: when the claim cannot be read, or is about something that was not derived.
    """
    where = tuple(where)
    subject, relation, expr = _read(text, exponents.problem)
    unknown = sorted({str(name) for name in expr.free_symbols} - exponents.problem.names)
    if unknown:
        known = ", ".join(sorted(exponents.problem.names))
        raise InputError("claim", text, f"written with the names of the problem, {known or 'none'} ({unknown[0]!r})")
    found = _judged(exponents, _Said(text, where, subject, relation, expr))
    if found is None:
        raise InputError("claim", text, "about a domain with interior points")
    return found


@dataclass(frozen=True)
class _Said:
    """A claim, read."""

    text: str
    where: tuple[str, ...]
    subject: str
    relation: str
    expr: Any


def _judged(exponents: Exponents, said: _Said) -> Judgement | None:
    """The verdict on a claim; None where its domain has no interior points."""
    problem, subject = exponents.problem, said.subject
    extra = Region(tuple(row for condition in said.where for row in read_condition(condition, _values(problem))))
    parts: list[tuple[Region, Tropical, Ordering, Form]] = []
    in_case = {id(case): read_tropical(_in_case(said.expr, case)) for case in exponents.cases}
    for case, region, derived, wanted in _obligations(exponents, subject, said.relation):
        r, claimed = case.risk.r, in_case[id(case)]
        domain = region.where(*(extra if r.constant is None else extra.put("r", r)).rows)
        if domain.interior_point(problem.names) is None:
            continue
        failing = _failing(domain, claimed, wanted, derived, problem)
        if failing is not None:
            free = {problem.inputs.ell} if subject in (OPTIMUM, ARGMIN) else set()
            point = _simple(failing, sorted(problem.names - free))
            return Judgement(said.text, said.where, "refuted", subject, point, derived.at(point), claimed.at(point))
        parts.append((domain, claimed, wanted, derived))
    on_walls: list[str] = []
    apart: list[str] = []
    for wall in walls_in(exponents, extra):
        there = _on_wall(exponents, wall, said)
        if there is not None and there.verdict == "refuted":
            return there
        (apart if there is None else on_walls).append(str(wall))
        apart += () if there is None else there.apart
    if not parts:
        return None
    return Judgement(
        said.text,
        said.where,
        "proved",
        subject,
        obligations=tuple(parts),
        on_walls=tuple(on_walls),
        apart=tuple(dict.fromkeys(apart)),
    )


def _on_wall(exponents: Exponents, wall: Wall, said: _Said) -> Judgement | None:
    """The verdict on a wall, where the exponents are derived again; None where that is not possible."""
    inputs = exponents.problem.inputs
    conditions = (*inputs.where, wall.condition)
    try:
        name, value = solved(wall.form, wall.condition)
        there = exponents_of(inputs.under(conditions))
        found = _judged(there, replace(said, expr=said.expr.xreplace({symbol(name): value.to_sympy()})))
    except InputError:
        return None
    if found is None or found.counterexample is None:
        return found
    return replace(found, counterexample=found.counterexample | {name: value.at(found.counterexample)})


def _values(problem: AnyProblem) -> dict[str, Form]:
    return {n: f for n, f in (("beta", problem.beta), ("r", problem.r)) if f.constant is not None}


_HIGHEST_POWER = 12


def _read(text: str, problem: AnyProblem) -> tuple[str, str, Any]:
    """Subject, relation and claimed expression."""
    subject, relation, shown = TOTAL, "==", text
    for sign in ("<=", ">=", "==", "="):
        before, found, after = text.partition(sign)
        if found:
            subject, relation, shown = before.strip(), "==" if sign == "=" else sign, after
            parse_relation(f"{before}{sign}{after}", names_in(text), argument="claim")
            break
    expr = parse(shown, names_in(shown), argument="claim")
    return subject, relation, expr.xreplace({symbol(n): f.to_sympy() for n, f in _values(problem).items()})


def _in_case(expr: Any, case: Case) -> Any:
    """The claim where it is known on which side of saturation r is: ``min(r, 1)`` may then stand in a denominator."""
    r, one, source = symbol("r"), sympy.S.One, Form.name("r")
    if case.risk.r.constant is not None:
        return expr.xreplace({r: case.risk.r.to_sympy()})
    if case.domain.implies(1 - source):
        return expr.xreplace({sympy.Min(r, 1): r, sympy.Max(r, 1): one})
    known = {sympy.Min(r, 1): one, sympy.Max(r, 1): r} if case.domain.implies(source - 1) else {}
    return expr.xreplace(known)


def read_tropical(expr: Any) -> Tropical:
    """A SymPy expression with ``Max`` and ``Min`` as a tropical expression.

    Raises:
        InputError: when it is not piecewise affine.
    """
    powers = (node for node in expr.atoms(sympy.Pow) if node.base.free_symbols)
    if any(not node.exp.is_Rational or abs(node.exp) > _HIGHEST_POWER for node in powers):
        raise InputError("claim", expr, "made of sums, multiples, max and min of exponents")
    if not expr.has(sympy.Max, sympy.Min):
        return tropical(Form.from_sympy(expr, "claim"))
    if isinstance(expr, (sympy.Max, sympy.Min)):
        parts = [read_tropical(part) for part in expr.args]
        return largest(*parts) if isinstance(expr, sympy.Max) else least(*parts)
    if isinstance(expr, sympy.Add):
        total = read_tropical(expr.args[0])
        for part in expr.args[1:]:
            total = total + read_tropical(part)
        return total
    if isinstance(expr, sympy.Mul):
        bent = [part for part in expr.args if part.has(sympy.Max, sympy.Min)]
        if len(bent) == 1 and isinstance(bent[0], (sympy.Max, sympy.Min, sympy.Add)):
            factor = sympy.Mul(*(part for part in expr.args if part is not bent[0]))
            return read_tropical(bent[0]) * Form.from_sympy(factor, "claim")
    raise InputError("claim", expr, "made of sums, multiples, max and min of exponents")


Obligation = tuple[Case, Region, Form, Ordering]
"""A region of a case with the derived form, and how the claimed one must compare with it."""


def _obligations(exponents: Exponents, subject: str, relation: str) -> list[Obligation]:
    flipped: dict[str, Ordering] = {"==": "==", "<=": ">=", ">=": "<="}
    if subject in (OPTIMUM, ARGMIN):
        return _about_optimum(optimal_ridge(exponents), subject, flipped[relation])
    names = {name for case in exponents.cases for name in case.risk.names}
    if subject != TOTAL and subject not in names:
        raise InputError("claim", subject, f"about one of {', '.join((TOTAL, *sorted(names), OPTIMUM, ARGMIN))}")
    return [
        (case, regime.region, regime.exponent, flipped[relation])
        for case in exponents.cases
        if subject == TOTAL or subject in case.risk.names
        for regime in (exponents.total if subject == TOTAL else exponents.piecewise(subject)).regimes
        if regime.domain == case.domain
    ]


def _about_optimum(optimum: OptimalRidge, subject: str, wanted: Ordering) -> list[Obligation]:
    found: list[Obligation] = []
    for regime in optimum.regimes:
        here = regime.minimum
        if subject == OPTIMUM:
            if here.value is None:
                raise InputError("claim", subject, "finite: the risk has no smallest exponent")
            found.append((regime.case, regime.region, here.value.exponent, wanted))
        elif here.low is not None and here.low == here.high:
            found.append((regime.case, regime.region, here.low, wanted))
        else:  # an interval of optimal ell: being equal means lying in it
            if here.low is not None and wanted in ("==", ">="):
                found.append((regime.case, regime.region, here.low, ">="))
            if here.high is not None and wanted in ("==", "<="):
                found.append((regime.case, regime.region, here.high, "<="))
    return found


def _failing(domain: Region, claimed: Tropical, wanted: Ordering, derived: Form, problem: AnyProblem) -> Region | None:
    """A part of the domain with interior points where the claim fails."""

    def course(cases: Cases) -> Form:
        return claimed.on(cases) - derived

    for leaf in explore(domain, course, problem.names):
        for sign, relations in ((1, ("==", "<=")), (-1, ("==", ">="))):
            excess = leaf.value * sign
            broken = leaf.region.where(Row(excess, strict=True))
            if wanted in relations and not excess.is_zero and broken.interior_point() is not None:
                return broken
    return None


def _simple(region: Region, names: Sequence[str]) -> dict[str, Fraction]:
    """A point of the interior with small numerators and denominators, one name after the other."""
    point = dict(region.fixed)
    for name in names:
        if name in point:
            continue
        tries = (value for value in _SIMPLE if region.put(name, Form.number(value)).interior_point() is not None)
        value = next(tries, None)
        if value is None:
            found = region.interior_point(names)
            assert found is not None
            value = found[name]
        point[name] = value
        region = region.put(name, Form.number(value))
    return point


_SIMPLE = sorted(
    {Fraction(sign * p, q) for q in (1, 2, 3, 4) for p in range(13) for sign in (1, -1)},
    key=lambda value: (value.denominator, abs(value), value < 0),
)
