"""The command line: ``lemmata COMMAND``.

Commands are found by name and imported when they are called, so that ``lemmata --help`` imports no mathematics. Each
lives in a module of its own that holds one click command called ``command``.
"""

from __future__ import annotations

import errno
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from traceback import walk_tb

import click
from click.shell_completion import shell_complete

from lemmata.interface.cli.examples import EXAMPLES, examples_of
from lemmata.numerics.near import nearest

COMMANDS = {
    "verify": "Check derivations, claim by claim and step by step.",
    "list": "List the claims, or the errata, of the chapters.",
    "show": "Show one claim: statement, source, proof, evidence.",
    "explain": "Say what a claim, a rule or a letter means, in plain words.",
    "help": "Say what a rule of proofs does, or how a command is called.",
    "replay": "Compute the verdict of a certificate again.",
    "exponents": "Derive scaling exponents, regimes and constants.",
    "test": "Property-test a formula and shrink a counterexample.",
    "derive": "Derive what a model's quantity is equivalent to as sizes grow.",
    "evaluate": "Evaluate a quantity to any number of certified digits.",
    "simulate": "Simulate a quantity with a confidence sequence.",
    "models": "List the models, or explain one: its parameters and quantities.",
    "fit": "Fit exponents to a measured spectrum or learning curve, with honest errors.",
    "figures": "Draw the figures of a paper, from theory and simulation together.",
    "report": "Write what was found as pages to read and to send.",
    "new": "Start a derivation file of your own.",
    "draft": "Start a derivation file from a LaTeX source.",
    "doctor": "Say what is installed, whether it computes rightly, and what is missing.",
}

HELP = ["-h", "--help"]
BAD_INPUT = 2
ENDED_BY_SIGNAL = 128  # plus the number of the signal: 130 interrupted, 143 terminated, 129 hung up
MEMORY = 8 * 2**30
"""Bytes of data that a command may hold; the processes that judge steps have budgets of their own."""
_UNWRITABLE = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.EAGAIN, errno.ENOMEM)
_ENDINGS = {130: "interrupted", 143: "terminated", 129: "hung up"}


class _LazyGroup(click.Group):
    """A group whose commands are imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"lemmata.interface.cli.{cmd_name}").command
        command.context_settings.setdefault("help_option_names", HELP)  # click keeps the names that it sees first
        command.epilog = command.epilog or examples_of(cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = nearest(args[0], COMMANDS)
            meant = f"Did you mean {close!r}?" if close else f"Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {args[0]!r}. {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": HELP}, epilog=examples_of(""))
@click.version_option(package_name="lemmata")
@click.pass_context
def lemmata(context: click.Context) -> None:
    """Say of every claim and every step what is proved, tested, assumed or false."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        context.color = False


COMPLETION = "_LEMMATA_COMPLETE"
"""The variable in which a shell asks for completions."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; bad input is one line on stderr and exit status 2, never a traceback."""
    from lemmata.interface.cli.guarded import guarded
    from lemmata.interface.cli.leaving import leave
    from lemmata.interface.cli.output import give_up_output, keep_stdout_for_the_document, last_remark, open_streams
    from lemmata.numerics.apart import bounded_memory
    from lemmata.numerics.processes import heard, insistent_signals, interruptible

    if arguments is None:
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.devnull)  # it would begin a folder where one stands
        try:
            guarded()
        except OSError as reason:
            click.echo(f"lemmata: {_refused(reason)[1]}", err=True)
            sys.exit(BAD_INPUT)
        bounded_memory(MEMORY)
        open_streams()
        if "--json" in sys.argv:
            keep_stdout_for_the_document()
    said = None
    with insistent_signals():
        try:
            status = interruptible(partial(_written, arguments))
        except (click.Abort, KeyboardInterrupt):
            status = None
        except MemoryError:
            status = BAD_INPUT
            said = f"more than {MEMORY / 2**30:g} GiB of memory would be taken: ask for fewer digits, steps or letters"
        except OSError as reason:
            if reason.errno in _UNWRITABLE + _EXHAUSTED:
                give_up_output()
            elif reason.filename is None and reason.errno != errno.ENOENT:
                raise
            status, said = _refused(reason)
        ended_by = heard()
        if ended_by is not None or status is None:
            status = ENDED_BY_SIGNAL + (ended_by or signal.SIGINT)
            said = f"{_ENDINGS.get(status, 'ended')}; what was found is kept"
        if said is not None:
            last_remark(said)
    if arguments is None:
        leave(status)
    sys.exit(status)


def _refused(reason: OSError) -> tuple[int, str | None]:
    """The status and the last line of a run to which the system refused something."""
    if reason.errno == errno.EPIPE:  # whoever read the output has seen enough
        return ENDED_BY_SIGNAL + signal.SIGPIPE, None
    if reason.errno in _EXHAUSTED:
        return BAD_INPUT, f"this machine gives no more files or processes: {reason.strerror}"
    if reason.errno in _UNWRITABLE:
        return BAD_INPUT, f"the output cannot be written: {reason.strerror}"
    what = "the current folder" if reason.filename is None else repr(reason.filename)  # os.getcwd names none
    return BAD_INPUT, f"{what} cannot be read or written: {reason.strerror}"


def _missing(context: click.Context, words: Sequence[str]) -> str:
    """All that a command misses, not only what it looked for first, with an example of what it takes."""
    command, name = context.command, context.info_name or ""
    if name not in words:
        return ""
    given = command.make_context(name, [*words[words.index(name) + 1 :]], resilient_parsing=True).params
    needed = [parameter for parameter in command.params if parameter.required]
    known = _options(command)
    for word in words:
        if word.startswith("--") and word.partition("=")[0] not in known and nearest(word, known):
            return _no_such_option(word.partition("=")[0], command)
    missing = [parameter for parameter in needed if given.get(parameter.name or "") in (None, ())]
    names = ", ".join(
        parameter.make_metavar(context) if isinstance(parameter, click.Argument) else parameter.opts[0]
        for parameter in missing
    )
    near = max(EXAMPLES.get(name, ("",)), key=lambda one: len({*words}.intersection(one.split())))
    return f"Missing {names}.{near and f' For example: {near}'}" if names else ""


def _options(command: click.Command) -> Sequence[str]:
    return [option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)]


def _no_such_option(option: str, command: click.Command) -> str:
    near = nearest(option, _options(command))
    return f"No such option {option!r}.{f' Did you mean {near!r}?' if near else ''}"


def _written(arguments: Sequence[str] | None) -> int:
    """The status, once all that was said is written."""
    status = _status(arguments)
    sys.stdout.flush()
    return status


def _status(arguments: Sequence[str] | None) -> int:
    from lemmata.numerics.errors import InputError, named

    asked_by_shell = os.environ.get(COMPLETION)
    if asked_by_shell is not None and arguments is None:
        return shell_complete(lemmata, {}, "lemmata", COMPLETION, asked_by_shell) and BAD_INPUT
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
        if isinstance(error, click.NoSuchOption) and error.ctx is not None:
            message = _no_such_option(error.option_name, error.ctx.command)
        if isinstance(error, click.MissingParameter) and error.ctx is not None:
            message = _missing(error.ctx, words) or message
        click.echo(f"lemmata: {' '.join(message.split())}", err=True)
        return BAD_INPUT
    except Exception as error:
        if isinstance(error, OSError) or not (library := _unimported(error)):
            raise
        said = " ".join(named(error).split())
        click.echo(f"lemmata: {library} cannot be imported ({said}); see lemmata doctor", err=True)
        return BAD_INPUT
    return status if isinstance(status, int) else 0


def _unimported(error: Exception) -> str:
    """The library that is missing, or that refuses to be imported, such as for what the environment tells it."""
    named = error.name if isinstance(error, ImportError) else None
    bodies = [frame.f_globals for frame, _ in walk_tb(error.__traceback__) if frame.f_code.co_name == "<module>"]
    library = str(named or (bodies[-1].get("__name__") if bodies else "")).partition(".")[0]
    return "" if library == __name__.partition(".")[0] else library
