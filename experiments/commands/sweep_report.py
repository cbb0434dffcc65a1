"""A sweep's rows, analysed and written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.commands.store import Store
from experiments.designs import Design
from sim.languages import SOURCE, in_language

if TYPE_CHECKING:
    import pyarrow as pa


def write_report(
    design: Design, table: pa.Table, store: Store, manifest: dict[str, Any], command: str, language: str = SOURCE
) -> tuple[str, ...]:
    """Analyse, draw, and write everything that is made from the runs. Raises ``OSError``.

    ``table``: a row a run, with point, replicate, stage, error and a column an outcome; ``language``: of the page and
    its figures. Returned: a sentence in English on each analysis, table or figure that failed; the report is written
    without it.
    """
    from experiments.analysis.reading import swept_of
    from experiments.report.sweep import report_of

    swept = swept_of(design, table.to_pandas(), manifest["seconds"])
    with in_language(language):
        made = report_of(swept, manifest, command)
    for name, text in made.texts.items():
        store.text(name, text)
    store.figures(made.figures)
    store.text("report.html", made.page)
    return made.failed


__all__ = ["write_report"]
