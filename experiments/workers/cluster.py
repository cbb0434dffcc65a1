"""Somebody else's machines: the workers of a Dask scheduler as an executor."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor

from sim.jit import kernels_digest
from sim.version import VERSION

PATIENCE = 20
"""Seconds to wait for the scheduler and for a first worker."""
RETRIES = 3
"""How often a run whose worker was lost is tried again."""


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
        yield client.get_executor(pure=False, retries=RETRIES), sum(client.nthreads().values())


def _same_model(client: object) -> None:
    here = model()
    for worker, found in client.run(model, on_error="return").items():  # type: ignore[attr-defined]
        if found != here:
            raise ConnectionError(
                f"the worker {worker} has another model ({found}) than this machine "
                f"({here}); install the same version there"
            )


__all__ = ["cluster", "model"]
