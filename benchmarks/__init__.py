"""The same work done by others, side by side: ``python -m benchmarks`` (``make bench``); see ``README.md`` here.

No part of bygd: nothing in ``sim``, ``experiments``, ``calibration`` or ``bygd`` imports this folder, and no wheel
holds it.
"""
