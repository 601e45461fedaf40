"""An ordinary slip in a derivation is one line that names the part, what it is, and what to write instead."""

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.chapters import select

SQUARE = 'PAPER.claim("square", "", equal((T + 1)**2, T**2 + 2*T + 1), {}proof=algebra)'
MEAN = """X = design("X", T, d)
PAPER.claim("mean", "", equal(E(tr(gram(X))), T*d), witness={{d: 1, T: 3}}, {}proof=expectation)"""
LIMIT = 'PAPER.claim("limit", "", tends(d/T, phi{}), witness={{d: 1, T: 3, phi: Rational(1, 3)}}, proof=limit)'


def mended(text, by):
    return pytest.param(text, by, id=text.splitlines()[-1][:70])


SLIPS = [
    mended('PAPER.claim("x", "", equal(sgima**2, 1), proof=algebra)', "did you mean sigma"),
    mended('PAPER.claim("x", "", equal(alpha, 1), proof=algebra)', r'alpha = Symbol\("alpha", positive=True\)'),
    mended('PAPER.claim("x", "", sigma**2 >= 0, proof=inequality)', r"the statement is True: say equal\(a, b\)"),
    mended('PAPER.claim("x", "", equal(T, "T"), proof=algebra)', "right side of the statement is 'T', a text"),
    mended(
        'PAPER.claim("x", "", equal(T, T == 3), proof=algebra)',
        "right side of the statement is False, which is true or",
    ),
    mended(
        'PAPER.claim("x", "", equal(1/T, 1/2*T), proof=algebra)',
        r"the float 0.5: write exact numbers, Rational\(1, 2\)",
    ),
    mended('PAPER.claim("x", "", equal((T + 1)^2, T), proof=algebra)', r"powers are written with \*\*"),
    mended(
        'PAPER.claim("x", "", equal(gram(design("X", T, d)), T), proof=algebra)',
        "left side of the statement is d x d, the",
    ),
    mended(SQUARE.format("where=T > 5, "), r"where is T > 5: it must be a list of relations"),
    mended(SQUARE.format('where=["T > 5"], '), "where holds 'T > 5', which is no relation"),
    mended(SQUARE.format("where=[T == 5], "), r"where holds False: Python's == and != compare at once"),
    mended(SQUARE.format("where=[1 < T < 5], "), r"two conditions, where=\[T > 1, T < 5\]"),
    mended(SQUARE.format("where=[T > 1.5], "), "where holds T > 1.5, with the float 1.5"),
    mended(SQUARE.format(""), "has no witness: give values of T"),
    mended(SQUARE.format('witness={"T": 3}, '), "witness has 'T' for a letter: write it without quotes"),
    mended(SQUARE.format("witness={T: 2.5}, "), "the witness for T is the float 2.5"),
    mended(SQUARE.format("witness=[3], "), r"witness is \[3\]: it must give values"),
    mended(SQUARE.format("witness={T: 3}, prof=algebra, "), "has no field 'prof'; did you mean proof"),
    mended(SQUARE.format("witness={T: 3}, laws=[3], "), "laws holds 3, which is no law"),
    mended(MEAN.format("laws=[GaussianNoise(X, -1)], "), "laws holds a law of X with -1 where nothing negative"),
    mended(
        'PAPER.claim("x", "", equal(Symbol("z", complex=True), 1), witness={T: 3}, proof=algebra)',
        "the letter z, which need not be real: declare it real",
    ),
    mended(
        SQUARE.format('witness={T: 3}, where=[Ne(Symbol("z", complex=True), 0)], '),
        "a relation with the letter z, which",
    ),
    mended(SQUARE.format("witness={T: 3}, checks=[simulation], "), "checks holds simulation without its arguments"),
    mended(SQUARE.format("witness={T: 3}, ").replace("algebra", "telescoping"), "is telescoping without its arguments"),
    mended(
        SQUARE.format("witness={T: 3}, ").replace("algebra", "[algebra, 0.5*T, algebra]"), "part 2 of the proof is 0.5"
    ),
    mended(MEAN.format(""), r"is a mean, and no letter of it has a law: say laws=\[GaussianRows\(X, Sigma\)\]"),
    mended(MEAN.format("laws=[GaussianRows(X, 1)], "), r"covariance = 1: must be a matrix, such as identity\(d\)"),
    mended(MEAN.format("laws=GaussianRows(X, identity(d)), "), r"laws is GaussianRows\(.*must be a list of laws"),
    mended(LIMIT.format(""), r"say along=Path\(T\)"),
    mended(LIMIT.format(", along=T"), r"along is T: say along=Path\(T\)"),
    mended('with PAPER.section("1", where=T > 1):\n    pass', "section '1': where is T > 1: it must be a list"),
    mended('Paper("../escaped", "")', r"key of a paper is '../escaped': use at most 100 letters"),
    mended(
        r'PAPER.claim("a\nb", "", equal(T, T), proof=algebra)',
        "the id of a claim is .*: use at most 100 of a-z.*, such as ols-risk",
    ),
    mended(
        f'PAPER.claim("{chr(0x430)}-risk", "", equal(T, T), proof=algebra)',  # it looks like a-risk
        r"the id of a claim is '\\u0430-risk': use at most 100 of a-z",
    ),
    mended('PAPER.published("x", "", equal(T, T + 1), corrected_by="y")', "corrected_by is 'y', not the claim"),
]


@pytest.mark.parametrize(("text", "by"), SLIPS)
def test_a_slip_is_one_line_that_says_what_to_write(text, by, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(f'from lemmata.verifier.language import *\nPAPER = Paper("mine", "")\n{text}\n')
    with pytest.raises(InputError, match=by) as refused:
        select([str(file)])
    assert "line " in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "spoken",
    [MEAN.format("laws=[GaussianRows(X, identity(d))], "), LIMIT.format(", along=Path(T, keeping={d: phi*T})")],
)
def test_the_same_without_the_slip_is_taken(spoken, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(f'from lemmata.verifier.language import *\nPAPER = Paper("mine", "")\n{spoken}\n')
    assert len(select([str(file)]).claims) == 1
