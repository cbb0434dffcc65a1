"""One thread for linear algebra: sums of floating-point numbers depend on how many share them."""

from __future__ import annotations

from typing import Any


def one_thread() -> Any:
    """From now on, or as a context manager until its end, in this process.

    Only libraries that are loaded can be limited, so those that a calibration computes with are loaded here.
    """
    import sklearn.gaussian_process  # noqa: F401  (loads scipy.linalg too)
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


__all__ = ["one_thread"]
