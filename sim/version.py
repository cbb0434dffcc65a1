"""The version and the number of the model, said once: the package, manifests and documents take them from here."""

VERSION = "0.1.0"

MODEL = 7
"""Raised whenever the same scenario and seed give another history (``python -m tests.house.test_digests`` does it).
What was fitted to the model of one number is not fitted to that of another."""
FITTED_TO = 1
"""The number of the model that the defaults called fitted were fitted to, with the posterior that comes with bygd."""


def is_fitted() -> bool:
    """Whether the defaults called fitted are those of a fit of the model as it is now."""
    return FITTED_TO == MODEL
