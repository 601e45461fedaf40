"""A small paper of one's own, to judge."""

import pytest

from lemmata.verifier.claim import Paper
from lemmata.verifier.judge import context_of, judge
from lemmata.verifier.status import statuses


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
