r"""What a row of a display says: formulas, and beside them conditions on letters and the path of a limit.

>>> row_of(r"\log(1+x) \le x, \quad \text{for all } x > 0")
Row(formulas=('\\log(1+x) \\le x',), conditions=('x > 0',), path='')
>>> row_of(r"\forall x, y \ge 0: \sqrt{xy} \le x + y")
Row(formulas=('\\sqrt{xy} \\le x + y',), conditions=('x, y \\ge 0',), path='')
>>> row_of(r"x_{t+1} = a x_t, x_0 = 1")
Row(formulas=('x_{t+1} = a x_t', 'x_0 = 1'), conditions=(), path='')
>>> row_of(r"\frac{1}{n} \to 0 \quad (n \to \infty)")
Row(formulas=('\\frac{1}{n} \\to 0',), conditions=(), path='n \\to \\infty')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.interface.drafting.calculus import closed
from lemmata.interface.drafting.letters import ACCENTS, GREEK, single
from lemmata.interface.drafting.macros import braced

SIGNS = {
    "=": "=", r"\le": "<=", r"\leq": "<=", r"\leqslant": "<=", r"\ge": ">=", r"\geq": ">=", r"\geqslant": ">=",
    "<": "<", ">": ">", r"\lt": "<", r"\gt": ">", r"\to": "->", r"\rightarrow": "->", r"\longrightarrow": "->",
}  # fmt: skip
_OTHER = (
    r"\approx", r"\sim",
    r"\simeq", r"\equiv", r"\asymp", r"\lesssim", r"\gtrsim", r"\propto", r"\in", r":=", r"=:", r"\stackrel",
    r"\overset", r"\underset", r"\xrightarrow", r"\xlongrightarrow",
    r"\neq", r"\ne", r"\ll", r"\gg", r"\Leftrightarrow", r"\iff", r"\mapsto", r"\subset", r"\mid", r"\colon",
)  # fmt: skip
_RELATION = re.compile("|".join(re.escape(s) + (r"(?![A-Za-z])" if s[-1].isalpha() else "") for s in (*_OTHER, *SIGNS)))
ARROW = r"\s*\\(to|rightarrow|downarrow|uparrow|searrow|nearrow)(?![A-Za-z])\s*"
WAY = re.compile(rf"(.{{1,40}}?){ARROW}([^,;]{{1,40}})")
_TEXT = r"\\(?:text|mbox|hbox|textrm|textnormal|textup|textit)\s*(?=\{)"
_BREAK = re.compile(
    rf"\\q?quad(?![A-Za-z])|(?P<text>{_TEXT})|\\(?:forall|Rightarrow|Longrightarrow|implies)(?![A-Za-z])"
)
_CONDITIONAL = "for if as when whenever where with provided since because given in"
_CONNECTING = f"{_CONDITIONAL} all every each any and that the limit we have real number numbers fixed so thus hence"
_WHOLE = "integer integers natural"
_ASIDE = "by using from see cf"
_DOTS = re.compile(r"\\(?:[lc]?dots|dotsc)(?![A-Za-z])|\.\.\.")
_PLAIN = {rf"\{name}" for name in (*GREEK, *ACCENTS, "frac", "dfrac", "tfrac", "sqrt", "infty", "pi", "cdot", "mathrm")}


@dataclass(frozen=True)
class Row:
    """The formulas of a row, the conditions that are said of them, and the path of a limit."""

    formulas: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    path: str = ""


def sides_of(row: str) -> list[tuple[str, str]]:
    """Sides, each with the relation before it, at the places where no bracket is open."""
    found, sign, start = [], "", 0
    for match in _RELATION.finditer(row):
        if closed(row[: match.start()]):
            found.append((sign, row[start : match.start()]))
            sign, start = match.group(), match.end()
    return [*found, (sign, row[start:])]


def row_of(row: str) -> Row:
    """The formulas of a row without its setting, and what stands beside them.

    What a word introduces, what stands in brackets, and what only compares letters where the formula before it does
    more, is a condition. So is what cannot be one and is no formula: it will be said not to be read.
    """
    formulas: list[str] = []
    conditions: list[str] = []
    path, under = "", False
    for words, piece in _pieces(row):
        said = set(words.lower().split())
        text, tail = _clean(piece), ""
        if words in (r"\Rightarrow", r"\Longrightarrow", r"\implies"):
            conditions, formulas = [*conditions, *formulas], []
        elif said & {*_ASIDE.split()}:
            continue
        elif said - {r"\forall", *_CONNECTING.split(), *_WHOLE.split()}:
            conditions.append(f"{words} {text}".strip())
            continue
        under = bool(said & {r"\forall", *_CONDITIONAL.split()}) or (under and said == {"and"})
        if words == r"\forall" and not formulas:
            text, tail = _quantified(piece)
        inside = text[1:-1] if text[:1] + text[-1:] == "()" and _matched(text) else ""
        trailing = re.fullmatch(r"(.*\S)\s+\(([^()]*)\)", text)
        if trailing and len(sides_of(trailing[1])) > 1 and (WAY.fullmatch(trailing[2]) or _level(trailing[2])):
            text, said_last = trailing[1], trailing[2]
            path, conditions = (said_last, conditions) if WAY.fullmatch(said_last) else (path, [*conditions, said_last])
        parts, later = _parts(inside or text), bool(formulas)
        if formulas and any(_level(part) > max(1, _level(formulas[0])) for part in parts) and "_0" not in text:
            under = True  # 1/p + 1/q = 1, p > 1: in one breath with a condition, and no beginning of a recursion
        for part in parts:
            if (way := WAY.fullmatch(part)) and single(way[1]) and (formulas or under):
                path = part
            elif under or (formulas and (inside or _level(part) > min(_level(formulas[0]), 1 if later else 3))):
                conditions.append(part)
                conditions += [rf"{_RELATION.split(part)[0]} \in \mathbb{{Z}}"] if said & {*_WHOLE.split()} else []
            elif not inside:
                formulas.append(part)
        formulas += _parts(tail)
    conditions = [condition for condition in conditions if single(condition) is None]  # "for all x" says nothing of x
    return Row(tuple(formulas), tuple(conditions), path)


def _clean(text: str) -> str:
    return " ".join(re.sub(r"\\[,;:! ]|~", " ", text).split()).strip(" .,;:")


def _pieces(row: str) -> Iterator[tuple[str, str]]:
    """The pieces of a row, each with the words or the sign before it; a space alone parts them, too."""
    found, start = [["", ""]], 0
    for match in _BREAK.finditer(row):
        inside = braced(row, match.end()) if match["text"] else ""
        if match.start() < start or not closed(row[: match.start()]) or inside is None or (inside and _is_name(inside)):
            continue
        found[-1][1] += row[start : match.start()]
        start = match.end() + (len(inside) + 2 if match["text"] else 0)
        if "quad" in match[0]:
            found += [["", ""]] if found[-1][1].strip() else []
            continue
        for place, part in enumerate(inside.split("$") if match["text"] else [match[0]]):
            if place % 2:
                found[-1][1] += part
            elif part.strip(" ,.;:"):
                found.append([part.strip(" ,.;:"), ""])
    found[-1][1] += row[start:]
    yield from ((words, text) for words, text in found)


def _is_name(text: str) -> bool:
    """Whether words in a formula are the name of a quantity."""
    return text.strip().isalpha() and text.strip().lower() not in f"{_CONNECTING} {_ASIDE}".split()


def _quantified(text: str) -> tuple[str, str]:
    """What is said of all, and what is said of it, where a colon, a space or a comma parts them."""
    for sign in re.finditer(r":(?!=)|\\colon(?![A-Za-z])|\\[;, ]", text):
        head, tail = _clean(text[: sign.start()]), _clean(text[sign.end() :])
        if closed(head) and len(sides_of(head)) > 1 and tail:
            return head, tail
    parts = _parts(_clean(text))
    bound = [part for part in parts if _level(part) >= 2 or len(sides_of(part)) < 2]
    return ", ".join(bound), ", ".join(part for part in parts if part not in bound)


def _matched(text: str) -> bool:
    """Whether the bracket that opens a text is closed by its last one."""
    return closed(text) and not any(closed(text[:end]) for end in range(1, len(text)))


def _parts(text: str) -> list[str]:
    """Statements with commas between them, each by itself; letters of a list, and what counts, stay together."""
    made: list[str] = []
    start = 0
    for end in (*(comma.start() for comma in re.finditer(",", text)), len(text)):
        if end < len(text) and not closed(text[start:end]):
            continue
        piece, start = text[start:end].strip(), end + 1
        sides, before = sides_of(piece), sides_of(made[-1]) if made else []
        counts = len(before) > 1 and len(sides) == 1 and bool(_is_number(piece) or _DOTS.search(f"{made[-1]}{piece}"))
        if len(before) == 1 or counts or _goes_on(before, sides):
            made[-1] += f", {piece}"
        else:
            made.append(piece)
    return made if all(len(sides_of(piece)) > 1 for piece in made) else [text] if text else []


def _goes_on(before: list[tuple[str, str]], sides: list[tuple[str, str]]) -> bool:
    """Whether both pieces are one condition on several letters: ``0 < x, y < 1``."""
    if len(before) != 2 or len(sides) != 2:
        return False
    return _is_number(before[0][1]) and bool(single(before[1][1]) and single(sides[0][1])) and _is_number(sides[1][1])


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[^A-Za-z]+", re.sub(r"\\(?:[dt]?frac|infty|pi|sqrt)(?![A-Za-z])", "0", text)) is not None


def _level(text: str) -> int:
    """How much a text looks like a condition: 3 in a set, 2 letters compared, 1 without functions, 0 a formula."""
    signs, sides = zip(*sides_of(text), strict=True)
    if r"\in" in signs or (_DOTS.search(text) and "+" not in text):
        return 3
    if len(sides) < 2 or not {SIGNS.get(sign, sign) for sign in signs[1:]} <= {"<", ">", "<=", ">=", r"\ne", r"\neq"}:
        return 0
    if all(_is_number(side) or all(single(one.strip("| ")) for one in side.split(",")) for side in sides):
        return 2
    return int(not any({*re.findall(r"\\[A-Za-z]+", side)} - _PLAIN or re.search(r"e\s*\^|!", side) for side in sides))
