"""The one place where bygd uses a network: calls to offices, within their limits, patient, kept on disk.

No other module imports httpx, and this one is imported by ``bygd places refresh`` alone.
"""

from __future__ import annotations

import contextlib
import email.utils
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx

from bygd.places.refresh.answers import reason_of
from bygd.places.refresh.errors import OfficeFailed, TooManyCells, Unreachable
from bygd.places.refresh.kept import Kept
from bygd.places.refresh.sources import Office
from sim.version import VERSION
from sim.words import counted

T = TypeVar("T")

TRIES = 5
"""How often a call is made before the office has failed; a web page in place of figures is tried as often."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Before the second call, doubled before each further one, up to the longest [s]."""
LONGEST_ASKED = 300.0
"""An office that asks for a longer pause than this [s] is left for later."""
ANSWER_BYTES = 200_000_000
"""No table that is asked for is larger; more is no answer."""
CONNECT, READ = 10.0, 60.0
"""How long to wait for a connection and for the next bytes [s]."""
BUSY = frozenset({500, 502, 503, 504})
"""Statuses of a server that may answer in a moment."""


class Web:
    """Calls to offices. ``calls`` counts those that went out; ``say`` tells of longer pauses."""

    def __init__(
        self,
        kept: Kept,
        *,
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.kept, self.sleep, self.say = kept, sleep, say
        self.client = httpx.Client(
            timeout=httpx.Timeout(READ, connect=CONNECT),
            follow_redirects=True,
            headers={"User-Agent": f"bygd/{VERSION}", "Accept": "application/json, text/csv, */*;q=0.1"},
        )
        self.recent: dict[str, deque[float]] = {}
        self.calls = 0

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def get(self, office: Office, url: str, parse: Callable[[bytes], T], **params: str) -> T:
        return self._answer(office, "GET", url, params, None, parse)

    def post(self, office: Office, url: str, body: Mapping[str, Any], parse: Callable[[bytes], T], **params: str) -> T:
        return self._answer(office, "POST", url, params, body, parse)

    def _answer(
        self,
        office: Office,
        method: str,
        url: str,
        params: Mapping[str, str],
        body: Mapping[str, Any] | None,
        parse: Callable[[bytes], T],
    ) -> T:
        """The parsed answer, from the disk where it is kept. What cannot be parsed is asked for again, never kept."""
        key = self.kept.key(method, url, dict(params), body)
        if (held := self.kept.find(key)) is not None:
            with contextlib.suppress(OfficeFailed):  # spoilt on the disk: asked for anew
                return parse(held)
        failure: OfficeFailed = OfficeFailed("was not asked")
        for attempt in range(TRIES):
            if attempt:
                self.sleep(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)))
            self._wait_for_turn(office)
            try:
                status, headers, content = self._call(method, url, params, body)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = Unreachable(f"cannot be reached ({error or type(error).__name__})")
                continue
            except httpx.TransportError as error:
                failure = OfficeFailed(f"the connection broke off ({error or type(error).__name__})")
                continue
            except httpx.HTTPError as error:
                raise OfficeFailed(f"the call failed ({error})") from None
            if status == 200:
                try:
                    found = parse(content)
                except OfficeFailed as wrong:
                    failure = wrong
                    continue
                self.kept.put(key, content)
                return found
            failure = self._refusal(office, status, headers, content)
        tried = f"; tried {counted(TRIES, 'time', 'times')}"
        raise type(failure)(f"{failure}{tried}")

    def _call(
        self, method: str, url: str, params: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and whole body. httpx raises where the body is shorter than announced."""
        with self.client.stream(method, url, params=params or None, json=body) as response:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > ANSWER_BYTES:
                    raise OfficeFailed("the answer has no end")
            return response.status_code, response.headers, b"".join(parts)

    def _refusal(self, office: Office, status: int, headers: httpx.Headers, content: bytes) -> OfficeFailed:
        """What to do about a status that is not 200: returned for another try, raised where none helps."""
        reason = reason_of(content)
        words = f"answered {status}{': ' * bool(reason)}{reason}"
        if status == 429:
            pause = asked_pause(headers.get("Retry-After", ""))
            if pause > LONGEST_ASKED:
                raise OfficeFailed(f"asks to wait {pause:,.0f} s; type the command again after that")
            if pause:
                self.say(f"{office.name} asks to wait {pause:,.0f} s")
                self.sleep(pause)
            return OfficeFailed("refused, for too many calls")
        if status in BUSY:
            return OfficeFailed(words)
        if status in (403, 413):
            raise TooManyCells(words)
        if status in (400, 404):
            raise OfficeFailed(f"{words}; a table or a code may have been renamed")
        raise OfficeFailed(words)

    def _wait_for_turn(self, office: Office) -> None:
        """Pause until another call is within the office's limit."""
        recent = self.recent.setdefault(office.base, deque(maxlen=office.calls))
        if len(recent) == office.calls and (pause := recent[0] + office.seconds - time.monotonic()) > 0:
            self.sleep(pause)
        recent.append(time.monotonic())
        self.calls += 1


def asked_pause(text: str) -> float:
    """What ``Retry-After`` asks for [s]: a number, or a date; 0 for neither."""
    text = text.strip()
    if text.isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, moment.timestamp() - time.time())


__all__ = ["TRIES", "Web", "asked_pause"]
