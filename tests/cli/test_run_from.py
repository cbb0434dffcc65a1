"""``bygd run --until … --save`` and ``--from``: a town kept at a month and gone on with."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from sim.version import MODEL

TABLES = ("measures.parquet", "retention.parquet", "summary.csv")
BASE = """
title: A hamlet
months: 9
places:
  hamlet: {population: 120, newcomers: 0.2, newcomer_origins: {one: 1}}
origins: {one: {}}
ties: {settle_months: 3}
"""
LATER = """
extends: hamlet.yaml
levers:
  language.courses: {2010-06: false}
funding: {pot: {start: 2010-07, months: 6}}
programmes: {mentors: {funding: [pot], capacity: 5}}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("towns")
    (folder / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (folder / "later.yaml").write_text(LATER, encoding="utf-8")
    (folder / "earlier.yaml").write_text(LATER.replace("2010-06", "2010-03"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def saved(home: Path) -> Path:
    """Two towns at the beginning of June."""
    from bygd.cli import main

    words = ["--until", "2010-06", "--save", "june.bygd", "--replicates", "2", "--jobs", "1", "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["run", "hamlet.yaml", *words]) == 0
    return home / "june.bygd"


@pytest.fixture(scope="module")
def drawn(home: Path) -> Path:
    """Two towns at the beginning of June, each with parameters of its own."""
    from bygd.cli import main

    (home / "posterior.csv").write_text(
        f"model,work.accept,leaving.base\n{MODEL},0.1,0.02\n{MODEL},0.2,0.05\n", encoding="utf-8"
    )
    words = ["--until", "2010-06", "--save", "drawn.bygd", "--replicates", "1", "--jobs", "1", "--quiet"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        assert main(["run", "hamlet.yaml", *words, "--posterior", "2", "--posterior-from", "posterior.csv"]) == 0
    return home / "drawn.bygd"


def tables(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in TABLES]


def test_going_on_by_another_scenario_is_a_run_of_it_from_the_start(bygd: Any, home: Path, saved: Path) -> None:
    for words in (("--from", saved), ("--lives", 0, "--replicates", 2)):
        out = home / f"later{len(words)}"
        done = bygd("run", "later.yaml", *words, "--out", out, "--jobs", 1, "--quiet", cwd=home)
        assert done.returncode == 0, done.stderr
    assert tables(home / "later2") == tables(home / "later4")
    manifest = json.loads((home / "later2" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["runs"]) == 2
    work = manifest["shared_pasts"]
    assert (work["months_asked"], work["months_simulated"], work["regions_built"]) == (18, 8, 0)


def test_towns_of_a_posterior_go_on_with_their_parameters(bygd: Any, home: Path, drawn: Path) -> None:
    from_start = ("--posterior", 2, "--posterior-from", "posterior.csv", "--replicates", 1, "--lives", 0)
    for out, words in (("drawn-on", ("--from", drawn)), ("drawn-whole", from_start)):
        done = bygd("run", "later.yaml", *words, "--out", out, "--jobs", 1, "--quiet", cwd=home)
        assert done.returncode == 0, done.stderr
    assert tables(home / "drawn-on") == tables(home / "drawn-whole")
    manifests = [json.loads((home / name / "manifest.json").read_text()) for name in ("drawn-on", "drawn-whole")]
    assert manifests[0]["posterior"] == manifests[1]["posterior"]
    assert manifests[0]["shared_pasts"]["months_simulated"] == 8
    assert [run["digest"] for run in manifests[0]["runs"]] == [run["digest"] for run in manifests[1]["runs"]]


def test_lives_are_told_from_the_first_month_also_where_others_go_on(bygd: Any, home: Path, saved: Path) -> None:
    for out, words in (("lives-on", ("--from", saved)), ("lives-whole", ("--replicates", 2))):
        done = bygd("run", "later.yaml", *words, "--lives", 2, "--out", out, "--jobs", 1, "--quiet", cwd=home)
        assert done.returncode == 0, done.stderr
    lives = [(home / name / "lives.json").read_bytes() for name in ("lives-on", "lives-whole")]
    assert lives[0] == lives[1] and len(json.loads(lives[0])) == 2
    assert tables(home / "lives-on") == tables(home / "lives-whole")
    work = json.loads((home / "lives-on" / "manifest.json").read_text(encoding="utf-8"))["shared_pasts"]
    assert (work["months_simulated"], work["regions_built"]) == (9 + 4, 1)


def test_saving_twice_gives_the_same_file_and_none_is_overwritten_unasked(bygd: Any, home: Path, saved: Path) -> None:
    before = saved.read_bytes()
    words = ("--until", "2010-06", "--save", saved, "--replicates", 2, "--jobs", 1, "--quiet")
    done = bygd("run", "hamlet.yaml", *words, cwd=home)
    assert done.returncode == 2 and "is there already" in done.stderr
    done = bygd("run", "hamlet.yaml", *words, "--force", cwd=home)
    assert done.returncode == 0 and saved.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "reported"),
    [
        (("earlier.yaml", "--from", "june.bygd"), "they differ from 2010-03 on (language.courses: true there, false"),
        (("--from", "june.bygd", "--set", "meeting.free_hours=20"), "another before its first month (meeting.free"),
        (("--from", "june.bygd", "--seed", "7"), "the towns are of the seed 1, not of 7"),
        (("hamlet.yaml", "--until", "2010-05", "--save", "x", "--lives", "2"), "a saved town holds no lives"),
        (("--from", "june.bygd", "--posterior", "2"), "the towns have the parameters they were saved with"),
        (("--from", "june.bygd", "--posterior-from", "x"), "the towns have the parameters they were saved with"),
        (("--from", "drawn.bygd", "--replicates", "3"), "the towns are of 2 sets of parameters, 1 run each"),
        (("--from", "drawn.bygd", "--set", "work.accept=0.2"), "saved with other values of work.accept: it is drawn"),
        (("--from", "june.bygd", "--until", "2010-08", "--save", "x"), "cannot be given together"),
        (("hamlet.yaml", "--until", "2011-01", "--save", "x"), "2011-01 lies outside the scenario; allowed: 2010-02"),
        (("hamlet.yaml", "--until", "soon", "--save", "x"), "'soon' is no month; allowed: 2010-02 to 2010-10"),
        (("hamlet.yaml", "--until", "2010-05"), "--until and --save belong together"),
        (("hamlet.yaml", "--until", "2010-05", "--save", "no/x"), "there is no folder no"),
        (("--from", "hamlet.yaml"), "is damaged, or holds no saved towns"),
    ],
)
def test_what_cannot_be_is_said(
    bygd: Any, home: Path, saved: Path, drawn: Path, words: tuple[str, ...], reported: str
) -> None:
    done = bygd("run", *words, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert reported in " ".join(done.stderr.split()) and "Traceback" not in done.stderr
    assert not (home / "x").exists()


def changed(saved: Path, name: str, change: Any) -> Path:
    """The file with its description, and that of its towns, changed."""
    out = saved.with_name(name)
    with zipfile.ZipFile(saved) as there, zipfile.ZipFile(out, "w") as here:
        for entry in there.namelist():
            content = there.read(entry)
            here.writestr(entry, change(entry, content))
    return out


def test_a_town_of_another_version_is_refused(bygd: Any, home: Path, saved: Path) -> None:
    def older(entry: str, content: bytes) -> bytes:
        if entry != "about.json":
            return content
        return json.dumps({**json.loads(content), "model": "0.1.0 0123456789abcdef"}).encode()

    done = bygd("run", "--from", changed(saved, "older.bygd", older), cwd=home)
    assert done.returncode == 2
    assert "was saved by another version of the model (0.1.0 0123456789abcdef, this is" in " ".join(done.stderr.split())


def test_a_damaged_town_is_refused_wherever_it_is_damaged(saved: Path) -> None:
    from experiments.commands.saved import read, town_of
    from experiments.commands.snapshot import Refused
    from experiments.workers.run import replicate_seed

    whole, seed = saved.read_bytes(), replicate_seed(1, 0)
    assert town_of(saved, seed) is not None
    refused = 0
    for at in range(50, len(whole), len(whole) // 40):
        bad = saved.with_name("bad.bygd")
        bad.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            read(bad)
            for replicate in range(2):
                town_of(bad, replicate_seed(1, replicate))
        except Refused:
            refused += 1
    assert refused >= 36  # a few bytes of an archive are padding
    os.truncate(bad, len(whole) // 2)
    with pytest.raises(Refused):
        read(bad)
