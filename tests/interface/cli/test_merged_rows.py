"""Rows of regimes that say the same are one row; what differs stays apart."""

import pytest

from lemmata.interface.cli.merged_rows import merged


def row(*where, exponent="-1"):
    return {"exponent": exponent, "log_power": "0", "where": [*where]}


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([row("r < 1"), row("r = 1"), row("r > 1")], [[]]),
        ([row("r < 1", "ell >= 0"), row("r = 1", "ell >= 0")], [["r <= 1", "ell >= 0"]]),
        ([row("r > 1"), row("r = 1")], [["r >= 1"]]),
        ([row("r < 1"), row("r > 1")], [["r < 1"], ["r > 1"]]),
        ([row("r < 1"), row("r = 2")], [["r < 1"], ["r = 2"]]),
        ([row("r < 1"), row("r = 1", exponent="-2")], [["r < 1"], ["r = 1"]]),
        ([row("r < 1", "ell >= 0"), row("r = 1", "ell >= 1")], [["r < 1", "ell >= 0"], ["r = 1", "ell >= 1"]]),
        ([row("2*r + ell < 1"), row("2*r + ell = 1")], [["2*r + ell <= 1"]]),
        ([], []),
    ],
)
def test_conditions_join_where_their_union_is_one_condition(rows, left):
    assert [found["where"] for found in merged(rows)] == left
