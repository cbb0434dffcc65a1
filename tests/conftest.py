"""Settings all tests share."""

from __future__ import annotations

from hypothesis import settings

# The first example of a property compiles kernels; no deadline can tell that from slowness.
settings.register_profile("bygd", deadline=None, max_examples=50)
settings.load_profile("bygd")
