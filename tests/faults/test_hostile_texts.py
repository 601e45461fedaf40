"""Texts of a derivation are shown on a page and never obeyed; a report writes inside its folder only."""

import re
from importlib.resources import files

import pytest
from sympy import Function, Symbol

from lemmata.interface.cli import main
from lemmata.verifier import language
from lemmata.verifier.claim import DerivationError, Source

PAPER = """
from lemmata.verifier.language import *
BAD = "<script>alert(1)</script><img src=x onerror=alert(2)>\\"'&"
PAPER = Paper("hostile", BAD, BAD, contents={BAD: BAD})
with PAPER.section(BAD):
    right = PAPER.claim("right", BAD, equal(d, d + T - T), witness={d: 1, T: 2}, note=BAD, source=BAD)
    PAPER.published("wrong", BAD, equal(d, T), witness={d: 1, T: 2}, source=BAD, corrected_by=right, misprint=BAD,
                    printed=BAD, note=BAD)
    PAPER.theorem("known", BAD, equal(Symbol("<script>alert(3)</script>", positive=True), T), reference=BAD,
                  witness={Symbol("<script>alert(3)</script>", positive=True): 1, T: 2})
"""


@pytest.mark.parametrize("bad", ["a\n  proved   b", "\x1b[31mred", "\u202eback", "\u2028"])
@pytest.mark.parametrize("part", [
    "Paper('h', BAD)", "Paper('h', 'h', BAD)", "Paper('h', 'h', contents={BAD: ''})",
    "Paper('h', 'h', contents={'s': BAD})", "P.section(BAD).__enter__()", "P.claim('c', BAD, equal(d, d))",
    "P.claim('c', 'h', equal(d, d), note=BAD)", "P.claim('c', 'h', equal(d, d), source=BAD)",
    "P.claim('c', 'h', equal(d, d), source=Source(BAD, 'h'))", "P.claim(BAD, 'h', equal(d, d))",
    "P.claim('c', 'h', equal(Symbol(BAD), d))", "P.claim('c', 'h', equal(Function(BAD)(d), d))",
    "P.claim('c', 'h', equal(d, d), where=[Symbol(BAD) > 0])",
    "P.claim('c', 'h', equal(d, d), proof=[algebra, Symbol(BAD), algebra])",
])  # fmt: skip
def test_a_text_that_a_terminal_would_obey_or_that_begins_a_line_is_refused_when_it_is_stated(part, bad):
    """A line of its own could say that something is proved."""
    names = {"BAD": bad, "P": language.Paper("h", "h"), "Source": Source, "Symbol": Symbol, "Function": Function}
    with pytest.raises(DerivationError) as refused:
        eval(part, {**vars(language), **names})
    assert str(refused.value).isprintable()


def test_a_page_holds_no_markup_of_the_derivation(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hostile.py").write_text(PAPER)
    with pytest.raises(SystemExit):
        main(["report", "hostile.py", "--out", "pages", "--effort", "quick"])
    assert "Traceback" not in capfd.readouterr().err
    out = tmp_path / "pages"
    pages = {str(file.relative_to(out)): file.read_text(encoding="utf-8") for file in out.rglob("*.*")}
    assert {"index.html", "hostile/index.html"} <= set(pages)
    assert "&lt;script&gt;" in pages["hostile/index.html"]
    own = files("lemmata.interface.report")
    for name, page in pages.items():
        if name.endswith(".html"):
            assert not re.search(
                r"<(script|img)\b", re.sub(r"<script src=(\.\./)?(script|graph)\.js></script>", "", page)
            )
        else:
            assert page == own.joinpath(name).read_text(encoding="utf-8")
