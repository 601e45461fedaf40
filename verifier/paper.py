"""Stating claims, as on paper.

A derivation states claims; it does not judge them. A proof holds what is between the two sides of its statement: it
begins and ends with a reason, and a reason is a rule, or an earlier claim.

>>> from sympy.abc import x
>>> from lemmata.theory.relations import at_least, equal
>>> from lemmata.verifier.rules import algebra, inequality
>>> paper = Paper("demo", "A demonstration", "arXiv 0000.00000")
>>> square = paper.claim("square", "A square", equal(x**2 - 2*x + 2, (x - 1)**2 + 1), witness={x: 1}, proof=algebra)
>>> bound = paper.claim("bound", "A bound", at_least(x**2 - 2*x + 2, 1), witness={x: 1},
...                     proof=[square, (x - 1)**2 + 1, inequality])
>>> [(str(link.step.relation), link.rule.name) for link in bound.proof.steps]
[('=', 'use square'), ('>=', 'inequality')]

Each link shows the statement's own relation where its rule can prove that, and an equation or whatever else composes
with it otherwise. Where this is not meant, ``by(rule)`` says "equal", ``at_most_by``, ``at_least_by``,
``less_than_by``, ``greater_than_by``, ``tends_by`` and ``equivalent_by`` the rest. :func:`calc` writes a chain out in
full, with both ends.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sympy import Basic, Dummy, S

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import d, signal
from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.random_matrices.laws import with_one_law_each
from lemmata.theory.reading.parsing import number
from lemmata.theory.relations import LINKS, Relation, Statement
from lemmata.theory.spectra.eigensum import SPECTRUM, depends_on_spectrum
from lemmata.verifier.claim import Claim, DerivationError, Kind, Proof, ProofStep, Source, as_expression
from lemmata.verifier.declared import (
    beyond_its_meaning,
    called,
    misstated,
    mistyped,
    no_expression,
    no_key,
    no_name,
    no_rule,
    no_text,
    unsampled,
)
from lemmata.verifier.listing import Listing
from lemmata.verifier.rules.use import use
from lemmata.verifier.step import Rule, Step


@dataclass(frozen=True)
class Reason:
    """Why one step of a chain holds: the rule, and the relation between its two sides."""

    rule: Rule
    relation: Relation = "="


def by(reason: Rule | Claim) -> Reason:
    """The next expression equals this one, by the rule or the earlier claim."""
    return Reason(_rule(reason))


def at_most_by(reason: Rule | Claim) -> Reason:
    """The next expression is at least this one."""
    return Reason(_rule(reason), "<=")


def at_least_by(reason: Rule | Claim) -> Reason:
    """The next expression is at most this one."""
    return Reason(_rule(reason), ">=")


def less_than_by(reason: Rule | Claim) -> Reason:
    """The next expression is strictly greater than this one."""
    return Reason(_rule(reason), "<")


def greater_than_by(reason: Rule | Claim) -> Reason:
    """The next expression is strictly less than this one."""
    return Reason(_rule(reason), ">")


def tends_by(reason: Rule | Claim) -> Reason:
    """The next expression is the limit of this one along the claim's path."""
    return Reason(_rule(reason), "->")


def equivalent_by(reason: Rule | Claim) -> Reason:
    """The next expression is the deterministic equivalent of this one."""
    return Reason(_rule(reason), "~")


Between: TypeAlias = "Reason | Rule | Claim | Basic | int"
"""What stands in a proof: reasons and, between them, expressions."""


def calc(*parts: Basic | int | Reason) -> Proof:
    """A chain written out in full: expression, reason, expression, reason, ..., expression.

    Raises:
        DerivationError: when the parts do not alternate.
    """
    expressions, reasons = parts[0::2], parts[1::2]
    if len(parts) < 3 or len(expressions) != len(reasons) + 1:
        raise DerivationError("calc takes expression, reason, expression, ..., expression")
    for place, (expression, reason) in enumerate(zip(expressions, (*reasons, None), strict=True), start=1):
        if isinstance(expression, Reason) or not (reason is None or isinstance(reason, Reason)):
            raise DerivationError(f"calc part {2 * place - 1} or {2 * place}: expressions and by(rule) must alternate")
        if reason is not None and (problem := no_rule(reason.rule)):
            raise DerivationError(f"calc part {2 * place} is {problem}")
        if problem := no_expression(as_expression(expression)):
            raise DerivationError(f"calc part {2 * place - 1} is {problem}")
    return _chain(expressions, [reason for reason in reasons if isinstance(reason, Reason)])


def proof_of(statement: Statement, given: Proof | Between | Sequence[Between]) -> Proof:
    """The chain from one side of the statement to the other, of which ``given`` is what stands between.

    Raises:
        DerivationError: when reasons and expressions do not alternate, or show another relation.
    """
    if isinstance(given, Proof):
        return given
    parts = list(given) if isinstance(given, (list, tuple)) else [given]
    reasons, between = parts[0::2], parts[1::2]
    if len(reasons) != len(between) + 1:
        raise DerivationError("a proof begins and ends with a reason: reason, expression, ..., reason")
    for place, part in enumerate(parts, start=1):
        if isinstance(part, (Reason, Rule, Claim)) != bool(place % 2):
            expected = "a reason (a rule or an earlier claim)" if place % 2 else "an expression"
            raise DerivationError(f"part {place} of the proof is {called(part)}, not {expected}")
    for number_of, part in enumerate(between, start=1):
        if problem := no_expression(as_expression(part)):
            raise DerivationError(f"part {2 * number_of} of the proof is {problem}")
    chain = _chain([statement.lhs, *between, statement.rhs], [_reason(part, statement.relation) for part in reasons])
    if chain.relation != statement.relation:
        shown = chain.relation or "no single relation"
        raise DerivationError(f"the proof shows {shown}, the statement says {statement.relation}")
    return chain


def _chain(expressions: Sequence[Any], reasons: Sequence[Reason]) -> Proof:
    terms = [as_expression(term) for term in expressions]
    links = zip(terms, reasons, terms[1:], strict=False)
    return Proof(tuple(ProofStep(Step(before, why.relation, after), why.rule) for before, why, after in links))


def _reason(given: Any, shown: Relation) -> Reason:
    """A bare rule or claim with the relation that it contributes to a proof of ``shown``."""
    rule = given.rule if isinstance(given, Reason) else _rule(given)
    if problem := no_rule(rule):
        raise DerivationError(f"a reason of the proof is {problem}")
    if isinstance(given, Reason):
        return given
    for relation in LINKS[shown]:
        if relation in rule.proves:
            return Reason(rule, relation)
    raise DerivationError(f"{rule.name} shows {', '.join(rule.proves)}, which proves nothing about {shown}")


def _rule(reason: Rule | Claim) -> Rule:
    return use(reason) if isinstance(reason, Claim) else reason


@dataclass(frozen=True)
class _Shared:
    """What the claims of a section have in common."""

    section: str = ""
    where: tuple[Basic, ...] = ()
    witness: Mapping[Any, Any] = field(default_factory=dict)
    laws: tuple[Any, ...] = ()
    source: Source | str | None = None


class Paper(Listing):
    """A chapter: a paper and the claims made of it.

    Args:
        key: the part of every claim's id before the colon.
        title: of the paper.
        reference: where it can be found.
        contents: the sections in their order, with what each is about; claims are then listed in that order, whatever
            the order in which they are stated. Without it they are listed as stated.

    >>> paper = Paper("demo", "A demonstration", "arXiv 0000.00000")
    >>> paper.key
    'demo'
    """

    def __init__(self, key: str, title: str, reference: str = "", *, contents: Mapping[str, str] | None = None) -> None:
        if problem := no_key(key):
            raise DerivationError(f"the key of a paper is {problem}")
        if not (contents is None or isinstance(contents, Mapping)):
            raise DerivationError(f"{key}: contents is {contents!r}: it gives each section its title")
        sections = [("table of contents", text) for part in (contents or {}).items() for text in part]
        for name, text in (("title", title), ("reference", reference), *sections):
            if problem := no_text(text):
                raise DerivationError(f"{key}: the {name} of the paper is {problem}")
        super().__init__(key, title, reference, dict(contents or {}))
        self.definitions = Definitions()
        self._shared = _Shared()

    @contextmanager
    def section(
        self,
        title: str = "",
        *,
        where: Sequence[Basic] = (),
        witness: Mapping[Any, Any] | None = None,
        laws: Sequence[Any] = (),
        source: Source | str | None = None,
    ) -> Iterator[None]:
        """Claims that stand together, and what they have in common.

        ``where`` comes before a claim's own assumptions; ``witness`` gives the values of the letters to which its own
        gives none; ``laws`` and ``source`` hold where it has none of its own. A section within another one adds to it.

        >>> from lemmata.theory.notation import T, d
        >>> from lemmata.theory.relations import at_least
        >>> from lemmata.verifier.rules import inequality
        >>> paper = Paper("demo", "A demonstration")
        >>> with paper.section("Theorem 1", where=[T >= d], witness={d: 1, T: 2}):
        ...     paper.claim("enough", "Enough samples", at_least(2 * T, d), proof=inequality).where
        (T >= d,)
        """
        for problem in mistyped({"section": title, "where": where, "witness": witness, "laws": laws}):
            raise DerivationError(f"{self.key}, section {title!r}: {problem}")
        if title and self.contents and title not in self.contents:
            raise DerivationError(f"{self.key}: {title!r} is no section of the table of contents")
        outer = self._shared
        self._shared = _Shared(
            title or outer.section,
            (*outer.where, *where),
            {**outer.witness, **(witness or {})},
            tuple(laws) or outer.laws,
            source or outer.source,
        )
        try:
            yield
        finally:
            self._shared = outer

    def define(self, term: Any, meaning: Any, following: Callable[[Any], Basic] | None = None) -> None:
        """Say what a term stands for in this paper; with ``following``, member 0 and member i + 1 of a family.

        A family of letters, or numbers: ``e = Function("e", real=True)``, ``paper.define(e, 1, lambda i: e(i) / 2)``.
        With a tuple of k members to begin with, ``following`` is member i + k:
        ``paper.define(e, (0, 1), lambda i: e(i + 1) + e(i))``.

        It holds for the claims that are stated after it, and in no other paper. What the model defines may be defined
        otherwise.

        >>> from lemmata.theory.notation import T, d
        >>> from lemmata.theory.random_matrices import design, gram, vector
        >>> paper, X, v = Paper("demo", "A demonstration"), design("X", T, d), vector("v", d)
        >>> paper.define(v, vector("v0", d), lambda i: gram(X[i]) * v[i])
        >>> paper.definitions.meaning(v[1])
        X[0]'*X[0]*v[0]
        """
        several = following is not None and isinstance(meaning, tuple) and meaning
        said = tuple(as_expression(part) for part in (meaning if several else (meaning,)))
        if problem := next(filter(None, map(no_expression, said)), ""):
            raise DerivationError(f"{self.key}: the meaning of {term} is {problem}")
        later = () if following is None else (following(Dummy("i", integer=True, nonnegative=True)),)
        if problem := beyond_its_meaning(term, (*said, *later)):
            raise DerivationError(f"{self.key}: {term} is declared {problem}")
        try:
            self.definitions = self.definitions.define(term, said if following else said[0], following)
        except ValueError as reason:
            raise DerivationError(f"{self.key}: {reason}") from None

    def at(self, place: str) -> Source:
        """A place in this paper; ``source="Theorem 4.1"`` says the same as ``source=PAPER.at("Theorem 4.1")``."""
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
        corrected_by: Claim | None = None,
        **fields: Any,
    ) -> Claim:
        """State what the paper prints, to be judged as it stands.

        It must have a source; ``corrected_by`` is the claim that replaces it, should it be refuted.
        """
        if not (corrected_by is None or isinstance(corrected_by, Claim)):
            raise DerivationError(
                f"{self.key}:{name}: corrected_by is {corrected_by!r}, not the claim (a Python variable)"
            )
        fields |= {"corrected_by": corrected_by.id if corrected_by else None}
        return self._add(name, title, statement, "published", fields)

    def theorem(self, name: str, title: str, statement: Statement, *, reference: str, **fields: Any) -> Claim:
        """Cite a known theorem: it is assumed, and named in every result that rests on it."""
        return self._add(name, title, statement, "theorem", fields | {"reference": reference})

    def _add(self, name: str, title: str, statement: Statement, kind: Kind, fields: dict[str, Any]) -> Claim:
        identifier = f"{self.key}:{name}"
        if problem := no_name(name):
            raise DerivationError(f"{self.key}: the id of a claim is {problem}")
        if identifier in self.claims:
            raise DerivationError(f"{identifier} is stated twice")
        problem = misstated(statement) or next(mistyped({**fields, "title": title}), "")
        if problem:
            raise DerivationError(f"{identifier}: {problem}")
        if kind == "published" and statement.lhs == statement.rhs:  # a paper prints no X = X; a base case may
            raise DerivationError(f"{identifier}: both sides of the statement are {statement.lhs}; say what is meant")
        unknown = fields.keys() - Claim.__dataclass_fields__.keys()
        if unknown:
            near = difflib.get_close_matches(min(unknown), Claim.__dataclass_fields__, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise DerivationError(f"{identifier}: a claim has no field {min(unknown)!r}{meant}")
        if self.contents and not self._shared.section:
            raise DerivationError(f"{identifier} stands in no section of the table of contents")
        fields["section"] = self._shared.section
        if fields.get("proof") is not None:
            fields["proof"] = _proof(identifier, statement, fields["proof"])
        fields["checks"] = tuple(fields.get("checks", ()))
        self._share(statement, fields)
        if not fields["witness"] and (fields["where"] or statement.free_symbols):
            letters = sorted(map(str, _letters([statement.lhs, statement.rhs, *fields["where"]])))
            raise DerivationError(
                f"{identifier} has no witness: give values of {', '.join(letters)} for which it speaks"
            )
        if kind == "published" and fields["source"] is None:
            raise DerivationError(f"{identifier} has no source: say where it is printed")
        template = kind == "theorem" or statement.relation == "~"  # letters of whoever uses it
        if not (template or fields["laws"]) and (problem := unsampled(statement)):
            raise DerivationError(f"{identifier}: {problem}")
        try:
            with_one_law_each(fields["laws"])
        except InputError as defect:
            raise DerivationError(f"{identifier}: {defect}") from None
        fields["file"], fields["line"] = _stated_at()
        claim = Claim(identifier, title, statement, kind=kind, definitions=self.definitions, **fields)
        if other := self.definitions.declared_otherwise(*claim.said, *claim.terms_between):
            raise DerivationError(f"{identifier} has {other}, and what is defined here is declared otherwise")
        for used in claim.foundations:
            if used.definitions is self.definitions:  # as a rule: those of its own paper
                continue
            if used.definitions.used_by(*used.said) != self.definitions.used_by(*used.said):
                raise DerivationError(f"{identifier} uses {used.id}, whose letters are defined otherwise here")
        self.claims[identifier] = claim
        return claim

    def _share(self, statement: Statement, fields: dict[str, Any]) -> None:
        """Complete a claim by what its section has in common."""
        shared = self._shared
        told = (*shared.where, *fields.get("where", ()))
        steps = (link.step.after for link in fields["proof"].steps) if fields.get("proof") else ()
        defined = self.definitions.equations(statement.lhs, statement.rhs, *told, *steps)
        told += defined
        fields["where"] = tuple(relation for relation in told if relation is not S.true)  # n >= 1 of a positive integer
        fields["laws"] = tuple(fields.get("laws", ())) or shared.laws
        source = fields.get("source") or shared.source
        fields["source"] = self.at(source) if isinstance(source, str) else source
        own = fields.get("witness") or {}
        letters = _letters([statement.lhs, statement.rhs, *fields["where"]])
        if own:
            letters -= {d, signal} if SPECTRUM in own else set()
            common = {symbol: value for symbol, value in shared.witness.items() if symbol in letters}
        else:
            common = dict(shared.witness) if letters else {}
        given = {symbol: _exactly(value) for symbol, value in (common | dict(own)).items()}
        for _ in defined:  # what is defined has its value by what it means
            found = {equation.lhs: equation.rhs.xreplace(given) for equation in defined}
            given = {symbol: value for symbol, value in found.items() if value.is_Rational} | given
        fields["witness"] = given


def _stated_at() -> tuple[str, int]:
    """The file and line that state a claim: the nearest that is not this module's."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def _letters(expressions: Sequence[Basic]) -> set[Any]:
    """The letters that must have values at a point, the spectrum among them."""
    found = {symbol for expression in expressions for symbol in expression.free_symbols}
    return found | ({SPECTRUM} if any(depends_on_spectrum(expression) for expression in expressions) else set())


def _proof(identifier: str, statement: Statement, given: Any) -> Proof:
    try:
        return proof_of(statement, given)
    except DerivationError as error:
        raise DerivationError(f"{identifier}: {error}") from None


def _exactly(value: Any) -> Any:
    """A witness value as an exact number; a spectrum stays the sequence of pairs that it is."""
    return tuple((number(a), number(b)) for a, b in value) if isinstance(value, tuple) else number(value)
