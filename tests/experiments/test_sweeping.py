"""A sweep from its runs to its folder: failures, crashes, full disks, and what is found there afterwards."""

from __future__ import annotations

import io
import json

import misbehaving
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hamlet import DESIGN, Counted, found, rows, swept

import experiments
from experiments.commands import estimate
from experiments.commands.identity import AnotherResult
from experiments.commands.run import AllFailed
from experiments.commands.sealed import seal

pytestmark = pytest.mark.usefixtures("no_report")


def test_every_point_is_run_with_the_same_seeds(design, tmp_path):
    made = swept(design(), tmp_path / "out", jobs=0)
    assert (made.runs, made.run_now, made.failures) == (24, 24, ())
    there = rows(tmp_path / "out")
    assert [(row["point"], row["replicate"]) for row in there] == [(p, r) for p in range(6) for r in range(4)]
    assert [row["fees"] for row in there[::4]] == ["none", "none", "half", "half", "all", "all"]
    assert len({row["seed"] for row in there}) == 4
    for replicate in range(4):
        assert len({row["seed"] for row in there if row["replicate"] == replicate}) == 1
    assert all(row["stage"] == "done" and row["digest"] and row["stayers"] > 0 for row in there)


def test_outcomes_of_every_run_are_kept_by_place_and_group(design, tmp_path):
    swept(design(), tmp_path / "out", jobs=0)
    table = pq.read_table(tmp_path / "out" / "breakdown.parquet")
    assert table.column_names == ["point", "replicate", "measure", "place", "group", "value"]
    kept = table.to_pandas()
    assert len(kept) == 24 * 12 and set(kept.place) == {"all", "storby"}
    assert kept[["replicate", "point"]].apply(tuple, axis=1).is_monotonic_increasing
    by_run = kept[kept.measure == "stayers"].pivot(index=["point", "replicate"], columns="place", values="value")
    for row in rows(tmp_path / "out"):
        whole, place = by_run.loc[row["point"], row["replicate"]][["all", "storby"]]
        assert (whole, place) == (row["stayers"], row["stayers"] + 1)
    read = experiments.open(tmp_path / "out")
    assert read.breakdown().value.sum() == pytest.approx(kept.value.sum())
    asked = (
        read.connect()
        .execute("SELECT fees, count(*) FROM breakdown JOIN points USING (point) WHERE place = 'storby' GROUP BY 1")
        .fetchall()
    )
    assert sorted(asked) == [("all", 48), ("half", 48), ("none", 48)]


def test_places_of_an_unfinished_sweep_can_be_asked_for(design, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        swept(design(), tmp_path / "out", Counted(stop_at=11), jobs=0)
    kept = experiments.open(tmp_path / "out").breakdown()
    assert len(kept) == 10 * 12 and set(kept.place) == {"all", "storby"}


@pytest.mark.parametrize("spoil", [lambda part: part.write_bytes(part.read_bytes()[:200]), lambda part: part.unlink()])
def test_a_run_whose_places_are_damaged_is_run_again(design, tmp_path, monkeypatch, spoil):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    monkeypatch.setattr("experiments.commands.shelf_breakdown.ROWS", 50)  # pieces of the final table
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before, parts = found(folder), sorted((folder / "breakdown").glob("*.parquet"))
    assert [part.name[:6] for part in parts] == [part.name[:6] for part in sorted((folder / "parts").iterdir())]
    spoil(parts[1])
    assert swept(design(), folder, jobs=0).run_now == 5
    assert found(folder) == before


def test_a_sweep_killed_between_a_runs_two_parts_goes_on(design, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    swept(design(), folder, jobs=0)
    before = found(folder)
    last = sorted((folder / "parts").iterdir())[-1]
    last.unlink()
    assert swept(design(), folder, jobs=0).run_now == 4
    assert found(folder) == before


@pytest.mark.parametrize(("column", "value"), [("point", 99), ("point", -1), ("replicate", 77), ("seed", 5)])
def test_whole_parts_with_runs_of_no_design_of_ours_count_for_nothing(design, tmp_path, column, value):
    """Whole, and with the checksum of its content: what another program or an earlier design left there."""
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before = found(folder)
    for name in ("parts", "breakdown"):
        table = pq.read_table(next((folder / name).glob("*.parquet")))
        if column in table.column_names:
            place = table.column_names.index(column)
            table = table.set_column(place, column, pa.array([value] * len(table), table.schema.field(column).type))
        file = io.BytesIO()
        pq.write_table(table, file)
        seal(folder / name, "000777", file.getvalue(), ".parquet")
    assert swept(design(), folder, jobs=0).run_now == 0
    assert found(folder) == before


def test_many_rows_by_place_make_a_part_before_many_runs_do(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.BREAKDOWN_ROWS", 60)
    swept(design(), tmp_path / "out", jobs=0)
    assert len(list((tmp_path / "out" / "breakdown").iterdir())) == 5


def test_any_number_of_workers_gives_the_same_bytes(design, tmp_path):
    for jobs in (0, 1, 2):
        swept(design(), tmp_path / str(jobs), jobs=jobs)
    assert found(tmp_path / "0") == found(tmp_path / "1") == found(tmp_path / "2")


def test_a_stopped_sweep_goes_on_where_it_was(design, tmp_path):
    folder = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        swept(design(), folder, Counted(stop_at=11), jobs=0)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"] == "unfinished"
    assert not (folder / "runs.parquet").exists()
    rest = Counted()
    assert swept(design(), folder, rest, jobs=0).run_now == 14 == rest.runs
    swept(design(), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")
    nothing = Counted()
    assert swept(design(), folder, nothing, jobs=0).run_now == 0 == nothing.runs
    assert found(folder) == found(tmp_path / "at-once")


def test_more_replicates_run_only_the_new_and_fewer_use_what_there_is(design, tmp_path):
    swept(design(replicates=2), tmp_path / "out", jobs=0)
    more = Counted()
    assert swept(design(replicates=3), tmp_path / "out", more, jobs=0).run_now == 6
    assert len(rows(tmp_path / "out")) == 18
    assert swept(design(replicates=1), tmp_path / "out", more, jobs=0).run_now == 0
    assert {row["replicate"] for row in rows(tmp_path / "out")} == {0}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": 9}, "seed: 1 there, 9 now"),
        ({"months": 36}, "months of a run: 24 there, 36 now"),
        ({"settings": {"meeting.free_hours": 61}}, "free_hours: 61"),
    ],
)
def test_rows_of_another_sweep_are_refused_with_what_differs(design, tmp_path, change, words):
    swept(design(), tmp_path / "out", jobs=0)
    before = found(tmp_path / "out")
    with pytest.raises(AnotherResult, match=words):
        swept(design(**change), tmp_path / "out", jobs=0)
    assert found(tmp_path / "out") == before


def test_another_version_of_the_model_is_refused(design, tmp_path, monkeypatch):
    swept(design(), tmp_path / "out", jobs=0)
    monkeypatch.setattr("experiments.commands.identity.VERSION", "99")
    with pytest.raises(AnotherResult, match=r"the model's version: .* now"):
        swept(design(), tmp_path / "out", jobs=0)


def test_other_points_are_refused_and_another_title_is_not(design, tmp_path):
    swept(design(), tmp_path / "out", jobs=0)
    path = tmp_path / "design.yaml"
    path.write_text(DESIGN.replace("What fees", "Whatever fees"), encoding="utf-8")
    assert swept(design(), tmp_path / "out", jobs=0).run_now == 0
    path.write_text(DESIGN.replace("free_hours: 40", "free_hours: 41"), encoding="utf-8")
    with pytest.raises(AnotherResult, match="as many, but other values"):
        swept(design(), tmp_path / "out", jobs=0)


def test_a_part_that_is_not_whole_is_run_again(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before = found(folder)
    parts = sorted((folder / "parts").glob("*.parquet"))
    assert len(parts) == 5
    parts[1].write_bytes(parts[1].read_bytes()[:200])
    assert swept(design(), folder, jobs=0).run_now == 5
    assert found(folder) == before


def test_a_failed_run_is_a_row_and_tried_again_when_asked_to(design, tmp_path):
    folder = tmp_path / "out"
    made = swept(design(), folder, Counted(fail_at=9), jobs=0)
    assert made.failures == (
        {"point": 2, "replicate": 1, "stage": "region", "error": "ValueError: no room for more people"},
    )
    assert swept(design(), folder, jobs=0).run_now == 0
    again = swept(design(), folder, jobs=0, retry=True)
    assert (again.run_now, again.failures) == (1, ())
    swept(design(), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")


def test_a_sweep_in_which_every_run_fails_says_why(design, tmp_path):
    with pytest.raises(AllFailed, match="no room for more people"):
        swept(design(), tmp_path / "out", misbehaving.hopeless, jobs=0)


def test_the_estimate_grows_with_runs_people_and_months_and_shrinks_with_workers(design):
    def seconds(found, jobs):
        return estimate.seconds(found, jobs, estimate.shared(found))

    found = design(replicates=10)
    alone = seconds(found, 1)
    assert alone > 0
    assert seconds(design(replicates=20), 1) == pytest.approx(2 * alone)
    assert seconds(found, 4) == pytest.approx(alone / 4)
    assert seconds(found, 2 * found.runs) == seconds(found, found.runs), "no more workers than runs"
    assert seconds(design(replicates=10, months=48), 1) > alone
