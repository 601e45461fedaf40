r"""Norms and products of vectors in a source are judged; what a formula alone does not say is quoted."""

import json

import pytest

from lemmata.interface.cli import main
from lemmata.interface.drafting import draft

READ = (
    (r"\|x + y\|_2^2 = \|x\|_2^2 + 2\langle x, y \rangle + \|y\|^2", "proved"),
    (r"\|x - y\|^2 = \|x\|^2 - \|y\|^2", "refuted"),
    (r"\left\| \frac{x + y}{2} \right\|^2 = \frac{\|x\|^2 + \|y\|^2}{2} - \frac14 \|x - y\|^2", "proved"),
    (r"(x^\top y)^2 \le (x^\top x)(y^{\top} y)", "proved"),
    (r"\langle x, y \rangle = x^\top y - \|x\|^2 + x^\top x", "proved"),
    (r"x^\top (x - 2y) \ge \|x - y\|^2", "refuted"),
    (r"2\mathbf{u}^\top \mathbf{v} \le a\|\mathbf{u}\|^2 + \frac1a \|\mathbf{v}\|^2, \quad a > 0", "proved"),
)


def test_statements_on_vectors_are_proved_or_refuted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    made = draft("".join(rf"\[ {row} \]" for row, _ in READ), "paper", "A paper")
    assert made.quoted == []
    (tmp_path / "paper.py").write_text(made.text)
    with pytest.raises(SystemExit):
        main(["verify", "paper.py", "--effort", "quick", "--json"])
    found = [claim["verdict"] for claim in json.loads(capsys.readouterr().out)["claims"]]
    assert found == [verdict for _, verdict in READ]


@pytest.mark.parametrize(
    "rows",
    [
        (r"\|x + y\| \le \|x\| + \|y\|", r"\|x\|_\infty \le 1"),  # the norm without an index may be that one
        (r"\|x\| = 1", r"\|x - y x\|^2 = 1 + y^2 - 2y"),
        (r"z = x - g", r"\|z\|^2 = \|x\|^2 - 2\langle x, g \rangle + \|g\|^2"),
        (r"\|A x\|^2 = x^\top A^\top A x",),
        (r"x^\top A x \le a x^\top x",),
        (r"\|\hat w - w\|^2 \le \|w\|^2 - \|\hat w\|^2",),
        (r"\|x\|^2 + x \ge x",),
        (r"\|f\| + f(x) \le f(x) + \|f\|",),
    ],
)
def test_what_is_no_statement_on_all_plain_vectors_is_quoted(rows):
    assert draft("".join(rf"\[ {row} \]" for row in rows), "paper", "A paper").read == 0
