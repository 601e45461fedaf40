"""``lemmata explain``: a claim, a rule, a letter, a quantity, a verdict or a word of derivations in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from lemmata.interface.cli import completion
from lemmata.interface.cli.paths import Place


@click.command()
@click.argument("name", metavar="CLAIM|RULE|SYMBOL", shell_complete=completion.targets)
@click.option("--ledger", type=Place(path_type=Path, dir_okay=False), help="Where evidence is kept.")
def command(name: str, ledger: Path | None) -> int:
    """Say in plain words what a claim says and what it rests on, or what a rule, a quantity or a letter means.

    A claim that was not judged before is judged first.
    """
    from lemmata.interface.layout import hung

    for text in explanation(name, ledger):
        for line in hung(text, len(text) - len(text.lstrip()) + 2):
            click.echo(line)
    return 0


def explanation(name: str, ledger: Path | None) -> Iterator[str]:
    """The paragraphs about whatever has this name."""
    from lemmata.interface.glossary import ALIASES, symbols, verdicts
    from lemmata.interface.rule_words import rule_lines, word_lines
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.near import meant
    from lemmata.verifier import language, rules

    letter = ALIASES.get(name, name)
    if letter in symbols():
        yield f"{letter}: {symbols()[letter]}"
        if letter != name:
            yield f"{name} is called {letter} here, if that is what your paper means by it."
        return
    if name.lower() in verdicts():
        yield f"{name.lower()}: {verdicts()[name.lower()]}"
        return
    if name in rules.__all__:
        yield from rule_lines(name)
        return
    if name in language.__all__:
        yield from word_lines(name)
        return
    try:
        yield from _of_claim(name, ledger)
    except InputError as unknown:
        near = meant(name, [*symbols(), *language.__all__, *verdicts()])
        if any(sign in name for sign in ":./") or (not near and re.search("did you mean|one claim", str(unknown))):
            raise
        kinds = f"a claim (lemmata list), a rule (lemmata help), a quantity, a letter or a verdict{near}"
        raise InputError("NAME", name, kinds) from unknown


def _of_claim(name: str, ledger: Path | None) -> Iterator[str]:
    from lemmata.verifier.chapters import find_claim
    from lemmata.verifier.listing import file_and_name

    _, claim = find_claim(name)
    from lemmata.interface.cli.progress import judged
    from lemmata.interface.explanation import explained

    yield from explained(claim, judged([name if file_and_name(name)[0] else claim.id], ledger))
