"""What supports an answer does not hang on what was asked before: remembered answers name their engines again."""

import pytest
from sympy import Symbol

from lemmata.theory.spectra.eigensum import s
from lemmata.verifier.engines import magnitudes, proportions
from lemmata.verifier.engines.engines_used import engines_used, note
from lemmata.verifier.engines.positivity import Decision

REMEMBERING = [
    (proportions, proportions._below, (s, 2 * s)),
    (proportions, proportions._below_by_a_share, (s, s + 1)),
    (magnitudes, magnitudes._positive, (s + 1,)),
]


@pytest.mark.parametrize(("module", "ask", "question"), REMEMBERING, ids=lambda one: getattr(one, "__name__", ""))
def test_a_second_asking_names_the_engines_of_the_first(module, ask, question, monkeypatch):
    def decided_by_two(relation, where):
        note("two solvers")
        return Decision("proved", "")

    monkeypatch.setattr(module, "implied", decided_by_two)
    own = Symbol(f"asked in {module.__name__} {ask.__name__}", positive=True)  # of no other test
    for _ in range(2):
        with engines_used() as used:
            assert ask(*(part * own for part in question))
        assert used == {"two solvers"}
