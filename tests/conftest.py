"""Settings all tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

# The first example of a property compiles kernels; no deadline can tell that from slowness.
# The continuous check asks the same questions every time; at a desk each run asks new ones.
settings.register_profile("bygd", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.load_profile("bygd")

# A shell starts background jobs deaf to Ctrl-C, and their children with them; the tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before processes share the tests, all of them compile the kernels together, once."""
    if getattr(session.config.option, "numprocesses", None) and not hasattr(session.config, "workerinput"):
        from experiments.workers.compiling import compile_all

        compile_all()


@pytest.fixture(scope="session", autouse=True)
def figures_drawn_here() -> Iterator[None]:
    """Figures are drawn in the process of the tests: a report's two helpers spend seconds on their imports.

    ``with_helpers`` (or ``Studio(2)``) asks for them where they are what is tested.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.commands.figure_workers.HELPERS", 0)
        yield


@pytest.fixture
def with_helpers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are drawn as for a user with several processors."""
    monkeypatch.setattr("experiments.commands.figure_workers.HELPERS", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
