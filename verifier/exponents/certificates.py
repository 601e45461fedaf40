"""Checking a certificate of scaling exponents again: rational arithmetic only, no solver and no search.

The certificate (see :mod:`lemmata.theory.scaling.certificate`) holds trees of splits that name, for every comparison
that was made, nonnegative multipliers of the inequalities at hand. The independent checker, ``lemmata_check``,
multiplies each combination out, evaluates the tropical expression with nothing but the comparisons that were so
justified, and what results must be what is claimed. What is stated, which that checker takes as given, is derived
again: the equivalent from the model that is named, and from the inputs the parts of parameter space, their expressions
and regimes, the optimum and where it is attained, what is assumed, and of each claim its verdict and the statements
that it comes down to; a certificate that states anything else, more or less is rejected. What is not multiplied out:
facts marked ``solver`` (polynomial ones for which no multipliers were found; they are counted, and a linear fact may
not be one of them), and the deterministic equivalents, which are assumed.

>>> from lemmata.theory.scaling import derive_exponents
>>> from lemmata.theory.scaling.certificate import certificate
>>> result = check(certificate(derive_exponents(2, "1/2")))
>>> result.confirmed, result.solver_facts, result.failures
(True, 0, [])
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lemmata import lemmata_check as checker
from lemmata.numerics.digest import digest
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.certificate import SCHEMA, skeleton, unproved
from lemmata.theory.scaling.claims import Judgement, judge_claim
from lemmata.theory.scaling.derive import Exponents, exponents_of
from lemmata.theory.scaling.forms import Form
from lemmata.theory.scaling.inputs import Inputs
from lemmata.theory.scaling.of_models.equivalent_inputs import EquivalentInputs
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.optimum import OptimalRidge, optimal_ridge
from lemmata.theory.scaling.regions import Undecided
from lemmata.verifier.model_files import find_model, is_file

Json = Any

_SHAPES = frozenset(
    frozenset(names.split())
    for names in (
        "schema inputs assumed optimised cases empty stated whole claims solver_facts digest",
        "domain fixed expression regimes cover",
        "domain fixed expression regimes cover ell optimum optimum_cover",
        "rows exponent proof",
        "rows exponent bounds attained",
        "ell regime facts",
        "rows row fact",
        "rows row fact fixed",
        "rows cover",
        "empty",
        "text where verdict counterexample on_walls apart parts",
        "region expression relation form says proof",
        "facts",
        "facts split above below",
        "split above below",
        "part facts",
    )
)
"""The fields of the parts of a certificate."""
_VALUES = frozenset({"inputs", "fixed", "counterexample"})
"""Fields that hold values of letters, and no parts."""
_PROOFS = frozenset({"proof", "cover", "optimum_cover", "bounds", "regime", "facts"})
"""Fields that say why."""


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
    result, report = Check(), checker.Report()
    try:
        _shapes(document)
        _require(document["digest"] == digest(document), "the digest is that of another document")
        result.derived = _stated(document)
        result.assumed += result.derived[0].assumed
        _Multiplied(dict(document), report).check()
    except (checker.Wrong, checker.Open) as wrong:
        result.failures.append(str(wrong))
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError, AttributeError, Undecided) as reason:
        result.failures.append(f"incomplete ({type(reason).__name__}: {reason})")
    result.facts, result.solver_facts = report.held["comparison of exponents"], report.open["comparison of exponents"]
    return result


def _trusted(document: Mapping[str, Any], trusted: str | None) -> None:
    inputs = document.get("inputs")
    file = inputs.get("model") if isinstance(inputs, Mapping) else None
    if isinstance(file, str) and is_file(file) and Path(file).resolve() != Path(trusted or "").resolve():
        raise InputError("CERTIFICATE", file, "read first: it is a program; then say --trust and its name")


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise checker.Wrong(what)


def _shapes(part: Mapping[str, Any]) -> None:
    """Nothing is missing in any part, and nothing is there beside what is looked at."""
    _require(frozenset(part) in _SHAPES, f"the fields {sorted(part)}")
    for value in (part[name] for name in part.keys() - _VALUES):
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Mapping):
                _shapes(inner)


def _stated(document: Mapping[str, Any]) -> tuple[Exponents, OptimalRidge | None, Judgement | None]:
    """What the certificate states is what follows from its inputs."""
    given = document["inputs"]
    found = exponents_of(_derived_again(given) if "equations" in given else Inputs(**given))
    optimum = optimal_ridge(found) if document["optimised"] is True else None
    _require(isinstance(document["optimised"], bool), "it does not say whether the ridge is optimised")
    wanted = json.loads(json.dumps(skeleton(found, optimum)))
    _require(document["assumed"] == wanted["assumed"], "what is assumed is not what the derivation takes as given")
    _require(document["stated"] == wanted["stated"], "the domain is not that of the inputs")
    empty = [[part["rows"], part["fixed"]] for part in document["empty"]]
    _require(empty == wanted["empty"], "the empty parts are others")
    whole = [part.get("empty", part)["rows"] for part in document["whole"] or ()]
    _require(not whole or whole == [rows for rows, _ in wanted["wholes"]], "a domain is covered that is not stated")
    stated = [_bare(case) for case in document["cases"]]
    _require(stated == wanted["cases"], "the parts, expressions, regimes or optima are not those of the inputs")
    judged = None
    for claim in document["claims"]:
        judged = judge_claim(found, claim["text"], claim["where"])
        said = {name: value for name, value in claim.items() if name != "parts"}
        _require(said == json.loads(json.dumps(judged.stated())), f"the claim is {judged.verdict}")
        statements = [_bare(part) for part in claim["parts"]]
        wanted_ones = json.loads(json.dumps([unproved(*obligation) for obligation in judged.obligations]))
        _require(statements == wanted_ones, "other statements")
    return found, optimum, judged


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


def _bare(part: Mapping[str, Any]) -> Json:
    """What a part of the certificate states, without its proofs."""
    return {
        name: [_bare(inner) if isinstance(inner, Mapping) else inner for inner in value]
        if isinstance(value, list)
        else value
        for name, value in part.items()
        if name not in _PROOFS
    }


class _Multiplied(checker.Exponents):
    """The trees of a certificate as the independent checker looks at them, and nothing in them beside."""

    def claim(self, claim: Json, cases: Json) -> None:
        """Multiply out every statement of a claim, whatever its verdict, which is derived again."""
        for part in claim["parts"]:
            here = checker.compared(part["expression"], part["relation"], checker.Form.read(part["form"]))
            self.tree(part["proof"], checker.forms(part["region"]), set(), here)

    def walls(self, claim: Json) -> list[str]:
        """None: those of the claim are derived again."""
        return []

    def fact(self, fact: Json, rows: list[checker.Form]) -> tuple[Any, ...]:
        """The sense of what is shown; polynomials may rest on the solver alone, but no linear fact."""
        solver = fact[1] == "solver"
        _require(len(fact) == 2 or (len(fact) == 3 and not solver), "a fact with something beside")
        _require(all(Form.from_json(form).to_json() == form for form in (fact[0], *fact[2:])), "not in lowest terms")
        tops = [checker.Form.read(fact[0]).top, *(row.top for row in rows)] if solver else []
        affine = all(sum(power for _, power in monomial) <= 1 for top in tops for monomial in top)
        _require(not (solver and affine), f"a linear fact without multipliers: {fact[0]}")
        return super().fact(fact, rows)

    def tree(self, tree: Json, rows: list[checker.Form], known: set[Any], leaf: Any) -> None:
        """Down a tree of splits; where facts stand beside one, it is a comparison as they are."""
        if "split" in tree:
            form = Form.from_json(tree["split"])
            wanted = form.direction if "facts" in tree else form
            _require(wanted.to_json() == tree["split"], "a split is not in lowest terms")
        super().tree(tree, rows, known, leaf)
