"""Compiled kernels are unpickled: they are read only from a folder that nobody else can write."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from sim import cache
from sim.cache import Unsafe, cache_folder, private_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners and modes as on Unix")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own, and a folder for temporary files that everybody may write to."""
    for variable in (cache.VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    return tmp_path


def test_a_cache_is_closed_to_others_whatever_the_mask(home):
    before = os.umask(0)
    try:
        folder, words = cache_folder("kernels-1")
    finally:
        os.umask(before)
    assert folder == home / ".cache" / "bygd" / "kernels-1" and words == ""
    for made in (folder, folder.parent):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_folder_others_could_read_is_closed_and_used(home):
    (home / ".cache" / "bygd").mkdir(parents=True)
    (home / ".cache" / "bygd").chmod(0o755)
    folder, _ = cache_folder("kernels-1")
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: folder.chmod(0o777),
        lambda folder: folder.chmod(0o770),
        lambda folder: (folder.rename(folder.with_name("elsewhere")), folder.symlink_to("elsewhere")),
        lambda folder: (folder.rmdir(), folder.write_text("")),
        lambda folder: folder.parent.chmod(0o777),
    ],
)
def test_a_folder_others_could_have_written_is_passed_over(home, spoil):
    ours = home / ".cache" / "bygd"
    ours.mkdir(parents=True)
    spoil(ours)
    folder, words = cache_folder("kernels-1")
    assert folder == home / "tmp" / f"bygd-{os.getuid()}" / "kernels-1" and words == ""
    with pytest.raises((Unsafe, OSError)):
        private_folder(home / ".cache", "bygd", "kernels-1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_of_somebody_else_is_passed_over(home):
    for theirs in (home / ".cache" / "bygd", home / "tmp" / f"bygd-{os.getuid()}"):
        theirs.mkdir(parents=True, mode=0o700)
        os.chown(theirs, 12345, 12345)
    folder, words = cache_folder("kernels-1")
    assert "belongs to somebody else" in words
    assert folder.is_relative_to(home / "tmp") and folder.parent.name == "bygd"
    assert stat.S_IMODE(folder.parent.parent.stat().st_mode) == 0o700
    assert os.environ[cache.VARIABLE] == str(folder.parent.parent), "workers share it"


def test_a_home_that_is_no_folder_is_named(home, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("HOME", str(home / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))
    (home / "tmp" / f"bygd-{os.getuid()}").symlink_to(home)
    folder, words = cache_folder("kernels-1")
    assert str(home / "file") in words and "is a link" in words
    assert Path(folder).is_dir()
