"""What the system refuses to a run is said in one line, whatever began it and wherever."""

import errno
import os
import resource

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
