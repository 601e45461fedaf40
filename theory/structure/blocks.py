r"""The block triangular form of a square system (Dulmage and Mendelsohn 1958), and what comes before what in it.

Match every equation with a variable, and draw an arrow from equation f to equation e when the variable of f occurs in
e. The strongly connected components are the blocks: sets of equations that must be solved together, Simon's minimal
self-contained subsystems. They and their order do not depend on the matching.

>>> blocks((1, 3, 6)), blocks((3, 3))
(3, 1)
>>> influence((1, 3, 6))                     # the first equation reaches all variables, the last one only its own
(7, 6, 4)
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lemmata.theory.structure.matching import Rows, perfect_matchings


def _graph(rows: Rows, matched: tuple[int, ...]) -> Any:
    import networkx  # imported late: only structured systems need it

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(rows)))
    graph.add_edges_from(
        (first, equation)
        for first, variable in enumerate(matched)
        for equation, row in enumerate(rows)
        if first != equation and row >> variable & 1
    )
    return networkx.condensation(graph)


@lru_cache(maxsize=8192)
def blocks(rows: Rows) -> int:
    """How many blocks there are. The system must have a perfect matching."""
    return int(_graph(rows, perfect_matchings(rows)[0]).number_of_nodes())


@lru_cache(maxsize=8192)
def influence(rows: Rows, which: int = 0) -> Rows:
    """For every equation the variables of the blocks that its block reaches, as bits, by the given perfect matching."""
    import networkx

    matched = perfect_matchings(rows)[which]
    order = _graph(rows, matched)
    reached = [0] * len(rows)
    for block in order:
        after = {block, *networkx.descendants(order, block)}
        variables = sum(1 << matched[equation] for other in after for equation in order.nodes[other]["members"])
        for equation in order.nodes[block]["members"]:
            reached[equation] = variables
    return tuple(reached)
