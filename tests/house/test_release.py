"""What a release is made of fits together: numbers of versions, the changelog, sdist and wheel, the container."""

from __future__ import annotations

import importlib
import json
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.version import Version

import bygd.cli
from bygd.web.serving import PORT, is_loopback
from sim.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$", re.MULTILINE)
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def test_the_changelog_is_headed_as_it_says() -> None:
    """Keep a Changelog: what is not released first, then versions, newest first, each with its date from 1.0 on."""
    assert CHANGELOG.startswith("# Changelog\n")
    headings = HEADING.findall(CHANGELOG)
    assert len(headings) == len(re.findall(r"^## ", CHANGELOG, re.MULTILINE))
    assert headings[0] == ("Unreleased", "")
    versions = [Version(name) for name, _ in headings[1:]]
    assert versions == sorted(set(versions), reverse=True) and versions[0] == Version(VERSION)
    assert all(date for name, date in headings[1:] if Version(name) >= Version("1.0.0"))
    for _, _, body in (part.partition("\n") for part in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]):
        kinds = re.findall(r"^### (.*)$", body, re.MULTILINE)
        assert kinds == [kind for kind in KINDS if kind in kinds]


def test_the_citation_is_that_of_this_version() -> None:
    assert {"cff-version", "message", "title", "authors", "license", "version"} <= set(CITATION)
    assert CITATION["version"] == VERSION and CITATION["license"] == PROJECT["license"]
    dates = dict(HEADING.findall(CHANGELOG))
    assert str(CITATION.get("date-released", "")) == dates[VERSION]


def test_a_version_calls_itself_what_it_is() -> None:
    (status,) = (name for name in PROJECT["classifiers"] if name.startswith("Development Status"))
    assert status.endswith("Production/Stable") == (Version(VERSION) >= Version("1.0.0"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is made from it alone."""
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("dist")
    sdist = Path(next(iter(SdistBuilder(str(ROOT)).build(directory=str(folder)))))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    return sdist, Path(next(iter(WheelBuilder(str(source)).build(directory=str(folder)))))


@pytest.mark.slow
def test_the_sdist_makes_the_same_wheel_as_the_project(built: tuple[Path, Path], tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    here = Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path)))))
    assert built[1].name == here.name == f"bygd-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(here) as one, zipfile.ZipFile(built[1]) as other:
        assert {each.filename: each.CRC for each in one.infolist()} == {
            each.filename: each.CRC for each in other.infolist()
        }


@pytest.mark.slow
def test_the_sdist_has_what_its_tests_read(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = {"README.md", "LICENSE", "Makefile", "Containerfile", "constraints.txt", "CITATION.cff", ".ci/run"}
    tracked |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    tracked |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*") if path.is_file()}
    assert tracked <= names, sorted(tracked - names)
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


@pytest.mark.slow
def test_what_is_built_passes_the_check_of_an_index(built: tuple[Path, Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *map(str, built)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASSED") == 2


@pytest.mark.slow
def test_the_wheel_is_installed_by_pip_and_answers(built: tuple[Path, Path], tmp_path: Path) -> None:
    """In an environment without bygd, with the libraries of this one; make release gets those too."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (python,) = [path for path in (venv / "bin/python", venv / "Scripts/python.exe") if path.exists()]
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", where], capture_output=True, text=True, check=True).stdout.strip())
    libraries = Path(importlib.import_module("numpy").__file__ or "").parents[1]
    (site / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps",
         "--ignore-installed", str(built[1])],
        check=True,
    )  # fmt: skip
    command = python.with_name("bygd" + python.suffix)
    for words, said in [(["version"], f"bygd {VERSION}"), (["check", "rural-town"], "3,000")]:
        done = subprocess.run([command, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0 and said in done.stdout, done.stdout + done.stderr
    found = subprocess.run(
        [python, "-c", "import bygd; print(bygd.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(found.stdout.strip()).is_relative_to(site)


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions, each with its words; lines that go on are put together."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def test_the_container_copies_what_there_is_and_all_that_a_wheel_needs() -> None:
    copied: set[str] = set()
    for name, words in instructions():
        if name == "COPY" and not words.startswith("--from="):
            *sources, target = words.split()
            assert all((ROOT / source).exists() for source in sources), words
            for source in sources:
                assert target in ("./", source), f"{source} would come to lie elsewhere"
            copied |= set(sources)
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    needed = {*wheel["wheel"]["packages"], *wheel["wheel"]["force-include"]}
    needed |= {"pyproject.toml", "constraints.txt", PROJECT["readme"], *PROJECT["license-files"]}
    assert needed <= copied


def test_the_container_runs_a_command_that_there_is() -> None:
    found = dict(instructions())
    assert json.loads(found["ENTRYPOINT"]) == ["bygd"]
    words = json.loads(found["CMD"])
    assert understood(words).port == int(found["EXPOSE"]) == PORT
    assert not is_loopback(understood(words).host), "nothing outside the container would reach it"
    runs = [words for name, words in instructions() if name == "RUN"]
    assert any(".[web]" in shlex.split(words.replace("&&", "")) for words in runs)
    for words in runs:
        if words.startswith("[") and json.loads(words)[0] == "bygd":
            understood(json.loads(words)[1:])


def understood(words: list[str]) -> Any:
    """The words as the command takes them."""
    import argparse

    parser = argparse.ArgumentParser(exit_on_error=False)
    importlib.import_module(bygd.cli.COMMANDS[words[0]][0]).arguments(parser)
    return parser.parse_args(words[1:])


def test_the_container_is_nobody_s_but_ours() -> None:
    """No address of a registry, no right of an administrator while it runs, and the stages it names."""
    stages: list[str] = []
    for name, words in instructions():
        if name == "FROM":
            image, *rest = words.split()
            assert re.fullmatch(r"python:3\.\d+-slim", image), image
            assert Version(image[7:].removesuffix("-slim")) in [Version(each) for each in tried_pythons()]
            stages += [rest[1]] if rest else []
        elif name == "COPY" and words.startswith("--from="):
            assert words.split()[0].removeprefix("--from=") in stages
    assert [words for name, words in instructions() if name == "USER"][-1] != "root"
    assert "://" not in (ROOT / "Containerfile").read_text(encoding="utf-8")


def tried_pythons() -> list[str]:
    """Versions of Python that the project says it was tried with."""
    return [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)]


def test_the_page_on_it_says_what_listening_everywhere_means() -> None:
    page = (ROOT / "docs" / "browser.md").read_text(encoding="utf-8")
    assert "podman build -t bygd ." in page and f"-p 127.0.0.1:{PORT}:{PORT} bygd" in page
    for words in ("without a password and unencrypted", "everybody who reaches the machine"):
        assert words.lower() in " ".join(page.split()).lower()
        comment = " ".join(line.lstrip("# ") for line in (ROOT / "Containerfile").read_text("utf-8").splitlines())
        assert (
            words.replace("everybody who reaches the machine", "everybody who reaches the").lower() in comment.lower()
        )
