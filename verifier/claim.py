"""Claims and their proofs, as data: what is stated, under which assumptions, and the chain of steps that leads there.

Who states claims writes them in a :class:`~lemmata.verifier.paper.Paper`; the words for it (``Paper``, ``by``, ``calc``
and the like) are found here as well.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from sympy import Basic, Expr, S, latex, preorder_traversal, srepr

from lemmata.numerics.displayed import table
from lemmata.numerics.exact import whole
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.relations import Path, Relation, Statement, shown_by
from lemmata.verifier.provenance import held_by, sources
from lemmata.verifier.step import Rule, Step

Kind = Literal["claim", "published", "theorem"]
"""Ours; as printed by the paper; cited as a known theorem."""


class DerivationError(ValueError):
    """A derivation file says something that cannot be a derivation; the message names the claim and the defect."""


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
        return shown_by(link.step.relation for link in self.steps)

    def _repr_html_(self) -> str:
        first = [("", f"${latex(self.steps[0].step.before)}$", "")] if self.steps else []
        links = ((link.step.relation, f"${latex(link.step.after)}$", link.rule.name) for link in self.steps)
        return table([*first, *links])


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
        kind: ours, published (judged as printed), or a cited theorem.
        proof: a chain, or None.
        laws: distributions of the random matrices in it.
        checks: further evidence to be gathered (finite sizes, simulation).
        corrected_by: for a published statement that is false, the id of the claim that replaces it.
        reference: for a theorem, where its proof stands.
        note: one line for the reader.
        misprint: for a published statement, the slip of the pen that would explain it if it is false; empty for none.
        printed: for a published statement, the formula as the paper prints it, in LaTeX.
        section: the section of the paper in which it is listed.
        definitions: what its paper defines.
        file, line: where it is stated, for editors and reports; no evidence depends on it.
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
    printed: str = ""
    section: str = ""
    definitions: Definitions = field(default_factory=Definitions)
    file: str = ""
    line: int = 0

    def _repr_latex_(self) -> str:
        """What a notebook shows: the statement."""
        return self.statement._repr_latex_()

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
        parts += [str(self.path), self.reference, *_letters(self.path)]
        parts += [str(self.statement.regime)] if self.statement.regime else []
        parts += [_written(relation) for relation in self.where]
        parts += sorted(f"{_written(symbol)}={value}" for symbol, value in self.witness.items())
        parts += [text for law in self.laws for text in (str(law), *_letters(law))]
        for link in self.proof.steps if self.proof else ():
            parts += [_written(link.step.before), link.step.relation, _written(link.step.after), link.rule.content()]
        parts += [check.content() for check in self.checks]
        parts += [f"{name} := {written}" for name, written in sorted(self.defined.items())]
        return hashlib.sha256("\n".join([*parts, *self.foreign]).encode()).hexdigest()

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """Hashes of the files from outside the project whose code may run when it is judged."""
        links = self.proof.steps if self.proof else ()
        steps = [part for link in links for part in (link.step.before, link.step.after, link.rule)]
        return tuple(sources(self.statement.lhs, self.statement.rhs, *self.where, *self.laws, *steps, *self.checks))

    @property
    def defined(self) -> dict[str, str]:
        """The definitions of its paper that it depends on, written out."""
        return self.definitions.used_by(*self.said, *self.terms_between)

    @property
    def said(self) -> tuple[Basic, ...]:
        """The terms of the statement, its assumptions and laws."""
        laws = [part for part in held_by(self.laws) if isinstance(part, Basic)]
        return (self.statement.lhs, self.statement.rhs, *self.where, *laws)

    @property
    def terms_between(self) -> tuple[Basic, ...]:
        """The terms of the proof."""
        links = self.proof.steps if self.proof else ()
        return tuple(side for link in links for side in (link.step.before, link.step.after))

    @property
    def path(self) -> Path | None:
        """The path of the limit, for statements with ``->``."""
        return self.statement.path

    @cached_property
    def principles(self) -> tuple[str, ...]:
        """What the quantities in the statement are known by only: an exponent of a risk is that of its equivalent.

        A rule of the proof may know its quantity without a principle, and say so (``grounded``).
        """
        nodes = (node for side in (self.statement.lhs, self.statement.rhs) for node in preorder_traversal(side))
        links = self.proof.steps if self.proof else ()
        known = {name for link in links for name in link.rule.grounded(link.step)}
        return tuple(
            dict.fromkeys(name for node in nodes for name in getattr(node, "principles", ()) if name not in known)
        )

    @property
    def foundations(self) -> tuple[Claim, ...]:
        """The claims that the proof uses: all that its rules hold, whatever they say of themselves."""
        links = self.proof.steps if self.proof else ()
        found = (part for link in links for part in held_by(link.rule) if isinstance(part, Claim))
        return tuple({id(claim): claim for claim in found}.values())

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the claims that the proof uses."""
        return tuple(dict.fromkeys(claim.id for claim in self.foundations))


def as_expression(value: Any) -> Expr:
    """Integers, of Python or of NumPy, as SymPy's; anything else unchanged."""
    number = None if isinstance(value, Basic) else whole(value)
    return value if number is None else S(number)


def _letters(value: Any) -> list[str]:
    """The expressions in a law or a path, with their symbols' assumptions."""
    return [_written(part) for part in held_by(value) if isinstance(part, Basic)]


def _written(expression: Any) -> str:
    """The expression with its symbols' assumptions, so that two of the same look are told apart."""
    return srepr(expression, order="none") if isinstance(expression, Basic) else str(expression)


_WORDS = (
    "Paper", "Reason", "at_least_by", "at_most_by", "by", "calc", "equivalent_by", "greater_than_by", "less_than_by",
    "tends_by",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    """The words for stating claims, which stand above the claims themselves: a reason may be a rule that uses one."""
    if name in _WORDS:
        return getattr(importlib.import_module("lemmata.verifier.paper"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
