"""What the system refuses to a run is said in one line, whatever began it and wherever."""

import errno
import os
import resource
import subprocess
import sys

import pytest

from lemmata.interface import cli
from lemmata.numerics.apart import bounded_memory
from lemmata.verifier.execution.attempt import failure
from tests.faults.test_absurd_input import ended


def test_a_run_takes_no_more_memory_than_it_may():
    """Who began it has allowed less than it takes by itself: that is no error, and stays so."""

    def bounded():
        least = 2**31
        resource.setrlimit(resource.RLIMIT_DATA, (least, least))
        bounded_memory(cli.MEMORY)
        return str(resource.getrlimit(resource.RLIMIT_DATA) == (least, least))

    assert failure(bounded, 10.0) == "True"


@pytest.mark.parametrize("words", ["report sgd", "new mine.py", "verify mine.py"])
def test_a_folder_that_is_gone_is_told_in_one_line(words, tmp_path, monkeypatch, capfd):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    status, out, err, _ = ended(words, capfd)
    assert (status, out, len(err.splitlines())) == (2, "", 1), err


def test_output_that_must_not_be_written_is_told_in_one_line(monkeypatch, capfd):
    def refused(*_args, **_options):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    monkeypatch.setattr(cli, "_written", refused)
    monkeypatch.setattr("lemmata.interface.cli.output.give_up_output", lambda: None)
    status, _, err, _ = ended("list", capfd)
    assert (status, err) == (2, "lemmata: the output cannot be written: Bad file descriptor\n")


@pytest.mark.parametrize(
    ("variable", "words", "library"),
    [
        ("SYMPY_DEBUG=maybe", "verify sgd:effective-dimension", "sympy"),
        ("SYMPY_CACHE_SIZE=abc", "list", "sympy"),
        ("SOURCE_DATE_EPOCH=x", "verify sgd:effective-dimension", "numpy"),
        ("MPLBACKEND=nonsense", "figures dohmatob2024 --figure 1a --out figures", "matplotlib"),
        ("SYMPY_DEBUG=False", "models ridge", ""),
        ("COLUMNS=-5", "models ridge", ""),
        ("LC_ALL=C", "models ridge", ""),
    ],
)
def test_what_a_library_refuses_to_be_imported_for_is_one_line(variable, words, library, tmp_path):
    """What the environment tells it, which nobody else has looked at; beside it stands what harms nobody."""
    done = _in_this_environment(variable, words, tmp_path)
    if not library:
        assert (done.returncode, done.stderr) == (0, "")
        return
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
    assert done.stderr.startswith(f"lemmata: {library} cannot be imported (")
    assert variable.partition("=")[2] in done.stderr or variable.partition("=")[0] in done.stderr


def test_the_doctor_says_which_library_cannot_be_imported_and_why(tmp_path):
    done = _in_this_environment("SYMPY_DEBUG=maybe", "doctor", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "WRONG  sympy: cannot be imported (RuntimeError: unrecognized value for SYMPY_DEBUG: maybe)" in done.stdout


def test_a_run_of_a_users_file_ends_with_its_status_where_there_are_no_more_processes():
    """What a file has left for the end is called by a copy of the process, which the system may refuse."""
    refused = (
        "import os, sys, types\nfrom lemmata.interface.cli.leaving import leave\n"
        "from lemmata.numerics import processes\n"
        "def fork(): raise BlockingIOError(11, os.strerror(11))\n"
        "os.fork = fork; sys.modules[processes.USER_MODULE + 'mine'] = types.ModuleType('mine')\n"
        "print('refuted'); leave(1)"
    )
    done = subprocess.run([sys.executable, "-c", refused], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (1, "refuted\n", "")


def _in_this_environment(variable, words, folder):
    name, _, value = variable.partition("=")
    begun = [sys.executable, "-c", "from lemmata.interface.cli import main; main()", *words.split()]
    environment = {**os.environ, name: value, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(begun, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
