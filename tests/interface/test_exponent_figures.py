"""Pictures of exponents: what is drawn is what was derived, at exact places, in the same bytes every time."""

from fractions import Fraction
from itertools import combinations, pairwise
from random import Random

import matplotlib
import pytest
from matplotlib.figure import Figure

from lemmata.interface.exponent_figures import draw, free_names
from lemmata.interface.exponent_figures.geometry import Window, polygon, segment
from lemmata.interface.exponent_figures.phases import draw_phases, phases
from lemmata.interface.exponent_figures.rates import graph, kinks
from lemmata.interface.exponent_figures.slopes import Slopes, slopes
from lemmata.interface.exponent_figures.ticks import renderer_of
from lemmata.interface.figures.drawing import STYLE
from lemmata.numerics.errors import InputError
from lemmata.theory.scaling.derive import derive_exponents
from lemmata.theory.scaling.optimum import optimal_ridge

F = Fraction


@pytest.fixture(scope="module")
def noisy():
    return derive_exponents(2, "1/2", sigma2="T^-s")


@pytest.fixture(scope="module")
def synthetic():
    return derive_exponents(2, "1/2", d="T^delta", T0="T^b")


@pytest.fixture(scope="module")
def best(synthetic):
    return optimal_ridge(synthetic)


@pytest.fixture(scope="module")
def kept():
    return derive_exponents(2, "3/8", ell="4/5", d="T^delta", T0="T^b")


def area(places):
    """By the shoelace formula, exactly."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*places, places[0]]))) / 2


def test_the_areas_fill_the_window_and_are_those_derived(noisy, kept):
    """Exact areas add up to that of the window; at random points the exponent written is the derived one."""
    for found, names in ((noisy, ["ell", "s"]), (kept, ["b", "delta"])):
        shown = phases(found, names, None)
        assert sum(area(part.corners) for part in shown.areas) == area(shown.window.corners)
        random = Random(0)
        for _ in range(60):
            point = {
                name: low + (high - low) * F(random.randint(1, 999), 1000)
                for name, (low, high) in zip(names, (shown.window.x, shown.window.y), strict=True)
            }
            here = [part for part in shown.areas if part.region.contains(point)]
            assert here
            assert {part.exponent.at(point) for part in here} == {found.total.exponent_at(point)}


def test_the_optimal_line_is_optimal(noisy):
    shown = phases(noisy, ["ell", "s"], None)
    assert shown.optimal
    assert shown.optimal_ranges
    for line in shown.optimal:
        for ell, s in line:
            best = noisy.total.exponent_at({"ell": ell, "s": s})
            others = [noisy.total.exponent_at({"ell": F(k, 4), "s": s}) for k in range(-16, 33)]
            assert best <= min(others)


def test_regimes_meet_at_the_corners_of_the_theory(noisy):
    """The four regimes of noiseless and noisy, regularised and unregularised meet at ell = beta, s = 2 beta r."""
    assert set(phases(noisy, ["ell", "s"], None).bends) == {(F(0), F(-1)), (F(2), F(2))}


def test_walls_between_formulas_are_marked(synthetic, best):
    shown = phases(synthetic, ["b", "delta"], best)
    (_, proportional), (_, diagonal) = shown.excluded
    assert all(b == delta for b, delta in diagonal)
    assert all(delta == 1 for _, delta in proportional)
    assert all(not part.region.contains({"b": F(3, 4), "delta": F(1)}) or F(1) in {y for _, y in part.corners}
               for part in shown.areas)  # fmt: skip
    labels = {part.label for part in shown.areas}
    assert "bias = collapse" in labels


def test_the_diagram_of_the_optimum_shows_the_optimal_exponent(synthetic, best):
    for part in phases(synthetic, ["b", "delta"], best).areas:
        point = part.region.interior_point()
        assert part.exponent.at(point) == best.at(point).minimum.value.exponent.at(point)


def test_kinks_stand_at_their_exact_places():
    found = derive_exponents(2, "1/2")
    parts = [(regime.region, regime.exponent) for regime in found.total.regimes]
    pieces = graph(parts, "ell", (F(-1), F(3)))
    assert [(kink.x, kink.y) for kink in kinks(pieces, "ell")] == [(0, 0), (F(2, 3), F(-2, 3)), (2, 0)]
    assert [(piece.low, piece.high) for piece in pieces] == [(-1, 0), (0, F(2, 3)), (F(2, 3), 2), (2, 3)]


def test_neighbours_with_one_form_are_one_piece():
    found = derive_exponents(2, "1/2", d="T^delta", T0="T^b", where=["delta == 3/2"])
    regimes = optimal_ridge(found).regimes
    pieces = graph([(r.region, r.minimum.value.exponent) for r in regimes], "b", (F(0), F(2)))
    assert [(kink.x, kink.y) for kink in kinks(pieces, "b")] == [(1, F(-2, 3))]  # not at b = 3/2, where T0 passes d


def test_polygons_are_cut_exactly():
    window = Window((F(0), F(1)), (F(0), F(1)))
    found = derive_exponents(2, "1/2", sigma2="T^-s")
    for regime in found.total.regimes:
        for place in polygon(regime.region, ["ell", "s"], window):
            assert all(row.form.at(dict(zip(["ell", "s"], place, strict=True))) >= 0 for row in regime.region.rows)
    row = found.total.regimes[0].region.rows[0]
    assert all(
        row.form.at(dict(zip(["ell", "s"], p, strict=True))) == 0 for p in segment(row.form, ["ell", "s"], window)
    )


def test_slopes_approach_the_exponent_within_the_envelope():
    """From the third size on, errors fall by T^-h within 15 % of a power; here at the optimal ridge, h = 1/3."""
    found = derive_exponents(2, "1/2")
    shown = slopes(found, optimal_ridge(found))
    assert (shown.exponent, shown.step) == (F(-2, 3), F(1, 3))
    assert all(error <= bound * (1 + 1e-9) for error, bound in zip(shown.errors, shown.envelope(), strict=True))
    wide = 10**0.9
    for one, two in pairwise(shown.errors[2:]):
        assert wide ** (-1.15 / 3) < two / one < wide ** (-0.85 / 3)


@pytest.mark.parametrize("case", ["phases", "phases at the optimum", "rates", "exponents", "slopes"])
def test_the_same_problem_gives_the_same_bytes(case, noisy, synthetic, best, tmp_path, monkeypatch):
    if case == "slopes":
        measured = Slopes([1e5, 1e6, 1e7], [-0.66, -0.666, -0.6666], F(-2, 3), F(1))
        monkeypatch.setattr("lemmata.interface.exponent_figures.slopes.slopes", lambda *_: measured)
    found = {"phases": noisy, "phases at the optimum": synthetic, "rates": noisy}.get(case)
    found = found or derive_exponents(2, "1/2", **({"ell": "2/3"} if case == "slopes" else {}))
    optimum = {"phases at the optimum": best, "rates": optimal_ridge(noisy)}.get(case)
    written = []
    for name in ("one.svg", "two.svg"):
        draw(found, str(tmp_path / name), optimum)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert b"<svg" in written[0]


def test_labels_do_not_overlap(noisy, synthetic, best, kept):
    """Neither each other nor the edge of the axes."""
    for found, names, optimum in (
        (noisy, ["ell", "s"], None),
        (synthetic, ["b", "delta"], best),
        (kept, ["b", "delta"], None),
    ):
        with matplotlib.rc_context(STYLE):
            figure = Figure(layout="constrained")
            draw_phases(figure, found, names, optimum)
            figure.draw_without_rendering()
            (axes,) = figure.axes
            boxes = [text.get_window_extent(renderer_of(figure)) for text in axes.texts]
            assert len(boxes) >= 4
            frame = axes.get_window_extent(renderer_of(figure))
            assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
            assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
            (legend,) = figure.legends
            width = legend.get_window_extent(renderer_of(figure)).width
            assert width <= figure.bbox.width


def test_what_is_free_decides_and_what_is_too_much_is_said(synthetic, best):
    assert free_names(synthetic, best) == ["b", "delta"]
    with pytest.raises(InputError, match="--optimise"):
        free_names(synthetic, None)
    symbolic = derive_exponents("beta", "1/2")
    with pytest.raises(InputError, match="a number for a picture"):
        free_names(symbolic, None)
    with pytest.raises(InputError, match=r"suffix \.svg"):
        draw(derive_exponents(2, "1/2"), "picture.gif")
