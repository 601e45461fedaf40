"""Families of forged certificates: each takes a genuine one and yields what somebody might have made of it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Document = dict[str, Any]
Path = tuple[Any, ...]
WORDS = ("proved", "enclosed", "tested", "assumed", "undecided", "refuted")
FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "!=", "!=": "==", "=": "<="}


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place of a document, with what stands there."""
    yield path, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from paths(part, (*path, key))


def at(document: Document, path: Path) -> Any:
    """What stands at a place."""
    for key in path:
        document = document[key]
    return document


def changed(document: Document, path: Path, value: Any) -> Document:
    """A copy with another value at a place."""
    made = copy.deepcopy(document)
    at(made, path[:-1])[path[-1]] = value
    return made


def without(document: Document, path: Path) -> Document:
    """A copy without what stands at a place."""
    made = copy.deepcopy(document)
    del at(made, path[:-1])[path[-1]]
    return made


def fits(path: Path, pattern: str) -> bool:
    """Whether a path ends like ``steps.*.relation``."""
    wanted = pattern.split(".")
    return len(path) >= len(wanted) and all(
        want in ("*", str(key)) for want, key in zip(wanted, path[-len(wanted) :], strict=True)
    )


def places(document: Document, *patterns: str) -> list[tuple[Path, Any]]:
    """The places whose paths end in one of some ways."""
    return [(p, v) for p, v in paths(document) if any(fits(p, pattern) for pattern in patterns)]


def words(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """Another verdict."""

    def forge(document: Document) -> Iterator[Document]:
        for path, value in places(document, *patterns):
            yield from (changed(document, path, word) for word in WORDS if word != value)

    return forge


def dropped(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """An entry left out."""
    return lambda document: [without(document, path) for path, _ in places(document, *patterns)]


def emptied(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """A list, text or object with nothing left in it."""
    return lambda document: [changed(document, p, type(v)()) for p, v in places(document, *patterns) if v]


def doubled(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """The last entry of a list there twice."""
    return lambda document: [changed(document, p, [*v, v[-1]]) for p, v in places(document, *patterns) if v]


def swapped(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """The first two entries of a list in the other order."""

    def forge(document: Document) -> Iterator[Document]:
        for path, value in places(document, *patterns):
            if len(value) > 1 and value[0] != value[1]:
                yield changed(document, path, [value[1], value[0], *value[2:]])

    return forge


def numbers(*patterns: str, to: Callable[[str], str] = lambda text: "17") -> Callable[[Document], Iterable[Document]]:
    """Another number somewhere inside."""

    def forge(document: Document) -> Iterator[Document]:
        for path, value in places(document, *patterns):
            for inner, part in paths(value):
                named = bool(inner) and inner[-1] == 1 and at(value, inner[:-1])[0] in ("s", "'") if inner else False
                if isinstance(part, str) and part.lstrip("-").replace("/", "").isdigit() and not named:
                    yield changed(document, (*path, *inner), to(part))

    return forge


def put(value: Any, *patterns: str) -> Callable[[Document], Iterable[Document]]:
    """Another value."""
    return lambda document: [changed(document, p, value) for p, v in places(document, *patterns) if v != value]


def flipped(*patterns: str) -> Callable[[Document], Iterable[Document]]:
    """The relation the other way round."""
    return lambda document: [
        changed(document, p, FLIPPED[v]) for p, v in places(document, *patterns) if isinstance(v, str) and v in FLIPPED
    ]


def another_symbol(document: Document) -> Iterator[Document]:
    """A symbol for another one in a statement or step."""
    keys = sorted(document["symbols"])
    for path, value in places(document, "statement", "steps.*.after", "where"):
        for inner, part in paths(value):
            if isinstance(part, list) and part[:1] == ["s"] and len(part) == 2:
                other = next((key for key in keys if key != part[1]), part[1])
                yield changed(document, (*path, *inner), ["s", other])


def another_claim(document: Document) -> Iterator[Document]:
    """The id of another claim of the certificate."""
    ids = [row["id"] for row in document["claims"]]
    for path, value in places(document, "uses.*", "claim"):
        yield from (changed(document, path, other) for other in [*ids, "forged:claim"] if other != value)


def evidence_of_another(document: Document) -> Iterator[Document]:
    """Evidence taken from another claim."""
    rows = document["claims"]
    for place, row in enumerate(rows):
        for other in rows:
            if other["evidence"] != row["evidence"]:
                yield changed(document, ("claims", place, "evidence"), other["evidence"])


def all_words(document: Document) -> Iterator[Document]:
    """Every word of verdict, everywhere, is the same."""
    for word in ("proved", "tested"):
        made = copy.deepcopy(document)
        for path, _ in places(document, "verdict"):
            at(made, path[:-1])["verdict"] = word
        yield made


def no_foundations(document: Document) -> Iterator[Document]:
    """The claim rests on nothing any more."""
    made = copy.deepcopy(document)
    made["claims"] = made["claims"][-1:]
    for link in made["claims"][0]["steps"]:
        link["uses"] = []
    yield made


def extra_fields(document: Document) -> Iterator[Document]:
    """A field that nobody asked for."""
    for path, value in [((), document), *places(document, "claims.*", "evidence.*", "steps.*", "cases.*")]:
        if isinstance(value, dict):
            made = copy.deepcopy(document)
            at(made, path)["blessed"] = True
            yield made


def points_moved(document: Document) -> Iterator[Document]:
    """A counterexample somewhere else, or nowhere."""
    for path, value in places(document, "counterexample.*"):
        if isinstance(value, str):
            yield from (changed(document, path, other) for other in ("1000000", "-1", "1/3", "nan", "9" * 50))


def seen_only(document: Document) -> Iterator[Document]:
    """A proof taken away, and evidence without one put in its place."""
    for place, row in enumerate(document["claims"]):
        if row["steps"]:
            whole = next(item for item in row["evidence"] if item["part"] == "domain")
            evidence = [whole, {**whole, "part": "check", "method": "inspection"}]
            made = changed(document, ("claims", place, "evidence"), evidence)
            yield changed(made, ("claims", place, "steps"), [])


CLAIMS: dict[str, Callable[[Document], Iterable[Document]]] = {
    "verdict of the certificate": lambda document: [{**document, "verdict": word} for word in WORDS],
    "verdict of a claim": words("claims.*.verdict"),
    "verdict of a piece of evidence": words("evidence.*.verdict"),
    "every verdict": all_words,
    "what the certificate says": put("proved, citing nobody", "says"),
    "a piece of evidence removed": dropped("evidence.*"),
    "all evidence removed": emptied("evidence"),
    "a piece of evidence twice": doubled("evidence"),
    "evidence in another order": swapped("evidence"),
    "evidence of another claim": evidence_of_another,
    "a step removed": dropped("steps.*"),
    "a step twice": doubled("steps"),
    "steps in another order": swapped("steps"),
    "sense of the statement": flipped("statement.1"),
    "sense of a step": flipped("steps.*.relation"),
    "a condition dropped": dropped("where.*"),
    "a condition widened": numbers("where", to=lambda text: f"-{text.lstrip('-')}9"),
    "a condition turned": flipped("where.*.0"),
    "a number of the statement": numbers("statement"),
    "a number of a step": numbers("steps.*.before", "steps.*.after"),
    "a symbol renamed": another_symbol,
    "assumptions of a symbol": emptied("symbols.*"),
    "letters of an eigenvalue": dropped("per_eigenvalue.*"),
    "evidence in place of a proof": seen_only,
    "another claim used": another_claim,
    "a foundation removed": lambda d: [without(d, ("claims", i)) for i in range(len(d["claims"]))],
    "no foundations": no_foundations,
    "kind of a claim": put("theorem", "claims.*.kind"),
    "name of a rule": put("by inspection", "steps.*.rule"),
    "kind of a rule": put("CertifiedRule", "steps.*.kind"),
    "file of a rule": put("algebra.py", "steps.*.from"),
    "content of a claim": put("0" * 64, "content"),
    "witness moved": numbers("witness"),
    "reference": put("a great book", "reference"),
    "seed": put(7, "settings.seed", "evidence.*.seed"),
    "effort": put("deep", "settings.effort"),
    "count of points": put(1000, "evidence.*.points"),
    "digits": put(50, "evidence.*.digits"),
    "counterexample moved": points_moved,
    "gap widened": put("123", "evidence.*.gap"),
    "what is cited": put(["a theorem of great depth"], "evidence.*.cited"),
    "what is assumed": put(["nothing to see"], "evidence.*.assuming", "evidence.*.principles"),
    "how it was decided": put(["two solvers"], "evidence.*.engines"),
    "obligations": put([], "evidence.*.obligations"),
    "a discharge": put("by inspection", "obligations.*.by"),
    "a ball": put(["nan", "0", "0", "0"], "certificate.before", "certificate.after"),
    "a multiplier": numbers("facts.*.sum"),
    "a multiplier twice": doubled("facts.*.sum"),
    "a sign": put("<", "facts.*.sign"),
    "a fact about something else": put("1", "facts.*.term"),
    "the marked place": put("0", "hint.marked"),
    "values of an instance": numbers("hint.instance"),
    "a field beside": extra_fields,
    "a claim twice": doubled("claims"),
    "another schema": put("lemmata.certificate/3", "schema"),
    "a big integer": put("9" * 5000, "statement.2", "hint.mark"),
}
"""By what was done: forgeries of the certificate of a claim."""

EXPONENTS: dict[str, Callable[[Document], Iterable[Document]]] = {
    "a regime deleted": dropped("regimes.*"),
    "the exponent of a regime": numbers("regimes.*.exponent"),
    "rows of a regime": numbers("regimes.*.rows"),
    "rows in another order": swapped("rows"),
    "an empty region": emptied("domain", "regimes.*.rows", "region"),
    "the optimum moved": numbers("optimum.*.exponent"),
    "where the optimum is attained": numbers("attained.*.ell"),
    "the optimum attained nowhere": emptied("attained"),
    "bounds of the optimum dropped": dropped("bounds.*"),
    "the optimum deleted": dropped("cases.*.optimum"),
    "not optimised": put(False, "optimised"),
    "another claim": put("exponent == 5", "claims.*.text"),
    "a claim elsewhere": put(["ell >= 1"], "claims.*.where"),
    "verdict of a claim": put("refuted", "claims.*.verdict"),
    "a claim without parts": emptied("parts"),
    "a part of a claim dropped": dropped("parts.*"),
    "walls": put(["somewhere else"], "claims.*.on_walls", "claims.*.apart"),
    "sense of a part": put("<=", "parts.*.relation"),
    "form of a part": numbers("parts.*.form"),
    "what a part says": put("all is well", "parts.*.says"),
    "inputs": put("3", "inputs.beta", "inputs.r", "inputs.sigma2"),
    "what is assumed": emptied("assumed"),
    "a multiplier": numbers("facts.*.1"),
    "a multiplier twice": doubled("facts.*.1"),
    "a fact dropped": dropped("facts.*"),
    "a fact by the solver": put("solver", "facts.*.1"),
    "the count of solver facts": put(3, "solver_facts"),
    "an expression": numbers("cases.*.expression"),
    "a field beside": extra_fields,
    "the cover": dropped("cover.*"),
}
"""The same for the certificate of derived exponents."""
