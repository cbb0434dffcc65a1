"""``bygd serve``: on this machine alone unless told otherwise, in words when something is in its way."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import bygd.cli
from bygd.cli import serve
from bygd.web.serving import bound, exposed_words, is_loopback, url_of

ROOT = Path(__file__).resolve().parents[2]


def test_without_the_packages_it_says_how_to_get_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve.importlib.util, "find_spec", lambda name: None)
    assert bygd.cli.main(["serve"]) == 2
    words = capsys.readouterr().err
    assert 'pip install "bygd[web]"' in words and "Traceback" not in words


def test_a_wrong_scenario_is_reported_as_by_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    path = tmp_path / "wrong.yaml"
    path.write_text("months: 0\nplaces: {a: {population: 10}}\n", encoding="utf-8")
    assert bygd.cli.main(["serve", str(path)]) == 2
    assert f"{path}:1: months: found 0; allowed: a whole number from 1 to 480" in capsys.readouterr().err


def test_an_address_that_is_not_ours_is_reported_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    assert bygd.cli.main(["serve", "--host", "192.0.2.1", "--port", "0"]) == 2
    assert "cannot listen on 192.0.2.1" in capsys.readouterr().err


def test_no_address_is_not_every_address(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    assert bygd.cli.main(["serve", "--host", ""]) == 2
    assert "--host: give an address" in capsys.readouterr().err


def test_an_outer_address_that_is_none_is_reported_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    assert bygd.cli.main(["serve", "--behind", "town.example.org"]) == 2
    assert "--behind: 'town.example.org' is not the address of a page: write it as" in capsys.readouterr().err


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    first, port = bound("127.0.0.1", 0)
    with first:
        second, other = bound("127.0.0.1", port)
        second.close()
    assert port < other <= port + 20


def test_loopback_is_distinguished_from_the_rest() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.0.0.9", "localhost", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.5", "example.org")))
    assert "without a password" in exposed_words("0.0.0.0")
    assert url_of("0.0.0.0", 80) == "http://127.0.0.1:80/" and url_of("::1", 80) == "http://[::1]:80/"


def test_importing_the_command_imports_nothing_heavy() -> None:
    code = "import sys, bygd.cli.serve; print({'numpy', 'solara', 'mesa', 'uvicorn'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_it_serves_on_this_machine_and_ends_with_ctrl_c() -> None:
    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    process = subprocess.Popen(
        [sys.executable, "-m", "bygd", "serve", "--port", "0", "--behind", "https://town.example.org/"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        found = None
        for line in process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                break
        assert found is not None, process.stderr.read() if process.stderr else ""
        end = time.monotonic() + 60
        while True:
            try:
                page = urllib.request.urlopen(found[0], timeout=30).read().decode()
                break
            except OSError:
                assert time.monotonic() < end
                time.sleep(0.2)
        assert "solara" in page
        assert not re.search(r'(src|href)="https?://(?!127\.0\.0\.1)', page)
        outside = urllib.request.Request(found[0], headers={"Host": "town.example.org", "X-Forwarded-Proto": "https"})
        assert "solara" in urllib.request.urlopen(outside, timeout=30).read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(urllib.request.Request(found[0], headers={"Host": "elsewhere.example"}), timeout=30)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out.strip().splitlines()[-1]) == (0, "Ended."), err
        assert "Traceback" not in err
    finally:
        if process.poll() is None:
            process.kill()
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", int(found[1])))
