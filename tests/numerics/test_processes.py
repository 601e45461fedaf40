"""Signals: an interrupt that Python swallows comes again, and nothing is printed of the first."""

import os
import signal
import threading
import time

import pytest

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
