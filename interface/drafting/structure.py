"""What a source consists of: sections, statements such as theorems, and displayed formulas with their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lemmata.interface.drafting.cases import whole

_THEOREMS = {
    "theorem": "Theorem", "thm": "Theorem", "lemma": "Lemma", "lem": "Lemma", "proposition": "Proposition",
    "prop": "Proposition", "corollary": "Corollary", "cor": "Corollary", "claim": "Claim", "conjecture": "Conjecture",
    "definition": "Definition", "assumption": "Assumption", "remark": "Remark", "example": "Example",
}  # fmt: skip
_DISPLAYS = ("equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign")
_ROWS = ("align", "gather", "eqnarray", "alignat", "flalign")
_MOST_ROWS = 500
_NEW = re.compile(r"\\newtheorem\*?\s*\{(\w{1,40})\}\s*(?:\[(\w{1,40})\])?\s*\{([^{}]{1,60})\}\s*(?:\[(\w{1,40})\])?")
_EVENT = re.compile(
    r"\\(?P<section>section|subsection|appendix)(?P<star>\*?)(?![A-Za-z])(?:\s*\{(?P<title>[^{}]{0,200})\})?"
    r"|\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z]{1,40}\*?)\}(?:\s*\[(?P<note>[^\[\]]{0,200})\])?"
    r"|(?P<open>(?<!\\)\\\[)|(?P<close>(?<!\\)\\\])|(?P<dollars>\$\$)"
)
_LABEL = re.compile(r"\\label\s*\{([^{}]{1,100})\}")


@dataclass
class Display:
    """A displayed formula: its LaTeX and its section, and of each row the place and the label."""

    latex: str
    section: str
    places: list[str]
    labels: list[str]

    def place(self, row: int) -> str:
        """Where a row stands; what belongs to no row stands where the first does."""
        return self.places[row if row < len(self.places) else 0]

    def label(self, row: int) -> str:
        """The label of a row; what belongs to no row has that of the first."""
        return self.labels[row if row < len(self.labels) else 0]


@dataclass
class Statement:
    """A theorem or the like: its name with its number, its label, title and text, and the formulas in it."""

    name: str
    label: str
    title: str
    section: str
    text: str = ""
    displays: list[Display] = field(default_factory=list)


def parts_of(source: str) -> list[Statement | Display]:
    """The statements and the formulas outside of them, in order."""
    preamble, found, body = source.partition(r"\begin{document}")
    return _Walk(preamble if found else "", body if found else source).parts()


class _Walk:
    def __init__(self, preamble: str, body: str) -> None:
        self.body = body
        self.kinds = dict(_THEOREMS)
        self.counter: dict[str, str] = {}
        self.within: set[str] = set()
        for name, shared, title, inside in _NEW.findall(preamble):
            self.kinds[name] = title
            self.counter[name] = self.counter.get(shared, shared) if shared else name
            if inside == "section":
                self.within.add(name)
        self.numbers: dict[str, int] = {}
        self.section, self.sections, self.equations = "", [0, 0], 0
        self.open: Statement | None = None
        self.begun, self.display = 0, -1
        self.found: list[Statement | Display] = []

    def parts(self) -> list[Statement | Display]:
        for event in _EVENT.finditer(self.body):
            if event["section"]:
                self.enter(event["section"], event["star"], event["title"] or "")
            elif event["open"] or (event["dollars"] and self.display < 0):
                self.display = event.end()
            elif event["close"] or event["dollars"]:
                self.close_display("", event.start())
            else:
                self.edge(event)
        return self.found

    def enter(self, kind: str, star: str, title: str) -> None:
        if kind == "appendix" or star:
            return
        level = 0 if kind == "section" else 1
        self.sections[level] += 1
        if level == 0:
            self.sections[1] = 0
        number = ".".join(str(n) for n in self.sections[: level + 1])
        words = " ".join(re.sub(r"\\[A-Za-z]+|[{}$]", " ", title).split())
        self.section = f"{number} {words}".strip()

    def edge(self, event: re.Match[str]) -> None:
        name = event["name"]
        plain = name.rstrip("*")
        if plain in _DISPLAYS:
            if event["edge"] == "begin":
                self.display = event.end()
            else:
                self.close_display(name, event.start())
        elif plain in self.kinds:
            if event["edge"] == "begin":
                self.open, self.begun = self.statement(name, plain, event["note"] or ""), event.end()
            elif self.open is not None:
                self.open.text = self.body[self.begun : event.start()].strip()
                outside = self.open.text
                for display in self.open.displays[:100]:
                    outside = outside.replace(display.latex, "")
                label = _LABEL.search(outside)
                self.open.label = label[1] if label else ""
                self.found.append(self.open)
                self.open = None

    def statement(self, name: str, plain: str, note: str) -> Statement:
        counter = self.counter.get(plain, plain)
        number = ""
        if not name.endswith("*"):
            self.numbers[counter] = self.numbers.get(counter, 0) + 1
            inside = f"{self.sections[0]}." if counter in self.within else ""
            number = f" {inside}{self.numbers[counter]}"
        return Statement(f"{self.kinds[plain]}{number}", "", note, self.section)

    def close_display(self, name: str, end: int) -> None:
        if self.display < 0:
            return
        latex, self.display = self.body[self.display : end].strip(), -1
        where = self.open.name if self.open is not None else f"Section {self.section}" if self.section else ""
        places, labels = [], []
        rows = re.split(r"\\\\", whole(latex)) if name.rstrip("*") in _ROWS else [latex]
        for row in rows[:_MOST_ROWS]:
            label = _LABEL.search(row)
            numbered = bool(name) and not name.endswith("*") and name != "displaymath"
            numbered = numbered and not re.search(r"\\(?:nonumber|notag)(?![A-Za-z])", row)
            self.equations += numbered
            place = ", ".join(filter(None, (where, f"equation {self.equations}" if numbered else "")))
            places.append(place or "displayed formula")
            labels.append(label[1] if label else "")
        found = Display(latex, self.section, places, labels)
        (self.found if self.open is None else self.open.displays).append(found)
