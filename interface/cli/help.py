"""``lemmata help``: what a rule does and owes, what a word of derivations is, or how a command is called."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", metavar="[RULE|WORD|COMMAND]", required=False)
@click.pass_context
def command(context: click.Context, name: str | None) -> int:
    """Say what a rule of proofs does and owes, what a word of derivations is, or how a command is called.

    Without a name, list the rules.
    """
    from lemmata.interface.cli import COMMANDS, lemmata

    if name in COMMANDS:
        found = lemmata.get_command(context, name)
        assert found is not None
        click.echo(found.get_help(click.Context(found, info_name=f"lemmata {name}", **found.context_settings)))
        return 0
    from lemmata.interface.layout import hung
    from lemmata.interface.rule_words import in_words, rule_lines, word_lines
    from lemmata.numerics.errors import InputError
    from lemmata.numerics.near import meant
    from lemmata.verifier import language, rules

    if name is not None and name not in language.__all__:
        near = meant(name, [*language.__all__, *COMMANDS])
        raise InputError(
            "NAME", name, f"a rule, a word of derivations or a command (lemmata help lists the rules{near})"
        )
    lines = rule_lines if name in rules.__all__ else word_lines
    paragraphs = lines(name) if name else (f"{rule:<26} {in_words(rule)}" for rule in rules.__all__)
    for text in paragraphs:
        for line in hung(text, 4 if name else 27):
            click.echo(line)
    return 0
