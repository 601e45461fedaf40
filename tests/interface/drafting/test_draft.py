r"""Drafts of LaTeX sources in the style of papers: what is read is what is printed, the rest quoted, none runs away."""

import ast
import io
import json
import re
import zipfile

import pytest

from lemmata.interface.cli import main
from lemmata.interface.drafting import draft, read_source
from lemmata.interface.drafting.formulas import statements
from lemmata.interface.drafting.letters import Letters
from lemmata.interface.drafting.macros import expanded, read_macros
from lemmata.numerics.errors import InputError

REGRESSION = r"""\documentclass{article}
\usepackage{amsmath,amsthm}
\newcommand{\noise}{\sigma_\epsilon} % the level of the noise
\newcommand{\ratio}[2]{\frac{#1}{#2}}
\DeclareMathOperator{\tr}{tr}
\newtheorem{theorem}{Theorem}[section]
\newtheorem{lemma}[theorem]{Lemma}
\title{Least squares, \emph{revisited}}
\begin{document}
\section{Risks}
\begin{theorem}[Noise]\label{thm:noise}
Let $n \ge p + 2$. Then the variance is
\begin{align}
  \noise^2 \ratio{p}{n-p-1} &= \noise^2 \left( \ratio{n-1}{n-p-1} - 1 \right) \label{eq:variance} \\
     &\geq \noise^2 \ratio{p}{n}. \nonumber
\end{align}
\end{theorem}
\begin{lemma} In proportion,
\begin{equation*} \lim_{n \to \infty} \frac{n + p}{n} = 1 \qquad \text{for all } p > 0. \end{equation*}
and $\tr A = 3$, \[ \mathbb{E} \|\hat\beta - \beta\|^2 = \tr(\Sigma) \]
\end{lemma}
\end{document}
"""
SUMS = r"""\documentclass{amsart}
\def\half#1{\frac{#1}{2}}
\newtheorem{prop}{Proposition}
\begin{document}
\section*{Introduction} We count. \section{Sums}
\begin{prop} For every $m$,
$$ \sum_{j=1}^{m} j = \half{m(m+1)}, \quad \sum_{j=1}^{m} j^2 = \frac{m(m+1)(2m+1)}{6} $$
\end{prop}
\begin{gather} \sum_{k=1}^{m} x_k = 1 \\ (q-1)\sum_{j=0}^{m} q^j = q^{m+1} - 1 \end{gather}
\end{document}
"""
SCALING = r"""\documentclass{article}
\newcommand{\risk}{\mathcal{R}}
\newcommand{\defeq}{:=}
\begin{document}
\begin{equation} \risk(n) \defeq n^{-\alpha} \end{equation}
\begin{eqnarray} \max(a, b) &\leq& \sqrt{a^2 + b^2} \end{eqnarray}
\begin{equation} f(x) = O(x^2) \end{equation}
\begin{equation} \frac{d}{dx} x^2 = 2x \end{equation}
\begin{equation} w^{(t)} x = 2 w^{(t)} \end{equation}
\begin{equation} \lambda_{\mathrm{opt}} \approx \kappa \end{equation}
\begin{equation} e^{-\lambda t} \leq \frac{1}{1 + \lambda t} \end{equation}
\end{document}
"""


def found_in(source):
    """The code of what was read, and what was quoted."""
    made = draft(source, "paper", "A paper")
    return re.findall(r"^    ((?:equal|at_\w+|less_than|greater_than|tends)\(.*\)),$", made.text, re.MULTILINE), made


def test_a_paper_of_regression_with_macros_align_and_theorems():
    code, made = found_in(REGRESSION)
    assert code == [
        "equal(p*sigma_epsilon**2/(n - p - 1), sigma_epsilon**2*((n - 1)/(n - p - 1) - 1))",
        "at_least(sigma_epsilon**2*((n - 1)/(n - p - 1) - 1), p*sigma_epsilon**2/n)",
        "tends((n + p)/n, 1, along=Path(n))",
    ]
    assert len(made.quoted) == 1
    assert "guessed, to be checked: where=[n >= p + 2]" in made.text
    assert "Theorem 1.1 (Noise), label thm:noise" in made.text
    assert "Lemma 1.2" in made.text
    assert "'eq-variance', 'Theorem 1.1, equation 1'" in made.text
    assert "'Theorem-1-1'" in made.text


def test_a_paper_of_sums():
    code, made = found_in(SUMS)
    assert code == [
        "equal(Sum(j, (j, 1, m)), m*(m + 1)/2)",
        "equal(Sum(j**2, (j, 1, m)), m*(m + 1)*(2*m + 1)/6)",
        "equal((q - 1)*Sum(q**j, (j, 0, m)), q**(m + 1) - 1)",
    ]
    assert "x_k depends on what the sum runs over" in made.text
    assert 'm = Symbol("m", integer=True, positive=True)' in made.text


def test_products_are_read_and_judged_and_none_beside_a_sum():
    def code(display):
        return [found.code or found.problem for found in statements(display, Letters(), {}, frozenset())]

    assert code(r"\prod_{k=1}^{n} \frac{k}{k+1} = \frac{1}{n+1}") == ["equal(Product(k/(k + 1), (k, 1, n)), 1/(n + 1))"]
    assert code(r"3 \prod_{j=0}^n (1 + a) \le b") == ["at_most(3*Product(a + 1, (j, 0, n)), b)"]
    assert code(r"\sum_{k=1}^n \prod_{j=1}^k j = n") == ["a sum and a product in one formula"]


def test_what_only_looks_like_a_product_or_an_identity_is_quoted():
    code, made = found_in(SCALING)
    assert code == [
        "at_most(Max(a, b), sqrt(a**2 + b**2))",
        "equal(Derivative(x**2, x), 2*x)",
        "at_most(exp(-lam*t), 1/(lam*t + 1))",
    ]
    assert len(made.quoted) == 3
    assert "R_mathcal = Lambda(n, n**(-alpha))" in made.text


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (
            r"\int_0^\infty x^{a-1} e^{-x} \, dx = \Gamma(a)",
            "equal(Integral(x**(a - 1)*exp(-x), (x, 0, oo)), gamma(a))",
        ),
        (r"-2\int_{-1}^{b} t \mathrm{d}t + 1 = 2 - b^2", "equal(1 - 2*Integral(t, (t, -1, b)), 2 - b**2)"),
        (r"\int_0^1 d\theta = 1", "equal(Integral(1, (theta, 0, 1)), 1)"),
        (r"\frac{\partial}{\partial u} e^{a u} = a e^{a u}", "equal(Derivative(exp(a*u), u), a*exp(a*u))"),
        (r"-\frac{d}{dx} (x + x^2) = -1 - 2x", "equal(-Derivative(x**2 + x, x), -2*x - 1)"),
        (r"\zeta(3) = \sum_{k=1}^{\infty} \frac{1}{k^3}", "equal(zeta(3), Sum(k**(-3), (k, 1, oo)))"),
    ],
)
def test_integrals_derivatives_and_gamma_functions_are_read(formula, code):
    found = [one.code for one in statements(formula, Letters(), {}, frozenset())]
    assert [re.sub("[ _]", "", one) for one in found] == [re.sub("[ _]", "", code)]


@pytest.mark.parametrize(
    "formula",
    [
        r"\int_0^1 x = 2",
        r"a + \int_0^1 x dx = 2",
        r"\int_0^1 \int_0^1 x dx dy = 2",
        r"\int_0^x x dx = 2",
        r"\int_0^1 x dx y = 2",
        r"\int x dx = 2",
        r"\frac{d}{dx} x + x^2 = 2x",
        r"\int_0^1 x d2 = 2",
    ],
)
def test_integrals_and_derivatives_whose_extent_is_not_said_are_quoted(formula):
    assert not any(one.code for one in statements(formula, Letters(), {}, frozenset()))


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        (r"\hat x = x", "it gives a letter its meaning"),
        (r"a = a", "it gives a letter"),
        (r"a + b = b + a", "the same expression"),
        (r"\tr A + 1 = 2", "not read"),
        (r"\operatorname{tr} A + 1 = 2", "a word"),
        (r"\mathbb{P}[A] + 1 = 2", "a probability"),
        (r"a^\top b + 1 = 2", r"\top is not read"),
        (r"\Pr[X \ge t] + 1 \le 2", "a probability"),
        (r"\mathrm{Pr}(X) + 1 \le 2", "a probability"),
        (r"\mathbb P(X) + 1 \le 2", "a probability"),
        (r"\mathbb{E} X + 1 = 2", "a mean"),
        (r"x + 1", "no relation"),
        (r"x + 1 \sim 2", "a word of its own"),
        (r"x^{(t)} + 1 = 2", "above a letter"),
        (r"\|a\|^2 + 1 = 2", "norm2(a), which is a squared norm"),
        (r"\langle a, b \rangle + 1 = 2", r"\langle is not read"),
        (r"n!! + 1 = 2", "double factorials"),
        (r"x^2! + 1 = 2", "! is not read there"),
        (r"\log 2x + 1 = 2", "brackets around an argument"),
        (r"\frac{\mathrm{d} y}{\mathrm{d} x} + 1 = 2", "a derivative"),
        (r"\frac{1}{ = 2", "there is no relation"),
        (r"\frac{1} = 2 + x", "too early"),
    ],
)
def test_what_is_not_read_says_why(formula, why):
    (found,) = statements(formula, Letters(), {}, frozenset())
    assert found.statement is None
    assert why in found.problem


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (r"\left(1 + \frac{\rho}{x}\right)^x \le e^{\rho}", "at_most((rho/x + 1)**x, exp(rho))"),
        (r"p \log\frac{p}{q} + 1 \ge 2(p - q)^2", "at_least(p*log(p/q) + 1, 2*(p - q)**2)"),
        (r"\lim_{n\to\infty} x^{1/n} = e^x", "tends(x**(1/n), exp(x), along=Path(n))"),
        (r"\lim_{x\to 0} x^2 = c", 'tends(x**2, c, along=Path(x, 0, side="both"))'),
        (r"\lim_{x\to 0^+} x^2 = c", "tends(x**2, c, along=Path(x, 0))"),
        (r"\lim_{x\downarrow 0} x^2 = c", "tends(x**2, c, along=Path(x, 0))"),
        ("\\lim_{x\\to 1^{-}\n} x^2 = c", 'tends(x**2, c, along=Path(x, 1, side="below"))'),
        (r"\lim_{x \to -\infty} \mathrm{e}^{x} = c", "tends(exp(x), c, along=Path(x, -oo))"),
        (r"x^2 \to c \quad (x \uparrow 1)", 'tends(x**2, c, along=Path(x, 1, side="below"))'),
        (r"\frac{x}{\mathrm{e}} \le x^2", "at_most(x*exp(-1), x**2)"),
        (r"1 - x \le e^x", "at_most(1 - x, exp(x))"),
        (r"a^b c = 3(a + b)^\alpha", "equal(a**b*c, 3*(a + b)**alpha)"),
    ],
)
def test_a_letter_may_be_an_exponent_and_a_number_stand_before_a_bracket(formula, code):
    (found,) = statements(formula, Letters(), {}, frozenset())
    assert found.code == code


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (r"\binom{n}{2} = n(n-1)/2", "equal(binomial(n, 2), n*(n - 1)/2)"),
        (r"\sum_{k=0}^n \binom nk = 2^n", "equal(Sum(binomial(n, k), (k, 0, n)), 2**n)"),
        (r"\dbinom{n+1}{\binom{m}{1}} \le n^m", "at_most(binomial(n + 1, m), n**m)"),
    ],
)
def test_binomial_coefficients_are_read(formula, code):
    (found,) = statements(formula, Letters(), {}, frozenset())
    assert found.code == code


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        (r"|x y| = |x|\,|y|", "equal(Abs(x*y), Abs(x)*Abs(y))"),
        (r"\left|x\right| \ge x", "at_least(Abs(x), x)"),
        (r"\max\{a, b\} = a + (b - a)_+", "equal(Max(a, b), a + Max(0, -a + b))"),
        (r"\cosh x \le e^{x^2/2}", "at_most(cosh(x), exp(x**2/2))"),
        (r"(n+1)! = (n+1) n!", "equal(factorial(n + 1), (n + 1)*factorial(n))"),
        (r"\binom{n}{k} k! (n-k)! = n!", "equal(binomial(n, k)*factorial(k)*factorial(-k + n), factorial(n))"),
        (r"\sum_{k=0}^{\infty} \frac{x^k}{k!} = e^x", "equal(Sum(x**k/factorial(k), (k, 0, oo)), exp(x))"),
    ],
)
def test_magnitudes_factorials_and_hyperbolic_functions_are_read(formula, code):
    (found,) = statements(formula, Letters(), {}, frozenset())
    assert found.code == code


def test_a_letter_that_is_transposed_or_has_a_norm_is_no_number():
    source = r"\[ A^\top B = C \] \[ (A + C)^2 = A^2 + 2AC + C^2 \] \[ \|u\| y \|v\| \le 1 \] \[ u + 1 \le e^u \]"
    made = draft(source + r"\[ y + 1 \le e^y \]", "paper", "A paper")
    assert re.findall(r"^    (\w+\(.*\)),$", made.text, re.MULTILINE) == ["at_most(y + 1, exp(y))"]
    assert "A is a vector or a matrix elsewhere in this source" in made.text
    assert "u is a vector or a matrix elsewhere in this source" in made.text


def test_no_key_is_shown_where_a_letter_is_unknown():
    (found,) = statements(r"x^{\mathbf{ab} c} + 1 = 2", Letters(), {}, frozenset())
    assert "QZ" not in found.problem
    assert "a letter,a letter" not in found.problem


def test_letters_with_other_accents_or_indices_are_other_letters():
    letters = Letters()
    (found,) = statements(r"\hat\sigma \sigma_\epsilon \sigma_{\epsilon,1} + \sigma = 1", letters, {}, frozenset())
    assert len(found.statement.free_symbols) == 4


def test_a_draft_is_judged_and_finds_what_is_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.tex").write_text(SUMS.replace("{6}", "{5}"))
    for words, status in ((("draft", "paper.tex", "--out", "paper.py"), 0), (("verify", "paper.py", "--json"), 1)):
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code == status
    found = {claim["source"]: claim["verdict"] for claim in json.loads(capsys.readouterr().out)["claims"]}
    assert list(found.values()) == ["refuted" if "1-2" in place else found[place] for place in found]
    assert sorted(found.values()).count("refuted") == 1


@pytest.mark.parametrize(
    "source",
    [
        r"\newcommand{\a}{\b}\newcommand{\b}{\a} \[ \a = 1 \]",
        r"\newcommand{\a}{\a\a} \[ \a = 1 \]",
        r"\newcommand{\a}[1]{#1#1#1#1}\[ " + r"\a{" * 30 + "x" + "}" * 30 + r" = 1 \]",
        r"\[ " + "{" * 50_000 + r" \]",
        r"\[ " + "x + " * 100_000 + r"x = 1 \]",
        r"\newcommand{\a}{" * 5000,
        r"\begin{theorem}" * 5000 + r"\[ x = 1 \]" * 3000,
        r'\[ x + 1 = "2 \] \title{"""; import os #} \[ y + 1 = 2 \] %',
        "\\[ x + 1 = 2 \\label{a\u2028import os\x85b} \\]",
        r"\[ \sum_{k=1}^{10^{10^{10}}} k + 1 = 2^{2^{2^{2^{2^2}}}} \]",
    ],
    ids=range(10),
)
def test_a_hostile_source_ends_and_its_draft_is_a_program_without_harm(source, tmp_path):
    path = tmp_path / "hostile.tex"
    path.write_text(source, encoding="utf-8")
    text = draft(read_source(path), "hostile", 'A "title"\\').text
    program = ast.parse(text).body
    assert [type(part) for part in program if not isinstance(part, (ast.Expr, ast.Assign))] == [ast.ImportFrom]
    calls = {
        call.func.attr for part in program if isinstance(part, ast.Expr) and isinstance(call := part.value, ast.Call)
    }
    assert calls <= {"claim", "published"}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.tex", b"no command", "there is no command in it"),
        ("a.tex", b"\\" * 5_000_000, "at most 4000000 bytes"),
        ("a.zip", b"no archive", "can be read"),
        ("a.pdf", b"%PDF", "ends in .tex or .zip"),
        ("missing.tex", None, "No such file"),
    ],
)
def test_what_is_no_source_is_one_line(name, data, said, tmp_path, capsys):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(SystemExit) as stopped:
        main(("draft", str(tmp_path / name)))
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out


def test_an_archive_is_read_with_what_it_includes(tmp_path):
    path = tmp_path / "paper.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "src/main.tex", r"\begin{document}\input{sums}\input{../../etc/passwd}\input{main}\end{document}"
        )
        archive.writestr("src/sums.tex", r"\[ a(b+1) = ab + a \]".encode("latin-1") + b" \xe9")
    assert found_in(read_source(path))[0] == ["equal(a*(b + 1), a*b + a)"]


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path):
    path, big = tmp_path / "bomb.zip", io.BytesIO()
    with zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.tex", b"\\" * 10_000_000)
    path.write_bytes(big.getvalue())
    with pytest.raises(InputError, match="at most 4000000"):
        read_source(path)


def test_macros_take_arguments_and_defaults():
    macros = read_macros(r"\newcommand{\pow}[2][2]{#2^{#1}} \renewcommand\x{y}")
    assert expanded(r"\pow{a} + \pow[3]b + \x z", macros) == "a^{2} + b^{3} + y z"


def test_delimiters_in_pairs_are_macros_with_a_star_or_a_size():
    macros = read_macros(r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert} \DeclarePairedDelimiter\set\{\}")
    written = expanded(r"\abs{a} + \abs*{\frac{1}{b}} + \abs[\big]{c} + \abs x", macros)
    assert written == r"\lvert a \rvert + \lvert \frac{1}{b} \rvert + \lvert c \rvert + \lvert x \rvert"
    (found,) = statements(r"\abs*{a - 1} \le \abs{a} + 1", Letters(), macros, frozenset())
    assert found.code == "at_most(Abs(a - 1), Abs(a) + 1)"


def test_an_e_by_itself_is_a_number_beside_its_powers_and_else_a_letter():
    code, made = found_in(r"\begin{document} \[ \frac{n}{e} \le n + e^x \] \end{document}")
    assert code == ["at_most(n*exp(-1), n + exp(x))"]
    code, made = found_in(r"\begin{document} \[ \frac{n}{e} \le n + 1 \] \end{document}")
    assert code == ["at_most(n/e, n + 1)"]
    assert 'e = Symbol("e", real=True)  # e; if Euler\'s number is meant: exp(1)' in made.text


def test_what_a_letter_is_equated_with_alone_is_put_into_what_follows():
    made = draft(r"\[ u = a + b \] \[ u^2 = a^2 + 2ab + b^2 \] \[ u^2 \le a^2 \]", "paper", "A paper")
    assert "\nu = a + b\n" in made.text
    assert "witness={a: 2, b: 3}" in made.text
    assert made.quoted == []


@pytest.mark.parametrize("meanings", [(r"u = 2",), (r"u = a + b", r"u = a - b"), (r"u = \oint f",), (r"u = a + u b",)])
def test_what_is_said_of_a_letter_with_a_meaning_that_is_not_known_is_quoted(meanings):
    rows = (*meanings, r"u^2 \ge 2u - 1", r"a + b \ge a")
    made = draft("".join(rf"\[ {row} \]" for row in rows), "paper", "A paper")
    assert made.read == 1
    assert "where=[Eq(u, ...)]" in made.text


def test_an_e_that_is_squared_and_added_may_be_a_letter():
    code, made = found_in(r"\[ (e + 1)^2 = e^2 + 2e + 1 \]")
    assert code == []
    assert "write exp(1) for Euler's number" in made.text


def test_words_and_signs_that_are_not_read_are_named():
    _, made = found_in(r"\[ \operatorname{arg min}_w w^2 + 1 = 1 \] \[ \max_{1\le i\le n} i = n + 0 \]")
    assert r"\operatorname{arg min}_w w^2 + ...: words" in made.text
    assert "_ is not read there" in made.text


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (r"\mu > 0", 0),
        (r"L \ge \mu > 0", 0),
        (r"s^2 = a + b", 0),
        (r"a^2 + b^2 - 2ab\cos C = c^2", 0),
        (r"a^2 - b^2 = (a - b)(a + b)", 1),
        (r"a \le \frac{1 + a^2}{2}", 1),
        (r"a \le b^2, \quad 0 \le a \le 1, b \ge 1", 1),
        (r"\sqrt{a} - \sqrt{b} \ge 0, \quad a \ge b > 0", 1),
    ],
)
def test_what_only_says_what_a_letter_may_be_is_no_claim(rows, read):
    assert draft(rf"\[ {rows} \]", "paper", "A paper").read == read


def test_a_condition_without_a_value_at_a_witness_that_is_tried_ends_in_no_error():
    made = draft(r"\[ k = \frac{L}{m} \] \[ (k - 1)(k + 1) = k^2 - 1, \quad k > 1 \]", "paper", "A paper")
    assert "where=[k > 1]" in made.text


def test_what_is_compared_behind_a_comparison_is_its_condition():
    code, made = found_in(r"\[ b = a/c \] \[ 0 \le b < 2, \quad c \ge a > 0 \]")
    assert code == ["at_most(0, b)", "less_than(b, 2)"]
    assert made.text.count("where=[c >= a, a > 0]") == 2
