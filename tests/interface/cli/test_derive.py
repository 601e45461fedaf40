"""lemmata derive: the document holds texts that the formula reader takes, numbers agree, and refusals are one line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sympy import Symbol

from lemmata.interface.cli import lemmata
from lemmata.interface.cli import main as command_line
from lemmata.theory.models import shipped_model
from lemmata.theory.notation import FORMULA_NAMES
from lemmata.theory.reading.parsing import parse
from lemmata.theory.spectra.eigensum import c2, s

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def printed(*words):
    found = CliRunner().invoke(lemmata, ["derive", *words], standalone_mode=False)
    assert found.exception is None, found.exception
    return found.stdout


@pytest.mark.parametrize(("model", "quantity"), [("mixture", "collapse"), ("random-features", "variance")])
def test_the_texts_of_the_document_are_read_again(model, quantity):
    document = json.loads(printed(f"{model}:{quantity}", "--json"))
    assert document["schema"] == "lemmata.derive/1"
    assert document["assumed"][0] == "the Dyson equation of linear pencils"
    names = {**FORMULA_NAMES, "s": s, "c2": c2, "s_Delta": Symbol("s_Delta")}
    names |= {p.symbol.name: p.symbol for p in shipped_model(model).parameters}
    names |= {unknown: Symbol(unknown) for unknown in document["unknowns"]}
    assert [e["unknown"] for e in document["equations"]] == document["unknowns"]
    texts = [*(e["equals"] for e in document["equations"]), document["value"], document["closed_form"]["value"]]
    texts += [*document["names"].values(), *document["closed_form"]["positive"]]
    for text in texts:
        assert str(parse(text, names)) == text


def test_a_number_is_that_of_the_chains_own_equivalent():
    words = ["--d", "30", "--T", "20", "--n", "1", "--T0", "60", "--sigma0_2", "1", "--sigma2", "1", "--ridge", "1/10"]
    document = json.loads(printed("risk", *words, "--json"))
    known = CliRunner().invoke(
        lemmata,
        ["evaluate", "risk", "--method", "equivalent", *words, "--digits", "15", "--json"],
        standalone_mode=False,
    )
    assert float(document["number"]) == pytest.approx(float(json.loads(known.stdout)["value"]), rel=1e-11)


def test_a_prior_in_another_basis_is_a_matrix_by_rows_and_has_a_next_order():
    """With Sigma = 1 a prior matters by its trace alone, in whatever basis it is written."""
    words = ["prior:risk", "--T", "40", "--ridge", "1/2", "--d", "2", "--sigma2", "1", "--order", "1/T", "--json"]
    whole, diagonal = (json.loads(printed(*words, "--gammas", text)) for text in ("2,1;1,3", "1,4"))
    for key in ("number", "corrected"):
        assert float(whole[key]) == pytest.approx(float(diagonal[key]), rel=1e-9)
    assert whole["value"] == diagonal["value"]  # it occurs once, so that its diagonal counts


def test_certified_digits_in_infinite_dimension_are_those_of_the_chain():
    words = ["--T", "30", "--ridge", "1/10", "--n", "0", "--sigma2", "1", "--spectrum", "power-law"]
    words += ["--beta", "2", "--r", "1/2", "--digits", "25", "--json"]
    document = json.loads(printed("risk", *words))
    known = CliRunner().invoke(lemmata, ["evaluate", "risk", "--method", "equivalent", *words], standalone_mode=False)
    assert document["number"] is None
    assert document["certified"][:20] == json.loads(known.stdout)["value"][:20]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["risk", "--T", "20", "--d", "30", "--n", "0"], "not known to be bounded"),
        (["risk", "--model", "ridge", "--T", "20"], "d = nothing: must be given (model ridge), such as --d 2"),
        (["risk", "--model", "ridge", "--d", "3", "--T", "20", "--ridge", "1", "--weights", "1,2,3"], "weights"),
        (["risk", "--model", "ridge", "--spectrum", "isotropic", "--d", "3", "--T", "9", "--r", "1"], "left out"),
        (["none", "--model", "ridge"], "risk"),
        (["ridge:risk", "--order", "1/T"], "order = 1/T: must be given with numbers"),
        (
            ["ridge:risk", "--T", "9", "--spectrum", "power-law", "--beta", "2", "--r", "1"],
            "d = oo: must be finite, or",
        ),
        (["prior:risk", "--d", "2", "--T", "9", "--ridge", "1", "--gammas", "1,2;2,1"], "positive semi-definite"),
        (["prior:risk", "--d", "2", "--T", "9", "--ridge", "1", "--gammas", "1,2;2,1,1"], "its rows separated"),
        (["risk", "--model", "ridge", "--d", "3", "--T", "20", "--colour", "1"], "colour"),
    ],
)
def test_what_cannot_be_derived_is_refused_in_a_line(words, said, capsys):
    with pytest.raises(SystemExit) as ended:
        command_line(["derive", *words])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("model", ["ridge", str(EXAMPLES / "weighted.py")])
def test_a_model_in_the_place_of_a_quantity_is_told_its_quantities(model, capsys):
    with pytest.raises(SystemExit) as stopped:
        command_line(["derive", model])
    assert stopped.value.code == 2
    assert f"{model} is a model: say {model}:risk, " in capsys.readouterr().err
