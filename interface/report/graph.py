"""What rests on what, as a picture: a claim stands to the right of all that its proof uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from lemmata.verifier.claim import Claim
from lemmata.verifier.outcome import Outcome

_WIDE, _HIGH, _ACROSS, _DOWN = 170, 18, 230, 26
_SWEEPS = 6


def graph(claims: Sequence[Claim], outcome: Outcome, places: Mapping[str, str]) -> str:
    """The picture of some claims; each is a link to its place, with its verdict as its colour."""
    columns = _columns(claims)
    at = {name: (x, y) for x, column in enumerate(columns) for y, name in enumerate(column)}
    wide = len(columns) * _ACROSS
    high = max((len(column) for column in columns), default=0) * _DOWN + _DOWN
    parts = [
        f'<svg class="graph" viewBox="0 0 {wide} {high}" width="{wide}" role="img" aria-label="what rests on what">'
    ]
    parts += _lines(claims, at)
    for claim in claims:
        x, y = at[claim.id]
        name = claim.id.partition(":")[2]
        short = name if len(name) <= 26 else f"{name[:25]}…"
        word = outcome.status[claim.id].verdict.value.replace(" ", "-")
        parts.append(
            f'<a href="{escape(places.get(claim.id, "#"))}">'
            f"<title>{escape(name)}: {escape(claim.title)} ({word})</title>"
            f'<rect class="{word}" x="{x * _ACROSS + 4}" y="{y * _DOWN + 4}" width="{_WIDE}" height="{_HIGH}" rx="3"/>'
            f'<text x="{x * _ACROSS + 8}" y="{y * _DOWN + 17}">{escape(short)}</text></a>'
        )
    return "\n".join([*parts, "</svg>"])


def _lines(claims: Sequence[Claim], at: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for claim in claims:
        x, y = at[claim.id]
        for used in claim.rests_on:
            if used in at:
                a, b = at[used]
                yield (
                    f'<line x1="{a * _ACROSS + 4 + _WIDE}" y1="{b * _DOWN + 13}" '
                    f'x2="{x * _ACROSS + 4}" y2="{y * _DOWN + 13}"/>'
                )


def _columns(claims: Sequence[Claim]) -> list[list[str]]:
    """Claims by the length of the longest chain below them, neighbours near each other."""
    known = {claim.id: claim for claim in claims}
    depth: dict[str, int] = {}

    def below(name: str) -> int:
        if name not in depth:
            depth[name] = 0  # nothing rests on itself
            depth[name] = max((below(used) + 1 for used in known[name].rests_on if used in known), default=0)
        return depth[name]

    for claim in claims:
        below(claim.id)
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for claim in claims:
        columns[depth[claim.id]].append(claim.id)
    near: dict[str, list[str]] = {name: [u for u in known[name].rests_on if u in known] for name in known}
    for name, used in list(near.items()):
        for one in used:
            near[one] = [*near[one], name]
    for _ in range(_SWEEPS):
        row = {name: y for column in columns for y, name in enumerate(column)}
        for column in columns:
            column.sort(key=lambda name: sum(row[n] for n in near[name]) / len(near[name]) if near[name] else row[name])
    return columns
