"""Ages at which law or statistical convention draws a line [month]; what steers behaviour is a parameter."""

from __future__ import annotations

ADULT = 18 * 12
"""Of age."""

PUPIL_FROM, PUPIL_TO = 6 * 12, 16 * 12
"""Compulsory school."""

WORKING_FROM, WORKING_TO = 20 * 12, 65 * 12
"""Working age as the statistics of employment count it."""
