"""A slip on the command line is one line that names the argument, its value, and what to type instead."""

import subprocess
import sys

import pytest

from lemmata.interface.cli import main

RISK = ("--quantity", "risk")
POWERS = ("exponents", "--beta", "2", "--r", "1/2")

SLIPS = [
    (("verfy",), "No such command 'verfy'. Did you mean 'verify'?"),
    (("judge-all",), "No such command 'judge-all'. Commands: verify, list"),
    (("verify", "--efort", "deep"), "Did you mean '--effort'?"),
    (("verify", "dohmatob2024:ols-groth"), "did you mean ols-growth"),
    (("test", "sgima^2*d/T", *RISK), "('sgima'; did you mean sigma)"),
    ((*POWERS, "--claim", "ell(2)"), "claim = ell(2): must be written with * between factors"),
    (("test", "foo(d)", *RISK), "must be made of numbers, letters, + - * / ^ and sqrt, exp, log"),
    (("test", "d/(d + lambda_2)", *RISK), "must be written with the names"),
    (("test", r"\frac{1}{", *RISK), "must be LaTeX of a formula (it ends too early)"),
    (("test", "d", *RISK, "--given", "ridge"), "given = ridge: must be a relation such as T >= d + 2"),
    (("test", "d", *RISK, "--given", "ridge==0", "--given", "ridge>=1"), "given = ridge == 0; ridge >= 1: must be"),
    (
        ("test", "d", "--quantity", "df1", "--given", "spectrum==isotropic"),
        "must be left out: df1 is that of the power",
    ),
    (
        (*POWERS, "--where", "delta > 2"),
        "where = delta > 2: must be conditions on the exponents of the problem, ell ('delta')",
    ),
    ((*POWERS, "--d", "T^delta", "--where", "dleta > 2"), "of the problem, delta, ell ('dleta')"),
    ((*POWERS, "--where", "ell"), "where = ell: must be a relation such as ell >= 1/2"),
    ((*POWERS, "--d", "T^"), "d = T^: must be a formula such as 3*T^(5/2)"),
    ((*POWERS, "--d", "5"), "d = 5: must be a positive power of T, such as T^2"),
    ((*POWERS, "--T0", "5"), "T0 = 5: must be a positive power of T, such as T^2"),
    ((*POWERS, "--ell", "1/2", "--plot", "nodir/x.svg"), "plot = nodir/x.svg: must be a file that can be written"),
    (("report", "--out", ""), "Invalid value for '--out': '' is no path"),
    (("verify", "--ledger", ""), "Invalid value for '--ledger': '' is no path"),
    (("figures", "dohmatob2042", "--out", "f"), "did you mean dohmatob2024?"),
    (("figures", "dohmatob2024", "--out", "f", "--figure", "1x"), "must be one of 1a, 1b"),
    (("evaluate", "df1", "--beta", "1/2", "--kappa", "1"), "beta = 1/2: must be > 1 when d is infinite"),
]


@pytest.mark.parametrize(
    ("words", "said"), SLIPS, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_slip_is_one_line_and_status_2(words, said, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out


@pytest.mark.parametrize("where", ["ell >= 1", "ell == 2*x", "2*ell <= delta"])
def test_conditions_on_exponents_of_the_problem_are_taken(where, capsys):
    """An equation may give an exponent of the problem by a letter of its own."""
    with pytest.raises(SystemExit) as stopped:
        main((*POWERS, "--d", "T^delta", "--where", where, "--where", "delta > 1"))
    assert stopped.value.code == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "status", "said"), [((), 2, "usage: lemmata-check"), (("--help",), 0, "An independent")]
)
def test_the_checker_says_what_it_takes(words, status, said):
    command = [sys.executable, "-c", "from lemmata.lemmata_check import script; script()", *words]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == status
    assert found.stdout.startswith(said)


PROOFS = [
    ("algebra()", "written without parentheses: proof=algebra"),
    ("recurrence", "recurrence without its arguments, recurrence(index, base, step)"),
    ("cases(algebra)", "it is written cases(one, other), see lemmata help cases"),
    ('use("one")', "it takes a claim: lemma = PAPER.claim(...), use(lemma)"),
    ("use(one, {d: 1.5})", "the value of d is the float 1.5: write exact numbers, Rational(3, 2) here"),
]


@pytest.mark.parametrize(("proof", "said"), PROOFS)
def test_a_slip_in_a_proof_says_what_to_write(proof, said, tmp_path, capsys):
    """A reason without its arguments, a rule that is called, a claim by its name, a value that is no number."""
    mine = tmp_path / "mine.py"
    mine.write_text(
        "from lemmata.verifier.language import *\n"
        'PAPER = Paper("mine", "Mine")\n'
        'one = PAPER.claim("one", "", equal(d + d, 2 * d), witness={d: 1}, proof=algebra)\n'
        f'PAPER.claim("two", "", equal(4 * d, 2 * (d + d)), witness={{d: 1}}, proof={proof})\n'
    )
    with pytest.raises(SystemExit) as stopped:
        main(("verify", str(mine)))
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert said in printed.err
    assert printed.err.count("\n") == 1
