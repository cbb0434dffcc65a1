"""What is handed out: versions, wheel, imports, one way to run."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROOMS = ("sim", "experiments", "calibration", "bygd")
IMPORT_NAMES = {"pyyaml": "yaml", "scikit-learn": "sklearn", "salib": "SALib"}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.lower().split("==") for line in lines if line and not line.startswith("#"))


def requirements() -> list[Requirement]:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(text) for group in groups for text in group]


def test_constraints_are_names_and_versions_only() -> None:
    pin = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*")
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or pin.fullmatch(line), line


def test_every_requirement_has_a_tried_version_it_allows() -> None:
    tried = pins()
    for requirement in requirements():
        names = {requirement.name.lower(), requirement.name.lower().replace("-", "_")}
        found = [tried[name] for name in names if name in tried]
        assert found, f"{requirement} stands in no constraint"
        assert requirement.specifier.contains(found[0], prereleases=True), f"{requirement} refuses {found[0]}"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "Makefile", ".ci/run"])
def test_no_file_says_where_packages_come_from(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"index-url|find-links|trusted-host|https?://", text)


def test_version_is_the_same_everywhere() -> None:
    import bygd
    from sim.version import VERSION

    assert bygd.__version__ == VERSION
    assert f"\nversion: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_wheel_brings_rooms_types_and_scenarios(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path))))
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"{room}/py.typed" for room in ROOMS} <= names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "scenarios").rglob("*.yaml")} <= names
    assert "scenarios/rural-town.yaml" in names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "experiments").glob("*.yaml")} <= names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "calibration").rglob("*.yaml")} <= names
    page = {"look.css", *(f"parts/{path.name}" for path in (ROOT / "bygd/web/parts").glob("*.vue"))}
    assert {f"bygd/web/{name}" for name in page} <= names
    assert not [name for name in names if name.startswith(("tests/", "outputs/"))]


@pytest.mark.parametrize("face", ["bygd", "sim"])
def test_public_names_are_there(face: str) -> None:
    module = importlib.import_module(face)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


def modules(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def imports(path: Path, *, at_import: bool) -> set[str]:
    """Dotted names a module imports: anywhere, or only those that run when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        )
        if not (at_import and lazy):
            for child in ast.iter_child_nodes(node):
                visit(child)

    visit(tree)
    return found


@pytest.mark.parametrize(
    ("room", "above"),
    [("sim", ROOMS[1:]), ("experiments", ROOMS[2:]), ("calibration", ROOMS[3:])],
)
def test_no_room_imports_one_above(room: str, above: tuple[str, ...]) -> None:
    for path in modules(room):
        upwards = [name for name in imports(path, at_import=False) if name.split(".")[0] in above]
        assert not upwards, f"{path.relative_to(ROOT)} imports {upwards}"


def test_every_import_is_declared() -> None:
    declared = {IMPORT_NAMES.get(r.name.lower(), r.name.lower().replace("-", "_")) for r in requirements()}
    for path in modules(*ROOMS):
        outside = {name.split(".")[0] for name in imports(path, at_import=False)}
        unknown = outside - declared - set(ROOMS) - set(sys.stdlib_module_names)
        assert not unknown, f"{path.relative_to(ROOT)} imports {unknown}"


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that stand in memory after a statement in a fresh interpreter."""
    code = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.split())


def test_a_worker_starts_without_mesa_pandas_and_matplotlib() -> None:
    loaded = loaded_by("from sim import simulate, load_scenario")
    assert not loaded & {"mesa", "pandas", "matplotlib", "networkx", "solara"}


@pytest.mark.parametrize("face", ["bygd", "sim"])
def test_importing_a_face_imports_nothing_heavy(face: str) -> None:
    assert not loaded_by(f"import {face}") & {"numpy", "numba", "pydantic", "mesa", "pandas"}


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_second_make_run_needs_neither_pip_nor_network(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()

    def planned() -> str:
        return subprocess.run(
            ["make", "-n", "run", f"VENV={venv}"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout

    assert "pip install" in planned()
    (venv / ".run").touch()
    assert "pip" not in planned()
    assert "bygd run" in planned()
