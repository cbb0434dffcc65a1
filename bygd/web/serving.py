"""Starting the server: settings that keep everything on this machine, the port, and what is said."""

from __future__ import annotations

import os
import socket
import sys
import threading
import types
import warnings
from pathlib import Path
from typing import Any

from bygd.web.open_routes import OpenRoutes
from bygd.web.protecting_headers import ProtectingHeaders
from bygd.web.same_origin import SameOrigin, is_loopback, origin_of

APP = Path(__file__).with_name("app.py")
SCENARIO_VARIABLE = "BYGD_SCENARIO"
"""Names the scenario file sessions begin with."""
SESSIONS_VARIABLE, SESSIONS = "BYGD_SESSIONS", 40
"""Says how many pages may be open at once, and how many where nothing does."""
HOST, PORT = "127.0.0.1", 8765
TRIED = 20
"""Ports tried after the one asked for."""
NOWHERE = "http://127.0.0.1:9/"
"""Where the server would ask for a file that is not installed: a port where nobody answers."""
SETTINGS = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_PROXY": "True",
    "SOLARA_ASSETS_CDN": NOWHERE,
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
    "SOLARA_MODE": "production",
    "SOLARA_THEME_VARIANT": "light",  # "auto" leaves Solara 1.58.2 without a page; our switch does it
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "bygd",
    "SOLARA_KERNEL_CULL_TIMEOUT": "3m",
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "REACTON_FAST": "1",  # parts of the page that stay as they are are not walked through each month
}
"""Solara's settings; they are read when it is imported. A page that lost its connection is let go after three
minutes."""


def exposed_words(host: str) -> str:
    """What listening elsewhere than on this machine means."""
    return (
        f"Listening on {host}: everybody who reaches this machine over the network can open the page, "
        "without a password and unencrypted. They can run models here, which takes its processors and "
        "memory, and see the scenario named at the start and those that come with bygd; they cannot read "
        "other files or run code. Do this only in a network you trust, or behind a server that asks for a "
        "password."
    )


def bound(host: str, port: int) -> tuple[socket.socket, int]:
    """A socket that listens on ``host``, on ``port`` or the next free one (0: any), and its port.

    Raises ``OSError`` when none can be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    wanted = range(port, min(port + TRIED, 65_535) + 1) if port else range(1)
    for number in wanted:
        listening = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
            listening.listen(128)
        except OSError:
            listening.close()
            if number == wanted[-1]:
                raise
            continue
        return listening, int(listening.getsockname()[1])
    raise OSError(f"no port from {port} on")


def server(host: str, outer: str | None = None, first_page: threading.Event | None = None) -> Any:
    """A uvicorn server of the application, ready to run on a socket that listens on ``host``; ``outer`` is the
    origin under which a web server in front of it is reached. ``first_page`` is set when one has been handed on."""
    os.environ.update({**SETTINGS, "SOLARA_APP": str(APP)})
    if outer is not None:
        os.environ["SOLARA_BASE_URL"] = f"{outer}/"
    # Plain http on one's own machine is what is meant here.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none", category=UserWarning)
    import uvicorn
    from solara.server.starlette import app

    from bygd.web.document import Document

    compressing = outer is not None or not is_loopback(host)  # within one machine it takes longer than handing on
    document = Document(app, compressing=compressing, handed_on=first_page)
    config = uvicorn.Config(
        ProtectingHeaders(
            SameOrigin(OpenRoutes(document), loopback=is_loopback(host), outer=outer),
            encrypted=outer is not None and outer.startswith("https:"),
        ),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws_max_size=4_000_000,
        ws_per_message_deflate=compressing,
        timeout_graceful_shutdown=2,
        lifespan="on",
    )
    return uvicorn.Server(config)


def without_checks_of_hooks() -> None:
    """Solara reads and parses the source of every component when it is imported, to say whether it keeps the rules of
    hooks: a third of a second at each start. Whoever imports it in another way, as the tests do, has that checked."""

    class Unchecked:
        def __init__(self, *_: Any) -> None:
            """Of a component."""

        def run(self) -> None:
            """Nothing."""

    module: Any = types.ModuleType("solara.validate_hooks")
    module.HookValidator, module.HookValidationError = Unchecked, type("HookValidationError", (Exception,), {})
    if "solara" not in sys.modules:
        sys.modules[module.__name__] = module


def keep_to_this_machine() -> None:
    """No telemetry, no files and no checks from elsewhere: also where ``solara run`` has chosen otherwise."""
    import solara.settings
    from solara.server import settings

    solara.settings.assets.cdn = NOWHERE
    settings.assets.fontawesome_enabled = False
    settings.telemetry.mixpanel_enable = False
    settings.main.mode = "production"


def url_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


__all__ = [
    "HOST",
    "PORT",
    "SCENARIO_VARIABLE",
    "SESSIONS",
    "SESSIONS_VARIABLE",
    "bound",
    "exposed_words",
    "is_loopback",
    "keep_to_this_machine",
    "origin_of",
    "server",
    "url_of",
    "without_checks_of_hooks",
]
