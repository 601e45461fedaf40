"""One step of a proof, and the interface of the rules that judge it.

A step asserts ``before RELATION after`` under assumptions. A **rule** is one small object with one method,
:meth:`Rule.judge`, that receives the step and its context and returns a :class:`Finding`. A rule is believed only for
what it says: the judge runs a refutation attempt beside it whatever the rule answers, and a rule that cannot decide
returns ``UNDECIDED`` and names what is missing.

Writing a rule of one's own:

>>> class Symmetry(Rule):
...     name = "symmetry"
...     version = 1
...     def judge(self, step, context):
...         if step.before == step.after:
...             return Finding(Verdict.PROVED, "both sides are the same expression")
...         return Finding(Verdict.UNDECIDED, "the sides differ as written")
>>> from sympy.abc import x
>>> Symmetry().judge(Step(x, "=", x), Context()).verdict.value
'proved'
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from sympy import Basic, srepr

from lemmata.theory.quantities.definitions import Definitions
from lemmata.theory.relations import PROPORTIONAL, Regime, Relation
from lemmata.verifier.obligation import Discharge, Obligation
from lemmata.verifier.verdict import Verdict

Effort = Literal["quick", "standard", "deep"]


@dataclass(frozen=True)
class Step:
    """``before RELATION after``, both SymPy expressions (scalars or matrix expressions)."""

    before: Basic
    relation: Relation
    after: Basic


@dataclass(frozen=True)
class Context:
    """What a rule may use.

    Attributes:
        assumptions: relations between the symbols that hold (the claim's ``where``).
        laws: the distributions of the random matrices that occur (independent of each other).
        path: for limits, how the parameters go to infinity.
        definitions: what the paper defines.
        regime: for equivalents, where they are uniform.
        aim: for equivalents, what the whole chain is to be equivalent to.
        earlier: the claims that may be cited, by id, with their verdicts.
        digits: precision of the numerical confirmations.
        seed: seed of everything random.
        effort: quick, standard or deep.
    """

    assumptions: tuple[Basic, ...] = ()
    laws: tuple[Any, ...] = ()
    path: Any = None
    definitions: Definitions = field(default_factory=Definitions)
    regime: Regime = PROPORTIONAL
    aim: Basic | None = None
    earlier: Mapping[str, Any] = field(default_factory=dict)
    digits: int = 30
    seed: int = 0
    effort: Effort = "standard"


@dataclass(frozen=True)
class Finding:
    """What a rule, a check or a refutation attempt found.

    Attributes:
        verdict: computed by the method, never declared.
        detail: one line for the reader: what was decided and how, or what is missing.
        certificate: JSON data from which the finding can be checked again without search.
        cited: the named theorems that the finding rests on.
        principles: what it takes as given, such as deterministic equivalents.
        assuming: what its author takes as given: a citation, a rule from outside the project.
        engines: what decided without leaving a proof object: ``two solvers``, or one solver ``only``.
        reach: the largest magnitude that was tried, where points were used.
        counterexample: parameter values (exact, as strings) when refuted.
        gap: a certified lower bound of the distance between the two sides when refuted, as a decimal string.
        points: how many points were effective, where points were used.
        owed: the conditions under which the rule's conclusion holds; the judge has them discharged.
        obligations: what became of them.
        error_probability: probability that a randomised method errs (0 for deterministic ones).
    """

    verdict: Verdict
    detail: str
    certificate: Mapping[str, Any] = field(default_factory=dict)
    cited: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    assuming: tuple[str, ...] = ()
    engines: tuple[str, ...] = ()
    counterexample: Mapping[str, str] | None = None
    gap: str | None = None
    points: int | None = None
    reach: str = ""
    digits: int | None = None
    resolution: str | None = None
    seed: int | None = None
    error_probability: float = 0.0
    owed: tuple[Obligation, ...] = ()
    obligations: tuple[Discharge, ...] = ()


class Rule(ABC):
    """Judges one kind of step. ``name`` is what derivations and reports call it; raise ``version`` on any change.

    A rule that can prove other relations than "=" says so: ``proves = ("<=", ">=")``.
    """

    name: str
    version: int
    owes_values: bool = False
    """Whether the rule owes by itself that the sides have values, from some size on."""

    @property
    def proves(self) -> tuple[Relation, ...]:
        """The relations that it can prove; a bare rule in a proof shows the one that serves the statement."""
        return ("=",)

    def content(self) -> str:
        """What the rule is, for the ledger: evidence is reused only for the same rule with the same parameters."""
        parameters = (f"{key}={_content(value)}" for key, value in sorted(vars(self).items()))
        return f"{type(self).__module__}.{type(self).__qualname__}/{self.version}({', '.join(parameters)})"

    @abstractmethod
    def judge(self, step: Step, context: Context) -> Finding:
        """Decide whether ``step`` is an instance of this rule."""

    def grounded(self, step: Step) -> tuple[str, ...]:
        """The principles by which the quantity of a step need not be known, because the rule knows it otherwise."""
        return ()


def _content(value: Any) -> str:
    """A parameter of a rule as text: claims by their own hash, collections part by part, anything else as printed."""
    key = getattr(value, "content_key", None)
    if key is not None:
        return str(key)
    if isinstance(value, Rule):
        return value.content()
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"  # a function prints its address, which is another every time
    if isinstance(value, Mapping):
        return str(sorted(f"{_content(k)}: {_content(v)}" for k, v in value.items()))
    if isinstance(value, (tuple, list)):
        return str([_content(part) for part in value])
    if is_dataclass(value) and not isinstance(value, type):
        return _content({part.name: getattr(value, part.name) for part in fields(value)})
    return srepr(value) if isinstance(value, Basic) else str(value)
