"""What tests of signals leave as it was."""

import signal
import sys

import pytest


@pytest.fixture
def signals():
    """Afterwards every signal does what it did before: a run that was ended listens no longer."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
    before, printing = {number: signal.getsignal(number) for number in numbers}, sys.unraisablehook
    yield
    sys.unraisablehook = printing
    for number, handler in before.items():
        signal.signal(number, handler)
