"""The report shows what was found, needs nothing from elsewhere, and lets no text become markup."""

import re
from html.parser import HTMLParser

import pytest
from sympy import Rational

from lemmata.interface.cli import main
from lemmata.interface.report.mathematics import mathml, statement_mathml
from lemmata.theory.notation import T, d
from lemmata.theory.relations import equal
from lemmata.verifier.rules import algebra

VOID = {"meta", "br", "link"}

PAPER = """
from lemmata.theory.notation import T, d
from lemmata.theory.relations import equal
from lemmata.verifier.claim import Paper, by, calc
from lemmata.verifier.rules import algebra

PAPER = Paper("mine", "Mine <b>&</b> yours", "arXiv 0000.00000")
RIGHT = PAPER.claim(
    "right", "One over", equal(d / T + 1, (d + T) / T), where=[T >= d + 2], witness={d: 1, T: 3},
    proof=calc(d / T + 1, by(algebra), (d + T) / T),
)
PAPER.published(
    "wrong", "As printed", equal(d / T + 1, (d + 1) / T), where=[T >= d + 2], witness={d: 1, T: 3},
    source=PAPER.at("Lemma 1"), corrected_by=RIGHT, note="the 1 must be T",
    proof=calc(d / T + 1, by(algebra), (d + 1) / T),
)
"""


class Balanced(HTMLParser):
    """Every tag that opens is closed, in order."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(PAPER)
    with pytest.raises(SystemExit) as stopped:
        main(["report", "mine.py", "--effort", "quick", "--out", "pages"])
    assert stopped.value.code == 0  # the refuted statement has a corrected claim that holds
    return (tmp_path / "pages" / "mine.html").read_text(encoding="utf-8")


def test_errata_come_first_with_counterexample_and_correction(page):
    errata = page[page.index('id="errata"') : page.index('id="claims"')]
    assert "Lemma 1" in errata
    assert "d = 1, T = 3" in errata or "T = 3, d = 1" in errata
    assert 'href="#right"' in errata
    assert "the 1 must be T" in errata
    assert "proved" in errata


def test_the_page_is_well_formed_and_stands_alone(page):
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert not any(tag == "script" for tag, _ in parser.seen)
    links = [value for tag, attributes in parser.seen for key, value in attributes.items() if key in ("src", "href")]
    assert all(link.startswith("#") for link in links)
    anchors = {attributes["id"] for _, attributes in parser.seen if "id" in attributes}
    assert {link[1:] for link in links} <= anchors


def test_text_stays_text(page):
    assert "Mine &lt;b&gt;&amp;&lt;/b&gt; yours" in page
    assert "<b>" not in page


def test_formulas_are_set_in_the_letters_of_the_field():
    from lemmata.theory.notation import df2, ridge

    assert "&#x003BB;" in mathml(ridge)  # lambda
    assert re.search(r"<mn>2</mn>", mathml(df2))
    assert 'display="block"' in statement_mathml(equal(d / T, Rational(1, 2)))


def test_a_claim_without_errata_has_no_such_section(paper):
    from lemmata.interface.report import page as written
    from lemmata.verifier.chapters import Selection
    from lemmata.verifier.run import Outcome
    from lemmata.verifier.status import Status
    from lemmata.verifier.verdict import Verdict

    claim = paper.claim("it", "It", equal(d * (d + 1), d**2 + d), witness={d: 1}, proof=algebra)
    selection = Selection(claims=(claim,), asked=(claim.id,), papers=(paper,))
    outcome = Outcome(selection, {claim.id: ()}, {claim.id: Status(Verdict.PROVED, "1 step")}, 0.0)
    assert "errata" not in written(paper, outcome)
