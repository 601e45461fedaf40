"""Claims, their proofs and the papers they come from.

A derivation states claims; it does not judge them. A proof is a chain as one writes it on paper, expression, reason,
expression, reason, expression:

>>> from sympy.abc import x
>>> from lemmata.verifier.rules import algebra
>>> calc((x + 1)**2, by(algebra), x**2 + 2*x + 1).steps[0].step.after
x**2 + 2*x + 1
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from sympy import Basic, Expr, S, srepr

from lemmata.theory.reading.parsing import number
from lemmata.theory.relations import Path, Relation, Statement
from lemmata.verifier.step import Rule, Step

Kind = Literal["claim", "published", "theorem", "equivalent"]
"""Ours; as printed by the paper; cited as a known theorem; a deterministic equivalent taken as given."""


class DerivationError(ValueError):
    """A derivation file says something that cannot be a derivation; the message names the claim and the defect."""


@dataclass(frozen=True)
class Reason:
    """Why one step of a chain holds: the rule, and the relation between its two sides."""

    rule: Rule
    relation: Relation = "="


def by(rule: Rule) -> Reason:
    """The next expression equals this one, by ``rule``."""
    return Reason(rule)


def at_most_by(rule: Rule) -> Reason:
    """The next expression is at least this one, by ``rule``."""
    return Reason(rule, "<=")


def at_least_by(rule: Rule) -> Reason:
    """The next expression is at most this one, by ``rule``."""
    return Reason(rule, ">=")


def tends_by(rule: Rule) -> Reason:
    """The next expression is the limit of this one along the claim's path, by ``rule``."""
    return Reason(rule, "->")


def equivalent_by(rule: Rule) -> Reason:
    """The next expression is the deterministic equivalent of this one, by ``rule``."""
    return Reason(rule, "~")


@dataclass(frozen=True)
class ProofStep:
    """One link of a chain."""

    step: Step
    rule: Rule


@dataclass(frozen=True)
class Proof:
    """A chain of steps from the first expression to the last."""

    steps: tuple[ProofStep, ...]

    @property
    def relation(self) -> Relation | None:
        """What the whole chain shows of its two ends; None when the relations do not compose."""
        kinds = {link.step.relation for link in self.steps} - {"="}
        if not kinds:
            return "="
        return kinds.pop() if len(kinds) == 1 else None


def calc(*parts: Basic | int | Reason) -> Proof:
    """A chain: expression, reason, expression, reason, ..., expression.

    Raises:
        DerivationError: when the parts do not alternate.
    """
    expressions = parts[0::2]
    reasons = parts[1::2]
    if len(parts) < 3 or len(expressions) != len(reasons) + 1:
        raise DerivationError("calc takes expression, reason, expression, ..., expression")
    for place, (expression, reason) in enumerate(zip(expressions, (*reasons, None), strict=True), start=1):
        if isinstance(expression, Reason) or not (reason is None or isinstance(reason, Reason)):
            raise DerivationError(f"calc part {2 * place - 1} or {2 * place}: expressions and by(rule) must alternate")
    terms = [as_expression(term) for term in expressions]
    links = []
    for before, reason, after in zip(terms, reasons, terms[1:], strict=False):
        assert isinstance(reason, Reason)
        links.append(ProofStep(Step(before, reason.relation, after), reason.rule))
    return Proof(tuple(links))


@dataclass(frozen=True)
class Source:
    """Where a statement stands."""

    paper: str
    place: str

    def __str__(self) -> str:
        return f"{self.paper}, {self.place}" if self.place else self.paper


@dataclass(frozen=True, eq=False)
class Claim:
    """One statement with everything that is needed to judge it.

    Attributes:
        id: permanent, ``chapter:name``.
        title: what it says, in words.
        statement: two expressions and a relation.
        where: the assumptions, relations between the symbols.
        witness: values that satisfy all assumptions, so that nothing holds vacuously.
        source: where it was printed, or what it sharpens.
        kind: ours, published (judged as printed), a cited theorem, or a deterministic equivalent.
        proof: a chain, or None.
        laws: distributions of the random matrices in it.
        checks: further evidence to be gathered (finite sizes, simulation).
        corrected_by: for a published statement that is false, the id of the claim that replaces it.
        reference: for a theorem or an equivalent, where its proof stands.
        note: one line for the reader.
        misprint: for a published statement, the slip of the pen that would explain it if it is false; empty for none.
    """

    id: str
    title: str
    statement: Statement
    where: tuple[Basic, ...] = ()
    witness: Mapping[Any, Any] = field(default_factory=dict)
    source: Source | None = None
    kind: Kind = "claim"
    proof: Proof | None = None
    laws: tuple[Any, ...] = ()
    checks: tuple[Any, ...] = ()
    corrected_by: str | None = None
    reference: str = ""
    note: str = ""
    misprint: str = ""

    @property
    def chapter(self) -> str:
        """The chapter's key, the part of the id before the colon."""
        return self.id.partition(":")[0]

    @cached_property
    def content_key(self) -> str:
        """A hash of everything that its evidence depends on: statement, assumptions, proof, rules, checks."""
        parts = [
            self.id,
            self.kind,
            _written(self.statement.lhs),
            self.statement.relation,
            _written(self.statement.rhs),
        ]
        parts += [str(self.path), self.reference]
        parts += [_written(relation) for relation in self.where]
        parts += sorted(f"{_written(symbol)}={value}" for symbol, value in self.witness.items())
        parts += [str(law) for law in self.laws]
        for link in self.proof.steps if self.proof else ():
            parts += [_written(link.step.before), link.step.relation, _written(link.step.after), link.rule.content()]
        parts += [check.content() for check in self.checks]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def path(self) -> Path | None:
        """The path of the limit, for statements with ``->``."""
        return self.statement.path

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the claims that the proof uses."""
        links = self.proof.steps if self.proof else ()
        used = (getattr(link.rule, "claims", ()) for link in links)
        return tuple(dict.fromkeys(claim.id for claims in used for claim in claims))


class Paper:
    """A chapter: a paper and the claims made of it, in the order in which they are stated.

    >>> paper = Paper("demo", "A demonstration", "arXiv 0000.00000")
    >>> paper.key
    'demo'
    """

    def __init__(self, key: str, title: str, reference: str = "") -> None:
        self.key = key
        self.title = title
        self.reference = reference
        self.claims: dict[str, Claim] = {}

    def at(self, place: str) -> Source:
        """A place in this paper: ``PAPER.at("Theorem 4.1")``."""
        return Source(self.reference or self.title, place)

    def claim(self, name: str, title: str, statement: Statement, **fields: Any) -> Claim:
        """State a claim of ours; the fields are those of :class:`Claim`."""
        return self._add(name, title, statement, "claim", fields)

    def published(
        self,
        name: str,
        title: str,
        statement: Statement,
        *,
        source: Source,
        corrected_by: Claim | None = None,
        **fields: Any,
    ) -> Claim:
        """State what the paper prints, to be judged as it stands.

        ``corrected_by`` is the claim that replaces it, should it be refuted.
        """
        fields |= {"source": source, "corrected_by": corrected_by.id if corrected_by else None}
        return self._add(name, title, statement, "published", fields)

    def theorem(self, name: str, title: str, statement: Statement, *, reference: str, **fields: Any) -> Claim:
        """Cite a known theorem: it is assumed, and named in every result that rests on it."""
        return self._add(name, title, statement, "theorem", fields | {"reference": reference})

    def deterministic_equivalent(
        self, name: str, title: str, statement: Statement, *, reference: str, **fields: Any
    ) -> Claim:
        """Take a random-matrix equivalent as given: what rests on it is at best ``assumed``."""
        return self._add(name, title, statement, "equivalent", fields | {"reference": reference})

    def _add(self, name: str, title: str, statement: Statement, kind: Kind, fields: dict[str, Any]) -> Claim:
        identifier = f"{self.key}:{name}"
        if identifier in self.claims:
            raise DerivationError(f"{identifier} is stated twice")
        if not isinstance(statement, Statement):
            raise DerivationError(f"{identifier}: the statement must be equal(...), at_most(...), tends(...), ...")
        unknown = fields.keys() - Claim.__dataclass_fields__.keys()
        if unknown:
            raise DerivationError(f"{identifier}: a claim has no field {min(unknown)!r}")
        witness = {symbol: _exactly(value) for symbol, value in (fields.pop("witness", None) or {}).items()}
        if not witness and (fields.get("where") or statement.free_symbols):
            raise DerivationError(f"{identifier} has no witness: give values that satisfy its assumptions")
        for several in ("where", "laws", "checks"):
            fields[several] = tuple(fields.get(several, ()))
        claim = Claim(identifier, title, statement, kind=kind, witness=witness, **fields)
        self.claims[identifier] = claim
        return claim


def as_expression(value: Any) -> Expr:
    """Python integers as SymPy's, anything else unchanged."""
    return S(value) if isinstance(value, int) else value


def _written(expression: Any) -> str:
    """The expression with its symbols' assumptions, so that two of the same look are told apart."""
    return srepr(expression, order="none") if isinstance(expression, Basic) else str(expression)


def _exactly(value: Any) -> Any:
    """A witness value as an exact number; a spectrum stays the sequence of pairs that it is."""
    return tuple((number(a), number(b)) for a, b in value) if isinstance(value, tuple) else number(value)
