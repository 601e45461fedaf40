"""The evidence is the same whoever gathers it: processes of the run, an executor, a cluster that loses a worker."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.execution.elsewhere import cluster, evidence_for
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run

OWN = """
from lemmata.verifier.language import *

PAPER = Paper("own", "A file of one's own")
PAPER.claim("sum", "", equal(d + T, T + d), witness={d: 1, T: 2}, proof=algebra)
PAPER.claim("wrong", "", equal(d + T, T - d), witness={d: 1, T: 2}, proof=algebra)
"""


@pytest.fixture
def targets(tmp_path):
    file = tmp_path / "own.py"
    file.write_text(OWN)
    return [str(file), "dohmatob2024:isotropic-kappa"]


def judged(targets, tmp_path, executor=None):
    """Verdicts and details, whatever the ledger has."""
    with Ledger(tmp_path / f"{executor is None}.sqlite") as ledger:
        outcome = run(targets, ledger, Settings(effort="quick", jobs=1, fresh=True, executor=executor))
    return {
        identifier: [(item.method, item.verdict, item.detail) for item in found]
        for identifier, found in outcome.evidence.items()
    }


@pytest.mark.deep
def test_an_executor_gives_the_evidence_of_the_run_itself(targets, tmp_path):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert judged(targets, tmp_path, pool) == judged(targets, tmp_path)


class Failing(Executor):
    """Loses the first of its tasks, and does the others at once."""

    lost = 0

    def submit(self, task, /, *args, **kwargs):
        future = Future()
        self.lost += 1
        if self.lost == 1:
            future.set_exception(RuntimeError("the worker is gone"))
        else:
            future.set_result(task(*args, **kwargs))
        return future


class Lying(Executor):
    """Has other derivations than the run."""

    def submit(self, task, /, asked):
        future = Future()
        try:
            future.set_result(evidence_for(type(asked)(**{**vars(asked), "key": "another"})))
        except LookupError as reason:
            future.set_exception(reason)
        return future


@pytest.mark.parametrize("executor", [Failing(), Lying()])
def test_what_an_executor_cannot_do_is_done_here(executor, targets, tmp_path):
    assert judged(targets, tmp_path, executor) == judged(targets, tmp_path)


@pytest.mark.deep
@pytest.mark.filterwarnings("ignore")  # of the cluster's own
def test_a_cluster_that_loses_a_worker(targets, tmp_path):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        cluster(local.scheduler_address) as executor,
    ):
        os.kill(next(iter(local.workers.values())).pid, 9)
        found = judged(targets, tmp_path, executor)
    assert found == judged(targets, tmp_path)


def test_an_address_where_nobody_answers_is_one_line():
    pytest.importorskip("distributed")
    with pytest.raises(InputError, match="a Dask scheduler that answers"), cluster("nonsense://x"):
        pass
