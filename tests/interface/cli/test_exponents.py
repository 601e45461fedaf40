"""``lemmata exponents``: the document, the statuses, and what is refused."""

import json
import re

import pytest
from click.testing import CliRunner

from lemmata.interface.cli import lemmata, main
from lemmata.verifier.exponents.certificates import check

SMALL = ["--beta", "2", "--r", "1/2"]


def run(*arguments):
    return CliRunner().invoke(lemmata.get_command(None, "exponents"), [*SMALL, *arguments], standalone_mode=False)


def test_the_document_has_regimes_terms_optimum_claim_and_a_certificate_that_checks():
    result = run("--optimise", "--claim", "optimum == -2/3", "--json")
    assert result.return_value == 0, result.output
    document = json.loads(result.output)
    assert document["schema"] == "lemmata.exponents/1"
    assert set(document["terms"]) == {"bias", "variance"}
    assert document["optimum"]["ell"] == ["2/3", "2/3"]
    assert document["optimum"]["exponent"] == "-2/3"
    assert document["claim"]["verdict"] == "proved"
    row = document["regimes"][0]
    assert set(row) == {"where", "exponent", "log_power", "constant", "decimal", "unknown", "dominant"}
    assert row["decimal"].startswith("7.8539816339")
    checked = check(document["certificate"])
    assert checked.confirmed, checked.failures
    assert checked.solver_facts == 0
    assert any("deterministic equivalents" in words for words in document["assumed"])


def test_a_refuted_claim_gives_a_rational_point_and_status_one():
    result = run("--claim", "-ell", "--json")
    assert result.return_value == 1
    claim = json.loads(result.output)["claim"]
    assert (claim["verdict"], claim["counterexample"], claim["derived"]) == ("refuted", {"ell": "1"}, "-1/2")
    assert (claim["claimed"], claim["measured"]) == ("-1", "-0.500000")


def test_the_table_names_what_is_assumed():
    output = run("--optimise").output
    assert output.startswith("assumed: deterministic equivalents")
    assert "optimal ridge ~ prefactor * T^-ell" in output


def test_the_case_of_saturation_says_that_it_is_one():
    """Rows of r = 1 would otherwise look as if they held for every r."""
    result = CliRunner().invoke(
        lemmata.get_command(None, "exponents"), ["--sigma2", "0", "--json"], standalone_mode=False
    )
    rows = json.loads(result.output)["regimes"]
    assert {row["log_power"] for row in rows if "r = 1" in row["where"]} == {"0", "1"}
    assert all({"r < 1", "r = 1", "r > 1"} & set(row["where"]) for row in rows)


def test_a_missing_constant_has_a_reason():
    output = run("--d", "T^2", "--T0", "T^b", "--n", "1", "--where", "b<2", "--ell", "1").output
    assert "constant ?: generators that lose information" in output


def test_conditions_of_the_domain_are_not_repeated():
    output = run("--d", "T^delta", "--where", "delta > 1", "--ell", "1").output
    assert output.count("delta > 1") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--where", "r==1"],
        ["--n", "3/2", "--T0", "T^2"],
        ["--d", "T+1"],
        ["--where", "delta>"],
        ["--ell", "1", "--optimise"],
        ["--n", "3"],
        ["--sigma2", "0.1.2"],
        ["--beta", "1"],
    ],
)
def test_bad_input_is_one_line_and_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["exponents", *SMALL, *arguments])
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_replay_reads_the_document_of_a_derivation(tmp_path):
    replay = lemmata.get_command(None, "replay")
    path = tmp_path / "exponents.json"
    document = json.loads(run("--optimise", "--json").output)
    path.write_text(json.dumps(document))
    assert CliRunner().invoke(replay, [str(path), "--json"], standalone_mode=False).return_value == 0
    path.write_text(json.dumps(document | {"assumed": []}))
    assert CliRunner().invoke(replay, [str(path)], standalone_mode=False).return_value == 1
    document["certificate"]["cases"][0]["regimes"][0]["exponent"][0][0][0] = "5"
    path.write_text(json.dumps(document))
    assert CliRunner().invoke(replay, [str(path)], standalone_mode=False).return_value == 1


@pytest.mark.parametrize("arguments", [[], ["--sigma2", "T^-s"]])
def test_pictures_are_written_for_one_or_two_free_names(tmp_path, arguments):
    path = tmp_path / "phases.svg"
    assert run(*arguments, "--plot", str(path)).return_value == 0
    assert "<svg" in path.read_text()


def test_a_picture_of_many_names_says_what_to_fix(capsys):
    with pytest.raises(SystemExit):
        main(["exponents", *SMALL, "--d", "T^delta", "--sigma2", "T^-s", "--plot", "x.svg"])
    assert "one or two names" in capsys.readouterr().err


def test_a_missing_plotting_library_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(SystemExit):
        main(["exponents", *SMALL, "--plot", str(tmp_path / "x.svg")])
    assert "figures" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ridge", "exponent", "said"), [("T^-1/2", "-1/2", "read: ridge = T^(-1/2)"), ("(1/2)*T^-1", "-1", "")]
)
def test_a_fraction_after_a_power_is_the_exponent_and_that_is_said(ridge, exponent, said):
    """The bias is of the order of the ridge at r = 1/2."""
    words = ["--beta", "2", "--r", "1/2", "--model", "ridge", "--quantity", "bias", "--ridge", ridge]
    result = CliRunner().invoke(lemmata.get_command(None, "exponents"), words, standalone_mode=False)
    lines = result.output.splitlines()
    assert [line for line in lines if line.startswith("read:")] == [said] * bool(said)
    assert lines[-1].split()[0] == exponent


def test_a_model_has_its_parameters_as_options_and_a_document_that_replays(tmp_path):
    """Features: the optimum over their number, from the command line to the certificate."""
    features = ["--model", "random-features", "--m", "T^mu", "--ridge", "T^-9", "--where", "mu<1"]
    result = CliRunner().invoke(
        lemmata.get_command(None, "exponents"),
        ["--beta", "2", "--r", "1/4", *features, "--optimise", "mu", "--claim", "optimum == -1/2", "--json"],
        standalone_mode=False,
    )
    assert result.return_value == 0, result.output
    document = json.loads(result.output)
    assert set(document["terms"]) == {"signal", "sigma2"}
    assert (document["optimum"]["ell"], document["claim"]["verdict"]) == (["1/2", "1/2"], "proved")
    assert document["claim"]["assuming"] == "the Dyson equation of linear pencils"
    path = tmp_path / "exponents.json"
    path.write_text(result.output)
    assert CliRunner().invoke(lemmata.get_command(None, "replay"), [str(path)], standalone_mode=False).return_value == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--model", "random-features"], "m = nothing"),
        (["--model", "ridge", "--m", "T"], "m = T"),
        (["--model", "ridge", "--ridge", "T^-1", "--ell", "1"], "ell = 1"),
        (["--model", "ridge", "--optimise", "mu"], "optimise = mu"),
        (["--optimise", "delta"], "optimise = delta"),
        (["--quantity", "bias"], "quantity = bias"),
        (["--model", "sgd", "--eta", "1"], "quantity = "),
        (["--model", "chain", "--T", "3"], "No such option"),
    ],
)
def test_what_does_not_apply_to_a_model_is_one_line_and_status_two(arguments, named, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["exponents", *SMALL, *arguments])
    assert stopped.value.code == 2
    error = capsys.readouterr().err.strip()
    assert named in error
    assert len(error.splitlines()) == 1


def test_regimes_are_printed_where_letters_are_free_that_no_picture_has_axes_for(capsys, tmp_path):
    with pytest.raises(SystemExit) as stopped:
        main(["exponents", "--beta", "beta", "--r", "1/2", "--where", "ell>=0", "--plot", str(tmp_path / "x.svg")])
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert "ell/beta" in printed.out
    assert "beta = beta: must be a number for a picture" in printed.err
    assert not (tmp_path / "x.svg").exists()


def test_rows_that_say_the_same_are_one():
    sizes = ["--n1", "T", "--n2", "T^a", "--ridge", "T^-ell", "--sigma2", "1", "--where", "ell>=0"]
    printed = run("--model", "mixture", *sizes).output
    tables = [block.splitlines()[2:] for block in printed.split("constant * T^exponent")[1:]]
    for lines in tables:
        rows = [line for line in lines if line.startswith("  ")]
        said = [(*re.split(r"\s{2,}", row.strip())[:3], row.partition("   (")[2]) for row in rows]
        assert len(set(said)) == len(said) > 1
