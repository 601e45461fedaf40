"""A small paper of one's own, to judge; one thread of linear algebra for each process; what only the deep run holds."""

import os
import signal

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers that share the cores would wait for each other
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the many interpreters would compile every module again

import pytest

from lemmata.verifier.claim import Paper
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses
from tests.depth import DEEP

for number, handler in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) == signal.SIG_IGN:  # what is run in the background ignores them, and so do its programs
        signal.signal(number, handler)


@pytest.fixture
def paper():
    return Paper("demo", "A demonstration")


@pytest.fixture
def verdict_of():
    """The status of the last claim of a paper, with all evidence gathered."""

    def judged(paper):
        claims = list(paper.claims.values())
        evidence = {claim.id: judge(claim, context_of(claim, effort="quick")) for claim in claims}
        return statuses(claims, evidence)[claims[-1].id]

    return judged


def pytest_collection_modifyitems(config, items):
    unstable = [item.nodeid for item in items if " object at 0x" in item.nodeid]
    if unstable:  # processes that share the tests would not agree what there is
        raise pytest.UsageError(f"names of tests hold addresses, such as {unstable[0]}")
    if not DEEP:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("deep")])
        items[:] = [item for item in items if not item.get_closest_marker("deep")]
