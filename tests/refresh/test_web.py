"""Calls keep to the limits of offices, wait as long as asked, and are kept only when whole; nobody else calls."""

from __future__ import annotations

import ast
import email.utils
import functools
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_server import Fault, Offices

from bygd.places.refresh import web as web_module
from bygd.places.refresh.answers import json_of
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.kept import HOURS, Kept
from bygd.places.refresh.sources import Office, shipped
from bygd.places.refresh.web import Web, asked_pause

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("sim", "experiments", "calibration", "bygd")
NETWORK = {"httpx", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "ftplib", "pxwebpy"}
FOLDERS = "Kuntien_avainluvut"


class Clock:
    """Pauses that are told and not made."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Web(Kept(tmp_path), sleep=clock.sleep) as found:
        yield found


def office(offices: Offices, **limits: float) -> Office:
    own = {"base": f"{offices.address}/statfin", "calls": 1000, "seconds": 10.0, **limits}
    return shipped().offices["statfin"].model_copy(update=own)


def ask(web: Web, one: Office, **params: str) -> object:
    return web.get(one, f"{one.base}/{FOLDERS}", json_of, **params)


def test_calls_beyond_the_limit_wait_for_their_turn(web: Web, clock: Clock, offices: Offices) -> None:
    one = office(offices, calls=2, seconds=10.0)
    for number in range(4):
        ask(web, one, number=str(number))
    assert len(clock.pauses) == 2 and all(9.0 < pause <= 10.0 for pause in clock.pauses)


def test_a_429_is_waited_for_as_long_as_it_asks(web: Web, clock: Clock, offices: Offices) -> None:
    offices.faults.append(Fault(FOLDERS, "status:429", 1, {"Retry-After": "17"}))
    assert ask(web, office(offices))
    assert 17.0 in clock.pauses


def test_a_429_without_a_time_is_waited_for_ever_longer(web: Web, clock: Clock, offices: Offices) -> None:
    offices.faults.append(Fault(FOLDERS, "status:429", 4))
    assert ask(web, office(offices))
    assert clock.pauses == [1.0, 2.0, 4.0, 8.0]


def test_a_pause_of_hours_is_left_to_the_analyst(web: Web, clock: Clock, offices: Offices) -> None:
    offices.faults.append(Fault(FOLDERS, "status:429", 1, {"Retry-After": "7200"}))
    with pytest.raises(OfficeFailed, match="asks to wait 7,200 s; type the command again after that"):
        ask(web, office(offices))
    assert not clock.pauses


def test_retry_after_is_a_number_or_a_date() -> None:
    assert asked_pause("12") == 12.0 and asked_pause(" 0 ") == 0.0
    assert 50 < asked_pause(email.utils.formatdate(time.time() + 60, usegmt=True)) <= 61
    assert asked_pause(email.utils.formatdate(time.time() - 60, usegmt=True)) == 0.0
    assert asked_pause("") == asked_pause("soon") == 0.0


def test_an_answer_is_kept_for_a_day_and_only_when_whole(tmp_path: Path, web: Web, offices: Offices) -> None:
    one = office(offices)
    offices.faults.append(Fault(FOLDERS, "cut", 1))
    first = ask(web, one)
    (file,) = tmp_path.glob("*.answer")
    assert len(offices.calls) == 2 and ask(web, one) == first and len(offices.calls) == 2
    file.write_bytes(file.read_bytes()[:-5])  # somebody's editor, a broken disk
    assert ask(web, one) == first and len(offices.calls) == 3
    old = time.time() - (HOURS + 1) * 3600
    os.utime(file, (old, old))
    Kept(tmp_path)
    assert not file.exists()


def test_questions_are_told_apart(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    asked = [
        ("GET", "u", {}, None),
        ("POST", "u", {}, None),
        ("GET", "u", {"a": "1"}, None),
        ("GET", "u", {}, {"a": "1"}),
    ]
    assert len({kept.key(*one) for one in asked}) == len(asked)


def test_an_answer_without_end_is_refused(web: Web, offices: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_module, "ANSWER_BYTES", 20)
    with pytest.raises(OfficeFailed, match="the answer has no end"):
        ask(web, office(offices))


def test_the_next_page_is_never_somebody_else_s(web: Web, offices: Offices) -> None:
    from bygd.places.refresh.dialects.kolada import Kolada

    real, offices.address = offices.address, "http://example.invalid"
    kolada = shipped().offices["kolada"].model_copy(update={"base": f"{real}/kolada"})
    (table,) = (one for one in shipped().tables if one.office == "kolada")
    with pytest.raises(OfficeFailed, match="sends on to another address"):
        Kolada(web, kolada).describe(table)


@functools.cache
def imported(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def test_one_module_alone_uses_a_network() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if imported(path) & NETWORK
    }
    assert users == {"bygd/places/refresh/web.py"}


def test_nothing_but_the_command_imports_the_refresh() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if any(name.startswith("bygd.places.refresh") for name in imported(path))
    }
    outside = {name for name in importers if not name.startswith("bygd/places/refresh/")}
    assert outside == {"bygd/cli/places.py"}


def test_addresses_stand_in_one_file() -> None:
    hosts = {office.base.split("/")[2] for office in shipped().offices.values()}
    assert len(hosts) == 8
    for room in (*ROOMS, "tests", "docs", "scenarios"):
        for path in (ROOT / room).rglob("*"):
            if path.suffix in (".py", ".yaml", ".md") and path != ROOT / "bygd" / "places" / "refresh" / "tables.yaml":
                text = path.read_text(encoding="utf-8")
                assert not [host for host in hosts if host in text], path
