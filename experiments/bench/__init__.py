"""Timings: what a month of a region costs (``python -m experiments.bench``, ``make bench``)."""
