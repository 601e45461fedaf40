"""The search: which statements are registered, one setting examined, many settings drawn and a failure shrunk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Literal

from sympy import Integer, Rational, Symbol

from lemmata.theory.scaling.constant_quantities import ScalingConstant
from lemmata.theory.scaling.exponent_quantities import ScalingExponent
from lemmata.verifier.checks.constant import ConstantCheck
from lemmata.verifier.checks.slope import SlopeCheck
from lemmata.verifier.claim import Claim
from lemmata.verifier.step import Context
from lemmata.verifier.verdict import Verdict
from tests.limits.rates.drawing import points_of_exponent, settings_of_equivalent, settings_of_limit
from tests.limits.rates.equivalents import WORK, exactly, ladder_of
from tests.limits.rates.limits import settles
from tests.limits.rates.setting import Setting, Unsettled, Unsuitable

Kind = Literal["limit", "equivalent", "exponent", "constant"]
_VERDICTS = {"supported": Verdict.SIMULATED, "refuted": Verdict.REFUTED, "undecided": Verdict.UNDECIDED}


def kind_of(claim: Claim) -> Kind | None:
    """What a claim states of a limit; None for nothing."""
    if claim.statement.relation == "->":
        return "limit"
    if claim.statement.relation == "~":
        return "equivalent"
    if isinstance(claim.statement.lhs, ScalingExponent):
        return "exponent"
    return "constant" if isinstance(claim.statement.lhs, ScalingConstant) else None


def registered(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Every limit, equivalent, exponent and leading constant that is stated, by id."""
    return {claim.id: claim for claim in claims if kind_of(claim) is not None}


@dataclass(frozen=True)
class Examined:
    """What one setting says: supported, refuted or undecided (``why``); ``off`` is by how much the limit is missed."""

    verdict: Verdict
    why: str = ""
    off: float = 0.0


def examined(claim: Claim, setting: Any, *, work: float = WORK, seed: int = 0) -> Examined:
    """One setting, by the means that fit the claim."""
    kind = kind_of(claim)
    if kind in ("exponent", "constant"):
        check = SlopeCheck() if kind == "exponent" else ConstantCheck()
        finding = check.gather(replace(claim, witness=setting), Context())
        return Examined(finding.verdict, finding.detail)
    try:
        if kind == "limit":
            found = settles(claim, setting)
            return Examined(_VERDICTS[found.outcome], f"off by {float(found.off):.3g}", float(found.off))
        exact = exactly(claim, setting)
        if exact is not None:
            return Examined(exact.verdict, exact.detail, float(exact.gap or 0))
        ladder = ladder_of(claim, setting, work=work, seed=seed)
    except Unsuitable as reason:
        return Examined(Verdict.NOT_RUN, str(reason))
    except Unsettled as reason:
        return Examined(Verdict.UNDECIDED, str(reason))
    said = ", ".join(f"{error:+.3g}" for error in ladder.errors)
    said += f"; extrapolated {ladder.extrapolated:+.3g}, allowance {ladder.allowance:.3g}"
    return Examined(_VERDICTS[ladder.outcome], said, abs(ladder.extrapolated))


@dataclass
class Searched:
    """What many settings say.

    Attributes:
        verdict: refuted, simulated (every effective setting supports it), or undecided.
        setting: of the counterexample, shrunk; as texts.
        why: what was seen there, or why nothing was decided.
        effective: how many settings decided something.
        tried: how many were drawn.
    """

    verdict: Verdict = Verdict.UNDECIDED
    setting: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    effective: int = 0
    tried: int = 0


def planted(claim: Claim, factor: int = 2) -> Claim:
    """The same statement with a wrong limit: times a factor, another exponent, one in place of zero or infinity.

    >>> from lemmata.theory.notation import T, d
    >>> from lemmata.theory.relations import Path, tends
    >>> planted(Claim("one:noise", "Noise", tends(d/T + d, d, Path(T)))).statement
    d + d/T -> 2*d   as T -> oo
    """
    right: Any = claim.statement.rhs
    if kind_of(claim) == "exponent":
        wrong = right + {">=": Integer(4), "<=": Integer(-4)}.get(claim.statement.relation, Rational(1, 8))
    else:
        wrong = Integer(1) if right == 0 or right.is_infinite else right * factor
    return replace(claim, statement=replace(claim.statement, rhs=wrong))


class _Refuted(Exception):
    pass


def searched(claim: Claim, *, examples: int = 10, work: float = WORK, seed: int = 0, shrink: bool = True) -> Searched:
    """Draw settings until one refutes the claim, or there were enough; deterministic.

    Args:
        claim: one that :func:`registered` keeps.
        examples: how many settings are examined.
        work: for one simulated rung.
        seed: of the draws.
        shrink: whether a failure is made small.
    """
    import hypothesis
    from hypothesis import HealthCheck, Phase
    from hypothesis.errors import Unsatisfiable

    from lemmata.verifier.seeded_draws import by_seed_alone

    kind, found = kind_of(claim), Searched()
    strategies = {"limit": settings_of_limit, "equivalent": settings_of_equivalent}
    strategy: Any = strategies.get(str(kind), points_of_exponent)(claim)
    phases = [Phase.generate, *([Phase.shrink] if shrink else [])]

    def once(setting: Any) -> None:
        seen = examined(claim, setting, work=work, seed=seed)
        found.tried += 1
        found.why = seen.why
        hypothesis.assume(seen.verdict is not Verdict.NOT_RUN)
        if seen.verdict is Verdict.REFUTED:
            found.setting = _texts(setting)
            raise _Refuted
        found.effective += seen.verdict is not Verdict.UNDECIDED

    @hypothesis.settings(
        max_examples=examples, database=None, deadline=None, derandomize=True, phases=phases, print_blob=False,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @hypothesis.given(strategy)
    def test(setting: Any) -> None:
        once(setting)

    try:
        with by_seed_alone():
            test()
    except _Refuted:
        found.verdict = Verdict.REFUTED
        return found
    except Unsatisfiable:
        return found
    if found.effective:
        found.verdict, found.why = Verdict.SIMULATED, ""
    return found


def _texts(setting: Any) -> dict[str, Any]:
    if isinstance(setting, Setting):
        return setting.as_texts()
    numbers: dict[Symbol, Fraction] = setting
    return {"numbers": {str(symbol): str(value) for symbol, value in numbers.items()}}
