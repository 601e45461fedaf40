"""Limits along a path beside forged ones: another value, path or side, and leading terms that cancel."""

import pytest

from .test_places import SYMBOLS, claim, found, link

T, d, phi, q = (["s", name] for name in ("T", "d", "phi", "u"))
SYMBOLS.update(T=["positive"], phi=["positive"], d=["integer", "positive"], u=["nonnegative"])
TO_INFINITY = ["Path", T, ["Infinity"], ["map", [d, ["*", phi, T]]], ["'", "above"]]
TO_ZERO = ["Path", T, "0", ["map"], ["'", "above"]]


def less(one, *others):
    return ["+", one, *(["*", "-1", other] for other in others)]


def over(term):
    return ["^", term, "-1"]


RATIO = ["*", d, over(less(T, d, "1"))]


def judged(before, after, path, where=()):
    here = claim([before, "->", after], [*where, [">", less(T, d, "1"), "0"]] if path is TO_INFINITY else where)
    here.row["path"] = path
    return found(here, {**link("LimitRule", before, after, []), "relation": "->"})


@pytest.mark.parametrize(
    ("before", "after", "path", "where", "right"),
    [
        (RATIO, ["*", phi, over(less("1", phi))], TO_INFINITY, [["<", phi, "1"]], True),
        (RATIO, ["*", phi, over(less("1", phi))], TO_INFINITY, [], False),  # at phi = 1 it is -d
        (RATIO, ["*", phi, over(["+", "1", phi])], TO_INFINITY, [["<", phi, "1"]], False),
        (RATIO, "0", TO_INFINITY, [["<", phi, "1"]], False),
        (over(["+", T, q]), "0", TO_INFINITY, [], True),
        (over(["+", T, q]), over(q), TO_ZERO, [[">", q, "0"]], True),
        (over(["+", T, q]), over(q), TO_ZERO, [], False),
        (over(["+", T, q]), over(q), TO_INFINITY, [[">", q, "0"]], False),
        (less(["^", ["+", T, "1"], "2"], ["^", T, "2"]), ["*", "2", T], TO_INFINITY, [], False),
        (["*", T, less(over(T), over(["+", T, "1"]))], "0", TO_INFINITY, [], False),  # true, but what leads cancels
        (T, ["Infinity"], TO_INFINITY, [], False),
    ],
)
def test_a_limit_is_that_of_the_leading_forms(before, after, path, where, right):
    assert judged(before, after, path, where) is right


@pytest.mark.parametrize(
    "where",
    [["==", q, T], ["==", T, q], ["==", q, ["+", T, d]], [">=", q, T], ["<=", T, q], ["<", T, "5"]],
    ids=str,
)
def test_a_letter_that_is_tied_to_the_variable_is_no_constant(where):
    """q/T goes to zero for a constant q only, and a path that leaves the domain shows nothing."""
    alone = [*TO_INFINITY[:3], ["map"], TO_INFINITY[4]]
    assert judged(["*", q, over(T)], "0", alone, [])
    assert not judged(["*", q, over(T)], "0", alone, [where])


def test_a_letter_defined_by_the_variable_moves_with_it():
    along = [*TO_INFINITY[:3], ["map"], TO_INFINITY[4]]
    assert judged(["*", q, over(["+", T, d])], "1", along, [["==", q, ["+", T, d]]])


def test_a_limit_has_a_path_and_a_side():
    before, after = over(["+", T, q]), over(q)
    assert not judged(before, after, None, [[">", q, "0"]])
    assert not judged(before, after, [*TO_ZERO[:-1], ["'", "below"]], [[">", q, "0"]])
