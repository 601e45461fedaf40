"""What rests on what, as a picture: a claim stands to the right of all that its proof uses.

The fill says what became of the proof, the border what was seen of the statement itself; what is taken as given without
proof here stands on the left, as a source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import mean

from networkx import DiGraph, all_neighbors, topological_generations, transitive_reduction

from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.verdict import Verdict

_WIDE, _HIGH, _ACROSS, _DOWN = 170, 18, 230, 26
_SWEEPS = 6
_LEGEND = (
    ("proved", "proved all the way down"),
    ("citing", "proved, with cited theorems below"),
    ("steps-proved", "its own steps are proved, what it rests on is assumed"),
    ("assumed", "cited, or a step is assumed"),
    ("tested", "tested or simulated only"),
    ("refuted", "refuted"),
    ("undecided", "undecided"),
    ("source", "taken as given"),
    ("elsewhere", "of another chapter"),
    ("seen-tested", "border: the statement was tried at points or by simulation, and holds there"),
)


@dataclass(frozen=True)
class _Node:
    """A claim, or something that is taken as given.

    Attributes:
        key: the id of the claim, or the words of what is taken.
        says: what a pointer that rests on it is told.
        looks: its classes, of fill and border.
        uses: the keys of what it rests on directly.
        place: its page; empty where it has none.
    """

    key: str
    says: str
    looks: str
    uses: tuple[str, ...] = ()
    place: str = ""

    @property
    def name(self) -> str:
        """Short, for the picture."""
        name = self.key.partition(":")[2] if self.place else self.key.rpartition(":")[2]
        return name if len(name) <= 26 else f"{name[:25]}…"


def graph(claims: Sequence[Claim], outcome: Outcome, places: Mapping[str, str]) -> str:
    """The picture of some claims; each is a link to its place, and shows all below and above it when pointed at.

    An arrow that longer ways say is left out. Claims that rest on nothing, and on which nothing rests, are listed
    beneath.
    """
    nodes = _nodes(claims, outcome, places)
    ways = transitive_reduction(DiGraph((used, key) for key, node in nodes.items() for used in node.uses))
    alone = [node for key, node in nodes.items() if key not in ways]
    columns = _columns(ways)
    at = {key: (x, y) for x, column in enumerate(columns) for y, key in enumerate(column)}
    wide = len(columns) * _ACROSS
    high = max((len(column) for column in columns), default=0) * _DOWN + _DOWN
    number = {key: place for place, key in enumerate(at)}
    return "\n".join([
        f"<style>svg.graph rect {{ width: {_WIDE}px; height: {_HIGH}px; }}</style>",
        f'<p class="legend">{"".join(_entry(look, words) for look, words in _LEGEND)}</p>',
        f'<svg class="graph" viewBox="0 0 {wide} {high}" width="{wide}" role="group" aria-label="what rests on what">',
        *_lines(ways, at, number),
        *(_box(nodes[key], x, y) for key, (x, y) in at.items()),
        "</svg>",
        *_alone(alone),
    ])  # fmt: skip


def _nodes(claims: Sequence[Claim], outcome: Outcome, places: Mapping[str, str]) -> dict[str, _Node]:
    """The claims, and before them what they use of other chapters and what they take as given."""
    taken = {claim.id: _taken(claim, outcome) for claim in claims}
    sources = dict.fromkeys(word for words in taken.values() for word in words)
    found = {word: _Node(word, f"{word} (taken as given)", "source") for word in sources}
    known = {claim.id for claim in claims}
    for used in dict.fromkeys(used for claim in claims for used in claim.rests_on if used not in known):
        found[used] = _Node(used, f"{used} (of another chapter)", "elsewhere", (), places.get(used, ""))
    for claim in claims:
        uses = (*claim.rests_on, *taken[claim.id])
        says = f"{claim.title} ({outcome.status[claim.id].verdict.value})"
        found[claim.id] = _Node(claim.id, says, _looks(claim, outcome), uses, places.get(claim.id, "#"))
    return found


def _taken(claim: Claim, outcome: Outcome) -> tuple[str, ...]:
    """What a claim itself takes as given: all that it rests on, without what reached it through other claims."""
    below = {word for used in claim.rests_on if used in outcome.status for word in outcome.status[used].assumed}
    named = {claim.id, *claim.rests_on}
    return tuple(word for word in outcome.status[claim.id].assumed if word not in below | named)


def _looks(claim: Claim, outcome: Outcome) -> str:
    """The fill, by what became of the proof, and the border, by what was seen of the statement."""
    verdict, taken = outcome.status[claim.id].verdict, outcome.status[claim.id].assumed
    evidence = outcome.evidence.get(claim.id, ())
    steps = [item.verdict for item in evidence if item.part == "step"]
    fill = "citing" if verdict is Verdict.PROVED and taken else verdict.value.replace(" ", "-")
    if verdict is Verdict.ASSUMED and steps and all(step is Verdict.PROVED for step in steps):
        fill = "steps-proved"
    seen = {item.verdict for item in evidence if item.part in ("statement", "check")}
    tried = seen & {Verdict.TESTED, Verdict.SIMULATED, Verdict.ENCLOSED} and Verdict.REFUTED not in seen
    return f"{fill} seen-tested" if tried else fill


def _box(node: _Node, x: int, y: int) -> str:
    left, top = x * _ACROSS + 4, y * _DOWN + 4
    box = (
        f"<title>{escape(node.says)}</title>"
        f'<rect class="{node.looks}" x="{left}" y="{top}"/>'
        f'<text x="{left + 4}" y="{top + 13}">{escape(node.name)}</text>'
    )
    if not node.place:
        return f'<g tabindex="0">{box}</g>'
    return f'<a href="{escape(node.place)}" id="{escape(node.key.partition(":")[2])}">{box}</a>'


def _entry(look: str, words: str) -> str:
    box = f'<svg width="18" height="12"><rect class="{look}" width="16" height="10" x="1" y="1"/></svg>'
    return f"<span>{box} {words}</span> "


def _alone(nodes: Sequence[_Node]) -> Iterator[str]:
    if nodes:
        yield '<p class="alone">By themselves:'
        for node in nodes:
            says = escape(node.says)
            yield f'<a href="{escape(node.place)}" title="{says}" class="{node.looks}">{escape(node.name)}</a>'
        yield "</p>"


def _lines(ways: DiGraph, at: Mapping[str, tuple[int, int]], number: Mapping[str, int]) -> Iterator[str]:
    for used, key in ways.edges:
        (a, b), (x, y) = at[used], at[key]
        yield (
            f'<path data-way="{number[used]} {number[key]}" '
            f'd="M{a * _ACROSS + 4 + _WIDE} {b * _DOWN + 13}L{x * _ACROSS + 4} {y * _DOWN + 13}"/>'
        )


def _columns(ways: DiGraph) -> list[list[str]]:
    """Nodes by the length of the longest chain below them, neighbours near each other."""
    columns = [list(column) for column in topological_generations(ways)]
    for _ in range(_SWEEPS):
        row = {key: y for column in columns for y, key in enumerate(column)}
        for column in columns:
            column.sort(key=lambda key: mean(row[near] for near in all_neighbors(ways, key)))
    return columns
