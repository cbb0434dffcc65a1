"""Commands that read a sweep's folder: report, sensitivity, replicates."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from swept_folders import put

from bygd.cli import main
from experiments.analysis.reading import read_swept
from experiments.designs import load_design

BASE = "title: A hamlet\nmonths: 72\nplaces: {storby: {population: 3000}}\n"
DESIGN = """\
design:
  title: What decides
  base: hamlet.yaml
  method: METHOD
  replicates: 3
  outcomes: [local_friends, retention_5]
  factors:
    hours: {path: meeting.free_hours, range: [20, 80]}
    support: {path: clubs.fee_support_newcomers, range: [0, 1]}
"""
MORRIS = DESIGN.replace("METHOD", "morris\n  points: 8")


def folder_of(tmp_path, text=MORRIS, finished=True, failed=()):
    """What a sweep leaves, with outcomes from a formula."""
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(text, encoding="utf-8")
    design = load_design(tmp_path / "design.yaml")
    folder = tmp_path / "out"
    (folder / "parts").mkdir(parents=True)
    factors = {key: [point.values[place] for point in design.points] for place, key in enumerate(design.factors)}
    points = {
        "point": pa.array(range(len(design.points)), pa.int32()),
        **{key: pa.array(values) for key, values in factors.items()},
    }
    pq.write_table(pa.table(points), folder / "points.parquet")
    rng = np.random.default_rng(1)
    rows = [(point, replicate) for point in range(len(design.points)) for replicate in range(3)]
    shared, hours = rng.normal(0, 1, 3), [float(value) for value in factors["hours"]]
    stages = ["over time" if row in failed else "done" for row in rows]
    value = [None if row in failed else 0.1 * hours[row[0]] + shared[row[1]] + rng.normal(0, 0.01) for row in rows]
    table = pa.table(
        {
            "point": pa.array([row[0] for row in rows], pa.int32()),
            "replicate": pa.array([row[1] for row in rows], pa.int32()),
            "seed": pa.array([7] * len(rows), pa.int64()),
            "stage": stages,
            "error": ["took more than 3 s" if stage != "done" else "" for stage in stages],
            "digest": [""] * len(rows),
            "local_friends": pa.array(value, pa.float64()),
            "retention_5": pa.array([None if one is None else one / 20 for one in value], pa.float64()),
        }
    )
    if finished:
        for key, values in factors.items():
            table = table.append_column(key, pa.array([values[row[0]] for row in rows]))
        pq.write_table(table, folder / "runs.parquet")
    else:
        put(folder, 0, table.slice(0, 24))
        (folder / "parts" / ".bygd-0123abcd.parquet").write_bytes(b"half")
    (folder / "manifest.json").write_text(
        json.dumps(
            {
                "made_by": "bygd",
                "kind": "sweep",
                "state": "finished" if finished else "unfinished",
                "design": {"name": "design", "title": "What decides", "text": text},
                "base": design.base.to_yaml(),
                "seed": design.seed,
                "months": design.months,
                "replicates": 3,
                "runs": design.runs,
                "failures": [],
                "versions": {"bygd": "0.2.0"},
                "commit": "",
                "started": "2030-01-01T10:00:00Z",
                "files": [],
                **({"seconds": 9.0, "run_now": design.runs} if finished else {}),
            }
        ),
        encoding="utf-8",
    )
    return folder, design


@pytest.mark.parametrize(
    "text",
    [
        MORRIS,
        DESIGN.replace("METHOD", "sobol-indices\n  points: 16"),
        DESIGN.replace("METHOD", "grid"),
        DESIGN.replace("METHOD", "latin-hypercube\n  points: 10")
        + "    policy: {levels: {none: null, short: {ties.half_life_months: 9}}}\n",
    ],
    ids=["morris", "sobol-indices", "grid", "levels too"],
)
def test_a_folder_is_read_back_as_the_design_that_was_run(tmp_path, text):
    folder, design = folder_of(tmp_path, text)
    swept, _ = read_swept(folder)
    assert [point.values for point in swept.design.points] == [point.values for point in design.points]
    assert swept.design.levels == design.levels and swept.design.sampled == design.sampled
    np.testing.assert_allclose(swept.design.scaled, design.scaled)
    assert swept.finished == design.runs and set(swept.values) == {"local_friends", "retention_5"}


def test_sensitivity_ranks_and_says_it_in_words(tmp_path, capsys):
    folder, _ = folder_of(tmp_path)
    assert main(["sensitivity", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Local friends per newcomer: mean size of elementary effects" in said
    assert "of 2 parameters, one decides: “" in said and "cannot be distinguished from zero" in said
    assert "[of 100]" in said  # retention


def test_report_of_an_unfinished_sweep_says_so_and_writes_all(tmp_path, capsys):
    folder, _ = folder_of(tmp_path, finished=False)
    assert main(["report", str(folder), "--resamples", "20"]) == 0
    out, err = capsys.readouterr()
    assert "24 of 72 runs are there, 48 are missing" in err and f"Report: {folder / 'report.html'}" in out
    assert "Not finished" in (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "indices.csv").is_file() and (folder / "figures" / "screening.png").is_file()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_report_of_a_sweep_is_written_in_another_language(tmp_path, capsys):
    folder, _ = folder_of(tmp_path)
    assert main(["report", str(folder), "--resamples", "20", "--language", "fi", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["language"] == "fi" and told["command"] == "bygd sweep design.yaml --language fi"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in page and "Mitkä parametrit ratkaisevat" in page and told["command"] in page
    assert (folder / "indices.csv").read_text(encoding="utf-8").startswith("outcome,unit,index,factor")


def test_a_table_is_read_back_from_its_points(tmp_path):
    rows = "hours,meeting.work_hours\n20,30\n40,50.5\n60,40\n"
    (tmp_path / "points.csv").write_text(rows, encoding="utf-8")
    text = DESIGN.replace("METHOD", "table\n  table: points.csv").split("    support:")[0]
    text = text.replace(", range: [20, 80]", "")
    folder, design = folder_of(tmp_path, text)
    swept, _ = read_swept(folder)
    assert [point.values for point in swept.design.points] == [point.values for point in design.points]
    assert swept.design.sampled == design.sampled
    assert main(["report", str(folder), "--resamples", "20", "--quiet"]) == 0


def test_failed_runs_are_read_with_their_reasons(tmp_path):
    folder, _ = folder_of(tmp_path, failed=((3, 1),))
    swept, _ = read_swept(folder)
    assert [(one.point, one.replicate, one.stage) for one in swept.failures] == [(3, 1, "over time")]
    assert np.isnan(swept.values["local_friends"][1, 3]) and swept.finished == 71


def test_replicates_answers_widths_and_refuses_what_it_does_not_know(tmp_path, capsys):
    folder, _ = folder_of(tmp_path)
    assert main(["replicates", str(folder), "--width", "retention_5=0.01"]) == 0
    said = capsys.readouterr().out
    assert "Still there five years after arrival: a 95 % interval of ± 1.0 of 100 takes" in said
    assert main(["replicates", str(folder), "--width", "retention=0.01"]) == 2
    assert "did you mean retention_5?" in capsys.readouterr().err
    assert main(["replicates", str(folder), "--width", "retention_5=-1"]) == 2
    assert "a number above 0" in capsys.readouterr().err
    assert main(["replicates", str(folder)]) == 0
    assert "Local friends per newcomer" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["report", "sensitivity"])
def test_what_is_no_sweep_is_refused_in_words(tmp_path, capsys, command):
    assert main([command, str(tmp_path / "nowhere")]) == 2
    assert f"there is no such {'folder' if command == 'report' else 'file'}" in capsys.readouterr().err
    (tmp_path / "manifest.json").write_text('{"made_by": "bygd", "kind": "calibration"}', encoding="utf-8")
    assert main([command, str(tmp_path)]) == 2
    assert "the results of another command" in capsys.readouterr().err
