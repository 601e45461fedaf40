r"""What a source says beside its formulas is assumed where it is a condition, and never stated as a claim."""

import re

import pytest

from lemmata.interface.drafting import draft
from lemmata.interface.drafting.beside import row_of
from lemmata.interface.drafting.formulas import statements
from lemmata.interface.drafting.letters import Letters


def judged(display):
    """What a display states, each with what is assumed."""
    found = statements(display, Letters(), {}, frozenset())
    return [(one.code or one.problem, sorted(map(str, one.where))) for one in found]


@pytest.mark.parametrize(
    ("beside", "where"),
    [
        (r", x > -1", ["x > -1"]),
        (r", \quad -1 < x \le 3.", ["-1 < x", "x <= 3"]),
        (r"\qquad \text{for all } x \ge 0", ["x >= 0"]),
        (r"\quad \text{for all $x > 0$ and $y \neq 1$}", ["Ne(y, 1)", "x > 0"]),
        (r"\quad \forall x \in (0, 1]", ["x <= 1", "x > 0"]),
        (r"\quad \forall x \in \mathbb{R}_{>0}", ["x > 0"]),
        (r"\quad (x, y \geq 2)", ["x >= 2", "y >= 2"]),
        (r",\quad 0 < x, y < 1", ["0 < x", "0 < y", "x < 1", "y < 1"]),
        (r",\qquad x = 1, 2, \ldots", ["x >= 1"]),
        (r",\qquad x = 1, \dots, m", ["x <= m", "x >= 1"]),
        (r",\quad x \in \mathbb{N}_0", ["x >= 0"]),
        (r", \quad |x| < \tfrac12", ["Abs(x) < 1/2"]),
        (r"\quad\text{if } x = 0", ["Eq(x, 0)"]),
        (r" \text{ whenever } x \ge \frac{y}{2}", ["x >= y/2"]),
        (r"\quad \text{for all } x", []),
        (r"\quad \text{by Lemma } 2", []),
        (r"\quad \forall x \in \mathbb{R}", []),
        (r"\ (x > 0)", ["x > 0"]),
        (r",\quad x = 0, 1, 2, \dots", ["x >= 0"]),
        (r", \quad \frac1x + \frac1y = 1,\ x > 1", ["Eq(1/y + 1/x, 1)", "x > 1"]),
    ],
)
def test_a_condition_beside_a_formula_is_assumed(beside, where):
    assert judged(rf"\log(1 + x) \le x{beside}") == [("at_most(log(x + 1), x)", where)]


@pytest.mark.parametrize(
    "display",
    [
        r"\forall x > 0: \log x \le x - 1", r"\forall x > 0, \; \log x \le x - 1", r"\forall x>0,\ \log x \le x - 1",
        r"x > 0 \implies \log x \le x - 1", r"\text{for every } x > 0, \quad \log x \le x - 1",
        r"\log x &\le x - 1 \\ &\qquad \text{where } x > 0",
    ],
)  # fmt: skip
def test_a_condition_may_stand_before_a_formula_or_on_the_next_line(display):
    assert judged(display) == [("at_most(log(x), x - 1)", ["x > 0"])]


@pytest.mark.parametrize(
    "beside",
    [
        r"\quad \text{with probability at least } 1 - \delta", r"\quad \text{for large enough } x", r"\text{ a.s.}",
        r"\quad \text{for all } x \in \mathcal{K}", r", \quad x \in \mathbb{R}^d", r"\quad \text{as } x \to \infty",
        r"\quad \forall x \in [0, 1]^2", r"\quad \text{if } x \sim y",
    ],
)  # fmt: skip
def test_a_formula_whose_condition_is_not_read_is_quoted(beside):
    ((said, _),) = judged(rf"\log(1 + x) \le x{beside}")
    assert "its condition is not read" in said


@pytest.mark.parametrize(
    ("display", "codes"),
    [
        (r"a < b, b < c", ["less_than(a, b)", "less_than(b, c)"]),
        (r"\log x \le x, \quad x + 1 \le e^x", ["at_most(log(x), x)", "at_most(x + 1, exp(x))"]),
        (r"(a + b)(c) = (b + a)(d)", ["equal(c*(a + b), d*(a + b))"]),
        (r"a^2 \overset{(i)}{\ge} b^2 \stackrel{!}{=} c", ["at_least(a**2, b**2)", "equal(b**2, c)"]),
        (r"\sum_{\substack{1 \le i \le m}} i = c", ["equal(Sum(i, (i, 1, m)), c)"]),
        (r"\sum_{i > 2} 2^{-i} = c", ["equal(Sum(2**(-i), (i, 3, oo)), c)"]),
        (r"\cfrac{1}{1 + \cfrac{1}{x}} < \log_2 x", ["less_than(1/(1 + 1/x), log(x)/log(2))"]),
        (r"x^\star + \frac{1}{x^{*}_0} = 2 x", ["equal(x_star + 1/x_star_0, 2*x)"]),
        (r"\frac{\mathrm d}{\mathrm dx} x^2 = 2 x", ["equal(Derivative(x**2, x), 2*x)"]),
        (r"\left\lfloor x \right\rfloor \le \lceil y \rceil", ["at_most(floor(x), ceiling(y))"]),
    ],
)
def test_what_is_no_condition_is_stated(display, codes):
    assert judged(display) == [(code, []) for code in codes]


@pytest.mark.parametrize(
    "display",
    [
        r"x^2 \xrightarrow{x\to 0} c", r"x^2 \xrightarrow[x\to 0]{} c", r"x^2 \underset{x\to 0}{\longrightarrow} c",
        r"x^2 \to c, \qquad x \to 0.", r"x^2 \to c \ (x \to 0)", r"x^2 \to c \text{ as } x \to 0",
        r"x^2 &\to c \\ & \text{when $x \to 0$}",
    ],
)  # fmt: skip
def test_the_path_of_a_limit_is_read_wherever_it_stands(display):
    assert judged(display) == [('tends(x**2, c, along=Path(x, 0, side="both"))', [])]


@pytest.mark.parametrize(
    "display", [r"X \xrightarrow{d} Z + 1", r"X + 1 \stackrel{\text{d}}{=} Y", r"X + 1 \iff Y + 2"]
)
def test_relations_of_their_own_are_quoted(display):
    assert not any("tends" in said or "equal" in said for said, _ in judged(display))


def test_brackets_that_open_and_close_apart_enclose_nothing():
    assert row_of("a = b (x > 0) (y)").conditions == ()
    assert row_of(r"a = b \quad (x > 0)").conditions == ("x > 0",)


def test_a_definition_is_put_into_what_follows_under_its_condition():
    source = (
        r"\[ H_m := \sum_{k=1}^m \frac1k \] \[ g(x) \triangleq x^2 + c, \quad c \ge 1 \] \[ c := g(c) \]"
        r"\[ 2 H_m \le m + 1 \]"
        r"\[ g(g(x)) \ge g(x) \] \[ a + b =: s \] \[ s^2 \ge 4ab \]"
    )
    text = draft(source, "paper", "A paper").text
    for line in ("H_m = Sum(1/k, (k, 1, m))", "g = Lambda(x, c + x**2)", "s = a + b", 'm = Symbol("m", integer=True'):
        assert line in text
    claims = re.findall(r"^    (\w+\(.*\)),\n.*\n(?:    where=(.*),\n)?", text, re.MULTILINE)
    assert claims == [
        ("at_most(2*H_m, m + 1)", ""),
        ("at_least(g(g(x)), g(x))", "[c >= 1]"),
        ("at_least(s**2, 4*a*b)", ""),
    ]


def test_a_definition_by_cases_defines_nothing():
    source = r"\[ R(g) := \begin{cases} g & g < 1 \\ 1/g & g > 1 \end{cases} \] \[ R(g) + 1 \le 2 \]"
    made = draft(source, "paper", "A paper")
    assert (made.read, len(made.quoted)) == (0, 3)


def test_a_witness_is_found_between_zero_and_one():
    text = draft(r"\[ p \log\frac{p}{q} + p \ge q - p, \quad 0 < q < p < 1 \]", "paper", "A paper").text
    values = re.search(r"witness=\{p: Rational\((\d+), (\d+)\), q: Rational\((\d+), (\d+)\)\}", text)
    a, b, c, d = map(int, values.groups())
    assert 0 < c * b < a * d < b * d


def test_whole_numbers_are_whole_in_the_table_of_letters():
    text = draft(r"\[ 2^j \ge j + 1, \quad j \in \mathbb{N} \] \[ \sum_{k=0}^m k \ge m \]", "paper", "A paper").text
    assert 'j = Symbol("j", integer=True)' in text
    assert "where=[j > 0]" in text
    assert 'm = Symbol("m", integer=True, positive=True)' in text
