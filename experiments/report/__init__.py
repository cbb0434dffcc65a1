"""The report: one self-contained page that an analyst can read, print and pass on."""

from __future__ import annotations

from experiments.report.page import Report, report_html

__all__ = ["Report", "report_html"]
