"""Work in a copy of this process: its answer, or none where it takes more than is allowed; nobody is left behind."""

import os
import signal
import time

import pytest

from lemmata.numerics.apart import answered_apart, counted

ENOUGH = 2**31


def endless():
    return any(iter(int, 1))


def raising():
    raise MemoryError


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_comes_back(answer):
    assert answered_apart(lambda: answer, 5, ENOUGH) is answer


@pytest.mark.parametrize(
    "ask",
    [endless, raising, lambda: os._exit(0), lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: bytearray(2**32)],
    ids=["no end", "an error", "an exit", "a kill", "much memory"],
)
def test_what_gives_no_answer_gives_none(ask, monkeypatch):
    begun, fork = [], os.fork

    def noted():
        process = fork()
        begun.append(process)
        return process

    monkeypatch.setattr(os, "fork", noted)
    assert answered_apart(ask, 0.2, ENOUGH) is None
    (process,) = begun
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)


def test_what_waits_without_working_is_not_stopped():
    """Processor time is counted, not time: a machine that is busy with other things changes no answer."""
    assert answered_apart(lambda: time.sleep(0.5) or True, 0.2, ENOUGH) is True


def test_what_a_copy_takes_counts_for_who_asked():
    with counted(50.0):
        assert answered_apart(endless, 0.3, ENOUGH) is None
        assert signal.getitimer(signal.ITIMER_PROF)[0] < 50 - 0.2
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
