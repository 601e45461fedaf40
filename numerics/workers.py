"""A pool of worker processes that ends with its run: one thread each, and signals are for the parent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from threadpoolctl import ThreadpoolController

from lemmata.numerics.processes import heard, in_worker, undisturbed


class _Pool(ProcessPoolExecutor):
    """An interrupt while the pool begins its thread and processes would leave it half begun: it cannot be shut down."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        with undisturbed():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def worker_pool(jobs: int) -> Iterator[Executor]:
    """A pool of so many processes; what is waiting is dropped when the run ends early."""
    pool = _Pool(jobs, initializer=_prepare_worker, initargs=(os.getpid(),))
    try:
        yield pool
    except KeyboardInterrupt:
        heard()  # the workers are ended below, undisturbed
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _prepare_worker(parent: int) -> None:
    in_worker(parent)
    import numpy  # noqa: F401  (so that its linear algebra is there to be limited)

    ThreadpoolController().limit(limits=1, user_api="blas")
