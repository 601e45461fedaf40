"""Absurd numbers and formulas are refused by name, in one line and at once; large ones that make sense are answered."""

import json
import shlex
import time

import pytest

from lemmata.interface.cli import main
from tests.pace import within

RISK = "evaluate risk --d 8 --T 20 --sigma2 1"
DF1 = "evaluate df1 --beta 2 --kappa"
TEST = "test sigma^2 --quantity risk"
REFUSED = [
    (f"{DF1} 1e-999999", "kappa"),
    (f"{DF1} 1e999999", "kappa"),
    (f"{DF1} 1e999999999", "kappa"),
    (f"{DF1} nan", "kappa"),
    (f"{DF1} oo", "kappa"),
    (f"{DF1} ''", "kappa"),
    (f"{DF1} \uff11", "kappa"),  # a full-width digit
    (f"{DF1} 1_0", "kappa"),
    (f"{DF1} 0x10", "kappa"),
    (f"{DF1} 1 --digits 15001", "digits"),
    (f"{DF1} 1 --digits 1e30", "digits"),
    (f"{RISK} --n {10**30} --T0 30 --sigma0_2 1", "n = "),
    (f"{RISK} --ridge 1e999999", "ridge"),
    ("evaluate risk --d 8 --T 1e-999999 --sigma2 1", "T = "),
    ("evaluate risk --spectrum diagonal --eigenvalues '' --weights 1 --T 5", "eigenvalues"),
    ("evaluate risk --spectrum diagonal --eigenvalues 0,0 --weights 1,1 --T 5", "eigenvalues"),
    ("evaluate spectral_sum --u 1e30 --q 1 --beta 2 --kappa 1", "u = "),
    ("evaluate spectral_sum --u 1 --q 1000000000 --beta 2 --kappa 1", "q = "),
    ("exponents --beta 2 --r 1/2 --ell ''", "ell"),
    ("exponents --beta nan --r 1/2", "beta"),
    ("exponents --beta 2 --r 1/2 --ell 1e999999", "ell"),
    ("exponents --beta 2 --r 1/2 --claim '(1+ell)^1000'", "claim"),
    ("exponents --beta 2 --r 1/2 --d T^1e30", "d = "),
    (f"{TEST} --resolution nan", "resolution"),
    (f"{TEST} --resolution 1e-999999", "resolution"),
    (f"{TEST} --max-seconds 1e400", "max_seconds"),
    (f"{TEST} --digits 15000", "digits"),
    ("test 9^9^9^9 --quantity risk", "formula"),
    ("test sigma^2*1e999999 --quantity risk", "formula"),
    ("test Sum(j^j^j,(j,1,10)) --quantity risk", "formula"),
    ("test \uff53igma --quantity risk", "formula"),
    ("fit spectrum /dev/zero", "FILE"),
    ("fit curve /dev/urandom", "FILE"),
    ("simulate risk --d 8 --T 24 --sigma2 1e400", "sigma2"),
    ("simulate risk --d 1e30 --T 24 --sigma2 1", "d = "),
    ("simulate risk --d 8 --T 24 --sigma2 1 --relative-error nan", "relative-error"),
    ("simulate risk --d 8 --T 24 --sigma2 1 --relative-error 1e-400", "relative_error"),
]


def ended(words, capfd):
    start = time.process_time()
    with pytest.raises(SystemExit) as end:
        main(shlex.split(words))
    out, err = capfd.readouterr()
    return end.value.code, out, err, time.process_time() - start


@pytest.mark.parametrize(("words", "name"), REFUSED, ids=[words for words, _ in REFUSED])
def test_absurd_input_is_refused_by_name(words, name, capfd):
    status, out, err, seconds = ended(words, capfd)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert name in err
    assert within(seconds, 5)  # of imports, the first time


@pytest.mark.parametrize(
    "words",
    [
        f"{DF1} 1e-400",
        f"{DF1} 1e400",
        f"{DF1} 1 --digits 4400",
        f"{DF1} 1e-20 --digits 5000",
        "evaluate risk --d 8 --T 1e400 --sigma2 1",
        "evaluate risk --d 1e30 --T 20 --sigma2 1e400",
    ],
)
def test_large_numbers_that_make_sense_are_answered(words, capfd):
    status, out, err, _ = ended(f"{words} --json", capfd)
    assert (status, err) == (0, "")
    assert json.loads(out)["certified"]


@pytest.mark.parametrize(
    "formula",
    [
        "(1+d+T+n)^1000",
        f"max({','.join(f'd+{i}' for i in range(300))})",
        "Sum(j^j^j,(j,1,T))",
        "Sum(j^j^j,(j,1,n))",
        "d^d^d^d",
    ],
)
def test_heavy_formulas_are_refuted_in_the_time_that_is_given(formula, capfd):
    status, out, err, seconds = ended(f"test '{formula}' --quantity risk --max-seconds 1/2", capfd)
    assert status in (1, 2), err
    assert out.startswith("refuted") or err.count("\n") == 1
    assert within(seconds, 15)
