"""The version and the number of the model, said once: the package, manifests and documents take them from here."""

VERSION = "1.0.0"

MODEL = 7
"""Raised whenever the same scenario and seed give another history (``python -m tests.house.test_digests`` does it).
What was fitted to the model of one number is not fitted to that of another."""
FITTED_TO = 1
"""The number of the model that the defaults called fitted were fitted to."""
POSTERIOR_FITTED_TO = 7
"""The number of the model that the sets of parameters which come with bygd (``--posterior``) were fitted to."""


def is_fitted() -> bool:
    """Whether the defaults called fitted are those of a fit of the model as it is now."""
    return FITTED_TO == MODEL


def has_posterior() -> bool:
    """Whether the sets of parameters that come with bygd are those of a fit of the model as it is now."""
    return POSTERIOR_FITTED_TO == MODEL
