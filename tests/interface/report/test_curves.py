"""The page of curves shows the numbers that were measured, and places them in their order."""

import re
from html import unescape

from lemmata.interface.report.curves import Axis, Place, curves
from tests.interface.report.browser import in_browser, opened

AXES = [Axis("T", ("16", "8", "32")), Axis("ridge", ("0", "1/10"))]


def grid():
    """Values 1/T + ridge; at T = 8 without ridge the mean is infinite."""
    for size in AXES[0].values:
        for ridge, shift in (("0", 0.0), ("1/10", 0.1)):
            value = 1 / int(size) + shift
            known = "oo" if (size, ridge) == ("8", "0") else repr(value)
            yield Place({"T": size, "ridge": ridge}, known, size != "32", repr(value), "0.01", "0.5", 1000, int(size))


def rows(dom):
    body = re.search(r'<tbody id="rows">(.*?)</tbody>', dom, re.DOTALL)[1]
    return [[unescape(cell) for cell in re.findall("<td>(.*?)</td>", row)] for row in body.split("</tr>")[:-1]]


def changed(box, value, event):
    return f'const box = document.{box}; box.value = "{value}"; box.dispatchEvent(new Event("{event}"));'


@in_browser
def test_the_chosen_curve_is_read_in_the_order_of_its_parameter(tmp_path):
    page = curves("risk <b>", AXES, list(grid()), "d=8")
    dom, said = opened(page, tmp_path)
    assert said == []
    assert [row[0] for row in rows(dom)] == ["T = 8", "T = 16", "T = 32"]
    assert [row[1] for row in rows(dom)] == ["oo (exact)", "0.0625 (exact)", "0.03125 (equivalent)"]
    assert len(re.findall(r'<circle cx="\d', dom)) == 3
    assert (dom.count('class="exact"'), dom.count('class="equivalent"')) == (0, 1)  # no line to an infinite value
    assert "<b>" not in dom.partition("<main>")[0]


@in_browser
def test_another_parameter_is_moved_and_lies_across(tmp_path):
    move = changed('querySelector("#move-ridge input")', "1", "input")
    dom, said = opened(curves("risk", AXES, list(grid()), ""), tmp_path, move)
    assert said == []
    assert [row[1] for row in rows(dom)] == ["0.225 (exact)", "0.1625 (exact)", "0.13125 (equivalent)"]
    turn = changed('getElementById("across")', "ridge", "change")
    dom, said = opened(curves("risk", AXES, list(grid()), ""), tmp_path, turn)
    assert said == []
    assert [row[:2] for row in rows(dom)] == [["ridge = 0", "0.0625 (exact)"], ["ridge = 1/10", "0.1625 (exact)"]]


@in_browser
def test_every_column_is_seen_on_a_phone(tmp_path):
    page = curves("risk", AXES, list(grid()), "").replace("(max-width: 40rem)", "all")
    seen = '[...document.querySelectorAll("td")].every((cell) => getComputedStyle(cell).display === "table-cell")'
    dom, said = opened(page, tmp_path, f"document.title = {seen};")
    assert (said, "<title>true</title>" in dom) == ([], True)


def test_a_name_cannot_leave_its_place_in_the_page():
    page = curves("risk", [Axis("T", ("8",))], [Place({"T": "8"}, None, False, "1", "1", "1", 2, 0)], "</script><img>")
    assert "<img>" not in page
