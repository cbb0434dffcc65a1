"""All offices in one server on this machine, a desk, and the command typed there."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.append(HERE)

from office_server import Offices, serving  # noqa: E402
from refresh_desk import PERTUNMAA, Desk, Done, present_rows, write_figures  # noqa: E402

from bygd.cli import main  # noqa: E402
from bygd.places.refresh import sources, web  # noqa: E402


@pytest.fixture
def offices() -> Iterator[Offices]:
    state = Offices()
    with serving(state):
        yield state


@pytest.fixture
def desk(offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The shipped tables, asked of the server: only addresses and pauses are others."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BYGD_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(web, "FIRST_WAIT", 0.001)
    monkeypatch.chdir(tmp_path)
    text = yaml.safe_load(sources.FILE.read_text(encoding="utf-8"))
    for name, office in text["offices"].items():
        office |= {"base": f"{offices.address}/{name}", "seconds": 0.001}
    (tmp_path / "tables.yaml").write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    write_figures(tmp_path / "figures", present_rows(), [PERTUNMAA])
    return Desk(tmp_path, tmp_path / "figures", tmp_path / "tables.yaml")


@pytest.fixture
def refresh(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    def type_it(*words: str) -> Done:
        code = main(["places", "refresh", "--tables", str(desk.tables), "--quiet", *words])
        return Done(code, *capsys.readouterr())

    return type_it


@pytest.fixture
def answer(refresh: Callable[..., Done]) -> Callable[..., Any]:
    """The JSON document of a command that ends well."""

    def type_it(*words: str) -> Any:
        done = refresh("--json", *words)
        assert done.code == 0, done.err
        return json.loads(done.out)

    return type_it
