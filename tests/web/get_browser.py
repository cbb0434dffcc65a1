"""Get a browser for the tests that look at the page: one that is here, else Debian's, else Playwright's own.

Run by ``make test`` once for each environment, and by ``make browser``. Never fails: without a browser those
tests are skipped, and this says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WAIT = 600  # seconds for one way of getting it


def found() -> str | None:
    """A browser of this system, or the one Playwright has installed."""
    system = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
    if system is not None:
        return system
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            own = playwright.chromium.executable_path
    except Exception as error:
        print(f"playwright cannot be asked for its browser: {error}")
        return None
    return own if Path(own).exists() else None


def tried(*words: str) -> None:
    """Run a command quietly; what it says is shown when it fails."""
    print("trying: " + " ".join(words), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=WAIT, env=quiet, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  did not work: {error}")
        return
    if done.returncode:
        print("  did not work: " + " ".join((done.stderr or done.stdout).strip().splitlines()[-1:]))


def main() -> int:
    if found() is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        tried("apt-get", "update", "-qq")
        tried("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if found() is None:
        tried(sys.executable, "-m", "playwright", "install", "chromium")
    browser = found()
    if browser is None:
        print(
            "No browser could be had: the tests that drive the page will be skipped. By hand, one of\n"
            "  sudo apt-get install chromium            (Debian, Ubuntu)\n"
            f"  {sys.executable} -m playwright install --with-deps chromium\n"
            "then: make browser"
        )
    else:
        print(f"Tests of the page will use {browser}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
