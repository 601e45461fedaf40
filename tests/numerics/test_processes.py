"""Signals: an interrupt that Python swallows comes again, and nothing is printed of the first."""

import multiprocessing
import os
import signal
import sys
import threading
import time

import pytest

from lemmata.numerics import descendants
from lemmata.numerics.descendants import LOOK, Rest
from lemmata.numerics.processes import heard, insistent_signals, interruptible


class Freed:
    """What is being freed when the signal comes."""

    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(100))


def test_an_interrupt_while_an_object_is_freed_comes_again_and_is_not_printed(capfd, signals):
    def run():
        Freed()
        threading.Event().wait(10)

    with insistent_signals(), pytest.raises(KeyboardInterrupt):
        interruptible(run)
    assert heard() == signal.SIGTERM
    assert capfd.readouterr().err == ""


def test_whoever_asks_whether_one_was_heard_is_not_interrupted(signals):
    """Before and after what is interruptible nothing is raised, however often it is tried again."""
    with insistent_signals():
        os.kill(os.getpid(), signal.SIGHUP)
        time.sleep(0.5)
        with pytest.raises(KeyboardInterrupt):
            interruptible(lambda: time.sleep(10))
        time.sleep(0.5)
        assert heard() == signal.SIGHUP


@pytest.mark.skipif(sys.platform != "linux", reason="what rests is seen on Linux")
def test_who_was_stopped_between_two_looks_has_seen_nobody_rest_for_long(monkeypatch):
    """An hour passes on the clock between two looks, in which the one who looks was stopped, and perhaps everybody."""
    now = [0.0]
    monkeypatch.setattr(descendants.time, "monotonic", lambda: now[0])
    process = multiprocessing.get_context("fork").Process(target=signal.pause)
    process.start()
    rest, seen = Rest(process.pid), []
    for passed in (LOOK, LOOK, 3600.0, LOOK):
        time.sleep(0.01)
        now[0] += passed
        rest.look()
        seen.append(rest.watched)
    process.kill()
    process.join()
    assert seen == [LOOK, 2 * LOOK, 4 * LOOK, 5 * LOOK]
    assert rest.seconds <= 4 * LOOK
