"""The evidence is the same whoever gathers it: processes of the run, an executor, a cluster that loses a worker."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest

from lemmata.numerics.errors import InputError
from lemmata.verifier.evidence import Evidence
from lemmata.verifier.execution import elsewhere
from lemmata.verifier.execution.elsewhere import cluster, evidence_for
from lemmata.verifier.ledger import Ledger
from lemmata.verifier.outcome import Settings
from lemmata.verifier.run import run
from lemmata.verifier.step import Finding
from lemmata.verifier.verdict import Verdict

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


class Faulty(Executor):
    """Does one thing wrong with the first of its tasks, and the others at once."""

    def __init__(self, wrong):
        self.wrong, self.asked = wrong, 0

    def submit(self, task, /, asked):
        self.asked += 1
        future = Future()
        if self.asked == 1:
            self.wrong(future, asked)
        else:
            future.set_result(task(asked))
        return future


def refuses(future, asked):
    raise RuntimeError("cannot schedule new futures after shutdown")


def answers_for_another(future, asked):
    """It has other derivations than the run."""
    try:
        future.set_result(evidence_for(replace(asked, key="another")))
    except LookupError as reason:
        future.set_exception(reason)


def gives(found):
    return lambda future, asked: future.set_result(found)


FAULTS = {
    "its worker is gone": lambda future, asked: future.set_exception(RuntimeError("the worker is gone")),
    "its worker exits": lambda future, asked: future.set_exception(SystemExit(0)),
    "it refuses": refuses,
    "it cancels": lambda future, asked: future.cancel(),
    "it loses a task": lambda future, asked: None,
    "it has other derivations": answers_for_another,
    "it gives nothing": gives(None),
    "it gives no evidence": gives([]),
    "it gives words": gives(["proved"]),
    "it gives a part": gives([Evidence.of("domain", "witness", Finding(Verdict.PROVED, "so it says"))]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_an_executor_cannot_do_is_done_here(fault, targets, tmp_path, monkeypatch):
    monkeypatch.setattr(elsewhere, "PATIENCE", 1e-9)  # a task that is lost is waited for no longer
    found = judged(targets[:1], tmp_path, Faulty(FAULTS[fault]))
    verdicts = {identifier: [verdict.value for _, verdict, _ in items] for identifier, items in found.items()}
    assert verdicts["own:sum"] == ["proved", "proved", "proved", "tested"]
    assert verdicts["own:wrong"][-1] == "refuted"


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


@pytest.mark.parametrize("address", ["nonsense://x", "nan", "tcp://127.0.0.1:1", "tcp://127.0.0.1:99999", "x://y:1"])
def test_an_address_where_nobody_answers_is_one_line(address, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(distributed, "Client", nobody_answers)
    with pytest.raises(InputError, match="a Dask scheduler that answers") as refused, cluster(address):
        pass
    assert "\n" not in str(refused.value)


def nobody_answers(address, timeout):
    assert address.startswith(("tcp", "x")), "refused before it is asked"
    raise AssertionError
