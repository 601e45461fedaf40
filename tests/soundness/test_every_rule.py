"""Every rule has two false applications or more, each true but for one condition, beside true ones that it shows."""

import pytest

from lemmata.verifier import rules
from tests.soundness import rules_of_algebra, rules_of_analysis, rules_of_matrices, rules_of_power_laws
from tests.soundness.applications import Application, kind

TABLE = rules_of_algebra.ROWS | rules_of_analysis.ROWS | rules_of_matrices.ROWS | rules_of_power_laws.ROWS
ENTRIES = [
    pytest.param(word, entry, true, id=f"{word}-{'true' if true else 'false'}-{number}")
    for word, row in TABLE.items()
    for true, entries in ((True, row.true), (False, row.false))
    for number, entry in enumerate(entries)
]


def test_every_rule_has_a_row():
    """``cited`` shows nothing: what it says is assumed."""
    assert TABLE.keys() == {word for word in rules.__all__ if kind(word)} - {"cited"}
    assert not [word for word, row in TABLE.items() if len(row.false) < 2 or not row.true]


@pytest.mark.parametrize(("word", "entry", "true"), ENTRIES)
def test_what_is_true_is_shown_and_what_is_false_is_not(word, entry, true):
    """A case of another module is judged there; here it must exist, and be one of the rule."""
    if isinstance(entry, Application):
        assert isinstance(entry.rule, kind(word))
        assert entry.shown() is true
    else:
        assert kind(word) in entry.kinds(true=true)
