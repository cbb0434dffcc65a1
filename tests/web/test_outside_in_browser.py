"""What other websites can do with the pages, in a browser: link to them, and nothing else."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.web.outside import outside

TRIES = """
async address => {
  const found = {};
  const frame = document.createElement('iframe');
  frame.src = address;
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 5000); });
  try { found.frame = frame.contentDocument ? frame.contentDocument.title : 'unreadable'; }
  catch (error) { found.frame = 'unreadable'; }
  const read = await fetch(address).then((got) => got.text(), () => 'refused');
  found.read = read;
  const blind = fetch(address + 'static/main-vuetify.js', { mode: 'no-cors' });
  found.blind = await blind.then(() => 'loaded', () => 'refused');
  found.script = await new Promise((done) => {
    const script = document.createElement('script');
    script.onload = () => done('ran'); script.onerror = () => done('refused');
    script.src = address + 'static/main-vuetify.js';
    document.body.append(script);
  });
  found.socket = await new Promise((done) => {
    const socket = new WebSocket(address.replace('http', 'ws') + 'jupyter/api/kernels/1/channels?session_id=1');
    socket.onopen = () => done('open'); socket.onerror = () => done('refused');
  });
  const opened = window.open(address);
  for (let waited = 0; waited < 100 && opened && !opened.closed; waited += 1)
    await new Promise((done) => setTimeout(done, 200));
  found.opened = opened === null || opened.closed ? 'severed' : 'held';
  return found;
}
"""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_an_outside_page_can_neither_frame_nor_read_nor_hold_a_page(browser: Any, address: str, name: str) -> None:
    context = browser.new_context()
    try:
        with outside("<!doctype html><title>outside</title><body>") as elsewhere:
            page = context.new_page()
            framed: list[int] = []
            page.on("response", lambda got: framed.append(got.status) if got.url == address else None)
            page.goto(elsewhere.replace("127.0.0.1", name))
            found = page.evaluate(TRIES, address)
    finally:
        context.close()
    assert found == dict.fromkeys(("read", "blind", "script", "socket"), "refused") | {
        "frame": "unreadable",
        "opened": "severed",
    }
    assert framed[0] == 403


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("resourcez?verbose", "GET", 404),
        ("jupyter/api/kernels/1", "GET", 404),
        ("_solara/api/close/1", "POST", 400),
        ("_solara/api/evict/1", "POST", 404),
        ("static/../../server.py", "GET", 404),
        ("static/%2e%2e/starlette.py", "GET", 404),
        ("_solara/cdn/..%2f..%2f..%2f..%2fetc%2fpasswd", "GET", 404),
        ("jupyter/nbextensions/..%2f..%2f..%2fetc/passwd", "GET", 404),
        ("no-such-page/at-all", "GET", 404),
    ],
)
def test_the_real_server_answers_nothing_about_itself(address: str, path: str, method: str, status: int) -> None:
    request = urllib.request.Request(address + path, method=method)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=20)
    assert refused.value.code == status
    assert refused.value.headers["x-content-type-options"] == "nosniff"
