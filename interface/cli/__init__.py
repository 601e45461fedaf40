"""The command line: ``lemmata COMMAND``.

Commands are found by name and imported when they are called, so that ``lemmata --help`` imports no mathematics. Each
lives in a module of its own that holds one click command called ``command``.
"""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click

COMMANDS = {
    "verify": "Check derivations, claim by claim and step by step.",
    "list": "List the claims, or the errata, of the chapters.",
    "show": "Show one claim: statement, source, proof, evidence.",
    "replay": "Compute the verdict of a certificate again.",
    "exponents": "Derive scaling exponents, regimes and constants.",
    "test": "Property-test a formula and shrink a counterexample.",
    "evaluate": "Evaluate a quantity to any number of certified digits.",
    "simulate": "Simulate a quantity with a confidence sequence.",
    "figures": "Draw the figures of a paper, from theory and simulation together.",
    "report": "Write what was found as pages to read and to send.",
    "new": "Start a derivation file of your own.",
    "doctor": "Say what is installed, whether it computes rightly, and what is missing.",
}

BAD_INPUT = 2
ENDED_BY_SIGNAL = 128  # plus the number of the signal: 130 interrupted, 143 terminated, 129 hung up
_ENDINGS = {130: "interrupted", 143: "terminated", 129: "hung up"}


class _LazyGroup(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"lemmata.interface.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, n=1)
            meant = f"Did you mean {close[0]!r}?" if close else f"Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {args[0]!r}. {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup)
@click.version_option(package_name="lemmata")
def lemmata() -> None:
    """Say of every claim and every step what is proved, tested, assumed or false."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; bad input is one line on stderr and exit status 2, never a traceback."""
    from lemmata.interface.cli.output import keep_stdout_for_the_document
    from lemmata.numerics.processes import heard, insistent_signals

    if arguments is None and "--json" in sys.argv:
        keep_stdout_for_the_document()
    with insistent_signals():
        try:
            status = _status(arguments)
            sys.stdout.flush()
        except (click.Abort, KeyboardInterrupt):
            status = None
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = ENDED_BY_SIGNAL + signal.SIGPIPE
        ended_by = heard()
    if ended_by is not None or status is None:
        status = ENDED_BY_SIGNAL + (ended_by or signal.SIGINT)
        click.echo(f"lemmata: {_ENDINGS.get(status, 'ended')}; what was found is kept", err=True)
    sys.exit(status)


def _status(arguments: Sequence[str] | None) -> int:
    from lemmata.numerics.errors import InputError

    try:
        words = [*(sys.argv[1:] if arguments is None else arguments)]  # the command called list hides the built-in
        with lemmata.make_context("lemmata", words) as context:
            status = lemmata.invoke(context)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.ctx.get_help() if asked.ctx else "")
        return 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.ClickException, InputError) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"lemmata: {' '.join(message.split())}", err=True)
        return BAD_INPUT
    except ModuleNotFoundError as missing:
        if missing.name != "flint":
            raise
        click.echo("lemmata: python-flint = nothing: must be installed for this command", err=True)
        return BAD_INPUT
    return status if isinstance(status, int) else 0
