"""Watch a town live in the browser: play, move levers, compare. Ctrl-C ends it.

  bygd serve
  bygd serve my-town.yaml --port 9000
  bygd serve --host 0.0.0.0        # others in the network can open it too
  bygd serve --behind https://town.example.org    # a web server in front speaks https

Everything is served from this machine; nothing is asked from the network.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import os
import sys
import threading
import time
from typing import Any

from bygd.cli.compiling import compile_first
from bygd.cli.naming import file_of
from bygd.cli.options import fail, whole
from bygd.web.serving import (
    HOST,
    PORT,
    SCENARIO_VARIABLE,
    SESSIONS,
    SESSIONS_VARIABLE,
    bound,
    exposed_words,
    is_loopback,
    origin_of,
    server,
    url_of,
    without_checks_of_hooks,
)

FIRST_PAGE = 1.0
"""Seconds to wait for the first page: its text goes before anything else, its pictures before a month is lived."""
WARM_UP_MOST = 30.0
"""Seconds to wait at the end for what was begun at the start."""
MISSING = (
    "the browser application needs packages that are not installed; get them with\n"
    '  python -m pip install "bygd[web]"\n'
    "or, in the project's folder:\n"
    '  python -m pip install -e ".[web]" -c constraints.txt'
)


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "file",
        metavar="SCENARIO",
        nargs="?",
        help="scenario file (YAML) a page begins with, or its name; the default town when not given",
    )
    add(
        "--port",
        metavar="P",
        type=whole("--port", 0, 65_535),
        default=PORT,
        help=f"port to listen on, or the next free one ({PORT}); 0 for any",
    )
    add("--host", metavar="ADDRESS", default=HOST, help=f"address to listen on ({HOST}: this machine alone)")
    add(
        "--behind",
        "--outer-address",
        dest="behind",
        metavar="URL",
        help="address under which a web server in front of this one shows the page, such as "
        "https://town.example.org; requests that come by it are answered too ('bygd docs browser' has its settings)",
    )
    add(
        "--sessions",
        metavar="N",
        type=whole("--sessions", 1, 1000),
        default=SESSIONS,
        help=f"pages that may be open at once ({SESSIONS}); each holds a town of its own",
    )
    add("--open", action="store_true", help="open the page in the browser")


def run(args: argparse.Namespace) -> int:
    if importlib.util.find_spec("solara") is None or importlib.util.find_spec("ipyvuetify") is None:
        return fail(MISSING, 2)
    if not args.host.strip():
        return fail(f"--host: give an address, such as {HOST}", 2)
    outer = None
    if args.behind is not None:
        try:
            outer = origin_of(args.behind)
        except ValueError as error:
            return fail(f"--behind: {args.behind!r} is not the address of a page: {error}", 2)
    if args.file is not None:
        from bygd.cli.reading import read_scenario

        file = file_of(args.file)
        read_scenario(file)
        os.environ[SCENARIO_VARIABLE] = os.path.abspath(file)
    try:
        listening, port = bound(args.host, args.port)
    except OSError as error:
        return fail(f"cannot listen on {args.host}, port {args.port}: {error.strerror or error}", 2)
    with listening:
        return watch(args, listening, port, outer)


def watch(args: argparse.Namespace, listening: Any, port: int, outer: str | None) -> int:
    """Serve until somebody ends it."""
    os.environ[SESSIONS_VARIABLE] = str(args.sessions)
    if args.port and port != args.port:
        print(f"Port {args.port} is taken; this is {port}.")
    if not is_loopback(args.host):
        print(exposed_words(args.host))
    sys.stdout.flush()
    url = url_of(args.host, port)
    gc.disable()  # all that is imported stays
    compile_first()  # a page would wait for it
    without_checks_of_hooks()
    first_page = threading.Event()
    serving = server(args.host, outer, first_page)
    warming = threading.Thread(target=warm_up, args=(first_page,), name="bygd-warming", daemon=True)
    warming.start()
    print(f"Watch a town live: {url}\nCtrl-C ends it.", flush=True)
    if outer is not None:
        print(f"Requests that come by {outer}/ are answered too.", flush=True)
    if args.open:
        import webbrowser

        webbrowser.open(url)
    with contextlib.suppress(KeyboardInterrupt):  # the server has ended well, and hands the signal on
        serving.run(sockets=[listening])
    print("Ended.", flush=True)
    warming.join(WARM_UP_MOST)  # a thread in compiled code while the interpreter goes down would abort it
    return 0


def warm_up(first_page: threading.Event) -> None:
    """Import the model, load its kernels and build the town that the first page is going to show, while the browser
    reads its scripts: from ``first_page`` on, which it would delay, or soon."""
    first_page.wait(FIRST_PAGE)
    try:
        show_once()
    finally:
        gc.freeze()
        gc.enable()


def show_once() -> None:
    """What a page does when it opens. A region that takes long is left to the page, which says how far it is."""
    from bygd.web.choices import DEFAULT, from_file, packaged
    from bygd.web.frame import frame_of
    from bygd.web.kept_regions import LARGE, people_in
    from bygd.web.network import TownNetwork
    from bygd.web.session import Session
    from sim.scenario import scenario_from

    given = os.environ.get(SCENARIO_VARIABLE)
    scenario = from_file(given) if given else packaged(DEFAULT)
    if people_in(scenario) >= LARGE:
        scenario = scenario_from({"months": 2, "places": {"warm": {"population": 200}}})
    session = Session(scenario, scenario.seed)
    network = TownNetwork(session.town)
    frame_of(session, network, 1, playing=False)
    time.sleep(FIRST_PAGE)  # the page that is being drawn goes before what it needs to go on
    session.step()
    frame_of(session, network, 1, playing=True)
