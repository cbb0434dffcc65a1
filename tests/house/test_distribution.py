"""What is handed out: versions, wheel, imports, one way to run."""

from __future__ import annotations

import ast
import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from sim.scenario.schema.base import FITTED

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROOMS = ("sim", "experiments", "calibration", "bygd")
IMPORT_NAMES = {"pyyaml": "yaml", "scikit-learn": "sklearn", "salib": "SALib", "fonttools": "fontTools"}


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


def test_what_we_lean_on_from_within_has_an_upper_bound() -> None:
    """sim.state_abi reads how numba keeps arrays: a version nobody has tried may keep them otherwise."""
    (numba,) = (one for one in requirements() if one.name == "numba")
    assert {one.operator for one in numba.specifier} >= {">=", "<"}
    major, minor = (int(part) for part in pins()["numba"].split(".")[:2])
    assert not numba.specifier.contains(f"{major}.{minor + 1}.0"), "the next version has not been tried"


def test_one_module_alone_writes_csv() -> None:
    """There cells are kept from running as formulas, and numbers get their comma where it is asked for."""
    for path in modules(*ROOMS):
        if path == ROOT / "experiments" / "spreadsheets.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Attribute) and (
                node.attr in ("to_csv", "write_csv", "DictWriter") or ast.unparse(node) == "csv.writer"
            )
            assert not named, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from hatchling.builders.wheel import WheelBuilder

    return Path(next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel"))))))


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The wheel's packages in a folder of their own, far from the project."""
    site = wheel.parent / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def test_wheel_brings_rooms_types_scenarios_and_pages(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"{room}/py.typed" for room in ROOMS} <= names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "scenarios").rglob("*.yaml")} <= names
    assert "scenarios/rural-town.yaml" in names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "experiments").glob("*.yaml")} <= names
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "calibration").rglob("*.yaml")} <= names
    page = {"look.css", *(f"parts/{path.name}" for path in (ROOT / "bygd/web/parts").glob("*.vue"))}
    assert {f"bygd/web/{name}" for name in page} <= names
    assert {f"bygd/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= names
    assert not [name for name in names if name.startswith(("tests/", "outputs/", "benchmarks/"))]


def away(site: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python with the packages of ``site`` only, in a folder far from both."""
    environment = {**os.environ, "PYTHONPATH": str(site), "BYGD_CACHE_DIR": str(site.parent / "cache")}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "seeds/hudiksvall"], "one worker for 46 youths"),
        (["check", "experiments/three-levers"], "runs, about"),
        (["scenarios"], "programmes/friend-mentor"),
        (["docs", "validation"], "# Calibration and validation"),
    ],
)
def test_installed_commands_find_scenarios_and_pages(
    words: list[str], said: str, installed: Path, tmp_path: Path
) -> None:
    done = away(installed, tmp_path, "-m", "bygd", *words)
    assert (done.returncode, done.stderr) == (0, "") and said in done.stdout


def test_a_run_of_an_installed_scenario_by_name_is_understood(installed: Path, tmp_path: Path) -> None:
    """As far as the first line: compiling the model anew for another folder takes a minute."""
    code = (
        "import experiments.commands.run as run, bygd.cli\n"
        "def stop(experiment, *more, **options): raise KeyboardInterrupt(print(experiment.command()))\n"
        "run.carry_through = stop\nraise SystemExit(bygd.cli.main(['run', 'hudiksvall']))"
    )
    done = away(installed, tmp_path, "-c", code)
    assert done.returncode == 130 and done.stdout.startswith("bygd run hudiksvall --replicates 8")
    assert "A town like Hudiksvall, with one worker for 46 youths: 15,000 people" in done.stderr


def test_no_message_cites_a_page_that_is_not_installed() -> None:
    """Messages, reports and the files that commands write name ``bygd docs NAME``, no path of the project."""
    pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
    for path in modules("sim", "experiments", "calibration", "bygd"):
        for text in messages(path):
            if text == FITTED:  # a source, as the table of parameters has it beside the page it links to
                continue
            assert not re.search(r"docs/\w", text), f"{path.relative_to(ROOT)}: {text}"
            cited = set(re.findall(r"bygd docs ([a-z]+(?:-[a-z]+)*)", text))
            assert cited <= pages, f"{path.relative_to(ROOT)} cites {cited - pages}"
    for path in [*(ROOT / "experiments/report").glob("*.html"), *(ROOT / "bygd/web").rglob("*.vue")]:
        text = path.read_text(encoding="utf-8")
        assert "docs/" not in text and set(re.findall(r"bygd docs ([a-z]+(?:-[a-z]+)*)", text)) <= pages, path.name


def messages(path: Path) -> Iterator[str]:
    """Texts of a module that somebody may be shown: all but docstrings and words beneath an attribute."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    standing = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    command = tree.body[:1] if path.parent.name == "cli" else []  # a command's docstring is its help
    for node in [*ast.walk(tree), *command]:
        if isinstance(node, ast.Expr) and node in command and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in standing:
            yield node.value


@pytest.mark.parametrize(
    ("name", "shown"),
    [("sim.py", "sim.py"), ("experiments/__init__.py", "experiments"), ("calibration.py", "calibration.py")],
)
def test_a_user_s_own_file_in_the_way_is_named(name: str, shown: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("# my own helper\n", encoding="utf-8")
    (tmp_path / "script.py").write_text("from bygd import IntegrationModel\n", encoding="utf-8")
    for words in (["script.py"], ["-c", f"import {shown.removesuffix('.py')}, bygd"]):
        done = away(ROOT, tmp_path, *words)
        last = done.stderr.splitlines()[-1]
        assert last.startswith("ImportError") and f"{tmp_path / shown} is in the way" in last, done.stderr
        assert f"Rename it (for example to my_{shown})" in last


def test_a_folder_that_is_no_package_is_not_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "experiments").mkdir()
    assert away(ROOT, tmp_path, "-c", "import bygd").returncode == 0


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
    ("room", "above"), [("sim", ROOMS[1:]), ("experiments", ROOMS[2:]), ("calibration", ROOMS[3:])]
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
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
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
