r"""Values by cases in a source: a claim a case, under its condition, or none."""

import json
import re

import pytest

from lemmata.interface.cli import main
from lemmata.interface.drafting import draft
from lemmata.interface.drafting.formulas import statements
from lemmata.interface.drafting.letters import Letters

CASES = r"""\begin{align}
|x| &= \begin{cases} x & \text{if $x \ge 0$,} \\[2pt] -x & \text{otherwise.} \end{cases} \label{eq:cases} \\
|x| &\ge \begin{cases} x + 1, & \text{for } x > 0 \\ -x, & x \le 0 \end{cases} \label{eq:wrong} \\
n! &\ge n \label{eq:after} \end{align}"""


def test_each_case_is_a_claim_under_its_condition(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    made = draft(CASES, "paper", "A paper")
    assert re.findall(r"^    where=\[(.*)\]", made.text, re.MULTILINE) == ["x >= 0", "x < 0", "x > 0", "x <= 0"]
    assert "'eq-after', 'equation 3'" in made.text
    (tmp_path / "paper.py").write_text(made.text)
    with pytest.raises(SystemExit):
        main(["verify", "paper.py", "--effort", "quick", "--json"])
    found = {claim["id"]: claim["verdict"] for claim in json.loads(capsys.readouterr().out)["claims"]}
    assert [name for name in found if found[name] == "refuted"] == ["paper:eq-wrong-1"]
    assert len(found) == 5


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (r"1 & 0 < p < 1 \\ 2 & \text{otherwise}", "what is left by a condition of two sides"),
        (r"1 & p \\ 2 & p < 0", "there is no relation in p"),
        (r"1 & p \sim q \\ 2 & p < 0", "no condition on letters"),
        (r"1 & 2 > 1 \\ 2 & p < 0", "no condition on letters"),
        (r"1 \\ 2 & p < 0", "not read"),
        (r"1 & \text{else} \\ 2 & p < 0", "a word"),
    ],
)
def test_a_condition_that_is_not_read_is_no_assumption(case, why):
    every = [*statements(rf"p + 1 = \begin{{cases}} {case} \end{{cases}}", Letters(), {}, frozenset())]
    assert why in "".join(found.problem for found in every)
    assert not any(found.statement and not found.where for found in every)
