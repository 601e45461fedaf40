"""A limit, and a bound of a sum by an integral, is counted as open by the independent checker: true or false."""

import pytest

from .test_places import SYMBOLS, claim, found, link, q

T = ["s", "T"]
SYMBOLS.update(T=["positive"])
TO_INFINITY = ["Path", T, ["Infinity"], ["map"], ["'", "above"]]


@pytest.mark.parametrize("after", ["0", "1", q])
def test_a_limit_is_not_looked_at(after):
    before = ["^", ["+", T, q], "-1"]
    here = claim([before, "->", after])
    here.row["path"] = TO_INFINITY
    assert not found(here, {**link("LimitRule", before, after, []), "relation": "->"})
