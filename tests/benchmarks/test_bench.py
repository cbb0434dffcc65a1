"""Running others beside bygd: files and processes, environments, the table."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import agreement, environments
from benchmarks.towns import Files, scenario_of, write_town

PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*")
ROOT = Path(__file__).parents[2]
BYGD, TWIN, PLAIN = bench.ENTRIES[:3]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return write_town(400, tmp_path_factory.mktemp("town"))


@pytest.mark.parametrize("name", ["mesa", "starsim"])
def test_pins_are_names_and_versions_only(name: str) -> None:
    lines = environments.requirements(name).read_text(encoding="utf-8").splitlines()
    assert lines and all(PIN.fullmatch(line) for line in lines)
    assert any(line.lower().startswith(f"{name}==") for line in lines)


def test_the_twin_has_bygd_s_mesa() -> None:
    pins = {line.lower() for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    assert {line.lower() for line in environments.requirements("mesa").read_text("utf-8").splitlines()} <= pins


def test_a_town_of_another_size_has_its_streams_in_proportion() -> None:
    granby, larger = scenario_of(3000), scenario_of(6000)
    for key, stream in granby.arrivals.items():
        assert larger.arrivals[key].per_year == pytest.approx(2 * stream.per_year)
    assert [place.population for place in larger.places.values()] == [6000]


@pytest.mark.parametrize("entry", [TWIN, pytest.param(BYGD, marks=pytest.mark.slow)])
def test_a_program_lives_the_town_in_a_process_of_its_own(entry: bench.Entry, files: Files) -> None:
    found = bench.measure(entry._replace(months=2), files, sys.executable)
    assert 350 < found.people < 450
    assert 100 < found.ns < 1e9 and 20 * bench.MIB < found.peak < 8192 * bench.MIB


def test_twin_needs_mesa_and_nothing_of_bygd(files: Files) -> None:
    code = (
        "import sys; sys.argv[1:] = [sys.argv[1], '1']; import benchmarks.work.mesa as work; work.main();"
        "print(*{name for name in sys.modules if name.split('.')[0] in ('sim', 'numba', 'pydantic')})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(files.mesa)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert set(done.stdout.splitlines()[-1].split()) == {"sim", "sim.ages", "sim.codes"}


def test_an_environment_that_cannot_be_made_is_left_out_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("starsim==0\n", encoding="utf-8")
    monkeypatch.setattr(environments, "requirements", lambda name: pins)
    monkeypatch.setattr(environments, "run", lambda words: fail_to_install(words, tmp_path))
    monkeypatch.setattr(environments.python_of, "__defaults__", (tmp_path,))
    found = bench.interpreters(bench.ENTRIES)
    assert found == {None: sys.executable, "mesa": sys.executable}
    said = capsys.readouterr().err
    assert "no environment for starsim: no such version (left out)" in said
    assert "no environment for mesa: no such version (bygd's own is used)" in said
    assert not (tmp_path / "starsim").exists()


def fail_to_install(words: list[str], folder: Path) -> None:
    (folder / "starsim").mkdir(exist_ok=True)
    if "pip" in words:
        raise environments.Unavailable("no such version")


def test_an_environment_is_made_once_for_its_pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pins, made = tmp_path / "requirements.txt", []
    pins.write_text("mesa==1\n", encoding="utf-8")

    def run(words: list[str]) -> None:
        made.append(words)
        python = tmp_path / "mesa" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(environments, "requirements", lambda name: pins)
    monkeypatch.setattr(environments, "run", run)
    for _ in range(2):
        environments.python_of("mesa", tmp_path)
    assert len(made) == 2  # the environment, and what it holds
    pins.write_text("mesa==2\n", encoding="utf-8")
    environments.python_of("mesa", tmp_path)
    assert len(made) == 4


def test_failed_command_says_its_last_words() -> None:
    with pytest.raises(environments.Unavailable, match=r"^no network$"):
        environments.run([sys.executable, "-c", "raise SystemExit('no network')"])


def measured(ns: float) -> bench.Measured:
    return bench.Measured(600.0, ns, 200 * bench.MIB)


def test_ratios_are_taken_within_a_round() -> None:
    found = {BYGD: [measured(10), measured(20), measured(10)], TWIN: [measured(1000), measured(4000), measured(3000)]}
    assert bench.beside_bygd(TWIN, found) == [100, 200, 300] and bench.beside_bygd(BYGD, found) == []
    assert "| 3,000 (1,000–4,000) | 200.00 (100.00–300.00) | 200 |" in bench.table(found)
    assert bench.aim(found) == "plain Mesa twin : bygd 200 (aim: at least 150, met)"
    assert bench.aim({BYGD: found[BYGD]}) == ""


def test_no_entry_names_a_program_there_is_not() -> None:
    for entry in bench.ENTRIES:
        assert (ROOT / f"benchmarks/work/{entry.program}.py").is_file() and entry.program in Files._fields
    assert not PLAIN.compiled


def test_verdicts_are_those_of_two_one_sided_tests() -> None:
    def row(difference: float, half_width: float) -> str:
        return agreement.Agreement("trust", 0.5, difference, 0.01, 0.02, half_width).verdict

    assert row(0.005, 0.01) == "agree" and row(-0.04, 0.01) == "differ"
    assert row(0.005, 0.03) == row(0.03, 0.02) == "too few seeds to say"


def test_a_measure_that_differs_is_seen() -> None:
    pairs = [
        (dict.fromkeys(agreement.MEASURES, 0.5), dict.fromkeys(agreement.MEASURES, 0.5 + seed * 0.0001))
        for seed in range(8)
    ]
    assert {row.verdict for row in agreement.compare(pairs)} == {"agree"}
    for seed, (_, twin) in enumerate(pairs):
        twin["trust"] += 0.1 + seed * 1e-4
    assert [row.measure for row in agreement.compare(pairs) if row.verdict == "differ"] == ["trust"]


@pytest.mark.parametrize("words", [["--rounds", "0"], ["--people", "77"]])
def test_what_cannot_be_run_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        bench.main(words)
    assert stopped.value.code == 2 and "towns of 600, 3000 or 30000" in capsys.readouterr().err
