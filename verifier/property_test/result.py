"""What a property test found, to read and to store."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lemmata.numerics.ball import decimal_string
from lemmata.numerics.displayed import table
from lemmata.verifier.property_test.comparison import middle_and_radius
from lemmata.verifier.property_test.truth import Value
from lemmata.verifier.verdict import Verdict


@dataclass(frozen=True)
class NearMiss:
    """A change after which the formula holds.

    Attributes:
        change: what was changed, in words.
        formula: the formula after it, as one types it.
        points: at how many points it was confirmed.
        given: the further conditions under which it holds.
    """

    change: str
    formula: str
    points: int
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """The outcome of one property test.

    Attributes:
        verdict: ``REFUTED``, ``PROVED`` (identical with a closed form), ``TESTED`` or ``UNDECIDED``.
        formula, quantity, sense: what was asked.
        reason: in words, what decided, or what is missing.
        counterexample: parameter to value, without the parameters that do not matter there.
        formula_value, true_value: both sides at the counterexample (for a limit the two limits, for an order the
            exponents of the path variable T or 1/kappa); the first is None where the formula has none.
        gap: a certified lower bound of their relative gap |f - t|/max(|f|, |t|).
        points: at how many points formula and truth were compared.
        resolution: a larger relative difference at one of them would have been seen.
        truth: where the true values came from.
        domain: the conditions of each cell in which points were drawn, and the spectra.
        false_alarm_probability: of a refutation; zero unless it rests on simulation.
        near_misses: changes after which the formula holds.
        reproduce: a line of Python that recomputes both values.
        undefined: why the formula has no value at the counterexample, where that is what refutes it.
        seconds: wall-clock time.
        letters: how letters of the author were read, and which may have meant something else.
        called: our letters by the author's names for them; what is read by people is written in these.
    """

    verdict: Verdict
    formula: str
    quantity: str
    sense: str
    reason: str
    counterexample: Mapping[str, str] | None
    formula_value: Value | None
    true_value: Value | None
    gap: Fraction | None
    points: int
    resolution: Fraction | None
    truth: str
    domain: tuple[str, ...]
    false_alarm_probability: float
    near_misses: tuple[NearMiss, ...]
    reproduce: str | None
    seconds: float
    undefined: str = ""
    letters: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The fields of ``lemmata.test/1``; numbers are strings."""
        return {
            "verdict": self.verdict.value,
            "formula": self.formula,
            "quantity": self.quantity,
            "as": self.sense,
            "reason": self.reason,
            "counterexample": None if self.counterexample is None else dict(self.counterexample),
            "formula_value": None if self.formula_value is None else shown(self.formula_value),
            "true_value": None if self.true_value is None else shown(self.true_value),
            "gap": None if self.gap is None else {"lower": decimal_string(self.gap, 6)[0]},
            "points": self.points,
            "resolution": None if self.resolution is None else decimal_string(self.resolution, 3, up=True)[0],
            "truth": self.truth,
            "domain": list(self.domain),
            "undefined": self.undefined,
            "letters": list(self.letters),
            "false_alarm_probability": f"{self.false_alarm_probability:.3g}",
            "near_misses": [{**vars(miss), "given": list(miss.given)} for miss in self.near_misses],
            "reproduce": self.reproduce,
            "seconds": round(self.seconds, 3),
        }

    def _repr_html_(self) -> str:
        first, *more = self.lines()
        rows = [(self.verdict.value, first.removeprefix(self.verdict.value).strip()), *(("", line) for line in more)]
        return table(rows, title=f"{self.quantity}: {self.formula}")

    def lines(self) -> Iterator[str]:
        """The result for reading; the first line has verdict, counterexample and both values."""
        if self.counterexample is None:
            yield f"{self.verdict.value:<10}{self.reason}"
        else:
            point = " ".join(f"{self._theirs(name)}={value}" for name, value in self.counterexample.items())
            assert self.true_value is not None
            none = "fails" if self.sense == "limit" else "has no value"
            formula = f"{none} ({self.undefined})" if self.formula_value is None else shown(self.formula_value, 8)
            values = f"formula {formula}, true value {shown(self.true_value, 8)}"
            if self.sense == "limit":
                values = values.replace("formula", "limit: formula", 1).replace("true value", "true limit", 1)
            if self.sense == "order":
                same = ", another power of the logarithm" if self.formula_value == self.true_value else ""
                values = f"exponent: {values}{same}"
            yield f"{self.verdict.value:<10}smallest counterexample  {point}   {values} ({self.truth})"
        for miss in self.near_misses:
            formula, change = self._theirs(miss.formula), self._theirs(miss.change)
            yield f"{'':<10}near miss: {formula} holds ({change}; {miss.points} points)"
        for line in self.letters:
            yield f"{'':<10}letters: {line}"
        for cell in self.domain:
            yield f"{'':<10}domain: {self._theirs(cell)}"
        if self.reproduce:
            yield f"{'':<10}again: {self.reproduce}"

    def _theirs(self, text: str) -> str:
        """A text in our letters in those of the author, all at once: their n may be our T."""
        return re.sub(r"[A-Za-z]\w*", lambda letter: self.called.get(letter.group(), letter.group()), text)


def shown(value: Value, digits: int = 20) -> str:
    """A rational as it is while it is short, everything else in decimals."""
    if isinstance(value, Fraction) and len(str(value)) <= max(digits, 12):
        return str(value)
    mid, rad = middle_and_radius(value)
    certain = digits
    while certain > 1 and rad * 10**certain > abs(mid):
        certain -= 1
    text: str = decimal_string(mid, certain)[0]
    return _plain(text)


def _plain(text: str) -> str:
    """1.25e2 as 125 and 3.4e-2 as 0.034, when that is not longer; otherwise as it is."""
    mantissa, _, exponent = text.partition("e")
    power = int(exponent or 0)
    if not -4 <= power <= 6:
        return text
    sign, digits = ("-", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    whole, _, rest = digits.partition(".")
    number = Fraction(int(whole + rest)) * Fraction(10) ** (power - len(rest))
    places = max(0, len(rest) - power)
    scaled = int(number * 10**places)
    padded = str(scaled).rjust(places + 1, "0")
    return sign + (padded[:-places] + "." + padded[-places:] if places else padded)
