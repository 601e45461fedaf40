"""The report shows what was found, needs nothing from elsewhere, and lets no text become markup."""

import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sympy import Rational, Symbol, sqrt

from lemmata.interface.cli import main
from lemmata.interface.report.inline import in_line
from lemmata.interface.report.mathematics import mathml, printed_mathml, statement_latex, statement_mathml
from lemmata.interface.report.page import _owed
from lemmata.interface.report.site import BESIDE, site
from lemmata.theory.notation import T, d, df2, n, ridge
from lemmata.theory.quantities.regression import risk
from lemmata.theory.random_matrices import design, inv, tr
from lemmata.theory.relations import equal
from lemmata.verifier import judge
from lemmata.verifier.obligation import Discharge
from lemmata.verifier.rules import algebra
from lemmata.verifier.run import verified

VOID = {"meta", "br", "link", "input"}

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
    """Every tag that opens is closed, in order; the end of a paragraph, a cell or a row may be left out."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open[-1] != tag:
            assert self.open.pop() in ("p", "td", "tr", "li")
        self.open.pop()


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(PAPER)
    with pytest.raises(SystemExit) as stopped:
        main(["report", "mine.py", "--effort", "quick", "--out", "pages"])
    assert stopped.value.code == 0  # the refuted statement has a corrected claim that holds
    return (tmp_path / "pages" / "mine" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def first(page, tmp_path):
    return (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_errata_come_first_with_counterexample_and_correction(page, first):
    assert page.index("href=../index.html#erratum-mine-wrong") < page.index("<article")
    errata = first[first.index("id=erratum-mine-wrong") : first.index("id=claims")]
    assert "Lemma 1" in errata
    assert "d = 1, T = 3" in errata or "T = 3, d = 1" in errata
    assert "href=mine/index.html#right" in errata
    assert "the 1 must be T" in errata
    assert "proved" in errata
    assert "lemmata show mine.py:" in page


def read(text):
    """The tags and attributes of a page, which is well formed."""
    parser = Balanced()
    parser.feed(text)
    assert parser.open == []
    return parser.seen


def test_every_page_is_well_formed_and_stands_alone(page, tmp_path):
    found = {file.resolve(): file.read_text(encoding="utf-8") for file in (tmp_path / "pages").rglob("*.html")}
    pages = {name: read(text) for name, text in found.items()}
    assert {str(name.relative_to(tmp_path / "pages")) for name in pages} == {"index.html", "mine/index.html"}
    anchors = {name: {of["id"] for _, of in seen if "id" in of} for name, seen in pages.items()}
    for name, seen in pages.items():
        assert not [tag for tag, of in seen if tag in ("iframe", "img", "object")]
        assert all((name.parent / of["src"]).resolve().name in BESIDE for _, of in seen if "src" in of)
        for tag, link in ((tag, of["href"]) for tag, of in seen if "href" in of):
            file, _, anchor = link.partition("#")
            there = (name.parent / file).resolve() if file else name
            assert there.is_file()
            assert tag == "link" or not anchor or anchor in anchors[there]


def test_a_page_has_the_day_of_its_newest_evidence_and_the_same_bytes_on_any_day(page, monkeypatch):
    day = re.search(r", last on (\d{4}-\d\d-\d\d)</footer>", page)[1]
    monkeypatch.setattr(judge, "datetime", type("Late", (), {"now": lambda zone: datetime(2999, 1, 1, tzinfo=zone)}))
    with pytest.raises(SystemExit):
        main(["report", "mine.py", "--effort", "quick", "--out", "again"])
    assert Path("again/mine/index.html").read_text(encoding="utf-8") == page
    assert "2999-01-01" > day > "2026"


def test_claims_can_be_searched_and_filtered(first):
    rows = [of["class"] for tag, of in read(first) if tag == "tr" and "class" in of]
    boxes = [of["value"] for tag, of in read(first) if tag == "input" and of["type"] == "checkbox"]
    assert sorted(rows) == sorted(boxes) == ["proved", "refuted"]
    assert first.count("<script ") == first.count("</script>") == 1


def test_sections_have_pages_and_the_graph_leads_to_claims(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = PAPER.replace('"arXiv 0000.00000")', '"arXiv", contents={"One": "first", "Two": "second"})')
    text = text.replace("RIGHT =", 'with PAPER.section("One"):\n  RIGHT =').replace(
        "PAPER.pub", 'with PAPER.section("Two"):\n  PAPER.pub'
    )
    text += """
  PAPER.claim("twice", "Twice", equal((d / T + 1) * T, d + T), where=[T >= d + 2], witness={d: 1, T: 3},
    proof=calc((d / T + 1) * T, by(RIGHT), (d + T) / T * T, by(algebra), d + T))
"""
    (tmp_path / "mine.py").write_text(text)
    for _ in range(2):
        with pytest.raises(SystemExit) as stopped:
            main(["report", "mine.py", "--effort", "quick", "--out", "pages"])
        assert stopped.value.code in (0, 1)
    names = {"index.html", "s-one.html", "s-two.html", "graph.html"}
    pages = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "pages" / "mine").iterdir()}
    assert {file.name for file in (tmp_path / "pages").iterdir()} == {"index.html", "mine", *BESIDE}
    assert set(pages) == names
    assert "href=s-one.html#right" in pages["graph.html"]
    assert pages["graph.html"].count("<path ") == 1
    assert "On it rest" in pages["s-one.html"]
    assert "1 claim, 1 step: 1 proved" in pages["index.html"]  # of section one
    assert all(read(page) for page in pages.values())


def test_corrections_are_written_as_latex(page, tmp_path):
    with pytest.raises(SystemExit):
        main(["report", "mine.py", "--effort", "quick", "--out", "tex", "--latex"])
    text = (tmp_path / "tex" / "mine.tex").read_text(encoding="utf-8")
    assert r"\begin{longtable}" in text
    assert "Lemma 1 & refuted & As printed" in text
    assert r"\section*{Corrections}" in text
    assert text.count(r"\[") == text.count(r"\]") == 2
    assert r"where $T \geq d + 2$," in text  # of what is printed
    assert r"where $T \geq d + 2$." in text


def test_a_condition_is_said_once_in_a_proof(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    steps = "calc(d / T + 1, by(algebra), (d + T) / T, by(algebra), (2 * d + 2 * T) / (2 * T))"
    text = PAPER.replace("(d + T) / T), where", "(2 * d + 2 * T) / (2 * T)), where")
    (tmp_path / "mine.py").write_text(text.replace("calc(d / T + 1, by(algebra), (d + T) / T)", steps))
    with pytest.raises(SystemExit):
        main(["report", "mine.py", "--effort", "quick", "--out", "pages"])
    proof = (tmp_path / "pages" / "mine" / "index.html").read_text(encoding="utf-8").partition("id=right")[2]
    owed = re.findall(r"owed and shown: (.*)", proof.partition("</details>")[0])
    assert len(owed) == 1
    assert owed[0].count("T != 0") == 1


def test_what_follows_from_what_was_said_and_what_is_true_of_numbers_is_not_said():
    shown = [
        Discharge("2 > 0", "by its signs"),
        Discharge("E(a) exists", "every word integrable, or nonnegative"),
        Discharge(
            "E(a) is finite, or b > 0",
            "E(a) is finite: T != 0: by its signs; E(a) is integrable: by a law",
        ),
        Discharge("T - 1 != 0", "by its signs"),
    ]
    said = "T != 0, T - 1 != 0 (by its signs); E(a) is integrable (by a law); E(a) is finite, or b &gt; 0 (by these)"
    assert list(_owed(shown)) == [f"<p>owed and shown: {said}</p>"]


def test_a_section_of_many_words_has_a_page_whose_name_is_no_longer_than_file_systems_take(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = PAPER.replace("PAPER.published(", "with PAPER.section('Ä long title ' * 40):\n  PAPER.published(")
    (tmp_path / "mine.py").write_text(text)
    with pytest.raises(SystemExit) as stopped:
        main(["report", "mine.py", "--effort", "quick", "--out", "pages"])
    assert stopped.value.code == 0
    assert "As printed" in next((tmp_path / "pages").glob("mine/s-*.html")).read_text(encoding="utf-8")


def test_text_stays_text(page):
    assert "Mine &lt;b&gt;&amp;&lt;/b&gt; yours" in page
    assert not re.search("<b>[&y]|Mine <", page)


def test_formulas_are_set_in_the_letters_of_the_field():
    assert "λ" in mathml(ridge)
    assert re.search(r"<mn>2</mn>", mathml(df2))
    assert 'display="block"' in statement_mathml(equal(d / T, Rational(1, 2)))


def test_a_chapter_without_errata_names_none(paper):
    paper.claim("it", "It", equal(d * (d + 1), d**2 + d), witness={d: 1}, proof=algebra)
    assert not any(
        "errata" in page.partition("<main>")[2] for name, page in site(verified(paper)).items() if "html" in name
    )


def test_signs_above_signs_are_set():
    """An inverse that is transposed was no LaTeX, and the whole report ended with an error."""
    A = design("A", d, d)
    for word in (inv(A).T, inv(A.T), inv(inv(A).T), inv(A + A.T).T * A.T):
        assert mathml(tr(word)).startswith("<math")


def test_a_formula_is_set_in_few_bytes_with_the_same_meaning():
    assert mathml(1 / df2) == "<math><mfrac><mn>1</mn><msub><mi>df</mi><mn>2</mn></msub></mfrac></math>"
    inverse = mathml(inv(design("X", d, d)))
    assert inverse == "<math><msup><mi>X</mi><mn>\u22121</mn></msup></math>"
    bracket = "<mrow><mo>(</mo><mi>d</mi><mo>+</mo><mn>1</mn><mo>)</mo></mrow>"  # as high as what it encloses
    assert bracket in mathml(T * (d + 1) / n)
    assert "<mrow><mo>‖</mo><msub>" in printed_mathml(r"a \left\| w_0 \right\|^2 b")  # a bracket by its place
    assert printed_mathml("a\x01b") == "<code>a\x01b</code>"


def test_a_name_of_several_letters_with_an_index_is_one_name():
    assert mathml(Symbol("rows2")) == "<math><msub><mo>rows</mo><mn>2</mn></msub></math>"


def test_what_is_wider_than_a_page_is_typed_so_that_it_is_broken():
    wide = sum(Symbol(f"x{place}") / (T + place) for place in range(40))
    assert statement_mathml(equal(wide, 1)).startswith('<p class="typed"><code>')


def test_what_cannot_be_set_is_shown_as_it_is_typed():
    assert printed_mathml(r"x^2^3") == "<code>x^2^3</code>"
    assert printed_mathml(r"\frac{1}{2}").startswith("<math")


def test_fields_have_names_in_formulas():
    assert statement_latex(equal(risk(n, ridge=0), 1)) == r"\operatorname{Risk}\left(n, \lambda = 0\right) = 1"


def test_the_front_page_has_shares_errata_and_the_model(first):
    marks = ("<meter", "id=errata", "class=letters", "id=claims")
    assert sorted(marks, key=first.index) == [*marks]
    for said in ("50 % proved", "d = 1", "copy BibTeX", "copy LaTeX", "Judged with lemmata", "Dimension of the inputs"):
        assert said in first


def test_assumptions_are_lines_of_text_in_which_nothing_changes_its_meaning():
    x, lam = Symbol("x", positive=True), Symbol("lam", positive=True)
    assert in_line(x / 2 * lam < d / (2 * T)) == "lam <i>x</i>/2 &lt; <i>d</i>/(2<i>T</i>)"
    assert in_line((x + 1) / (T - d) > 1 / x) == "(<i>x</i> + 1)/(<i>T</i> − <i>d</i>) &gt; 1/<i>x</i>"
    assert in_line(T**-x >= x - lam) == "<i>T</i><sup>−<i>x</i></sup> ≥ −lam + <i>x</i>"
    assert in_line(sqrt(x + 1) > (x + 1) * lam) == "√(<i>x</i> + 1) &gt; lam(<i>x</i> + 1)"


def test_a_letter_names_the_claims_in_which_it_occurs(page):
    assert "in 2 claims" in page
    assert "for example" in page
