"""What a notebook shows: the tutorial runs and shows what is stored; displays are escaped tables."""

from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from lemmata.numerics.ball import Ball
from lemmata.numerics.displayed import table
from lemmata.theory import Chain, Isotropic, derive_exponents
from lemmata.theory.models.shelf import shipped_model, shipped_names
from lemmata.theory.scaling.optimum import optimal_ridge

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.ipynb"


def shown(notebook):
    """The displays of all cells; what is plain text only, too."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return [output.data.get("text/html", output.data.get("text/plain")) for output in outputs]


def test_the_tutorial_shows_what_it_computes():
    stored = nbformat.read(TUTORIAL, as_version=4)
    again = nbformat.read(TUTORIAL, as_version=4)
    for cell in again.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(again, timeout=600).execute()
    assert len(shown(stored)) >= 9
    assert shown(again) == shown(stored)


class _Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def cells(text):
    found = _Cells()
    found.feed(text)
    return found


def test_a_cell_is_text_whatever_it_holds():
    found = cells(table([("<script>alert(1)</script>", "a < b & c")], head=("<b>",), title="<i>"))
    assert set(found.tags) <= {"table", "caption", "tr", "th", "td"}
    assert found.text == ["<i>", "<b>", "<script>alert(1)</script>", "a < b & c"]


@pytest.mark.parametrize("name", shipped_names())
def test_a_model_shows_its_quantities_and_parameters(name):
    model = shipped_model(name)
    text = cells(model._repr_html_()).text
    assert {*model.quantities} <= set(text)
    assert all(any(p.option in part for part in text) for p in model.parameters)


def test_a_chain_and_exponents_show_every_field_and_regime():
    chain = Chain(Isotropic(d=8), T=12, ridge="1/3")
    assert {"T", "12", "ridge", "1/3"} <= set(cells(chain._repr_html_()).text)
    found = derive_exponents(2, "1/2")
    assert cells(found._repr_html_()).tags.count("tr") == 1 + len(found.total.regimes)
    assert "2/3" in cells(optimal_ridge(found)._repr_html_()).text


def test_a_ball_is_set_with_its_radius():
    value, radius = (text.replace("e", r" \cdot 10^{") for text in Ball.exactly(3).to_decimal(15))
    assert Ball.exactly(3)._repr_latex_() == rf"${value} \pm {radius}$"
