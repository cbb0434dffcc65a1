"""Calibration: finding the parameter values under which the model gives the published figures.

Targets are the rows of the evidence table that may be fitted; the rows kept for testing are never seen
here. The road is design, runs, emulator, implausibility, in waves, and then a posterior sample and a
validation report against the rows held back. Runs are made by :mod:`experiments`, never here.
"""
