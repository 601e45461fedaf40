r"""Recursions in a source define sequences, and what is said of their members is judged."""

import json

import pytest

from lemmata.interface.cli import main
from lemmata.interface.drafting import draft


def test_a_recursion_defines_a_sequence_and_its_closed_forms_are_claims(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = (r"e_{t+1} = \rho e_t + c, e_0 = 1", r"e_t = \rho^t + c\frac{1-\rho^t}{1+\rho}", r"\theta_k = 2\theta_{k-1}",
            r"\theta_k = 2^k \theta_0", r"s_{m+1} = s_m/2, s_1 = 3", r"u_{t+1} = u_t^2 + u_{t+1}")  # fmt: skip
    (tmp_path / "paper.tex").write_text("".join(rf"\[ {row} \]" for row in rows))
    made = draft((tmp_path / "paper.tex").read_text(), "paper", "A paper")
    assert "PAPER.define(e, 1, lambda t: c + rho*e(t))" in made.text
    assert "PAPER.define(theta, theta_start, lambda k: 2*theta(k))" in made.text
    assert "equal(theta(k), 2**k*theta(0))" in made.text
    assert len(made.quoted) == 3  # a sequence that counts from one, and what is no recursion
    (tmp_path / "paper.py").write_text(made.text)
    with pytest.raises(SystemExit):
        main(["verify", "paper.py", "--effort", "quick", "--json"])
    found = {claim["id"]: claim["verdict"] for claim in json.loads(capsys.readouterr().out)["claims"]}
    assert [*found.values()].count("refuted") == 1  # 1 + rho in the place of 1 - rho


@pytest.mark.parametrize(
    "rows",
    [r"x_{t+1} = x_t + y_t", r"\hat x_{k+1} = x_k/2", r"x_{t+1} = x_t + x_{t-1}", r"x_{t+1} = y_t, y_{t+1} = x_t",
     r"x_{t+1} \le a x_t + b", r"w_{t+1} = w_t - \eta \nabla f(w_t)", r"x_{t+1} = x_t/2, x_1 = 3"],
)  # fmt: skip
def test_what_is_no_recursion_of_first_order_defines_nothing(rows):
    made = draft(rf"\[ {rows} \]", "paper", "A paper")
    assert "define(" not in made.text
    assert made.quoted
    assert made.read == 0


def test_a_first_member_that_is_said_by_others_is_none():
    made = draft(r"\[ x_{t+1} = x_t/2, x_0 = x_t \]", "paper", "A paper")
    assert "PAPER.define(x, x_start, lambda t: x(t)/2)" in made.text
