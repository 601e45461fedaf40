"""Signals: an interrupt that Python swallows comes again, and nothing is printed of the first."""

import os
import signal
import threading

import pytest

from lemmata.numerics.processes import heard, insistent_signals


class Freed:
    """What is being freed when the signal comes."""

    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(100))


def test_an_interrupt_while_an_object_is_freed_comes_again_and_is_not_printed(capfd, signals):
    def run():
        with insistent_signals():
            Freed()
            threading.Event().wait(10)

    with pytest.raises(KeyboardInterrupt):
        run()
    assert heard() == signal.SIGTERM
    assert capfd.readouterr().err == ""
