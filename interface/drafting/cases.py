r"""Values by cases in a display, ``\begin{cases} a & x \ge 0 \\ b & \text{otherwise} \end{cases}``: a formula a case.

>>> for one in by_cases(whole(r"|x| = \begin{cases} x & \text{if } x \ge 0, \\ -x & \text{otherwise.} \end{cases}")):
...     print(one.formula, one.holds, one.fails)
|x| = (x) x \ge 0 ()
|x| = (-x)  ('x \\ge 0',)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CASES = re.compile(r"\\begin\s*\{(?P<kind>[dr]?cases\*?)\}(?P<inside>.*?)\\end\s*\{(?P=kind)\}", re.DOTALL)
_STACKED = re.compile(r"\\substack\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_NEXT = r"\cr "
_LINE_END = re.compile(r"\\\\(?:\s*\[[^\[\]]*\])?")
_TEXT = re.compile(r"\\(?:text|mbox|textrm|mathrm)\s*\{([^{}]*)\}")
_FIRST_WORD = re.compile(r"^(?:if|for|when|where|as long as)(?![A-Za-z])")
_OTHERWISE = frozenset(["otherwise", "else", "elsewhere"])


@dataclass(frozen=True)
class Case:
    """A formula, the condition of its case, those of the cases before it, and what is said beside all of them."""

    formula: str
    holds: str = ""
    fails: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    path: str = ""

    @property
    def latex(self) -> str:
        """The formula and its condition, as they are printed."""
        said = self.holds or ("otherwise" if self.fails else "")
        return rf"{self.formula} \quad ({said})" if said else self.formula


def whole(display: str) -> str:
    """The display with the ends of lines inside of cases and stacks told from those between its rows."""
    display = _STACKED.sub(lambda stack: stack[0].replace(r"\\", ", "), display)
    return _CASES.sub(lambda cases: _LINE_END.sub(lambda _: _NEXT, cases[0]), display)


def by_cases(row: str) -> list[Case]:
    """A row for each case; a row without cases, or with some that cannot be told apart, as it stands."""
    found = list(_CASES.finditer(row))
    if len(found) != 1:
        return [Case(row)]
    made: list[Case] = []
    for line in found[0]["inside"].split(_NEXT):
        value, said, condition = line.partition("&")
        if not line.strip():
            continue
        holds = _condition(condition)
        if not said or not holds or (holds in _OTHERWISE and not made):
            return [Case(row)]
        formula = f"{row[: found[0].start()]}({value.strip(' ,.;')}){row[found[0].end() :]}"
        earlier = tuple(case.holds for case in made)
        made.append(Case(formula, fails=earlier) if holds in _OTHERWISE else Case(formula, holds))
    return made


def _condition(text: str) -> str:
    """What is said of a case, without the words before it."""
    plain = " ".join(_TEXT.sub(r" \1 ", text).replace("$", " ").split()).strip(" ,.;")
    return _FIRST_WORD.sub("", plain).strip()
