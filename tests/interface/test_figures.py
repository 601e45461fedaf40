"""Figures: what is written is a function of the description and the seed, and says how well it agrees."""

from __future__ import annotations

import json
import sys
import types
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner

from lemmata.interface.cli import lemmata
from lemmata.interface.figures.description import Abscissa, Estimate, Figure, Mark, Panel, Parameter, Recipe, Series
from lemmata.interface.figures.document import agreement, caption, figure_document
from lemmata.interface.figures.drawing import draw
from lemmata.interface.figures.measure import measure, point_seed, workers
from lemmata.numerics.errors import InputError


def square(x: Abscissa) -> float:
    return float(x) ** 2


def noisy_square(bias: float, x: Abscissa, seed: int) -> Estimate:
    mean = square(x) * (1 + bias) + 1e-3 * float(np.random.default_rng(seed).standard_normal())
    return Estimate(mean, mean - 0.01, mean + 0.01, 7)


def unbiased(x: Abscissa, seed: int) -> Estimate:
    return noisy_square(0.0, x, seed)


def biased(x: Abscissa, seed: int) -> Estimate:
    return noisy_square(0.5, x, seed)


def figure(simulate=unbiased, key: str = "0") -> Figure:
    series = Series("$x^2$", "closed form", square, simulate, (1, 2, 3), (1, 3), exact=square)
    panel = Panel("a", "x", "y", (series,), (Mark("x", 2.0, "two"), Mark("y", 4.0, "four")))
    return Figure(key, "Figure 0", "A square", (panel,), (Parameter("$d$", "2"), Parameter("$s$", "1", stated=False)))


def build() -> Figure:
    return figure()


def test_points_do_not_depend_on_the_number_of_workers() -> None:
    alone = measure(figure(), seed=3)
    with workers(2) as pool:
        assert measure(figure(), seed=3, pool=pool) == alone


def test_every_point_has_a_stream_of_its_own_and_the_seed_changes_all_of_them() -> None:
    seeds = {point_seed(seed, figure(), (0, s), x) for seed in (0, 1) for s in (0, 1) for x in (1, 2)}
    assert len(seeds) == 8


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        paths = draw(figure(), measure(figure(), seed=1), 1, tmp_path / run)
        written.append([path.read_bytes() for path in paths])
    assert written[0] == written[1]
    assert b"<dc:date>" not in written[0][0]


def test_a_wrong_curve_is_noticed() -> None:
    (good,), (bad,) = measure(figure(), seed=0)[0], measure(figure(biased), seed=0)[0]
    assert (good.outside, bad.outside) == (0, 2)
    assert good.largest_deviation < 0.01 < 0.4 < bad.largest_deviation
    assert "2 of 2 intervals miss the exact value" in agreement(measure(figure(biased), seed=0))


def test_the_caption_names_seed_replicates_and_what_the_paper_does_not_state() -> None:
    words = caption(figure(), measure(figure(), seed=5), 5)
    assert "7 simulated chains (seed 5)" in words
    assert words.endswith("Not stated in the paper: $s$ = 1.")


def test_the_document_is_enough_to_plot_again() -> None:
    measured = measure(figure(), seed=0)
    document = figure_document(figure(), measured, 0)
    series = document["panels"][0]["series"][0]
    assert series["curve"] == {"x": ["1", "2", "3"], "y": ["1.0", "4.0", "9.0"]}
    assert [float(point["mean"]) for point in series["points"]] == [p.estimate.mean for p in measured[0][0].points]
    assert series["points"][0]["exact"] == "1.0"


@pytest.fixture
def chapter(monkeypatch: pytest.MonkeyPatch):
    """A chapter with one figure that can be drawn and one that lacks a module."""
    package = types.ModuleType("lemmata.derivations.dohmatob2024.figures")
    package.__spec__ = types.SimpleNamespace(name=package.__name__)
    package.FIGURES = (Recipe("0", build), Recipe("9", build, needs="no_such_module", extra="digits"))
    monkeypatch.setitem(sys.modules, package.__name__, package)


def run(*arguments: object):
    return CliRunner().invoke(lemmata.get_command(None, "figures"), [str(a) for a in arguments], standalone_mode=False)


@pytest.mark.usefixtures("chapter")
def test_the_command_writes_pictures_and_data(tmp_path: Path) -> None:
    result = run("dohmatob2024", "--out", tmp_path, "--figure", "0", "--jobs", 1, "--json")
    assert result.return_value == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figure-0.json", "figure-0.png", "figure-0.svg"]
    assert json.loads((tmp_path / "figure-0.json").read_text()) == json.loads(result.stdout)


@pytest.mark.usefixtures("chapter")
def test_a_figure_that_lacks_a_module_is_refused_by_name_and_left_out_otherwise(tmp_path: Path) -> None:
    refused = run("dohmatob2024", "--out", tmp_path, "--figure", "9")
    assert isinstance(refused.exception, InputError)
    assert 'pip install ".[digits]"' in str(refused.exception)
    others = run("dohmatob2024", "--out", tmp_path, "--jobs", 1)
    assert others.return_value == 1
    assert "figure 9 left out" in others.stderr


@pytest.mark.usefixtures("chapter")
def test_an_interruption_keeps_the_figures_that_are_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> Figure:
        raise KeyboardInterrupt

    recipes = (Recipe("0", build), Recipe("1", interrupted))
    monkeypatch.setattr(sys.modules["lemmata.derivations.dohmatob2024.figures"], "FIGURES", recipes)
    assert isinstance(run("dohmatob2024", "--out", tmp_path, "--jobs", 2).exception, (KeyboardInterrupt, click.Abort))
    assert (tmp_path / "figure-0.svg").exists()


@pytest.mark.usefixtures("chapter")
def test_unknown_chapters_and_figures_are_bad_input(tmp_path: Path) -> None:
    assert isinstance(run("nobody2024", "--out", tmp_path).exception, InputError)
    assert isinstance(run("dohmatob2024", "--out", tmp_path, "--figure", "17").exception, InputError)


def test_without_matplotlib_nothing_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run("dohmatob2024", "--out", tmp_path / "new")
    assert isinstance(result.exception, InputError)
    assert 'pip install ".[figures]"' in str(result.exception)
    assert not (tmp_path / "new").exists()
