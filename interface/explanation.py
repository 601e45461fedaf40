"""A claim in plain words: what it says, why it holds, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Symbol

from lemmata.interface.glossary import law_in_words, quantities, symbols
from lemmata.interface.lines import counterexample, number_of
from lemmata.interface.places import place
from lemmata.interface.rule_words import in_words, name_of
from lemmata.theory.random_matrices import Unspecified
from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.verdict import Verdict

_KINDS = {
    "claim": "a claim of this chapter",
    "published": "what the paper prints, judged as it stands",
    "theorem": "a known theorem, cited",
}
_RELATIONS = {
    "=": "equals", "<=": "is at most", ">=": "is at least", "<": "is below", ">": "is above", "->": "tends to",
    "~": "is equivalent to",
}  # fmt: skip


def explained(claim: Claim, outcome: Outcome) -> Iterator[str]:
    """Paragraphs about one claim; an empty text separates them."""
    status = outcome.status[claim.id]
    yield f"{claim.id}: {claim.title}"
    yield f"  {_KINDS[claim.kind]}{f', {claim.source or claim.reference}' if claim.source or claim.reference else ''}"
    yield from _said(claim)
    yield ""
    if status.verdict is Verdict.REFUTED:
        yield "Why it is false"
        yield f"  {counterexample(status)}"
        yield from _instead(claim, outcome)
    elif status.verdict.holds:
        yield f"Why it holds ({status.words})"
    else:
        yield f"Why nothing is known ({status.verdict.value})"
        yield f"  {status.reason}"
    yield from _steps(claim, outcome)
    yield from _rests(claim, outcome)
    file, line = place(claim, outcome.evidence.get(claim.id, ()))
    if file:
        yield f"It is stated in {file}, line {line}."


def _said(claim: Claim) -> Iterator[str]:
    statement = claim.statement
    yield ""
    yield "What it says"
    yield f"  {statement.lhs}"
    yield f"    {_RELATIONS.get(statement.relation, statement.relation)}"
    yield f"  {statement.rhs}"
    if statement.path is not None:
        yield f"  as {statement.path}"
    letters = [symbol for symbol in statement.free_symbols if isinstance(symbol, Symbol)]
    for relation in claim.where:
        letters += [symbol for symbol in relation.free_symbols if isinstance(symbol, Symbol)]
    if claim.where:
        yield f"  whenever {', '.join(map(str, claim.where))}"
    for law in claim.laws:
        if not isinstance(law, Unspecified):
            yield f"  {law_in_words(law)}"
    known = {str(letter): symbols()[str(letter)] for letter in letters if str(letter) in symbols()}
    known |= quantities((statement.lhs, statement.rhs, *claim.where))
    for name in sorted(known):
        yield f"  {name}: {known[name]}"
    if claim.witness:
        yield f"  for example {', '.join(f'{letter} = {value}' for letter, value in claim.witness.items())}"


def _instead(claim: Claim, outcome: Outcome) -> Iterator[str]:
    corrected = next((c for c in outcome.selection.claims if c.id == claim.corrected_by), None)
    if corrected is not None:
        where = f" where {', '.join(map(str, corrected.where))}" if corrected.where else ""
        verdict = outcome.status[corrected.id].verdict.value
        yield f"  Instead, {verdict}: {corrected.statement}{where} ({corrected.id})"
    if claim.misprint:
        yield f"  A misprint would explain it: {claim.misprint}"


def _steps(claim: Claim, outcome: Outcome) -> Iterator[str]:
    evidence = outcome.evidence.get(claim.id, ())
    found = {item.position: item for item in evidence if item.part == "step"}
    for position, link in enumerate(claim.proof.steps if claim.proof else (), start=1):
        name, item = name_of(link.rule), found.get(position)
        verdict = f" [{item.verdict.value}]" if item is not None else ""
        yield f"  {position}. {link.step.relation} {link.step.after}"
        yield f"     {link.rule.name}: {in_words(name) or 'a rule of your own'}{verdict}"
        if item is not None and item.obligations:
            shown = [owed.condition for owed in item.obligations[:3]]
            more = len(item.obligations) - len(shown)
            done = "it was shown" if all(owed.done for owed in item.obligations) else "it needs"
            yield f"     for this {done} that {'; '.join(shown)}{f'; and {more} more' if more else ''}"
    for item in evidence:
        if item.part in ("statement", "check") and item.verdict is not Verdict.NOT_RUN:
            yield f"  Beside that, {item.method}: {item.detail} [{item.verdict.value}]"


def _rests(claim: Claim, outcome: Outcome) -> Iterator[str]:
    stated = {known.id: known for known in outcome.selection.claims}
    yield ""
    yield "What it rests on"
    for name in claim.rests_on:
        yield f"  {name}: {stated[name].title} [{outcome.status[name].words}]"
    support = outcome.status[claim.id].support
    for word, names in (("known theorem", support.citing), ("taken as given", support.principles),
                        ("assumed", support.assuming)):  # fmt: skip
        for name in names:
            if name not in claim.rests_on:
                reference = stated[name].reference if name in stated else ""
                yield f"  {word}: {name}{f' ({reference})' if reference else ''}"
    if not (claim.rests_on or support.taken):
        yield "  nothing but the rules of its steps"
    above = len([one for one in stated.values() if claim.id in one.rests_on])
    if above:
        yield f"  {number_of(above, 'claim')} of this run rest on it"
