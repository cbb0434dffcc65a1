"""Settings all tests share."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

# The first example of a property compiles kernels; no deadline can tell that from slowness.
# The continuous check asks the same questions every time; at a desk each run asks new ones.
settings.register_profile(
    "bygd", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("bygd")

# A shell starts background jobs deaf to Ctrl-C, and their children with them; the tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
