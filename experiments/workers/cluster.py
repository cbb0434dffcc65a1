"""Somebody else's machines: the workers of a Dask scheduler as an executor."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any
from uuid import uuid4

from sim.kernel_folder import kernels_digest
from sim.version import VERSION

PATIENCE = 20
"""Seconds to wait for the scheduler and for a first worker."""
RETRIES = 3
"""How often a run whose worker was lost is tried again."""


class Workers(Executor):
    """The workers of a Dask client, which runs a chain of calls where the first one went."""

    def __init__(self, client: Any) -> None:
        self.client, self.chains = client, 0
        self.lent: Executor = client.get_executor(pure=False, retries=RETRIES)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        return self.lent.submit(fn, *args, **more)

    def submit_chain(self, fn: Callable[..., Any], items: Sequence[Any]) -> list[Future[Any]]:
        """``fn(item, chain, what came of the item before)`` for each, one after the other: each is for the worker that
        holds what came before, and goes before chains that were submitted later. One that has nothing to do may take
        over the rest."""
        from distributed import Future as Held

        chain = uuid4().hex
        found: list[Future[Any]] = []
        self.chains += 1
        for place, item in enumerate(items):
            before: list[Any] = [Held(f"bygd-{chain}-{place - 1}", self.client)] if place else []
            how: dict[str, Any] = {"key": f"bygd-{chain}-{place}", "priority": -self.chains}
            found.append(self.lent.submit(fn, item, chain, *before, **how))
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.lent.shutdown(wait=wait, cancel_futures=cancel_futures)


def model() -> str:
    """Which model a process has: its version and a digest of its source."""
    return f"{VERSION} {kernels_digest()[:16]}"


@contextlib.contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor of the scheduler at ``address``, and the number of its workers' threads.

    Raises ``ConnectionError`` when there is no scheduler or no worker, Dask is not installed, or a worker has
    another version of the model than this process: its numbers would be others.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ConnectionError("Dask is not installed; pip install 'bygd[cluster]'") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConnectionError(f"there is no scheduler at {address} ({error})") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise ConnectionError(
                f"the scheduler at {address} has no workers yet; start one with: dask worker {address} --nthreads 1"
            ) from None
        _same_model(client)
        yield Workers(client), sum(client.nthreads().values())


def _same_model(client: object) -> None:
    here = model()
    for worker, found in client.run(model, on_error="return").items():  # type: ignore[attr-defined]
        if found != here:
            raise ConnectionError(
                f"the worker {worker} has another model ({found}) than this machine "
                f"({here}); install the same version there"
            )


__all__ = ["Workers", "cluster", "model"]
