"""What the parser reads, and what it refuses: nothing runs, nothing hangs, no traceback."""

import operator
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sympy import Lt, Rational, Symbol, exp, log, sqrt

from lemmata.numerics.errors import InputError
from lemmata.theory.notation import FORMULA_NAMES, T, beta, d, phi, sigma
from lemmata.theory.reading.latex import is_latex, read
from lemmata.theory.reading.parsing import parse, parse_relation
from lemmata.theory.values.exact_value import exact_value
from tests.depth import often

TEXTS = often(400, 100_000)
"""How many inputs the fuzzer tries; more in a deep run."""

DANGEROUS = [
    "__import__('os').system('touch /tmp/executed')",
    "().__class__.__bases__[0].__subclasses__()",
    "(lambda: 1)()",
    "[d for d in (1,)]",
    "d.T",
    "d[0]",
    "exec('1')",
    "eval(T)",
    "f'{T}'",
    "(x := 3)",
    "d if T else n",
    "open('/etc/passwd')",
    "Sum(1/j^2, *(j, 1, n))",
    "print(d, sep='')",
    r"\input{/etc/passwd}",
    r"\write18{ls}",
    r"\def\x{1}\x",
]
ENORMOUS = [
    "9^9^9^9",
    "((10^1000)^1000)^1000",
    "1e9999^9999",
    "exp(exp(exp(exp(9))))",
    "Max(exp(exp(exp(9))), 3)",
    "sqrt(" + "7" * 1900 + ")",
    "(" * 500 + "d" + ")" * 500,
    "-" * 1500 + "d",
    "+".join(["d"] * 1500),
    "d" * 100_000,
    "Sum(Sum(1/j, (k, 1, n)), (j, 1, n))",
    "Sum(1/j, (j, 1, 99999))",
    "T^1000^2",
    r"\frac{1}" * 500,
    "{" * 500,
    r"2^{2^{2^{2^{2^{2^{2}}}}}}",
]
SENSELESS = [
    "",
    " ",
    "d +",
    "1 (2",
    "1 2",
    "0x10",
    "1j",
    "'d'",
    "None",
    "True",
    "x",
    "oo - oo",
    "1/0",
    "0^-1",
    "sqrt(-1)",
    "log(-1)*d",
    "log(0)",
    "sqrt(T > d)",
    "(T > d) + 1",
    "T >= d",
    "Max()",
    "log(1, 2)",
    "\ud800",
    "d\x00",
    "#",
    r"\frac{1",
    r"\sigma_",
    r"\sum_{n=1}^{3} n",
    r"x_{0}",
    r"\sqrt[3",
    "e",
    "T_7",
    "T^10 + |d|",
]


@pytest.mark.parametrize("text", DANGEROUS + ENORMOUS + SENSELESS)
def test_what_is_not_a_formula_is_refused_in_one_line(text):
    with pytest.raises(InputError, match=r"^(formula|condition) = .*: must be ") as refusal:
        read(text)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["T", "T in d", "d is T", "T >= exp(exp(exp(9)))", "not T", "T > d and T > n", "oo - oo > 1"]
)
def test_what_is_not_a_relation_is_refused(text):
    with pytest.raises(InputError, match=r"condition = .*must be (a relation|free of|made of)"):
        parse_relation(text)


def test_a_decimal_is_the_rational_that_was_typed():
    assert parse("0.1 + .5 + 1e-20") == Rational(1, 10) + Rational(1, 2) + Rational(1, 10**20)


def test_both_powers_and_nested_functions():
    assert parse("T^(5/2)") == parse("T**(5/2)") == T ** Rational(5, 2)
    assert parse("exp(-beta)*log(T)*sqrt(d)") == exp(-beta) * log(T) * sqrt(d)


def test_a_chain_of_relations_is_their_conjunction():
    assert set(parse_relation("1 < phi < 2").args) == {Lt(1, phi), phi < 2}
    assert parse_relation("ridge = 0") == parse_relation("ridge == 0")


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\frac{\sigma^2 d}{T-d-1}", "sigma^2*d/(T-d-1)"),
        (
            r"\frac{\sigma^2\phi}{1-\phi} + \frac{n\,\sigma_0^2\phi_0}{1-\phi_0}",
            "sigma^2*phi/(1-phi) + n*sigma0^2*phi0/(1-phi0)",
        ),
        (r"\|w_0\|^2 \left(1 - \frac{T}{d}\right)", "signal*(1-T/d)"),
        (r"\kappa^2 \|w_0\|_2^2 / (1-\mathrm{df}_2/T)", "kappa^2*signal/(1-df2/T)"),
        (r"\lambda^{\frac12} e^{-\beta} \sqrt[3]{T}", "sqrt(ridge)*exp(-beta)*T^(1/3)"),
        (r"\sum_{j=1}^{n} \frac{\sigma_0^2 d}{j(j T_0-d-1)}", "Sum(sigma0^2*d/(j*(j*T0-d-1)), (j, 1, n))"),
        (r"\max\{T_0, d\}\log^2 T", "Max(T0,d)*log(T)^2"),
        (r"$2dT_0\sigma_{0}$", "2*d*T0*sigma0"),
        (r"\cosh^2 T - \sinh(2d) \tanh d", "cosh(T)^2 - sinh(2*d)*tanh(d)"),
        (r"2|T - d||d|", "2*abs(T-d)*abs(d)"),
        (r"|d|T|d|", "abs(d)*T*abs(d)"),
        (r"\left|d\,|T - d| - T\right|^{1/2}", "sqrt(abs(d*abs(T-d) - T))"),
        (r"\lvert d - (|T - d|)\rvert", "abs(d - abs(T-d))"),
        (r"\bigl|T - d\bigr|\,\left\|w_0\right\|^2", "abs(T-d)*signal"),
        ("|T - d|/d!", "abs(T-d)/factorial(d)"),
        (r"2d!^2 (T+1)!", "2*factorial(d)^2*factorial(T+1)"),
        (r"\sigma^2 d/\log_2 T + \log_2^2 d", "sigma^2*d*log(2)/log(T) + log(d)^2/log(2)^2"),
        (r"\log_2(T)^2 \sqrt[3]{T}^2 \log^2(d)^3", "log(T)^2/log(2)^2*T^(2/3)*log(d)^6"),
        (r"T^{10} + d^2T", "T^10 + d^2*T"),
        (r"\log d! (1-T)_+ + [T-1]_{+}", "log(factorial(d))*max(1-T,0) + max(T-1,0)"),
    ],
)
def test_latex_means_what_is_on_the_paper(latex, plain):
    assert is_latex(latex)
    assert read(latex) == parse(plain)


def test_a_name_with_a_digit_is_one_letter_where_the_model_has_it():
    """n1 is the letter of a model, and n times 1 where there is no such letter."""
    n, n1 = Symbol("n"), Symbol("n1")
    assert read(r"\frac{1}{n1}", {"n": n, "n1": n1}) == 1 / n1
    assert read(r"2^n1", {"n": n, "n1": n1}) == 2**n1
    assert read(r"\frac{1}{n2}", {"n": n, "n1": n1}) == 1 / (2 * n)
    assert read("2(n - 1)", {"n": n}) == 2 * n - 2


def test_the_word_lambda_is_the_ridge_where_there_is_one():
    assert read("lambda d/(T - lambda - 1)") == parse("ridge*d/(T - ridge - 1)")
    with pytest.raises(InputError):
        read("lambda/2", {})


_VALUES = {name: Fraction(k + 2, 1 + k % 3) for k, name in enumerate(FORMULA_NAMES)}
_numbers = st.fractions(0, 30, max_denominator=7).map(lambda value: (f"({value})", value))
_atoms = _numbers | st.sampled_from([(name, _VALUES[name]) for name in FORMULA_NAMES])
_OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def _combined(left, sign, right):
    """Text and value side by side; None for a value that does not exist."""
    text = f"({left[0]}){sign}({right[0]})"
    if left[1] is None or right[1] is None or (sign == "/" and right[1] == 0):
        return text, None
    return text, _OPERATIONS[sign](left[1], right[1])


def _raised(base, exponent):
    exists = base[1] is not None and (base[1] != 0 or exponent > 0)
    return f"({base[0]})^({exponent})", base[1] ** exponent if exists else None


def _grow(inner):
    return st.builds(_combined, inner, st.sampled_from("+-*/"), inner) | st.builds(_raised, inner, st.integers(-3, 3))


@settings(derandomize=True, max_examples=often(100, 1_000), deadline=None)
@given(st.recursive(_atoms, _grow, max_leaves=12))
def test_the_value_of_what_is_read_is_that_of_rational_arithmetic(case):
    text, expected = case
    if expected is not None:
        values = {FORMULA_NAMES[name]: value for name, value in _VALUES.items()}
        assert exact_value(parse(text), values) == expected


_pieces = st.sampled_from(
    [
        *FORMULA_NAMES,
        *"+-*/^()[]{},.<>=!_\\'\" #:;@~&|%",
        "**",
        "sqrt",
        "exp",
        "log",
        "Max",
        "Min",
        "Sum",
        "oo",
        "pi",
        "1e999",
        "0",
        "7",
        "99999",
        "1/2",
        "lambda",
        "import",
        "__",
        "\\frac",
        "\\sqrt",
        "\\sum",
        "\\sigma",
        "\\phi_0",
        "\\|w_0\\|",
        "\\max",
        "\\cosh",
        "\\left|",
        "\\rvert",
        "abs",
        "_{0}",
        "^{2}",
        "(j,1,n)",
        "j",
        "\n",
        "if",
        "else",
        "for",
        " in ",
        " not ",
    ]
)
_inputs = st.lists(_pieces, max_size=25).map("".join) | st.text(max_size=40)


@settings(derandomize=True, max_examples=TEXTS, deadline=None)
@given(_inputs)
@example("log(log(1))")
@example("Sum(1/j,(j,1,Sum(1/j,(j,1,n))))")
def test_no_input_makes_the_parser_trip(text):
    for reader in (read, parse_relation):
        try:
            reader(text)
        except InputError as refusal:
            str(refusal).encode()


@pytest.mark.parametrize(
    "typed",
    [
        r"\sigma^2 \times d \big/ (T-d-1)",
        r"\frac{\sigma_\epsilon^2 d}{T-d-1}",
        r"\frac{\hat{\sigma}^2 d}{T-d-1}",
        "σ²·d/(T−d−1)",
        "sigma^2 d/(T-d-1)",
        "sigma^2d/(T - d - 1)",
    ],
)
def test_formulas_are_read_as_papers_and_people_type_them(typed):
    assert read(typed) == sigma**2 * d / (T - d - 1)


@pytest.mark.parametrize(
    "typed", [r"\log 2d", r"\cosh d T", r"\log\lambda T", "d!!", r"d^2!", "|d", "d|T", r"|d|T|", "(d|T)"]
)
def test_where_an_argument_ends_is_said_or_asked_for(typed):
    with pytest.raises(InputError, match="reading stopped at character"):
        read(typed)


@pytest.mark.parametrize("typed", ["sigma^2*d/(T--)", r"\frac{d}{", r"d + \foo"])
def test_an_error_says_in_one_line_where_reading_stopped(typed):
    with pytest.raises(InputError, match="reading stopped at character") as refused:
        read(typed)
    assert len(str(refused.value).splitlines()) == 1
