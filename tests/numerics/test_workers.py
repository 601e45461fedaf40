"""A pool of workers: an interrupt at any moment of its beginning comes afterwards, and nobody is left."""

import multiprocessing
import os
import signal
import threading
from operator import add

import pytest

from lemmata.numerics.processes import heard, insistent_signals, interruptible, undisturbed
from lemmata.numerics.workers import worker_pool


def test_an_interrupt_while_the_pool_begins_ends_it_whole(monkeypatch, signals):
    """The moment is that in which the pool waits for its thread to start."""
    begin = threading.Thread.start

    def interrupted(thread):
        os.kill(os.getpid(), signal.SIGINT)
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", interrupted)

    def run():
        with worker_pool(2) as pool:
            pool.submit(add, 1, 2).result()
            threading.Event().wait(10)

    with insistent_signals(), pytest.raises(KeyboardInterrupt):
        interruptible(run)
    assert heard() == signal.SIGINT
    assert not multiprocessing.active_children()


def test_what_is_undisturbed_is_done_whole_and_then_interrupted(signals):
    done = []

    def run():
        with undisturbed():
            os.kill(os.getpid(), signal.SIGINT)
            done.append(1)
        threading.Event().wait(10)

    with insistent_signals(), pytest.raises(KeyboardInterrupt):
        interruptible(run)
    assert done == [1]


def test_without_a_signal_the_answer_comes_back():
    with worker_pool(2) as pool:
        assert [pool.submit(add, number, 1).result() for number in range(4)] == [1, 2, 3, 4]
