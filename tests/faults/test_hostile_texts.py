"""Texts of a derivation are shown on a page and never obeyed; a report writes inside its folder only."""

import re
from importlib.resources import files

import pytest

from lemmata.interface.cli import main

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
