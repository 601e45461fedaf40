"""Checking a certificate of scaling exponents again: rational arithmetic only, no solver and no search.

The certificate (see :mod:`lemmata.theory.scaling.certificate`) holds trees of splits that name, for every comparison
that was made, nonnegative multipliers of the inequalities at hand. Here each combination is multiplied out, the
tropical expression is evaluated with nothing but the comparisons that were so justified, and what results must be what
is claimed. What is stated is derived again: the equivalent from the model that is named, and from the inputs the parts
of parameter space, their expressions and regimes, the optimum and where it is attained, what is assumed, and of each
claim its verdict and the statements that it comes down to; a certificate that states anything else, more or less is
rejected. What is not multiplied out: facts marked ``solver`` (polynomial ones for which no multipliers were found; they
are counted, and a linear fact may not be one of them), and the deterministic equivalents, which are assumed.

>>> from lemmata.theory.scaling import derive_exponents
>>> from lemmata.theory.scaling.certificate import certificate
>>> result = check(certificate(derive_exponents(2, "1/2")))
>>> result.confirmed, result.solver_facts, result.failures
(True, 0, [])
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from lemmata.numerics.digest import digest
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.certificate import SCHEMA, rows_to_json, skeleton
from lemmata.theory.scaling.claims import Judgement, judge_claim
from lemmata.theory.scaling.derive import Exponents, exponents_of
from lemmata.theory.scaling.farkas import Reason, reason_holds
from lemmata.theory.scaling.forms import ONE, Form
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.regions import Region, Undecided
from lemmata.theory.scaling.tropical import Tropical
from lemmata.verifier.model_files import find_model, is_file

Json = Any
Facts = frozenset[Form]
Node = tuple[Any, ...]

_FIELDS = frozenset(
    {
        "schema",
        "inputs",
        "assumed",
        "optimised",
        "cases",
        "empty",
        "stated",
        "whole",
        "claims",
        "solver_facts",
        "digest",
    }
)
_SPLIT = frozenset({"split", "above", "below"})
_PART = frozenset({"part", "facts"})


class _Wrong(Exception):
    """A part of the certificate that does not hold."""


@dataclass
class Check:
    """The outcome.

    Attributes:
        facts: how many inequalities were multiplied out.
        solver_facts: how many rest on the solver alone.
        failures: what did not hold.
        assumed: what the certificate takes as given.
        derived: the exponents, the optimum if there is one, and the last claim, as they follow from the inputs.
    """

    facts: int = 0
    solver_facts: int = 0
    failures: list[str] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)
    derived: tuple[Exponents, OptimalRidge | None, Judgement | None] | None = None

    @property
    def confirmed(self) -> bool:
        """Whether everything held."""
        return not self.failures

    def to_json(self) -> dict[str, Any]:
        """The document that ``lemmata replay --json`` prints, without its schema field."""
        return {
            "confirmed": self.confirmed,
            "facts": self.facts,
            "solver_facts": self.solver_facts,
            "failures": self.failures,
            "assumed": self.assumed,
        }

    def lines(self) -> Iterator[str]:
        """For reading."""
        yield f"exponents: {'confirmed' if self.confirmed else 'NOT confirmed'}"
        yield f"  {self.facts} inequalities multiplied out, {self.solver_facts} taken from the solver"
        yield from (f"  BAD {failure}" for failure in self.failures)
        yield from (f"  assumed: {words}" for words in self.assumed)


def check(document: Mapping[str, Any], trusted: str | None = None) -> Check:
    """Check a certificate.

    Args:
        document: the certificate.
        trusted: the file of a model that may be run, where the certificate names that file.

    Raises:
        InputError: when it is not a certificate of exponents, or of a model whose file was not trusted.
    """
    if document.get("schema") != SCHEMA:
        raise InputError("CERTIFICATE", document.get("schema"), f"of schema {SCHEMA}")
    _trusted(document, trusted)
    result = Check()
    try:
        _only(document, _FIELDS)
        _require(document["digest"] == digest(document), "the digest is that of another document")
        result.derived, wholes = _stated(document)
        result.assumed += result.derived[0].assumed
        for empty in document["empty"]:
            _empty(result, {name: value for name, value in empty.items() if name != "fixed"})
        _whole(result, document, wholes)
        for case in document["cases"]:
            _case(result, case)
        for claim in document["claims"]:
            _claim(result, claim, document)
        _require(result.solver_facts == document["solver_facts"], "the facts of the solver are not those announced")
    except _Wrong as wrong:
        result.failures.append(str(wrong))
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError, AttributeError, Undecided) as reason:
        result.failures.append(f"incomplete ({type(reason).__name__}: {reason})")
    return result


def _trusted(document: Mapping[str, Any], trusted: str | None) -> None:
    inputs = document.get("inputs")
    file = inputs.get("model") if isinstance(inputs, Mapping) else None
    if isinstance(file, str) and is_file(file) and Path(file).resolve() != Path(trusted or "").resolve():
        raise InputError("CERTIFICATE", file, "read first: it is a program; then say --trust and its name")


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise _Wrong(what)


def _only(value: Mapping[str, Any], *wanted: frozenset[str]) -> None:
    """Nothing is missing, and nothing is there beside what is looked at."""
    _require(set(value) in wanted, f"the fields {sorted(value)}")


def _stated(document: Mapping[str, Any]) -> tuple[tuple[Exponents, OptimalRidge | None, Judgement | None], Json]:
    """What the certificate states is what follows from its inputs; that, and the domain to cover."""
    given = document["inputs"]
    found = exponents_of(_derived_again(given) if "equations" in given else Inputs(**given))
    optimum = optimal_ridge(found) if document["optimised"] is True else None
    _require(isinstance(document["optimised"], bool), "it does not say whether the ridge is optimised")
    wanted = json.loads(json.dumps(skeleton(found, optimum)))
    _require(document["assumed"] == wanted["assumed"], "what is assumed is not what the derivation takes as given")
    _require(document["stated"] == wanted["stated"], "the domain is not that of the inputs")
    empty = [[part["rows"], part["fixed"]] for part in document["empty"]]
    _require(empty == wanted["empty"], "the empty parts are others")
    stated = [_skeleton_of(case) for case in document["cases"]]
    _require(stated == wanted["cases"], "the parts, expressions, regimes or optima are not those of the inputs")
    judged = None
    for claim in document["claims"]:
        _only(claim, frozenset({"text", "where", "verdict", "counterexample", "on_walls", "apart", "parts"}))
        judged = judge_claim(found, claim["text"], claim["where"])
        said = {name: value for name, value in claim.items() if name != "parts"}
        _require(said == json.loads(json.dumps(judged.stated())), f"the claim is {judged.verdict}")
        statements = [[p["region"], p["expression"], p["relation"], p["form"], p["says"]] for p in claim["parts"]]
        wanted_ones = json.loads(json.dumps([_obligation(*o) for o in judged.obligations]))
        _require(statements == wanted_ones, "other statements")
    return (found, optimum, judged), wanted["wholes"]


def _derived_again(given: Json) -> EquivalentInputs:
    """The inputs of a derived equivalent, derived again from the model that they name, if they do."""
    said = EquivalentInputs.from_json(given)
    if not said.model:
        return said
    spectrum: dict[str, Any] = {"beta": said.beta, "r": said.r, "d": said.d, "where": said.where, "ell": said.ell}
    found = model_inputs(find_model(said.model), said.stated, dict(said.given), **spectrum)
    differing = [name for name, value in vars(found).items() if getattr(said, name) != value]
    _require(not differing, f"{', '.join(differing)}: not what {said.model} gives")
    return found


def _obligation(region: Region, expression: Tropical, relation: str, form: Form) -> Json:
    says = f"exponent {relation} {form} where {region}"
    return [rows_to_json(region), expression.to_json(), relation, form.to_json(), says]


def _skeleton_of(case: Json) -> Json:
    """What a part of the certificate states, without its proofs."""
    plain = {"domain", "fixed", "expression", "regimes", "cover"}
    _only(case, frozenset(plain), frozenset(plain | {"ell", "optimum", "optimum_cover"}))
    found = {"domain": case["domain"], "fixed": case["fixed"], "expression": case["expression"]}
    for regime in case["regimes"]:
        _only(regime, frozenset({"rows", "exponent", "proof"}))
    found["regimes"] = [[regime["rows"], regime["exponent"]] for regime in case["regimes"]]
    if "optimum" in case:
        found["ell"] = case["ell"]
        for part in case["optimum"]:
            _only(part, frozenset({"rows", "exponent", "bounds", "attained"}))
        found["optimum"] = [
            [part["rows"], part["exponent"], [end["ell"] for end in part["attained"]]] for part in case["optimum"]
        ]
    return found


def _forms(rows: Json) -> list[Form]:
    return [Form.from_json(row) for row in rows]


def _fact(result: Check, fact: Json, hypotheses: Sequence[Form]) -> Form:
    """The form that a fact says is nonnegative, its reason multiplied out."""
    form, reason = Form.from_json(fact[0]), fact[1]
    _require(len(fact) == 2 or (len(fact) == 3 and reason != "solver"), "a fact with something beside")
    if reason == "solver":
        affine = all(sum(powers.values()) <= 1 for h in (form, *hypotheses) for powers in map(dict, h.num.terms))
        _require(not affine, f"a linear fact without multipliers: {fact[0]}")
        result.solver_facts += 1
        return form
    found = {tuple(map(int, positions)): Fraction(value) for positions, value in reason}
    _require(len(found) == len(reason), "a multiplier is given twice")
    _require(all(0 <= p < len(hypotheses) for positions in found for p in positions), "a multiplier of nothing")
    scale = Form.from_json(fact[2]) if len(fact) > 2 else Form(ONE)
    _require(scale.den == ONE, "a factor is no polynomial")
    held = reason_holds(form.num, [h.num for h in hypotheses], Reason(found, scale.num))
    _require(held, f"{form} >= 0 does not follow")
    result.facts += 1
    return form


def _empty(result: Check, part: Json) -> None:
    _only(part, frozenset({"rows", "row", "fact"}))
    rows = _forms(part["rows"])
    chosen = rows.pop(int(part["row"]))
    _require(_fact(result, part["fact"], rows) == -chosen, "a part is not empty")


def _whole(result: Check, document: Mapping[str, Any], wholes: Json) -> None:
    """The parts, and those without interior points, cover the domain of the inputs, where the certificate says so."""
    parts = [_forms(case["domain"]) for case in document["cases"]] + [_forms(e["rows"]) for e in document["empty"]]
    for whole, (rows, places) in zip(document["whole"] or (), wholes if document["whole"] else (), strict=True):
        _only(whole, frozenset({"empty"}), frozenset({"rows", "cover"}))
        _require(whole.get("empty", whole)["rows"] == rows, "a domain is covered that is not the one stated")
        if "empty" in whole:
            _empty(result, whole["empty"])
        else:
            _parts(result, whole["cover"], _forms(rows), {place: parts[place] for place in places})


def _case(result: Check, case: Json) -> None:
    domain, expression = _forms(case["domain"]), _nodes(case["expression"])
    regimes = [(_forms(regime["rows"]), Form.from_json(regime["exponent"])) for regime in case["regimes"]]
    for (rows, _), regime in zip(regimes, case["regimes"], strict=True):
        _compare(result, regime["proof"], expression, rows, frozenset(), "==", regime["exponent"])
        _require(set(domain) <= set(rows), "a regime leaves its domain")
    _parts(result, case["cover"], domain, dict(enumerate(rows for rows, _ in regimes)))
    if "optimum" in case:
        for part in case["optimum"]:
            _least(result, part, case["ell"], regimes)
        fixed = [row for row in domain if case["ell"] not in row.names]
        _parts(result, case["optimum_cover"], fixed, dict(enumerate(_forms(part["rows"]) for part in case["optimum"])))


def _and(rows: list[Form], form: Form) -> list[Form]:
    return rows if form in rows else [*rows, form]


def _nodes(expression: Json) -> list[Node]:
    """A tropical expression, its forms read once."""
    return [
        (kind, *(Form.from_json(part) if isinstance(part, list) else part for part in rest))
        for kind, *rest in expression
    ]


def _value(expression: Sequence[Node], known: Facts) -> Form:
    """A tropical expression as one form, by justified comparisons only."""
    values: list[Form] = []
    for kind, *rest in expression:
        if kind == "form":
            values.append(rest[0])
        elif kind == "times":
            values.append(_times(rest[0], values[rest[1]]))
        elif kind == "sum":
            values.append(_plus(values[rest[0]], values[rest[1]]))
        else:
            _require(kind in ("max", "min"), f"no node is called {kind}")
            values.append(_extreme([values[position] for position in rest], kind, known))
    return values[-1]


# The same few sums and differences come back at every leaf.
@lru_cache(maxsize=4096)
def _plus(one: Form, other: Form) -> Form:
    return one + other


@lru_cache(maxsize=4096)
def _times(one: Form, other: Form) -> Form:
    return one * other


@lru_cache(maxsize=4096)
def _directions(one: Form, other: Form) -> tuple[Form, Form]:
    """What is nonnegative when the one is greater, and when it is less."""
    difference = (one - other).direction
    return difference, -difference


def _extreme(forms: Sequence[Form], kind: str, known: Facts) -> Form:
    best = forms[0]
    for form in forms[1:]:
        up, down = _directions(form, best)
        better, worse = (up, down) if kind == "max" else (down, up)
        if better in known or _plainly(better):
            best = form
        else:
            _require(worse in known or _plainly(worse), "an unjustified comparison")
    return best


def _parts(result: Check, tree: Json, rows: list[Form], parts: Mapping[int, list[Form]]) -> None:
    """Parts, by their places, cover a region: regimes of one exponent a leaf, those of the optimum all parameters."""
    _only(tree, _SPLIT, _PART)
    if "split" in tree:
        form = Form.from_json(tree["split"])
        _parts(result, tree["above"], _and(rows, form), parts)
        _parts(result, tree["below"], _and(rows, -form), parts)
        return
    shown = {_fact(result, fact, rows) for fact in tree["facts"]}
    _require(set(parts[int(tree["part"])]) <= shown, "the parts leave a gap")


def _least(result: Check, part: Json, ell: str, regimes: Sequence[tuple[list[Form], Form]]) -> None:
    """The optimal exponent bounds every regime, and is attained."""
    if part["exponent"] is None:
        return
    rows, least = _forms(part["rows"]), Form.from_json(part["exponent"])
    for (regime_rows, exponent), fact in zip(regimes, part["bounds"], strict=True):
        both = list(rows)
        for row in regime_rows:
            both = _and(both, row)
        if isinstance(fact, dict):
            _require(_forms(fact["rows"]) == both, "a regime is called empty for reasons of another one")
            _empty(result, fact)
        else:
            shown = _fact(result, fact, both)
            _require(shown == (exponent - least).direction, "a regime is not bounded by the optimum")
    for attained in part["attained"]:
        _only(attained, frozenset({"ell", "regime", "facts"}))
        end, (regime_rows, exponent) = Form.from_json(attained["ell"]), regimes[int(attained["regime"])]
        _require(exponent.put(ell, end) == least, "the optimum is not attained")
        shown_rows = {_fact(result, fact, rows) for fact in attained["facts"]}
        wanted = {row.put(ell, end).direction for row in regime_rows}
        _require(all(form in shown_rows or _plainly(form) for form in wanted), "the optimum is outside its regime")


def _plainly(form: Form) -> bool:
    return form.constant is not None and form.constant >= 0


def _claim(result: Check, claim: Json, document: Mapping[str, Any]) -> None:
    """A claim about an exponent, judged on every regime (see :mod:`lemmata.theory.scaling.claims`)."""
    for part in claim["parts"]:
        _only(part, frozenset({"region", "expression", "relation", "form", "says", "proof"}))
        rows = _forms(part["region"])
        _compare(result, part["proof"], _nodes(part["expression"]), rows, frozenset(), part["relation"], part["form"])


def _compare(
    result: Check, tree: Json, expression: Sequence[Node], rows: list[Form], known: Facts, relation: str, form: Json
) -> None:
    _only(tree, frozenset({"facts"}), frozenset({"facts", "split", "above", "below"}))
    known = known | {_fact(result, fact, rows) for fact in tree["facts"]}
    if "split" in tree:
        cut = Form.from_json(tree["split"])
        for side, signed in (("above", cut), ("below", -cut)):
            _compare(result, tree[side], expression, _and(rows, signed), known | {signed}, relation, form)
        return
    excess = _value(expression, known) - Form.from_json(form)
    signed = (excess if relation == ">=" else -excess).direction
    held = excess.is_zero or (relation != "==" and (signed in known or _plainly(signed)))
    _require(held, f"a claim fails by {excess}")
