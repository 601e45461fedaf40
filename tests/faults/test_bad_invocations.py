"""Whatever is typed for whatever option: one line that names it, status 2, no traceback, at once.

The options are read off the commands themselves, so that a new one is tried as soon as there is one.
"""

import shlex

import click
import pytest

from lemmata.interface.cli import COMMANDS, lemmata
from tests.depth import DEEP
from tests.faults.test_absurd_input import ended
from tests.pace import within

GOOD = {
    "verify": "verify dohmatob2024:isotropic-kappa",
    "list": "list dohmatob2024",
    "show": "show dohmatob2024:isotropic-kappa",
    "exponents": "exponents --beta 2 --r 1/2",
    "test": "test 'sigma^2*d/(T-d-1)' --quantity risk",
    "derive": "derive risk",
    "evaluate": "evaluate risk --d 8 --T 20 --sigma2 1",
    "simulate": "simulate risk --d 8 --T 20 --sigma2 1",
    "figures": "figures",
    "report": "report dohmatob2024",
}
BAD = ("nan", "\uff11", "no such thing", "\x1b[31mred", "__import__('os').getcwd()", "(" * 300, "1e999999999", "--")
PATHS = (click.Path, click.File)
CASES = [
    (name, option.opts[0], value)
    for name in GOOD
    for option in lemmata.get_command(None, name).params
    if isinstance(option, click.Option) and not option.is_flag and not isinstance(option.type, PATHS)
    for value in BAD
    if not (option._flag_needs_value and value == "--")  # it needs no value, and -- ends the options
]


def test_every_command_is_tried_or_takes_no_values():
    without = {"explain", "help", "replay", "models", "fit", "new", "doctor", "draft"}
    assert set(COMMANDS) <= set(GOOD) | without
    assert len(CASES) >= 400


@pytest.mark.parametrize(("name", "option", "value"), CASES if DEEP else CASES[::29])
def test_a_bad_value_is_one_line(name, option, value, capfd):
    status, out, err, seconds = ended(f"{GOOD[name]} {option}={shlex.quote(value)}", capfd)
    assert status == 2, (status, out[:300], err[:300])
    assert out == ""
    assert len(err.splitlines()) == 1, err
    assert "\x1b" not in err
    assert within(seconds, 5)  # of imports, the first time


@pytest.mark.parametrize(
    "words",
    [
        "figures dohmatob2024 --figure 1a --out FILE/none",
        "new FILE/none/mine.py",
        "draft FILE/none.tex --out mine.py",
        "replay FILE/none.json",
        "exponents --beta 2 --r 1/2 --ell 1/2 --plot FILE/none.svg",
        "doctor --ledger FILE/none.sqlite",
        "fit spectrum FILE/none.csv",
        "verify FILE.py",
    ],
)
def test_a_path_that_leads_nowhere_is_told_in_one_line(words, tmp_path, capfd):
    """Below a file, or a link to itself."""
    (tmp_path / "file").write_text("")
    (tmp_path / "file.py").symlink_to(tmp_path / "file.py")
    status, out, err, _ = ended(words.replace("FILE", str(tmp_path / "file")), capfd)
    told = [line for line in out.splitlines() if line.startswith("WRONG")] + err.splitlines()
    assert status == (1 if words.startswith("doctor") else 2)
    assert len(told) == 1, told
    assert str(tmp_path / "file") in told[0]
