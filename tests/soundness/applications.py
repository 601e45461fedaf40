"""Applications of rules, true ones and false ones that are true but for one condition: rows of ``test_every_rule``.

A row holds steps, and names of cases that stand in another module of this folder and are judged there.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import count
from typing import Any, get_type_hints

from sympy import sympify

from lemmata.theory.relations import Statement
from lemmata.verifier import rules
from lemmata.verifier.claim import Claim, Paper
from lemmata.verifier.obligations import judged
from lemmata.verifier.step import Context, Rule, Step
from tests.soundness.support import Cases

PAPER, _NUMBERS = Paper("applications", "applications"), count()


def claim(statement: Statement, witness: Any, *where: Any, **more: Any) -> Claim:
    """An earlier claim that a rule uses."""
    return PAPER.claim(f"claim-{next(_NUMBERS)}", "used", statement, where=[*where], witness=witness, **more)


@dataclass(frozen=True)
class Application:
    """One step by one rule."""

    rule: Rule
    step: Step
    context: Context

    def shown(self) -> bool:
        """Whether the rule and what it owes show the step, whatever a refutation would say of it."""
        return judged(self.rule, self.step, self.context).verdict.holds


def of(rule: Rule, before: Any, relation: Any, after: Any, *where: Any, **context: Any) -> Application:
    """``before relation after`` by a rule, under assumptions."""
    step = Step(sympify(before), relation, sympify(after))
    return Application(rule, step, Context(assumptions=where, **context))


@dataclass(frozen=True)
class Elsewhere:
    """A case of another module: ``test_limits: a letter above the path has no tail``."""

    module: str
    name: str

    def kinds(self, *, true: bool) -> set[type]:
        """The kinds of rules by which the case shows what it states.

        Raises:
            KeyError: when the module has no such case.
        """
        used: set[type] = set()

        def state(name: str, statement: Any, witness: Any, *chain: Any, **fields: Any) -> Claim:
            used.update(type(reason.rule) for reason in chain if hasattr(reason, "rule"))
            return claim(statement, witness, *fields.pop("where", ()), **fields)

        cases(self.module, true=true)[self.name](state)
        return used


@cache
def cases(module: str, *, true: bool) -> dict[str, Any]:
    """The true or the false cases of a module of this folder, by name."""
    names = vars(import_module(f"tests.soundness.{module}"))
    tables = [value.right if true else value.wrong for value in names.values() if isinstance(value, Cases)]
    tables += [names[word] for word in (("TRUE",) if true else ("FALSE",)) if isinstance(names.get(word), dict)]
    return {name: case for table in tables for name, case in table.items()}


@dataclass(frozen=True)
class Row:
    """What a rule shows, and what it must not."""

    true: tuple[Application | Elsewhere, ...]
    false: tuple[Application | Elsewhere, ...]


def row(true: list[Any], false: list[Any]) -> Row:
    """A row; a text ``module: case`` names a case that stands elsewhere."""
    return Row(tuple(map(_read, true)), tuple(map(_read, false)))


def _read(entry: Any) -> Application | Elsewhere:
    return Elsewhere(*entry.split(": ", 1)) if isinstance(entry, str) else entry


def kind(word: str) -> type | None:
    """The kind of the rule that a word of ``rules`` is or makes; None for a word that is none."""
    value = getattr(rules, word)
    made = type(value) if not callable(value) or isinstance(value, Rule) else get_type_hints(value).get("return")
    return made if isinstance(made, type) and issubclass(made, Rule) else None
