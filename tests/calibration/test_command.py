"""``bygd calibrate``."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import toys

import bygd.cli
import calibration.calibrating
import calibration.loading

TEXT = (
    toys.TEXT.replace("points: 40, later: 24, most: 3, sample: 400", "points: 10, most: 1, sample: 100")
    .replace("simulations: 6000", "simulations: 500")
    .replace("replicates: 3", "replicates: 2")
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """The toy in place of the targets and the simulation."""
    (tmp_path / "toy.yaml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    load, carry = calibration.loading.load_calibration, calibration.calibrating.calibrate
    monkeypatch.setattr(
        calibration.loading,
        "load_calibration",
        lambda file, **more: load(file, targets=toys.aims(), bases=toys.bases(), reader=toys.Reader, **more),
    )
    monkeypatch.setattr(
        calibration.calibrating,
        "calibrate",
        lambda plan, store, workers, **more: carry(
            plan, store, replace(workers, jobs=0, simulate=toys.simulate), **more
        ),
    )
    return tmp_path


def test_from_file_to_report_and_again_without_a_run(desk, capfd):
    assert bygd.cli.main(["calibrate", "toy.yaml", "--jobs", "1", "--recover", "2"]) == 0
    out, err = capfd.readouterr()
    assert "targets inside their tolerance" in out and "outputs/toy/report.html" in out
    assert "wave 1: 40 runs" in err and "is not ruled out" in err
    assert (desk / "outputs/toy/posterior.csv").is_file()
    assert "bygd calibrate toy.yaml --recover 2" in (desk / "outputs/toy/report.html").read_text()
    assert bygd.cli.main(["calibrate", "toy.yaml", "--jobs", "1"]) == 0
    assert "40 runs" not in capfd.readouterr().err


def test_json_is_one_document(desk, capfd):
    words = ["calibrate", "toy.yaml", "--jobs", "1", "--json"]
    assert bygd.cli.main([*words, "--estimate"]) == 0
    estimated = json.loads(capfd.readouterr().out)
    assert estimated["most_runs"] == 76 and estimated["scenarios"] == ["north", "south"]
    work = estimated["shared_pasts"]  # both towns are the same; free hours reach the building
    assert (work["months_asked"], work["months_simulated"], work["regions_built"]) == (912, 456, 38)
    assert bygd.cli.main(words) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["report"] == "outputs/toy/report.html" and len(found["targets"]) == 4
    assert found["inside"] == sum(one["verdict"] == "inside" for one in found["targets"]) and found["failed"] == []
    assert found["command"] == "bygd calibrate toy.yaml"


def test_an_estimate_says_what_runs_share(desk, capfd):
    assert bygd.cli.main(["calibrate", "toy.yaml", "--jobs", "1", "--estimate"]) == 0
    assert "456 of 912 months simulated; 38 regions are built for 76 runs" in capfd.readouterr().out


def test_another_calibration_s_folder_is_refused_with_exit_code_2(desk, capfd):
    assert bygd.cli.main(["calibrate", "toy.yaml", "--out", "here", "--quiet"]) == 0
    assert bygd.cli.main(["calibrate", "toy.yaml", "--out", "here", "--seed", "8"]) == 2
    assert "seed: 5 there, 8 now" in capfd.readouterr().err


def test_ctrl_c_keeps_what_was_run(desk, capfd, monkeypatch):
    simulate, count = toys.simulate, []

    def stopped(*words, **more):
        count.append(1)
        if len(count) == 15:
            raise KeyboardInterrupt
        return simulate(*words, **more)

    monkeypatch.setattr(toys, "simulate", stopped)
    assert bygd.cli.main(["calibrate", "toy.yaml"]) == 130
    assert "the same command goes on from here" in capfd.readouterr().err
    monkeypatch.setattr(toys, "simulate", simulate)
    assert bygd.cli.main(["calibrate", "toy.yaml"]) == 0
    assert "wave 1: 26 runs, 14 were done before" in capfd.readouterr().err


def test_an_estimate_runs_nothing(desk, capfd):
    assert bygd.cli.main(["calibrate", "toy.yaml", "--estimate", "--jobs", "2"]) == 0
    out, _ = capfd.readouterr()
    assert "4 parameters, 4 targets in north, south" in out and "at most 76 runs" in out
    assert not (desk / "outputs").exists()


def test_a_wrong_file_ends_with_exit_code_2(desk, capfd):
    (desk / "wrong.yaml").write_text(TEXT.replace("seed", "sead"), encoding="utf-8")
    assert bygd.cli.main(["calibrate", "wrong.yaml"]) == 2
    assert "wrong.yaml:4: calibration.sead: there is no field 'sead'; did you mean seed" in capfd.readouterr().err
