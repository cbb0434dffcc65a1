"""The work itself, one module a program: each runs in a process and an environment of its own.

``python -m benchmarks.work.<program> FILE MONTHS``: takes what stands in ``FILE``, lives
:data:`benchmarks.work.clock.WARM_UP` months untimed and then ``MONTHS`` months on one thread, and prints one line of
JSON.
"""
