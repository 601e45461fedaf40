"""Pages in headless Chromium: what the scripts show is what was derived, nothing is asked for from elsewhere."""

import re
from fractions import Fraction
from html import unescape

import pytest

from lemmata.interface.report.explorer import explorer
from lemmata.interface.report.mathematics import printed_mathml, statement_mathml
from lemmata.interface.report.site import site
from lemmata.theory.models import shipped_model
from lemmata.theory.scaling import derive_exponents
from lemmata.theory.scaling.derive import exponents_of
from lemmata.theory.scaling.of_models.model_inputs import model_inputs
from lemmata.theory.scaling.optimum import optimal_ridge
from lemmata.verifier.language import (
    Abs,
    Integral,
    Paper,
    Rational,
    Sigma,
    Sum,
    Symbol,
    algebra,
    at_least,
    equal,
    exp,
    inv,
    n,
    oo,
    ridge,
    risk,
    sqrt,
    tr,
)  # fmt: skip
from lemmata.verifier.listing import of_paper
from lemmata.verifier.outcome import Outcome
from lemmata.verifier.run import verified
from lemmata.verifier.status import Status
from lemmata.verifier.verdict import Verdict
from tests.interface.report.browser import in_browser, opened

ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(|fetch\(|XMLHttpRequest""")


def cell(dom, name):
    return unescape(re.search(rf'<td id="{name}">(.*?)</td>', dom)[1])


@pytest.fixture(scope="module")
def derived():
    found = derive_exponents("beta", "r", sigma2="T^-s")
    return found, optimal_ridge(found)


@pytest.fixture(scope="module")
def pages():
    paper = Paper("demo", "A demonstration <b>")
    one = paper.claim(
        "square", "The square of a sum", equal((n + 1) ** 2, n**2 + 2 * n + 1), witness={n: 1}, proof=algebra
    )
    paper.claim("again", "Once more", equal((n + 1) ** 2, n**2 + 2 * n + 1), witness={n: 1}, proof=one)
    paper.claim("wrong", "A slip", equal((n + 1) ** 2, n**2 + 1), witness={n: 1}, proof=algebra)
    return site(verified(paper))


def computed(what):
    """A script that writes what the browser computed where the test finds it."""
    return f'document.body.append(Object.assign(document.createElement("td"), {{id: "seen", textContent: {what}}}));'


@in_browser
def test_regimes_of_a_model_are_told_apart_by_colour(tmp_path):
    given = {"m": "T^mu", "ridge": "T^-ell"}
    inputs = model_inputs(
        shipped_model("random-features"), "risk", given, beta="2", r="1/4", d="oo", where=("mu < 1",), ell="mu"
    )
    found = exponents_of(inputs)
    page = explorer(found, optimal_ridge(found))
    look = 'getComputedStyle(document.querySelector("#phases rect"))'
    dom, said = opened(page, tmp_path, computed(f'{look}.stroke + " " + {look}.fill'))
    assert said == []
    stroke, _, fill = cell(dom, "seen").partition(" ")
    assert (stroke, fill != "rgb(221, 221, 221)") == ("none", True)
    assert ("optimal mu" in page, "EigenSum" in page.partition("<main>")[0]) == (True, False)


@in_browser
def test_on_a_dark_page_claims_by_themselves_are_read(pages, tmp_path):
    graph = next(page for name, page in pages.items() if name.endswith("graph.html"))
    dark = graph.replace("(prefers-color-scheme: dark)", "all")
    look = 'getComputedStyle(document.querySelector(".alone a")).color'
    dom, said = opened(dark, tmp_path, computed(look))
    assert (said, cell(dom, "seen")) == ([], "rgb(17, 17, 17)")


def test_no_page_asks_for_anything_from_elsewhere(pages, derived):
    for page in (*pages.values(), explorer(*derived)):
        assert not ELSEWHERE.search(page)


@in_browser
@pytest.mark.parametrize("ell", ["1/2", "0.75", "2"])
def test_the_explorer_shows_the_derived_exponent_at_a_point(derived, tmp_path, ell):
    found, optimum = derived
    point = {"beta": Fraction(2), "r": Fraction(1, 2), "ell": Fraction(ell), "s": Fraction(1, 3)}
    typed = {**{name: str(value) for name, value in point.items()}, "ell": ell}
    moved = "".join(f'document.getElementById("value-{n}").value = "{v}";' for n, v in typed.items())
    last = 'document.getElementById("value-r").dispatchEvent(new Event("input"));'
    dom, said = opened(explorer(found, optimum), tmp_path, moved + last)
    assert said == []
    assert Fraction(cell(dom, "exponent").partition(" = ")[0]) == found.total.exponent_at(point)
    best = optimum.at(point).minimum
    assert Fraction(cell(dom, "optimal")) == best.low.at(point) == best.high.at(point)
    assert Fraction(cell(dom, "rate")) == best.value.exponent.at(point)
    assert dom.count("<rect") > 500


@in_browser
def test_search_finds_one_claim_and_the_graph_opens_it(pages, tmp_path):
    typed = 'const box = document.getElementById("search"); box.value = "slip"; box.dispatchEvent(new Event("input"));'
    dom, said = opened(pages["index.html"], tmp_path, typed)
    rows = re.findall(r"<tr class[^>]*>.*?</tr>", dom, re.DOTALL)
    left = [row for row in rows if "hidden" not in row.partition(">")[0]]
    assert said == []
    assert len(rows) == 3
    assert len(left) == 1
    assert "wrong" in left[0]
    graph, said = opened(pages["demo/graph.html"], tmp_path)
    target = re.search(r'<a href="([^"]+)" id="square"', graph)[1]
    name, _, anchor = target.partition("#")
    assert said == []
    assert f"id={anchor}>" in pages[f"demo/{name}"]


def test_letters_of_the_model_are_explained_and_those_of_the_author_are_not(pages):
    assert "<details class=letters" in pages["demo/index.html"]
    own = Paper("own", "Another n")
    m = Symbol("n", real=True)
    own.claim("square", "The square of a sum", equal((m + 1) ** 2, m**2 + 2 * m + 1), witness={m: 1}, proof=algebra)
    assert "class=letters" not in site(verified(own))["own/index.html"]


@in_browser
def test_mathematics_is_set(pages, tmp_path):
    widths = '[...document.querySelectorAll("math[display=block]")].map((m) => m.getBoundingClientRect().width)'
    script = f"document.title = `${{Math.min(...{widths}) > 60}}`;"
    dom, said = opened(pages["demo/index.html"], tmp_path, script)
    assert said == []
    assert "<title>true</title>" in dom


@in_browser
def test_the_latex_that_a_button_copies_sets_the_same_formula(tmp_path):
    paper, k = Paper("copied", "Formulas"), Symbol("k", integer=True)
    x, rows = Symbol("x", positive=True), Symbol("rows2", positive=True)
    sides = [
        (n + 1) ** 2 / (x + sqrt(rows)),
        Sum(k**-x, (k, 1, n)) - x ** Rational(1, 3),
        tr(inv(Sigma)),
        Integral(exp(-x), (x, 0, oo)) + Abs(x - ridge),
        risk(n, ridge=0),
    ]
    claims = [paper.claim(f"c{i}", "A formula", equal(side, 1), witness={n: 1}) for i, side in enumerate(sides)]
    status = {claim.id: Status(Verdict.NOT_RUN, "") for claim in claims}
    pages = site(Outcome(of_paper(paper), {}, status, 0.0))
    catch = """
      const shown = (said) => Object.assign(document.createElement("pre"), {textContent: said});
      const writeText = (said) => document.body.append(shown(said));
      Object.defineProperty(navigator, "clipboard", {value: {writeText}});
      document.querySelectorAll("article button").forEach((button) => button.click());
    """
    dom, said = opened(pages["copied/index.html"], tmp_path, catch)
    assert said == []
    copied = [unescape(text) for text in re.findall("<pre>(.*?)</pre>", dom, re.DOTALL)]
    shown = [statement_mathml(claim.statement).replace(' display="block"', "") for claim in claims]
    assert [printed_mathml(text) for text in copied] == [formula.replace("munderover", "msubsup") for formula in shown]


@in_browser
def test_pointing_at_a_claim_leaves_what_is_below_and_above_it(tmp_path):
    paper = Paper("chain", "A chain, and a claim beside it")
    square = equal((n + 1) ** 2, n**2 + 2 * n + 1)
    first = paper.claim("first", "The square of a sum", square, witness={n: 1}, proof=algebra)
    second = paper.claim("second", "Once more", square, witness={n: 1}, proof=first)
    paper.claim("third", "Again", square, witness={n: 1}, proof=second)
    other = paper.claim("other", "By itself", square, witness={n: 1}, proof=algebra)
    paper.claim("above-other", "And once more", square, witness={n: 1}, proof=other)
    page = site(verified(paper))["chain/graph.html"]
    point = 'document.querySelector("#second").dispatchEvent(new Event("mouseenter"));'
    dom, said = opened(page, tmp_path, point)
    aside = {name for name, classes in re.findall(r'id="([\w-]+)"(?: class="(\w*)")?', dom) if classes}
    assert said == []
    assert aside == {"other", "above-other"}
    assert len(re.findall(r'<path [^>]*class="aside"', dom)) == 1


def test_a_claim_on_a_cited_theorem_is_told_from_one_that_is_proved_all_the_way_down():
    paper = Paper("below", "What is proved all the way down")
    cited = paper.theorem("taken", "Taken", at_least((n + 1) ** 2, 4 * n), witness={n: 1}, reference="a book")
    paper.claim("on-it", "On it", at_least((n + 1) ** 2, 4 * n), witness={n: 1}, proof=cited)
    square = equal((n + 1) ** 2, n**2 + 2 * n + 1)
    own = paper.claim("square", "Proved", square, witness={n: 1}, proof=algebra)
    paper.claim("again", "Proved all the way down", square, witness={n: 1}, proof=own)
    page = site(verified(paper))["below/graph.html"]
    fill = dict(re.findall(r"id=([\w-]+)><title>[^<]*</title><rect class=\"([\w-]+)", page))
    assert fill["on-it"] == "citing"
    assert fill["again"] == "proved"
