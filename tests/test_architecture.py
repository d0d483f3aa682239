"""Imports point downwards only, and each heavy library has one home."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import claimtrack

PACKAGE = Path(claimtrack.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# The rungs of the ladder, lowest first: the ground, then stages, which never import each other.
GROUND = {"records", "errors", "settings", "language", "minilm", "inference", "hub"}
STAGES = {
    "ingest", "sentences", "attribution", "speakers", "embedding", "copies", "topics",
    "opposition", "disputes", "fetching",
}  # fmt: skip
HOMES = {
    "click": {"cli"},
    "sqlite_utils": {"store"},
    "sqlite3": {"store"},
    "sentence_transformers": {"embedding", "opposition", "lab"},
    "torch": {"attribution", "embedding", "lab", "minilm", "opposition"},
    "safetensors": {"attribution", "lab", "opposition"},
    "tokenizers": {"attribution", "lab"},
    "sklearn": {"topics", "lab"},
    "datasette": {"web"},
    "trafilatura": {"ingest"},
    "feedparser": {"fetching"},
    "protego": {"fetching"},
    "urllib3": {"fetching"},
    "certifi": {"fetching"},
    "pypdf": {"ingest"},
    "docx": {"ingest"},
    "warcio": {"ingest"},
    "webvtt": {"ingest"},
    "py3langid": {"language"},
    "datasketch": {"copies"},
    "sentencex": {"sentences"},
    "nupunkt": {"sentences"},
    "llm": {"judging"},
    "lxml": {"exporting", "fetching"},
    "networkx": {"exporting"},
    "pyarrow": {"exporting"},
    "jinja2": {"exporting", "web"},
}


def module_name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path, *, top_level_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def own_imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("claimtrack.")} - {
        module_name(path)
    }


def test_records_and_errors_import_the_standard_library_alone() -> None:
    for name in ("records", "errors"):
        roots = {found.split(".")[0] for found in imports(PACKAGE / f"{name}.py")}
        assert roots <= set(sys.stdlib_module_names), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_downwards(path: Path) -> None:
    name, found = module_name(path), own_imports(path)
    if name in GROUND:
        assert found <= GROUND
    elif name in STAGES:
        assert found <= GROUND, "a stage imports another stage or what is above it"
    elif name == "store":
        assert found <= GROUND
    elif name == "claims":
        assert found <= GROUND | {"sentences", "attribution", "speakers"}
    elif name == "gathering":
        assert found <= GROUND | {"fetching", "ingest", "store", "summary"}
    elif name == "judging":
        assert found <= GROUND | {"store"}
    elif name == "exporting":
        assert found <= GROUND | {"output"}
    elif name not in {"cli", "web", "lab", "__init__", "__main__"}:
        assert not found & {"cli", "web", "lab"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_libraries_stay_in_their_homes(path: Path) -> None:
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        if homes is not None:
            assert module_name(path) in homes, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_names_are_listed_sorted_and_there(path: Path) -> None:
    if path.stem == "__main__":
        return
    dotted = ".".join(["claimtrack", *path.relative_to(PACKAGE).with_suffix("").parts])
    module = importlib.import_module(dotted.removesuffix(".__init__"))
    if path.name == "__init__.py" and not path.read_text(encoding="utf-8").count("\n") > 1:
        return
    names: list[str] = module.__all__
    # As ruff sorts them: constants, then classes, then functions.
    assert names == sorted(
        names, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    for name in names:
        assert hasattr(module, name), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_short(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400


@pytest.mark.parametrize(
    "arguments", [["--help"], ["disputes", "--help"], ["judge", "-h"], ["export", "-h"]]
)
def test_the_command_line_starts_without_heavy_libraries(arguments: list[str]) -> None:
    heavy = {
        "torch", "sklearn", "sentence_transformers", "transformers", "numpy", "datasette", "llm",
        "feedparser", "urllib3",
    }  # fmt: skip
    code = (
        "import sys\nfrom claimtrack.cli import cli\n"
        f"try:\n    cli({arguments!r})\n"
        f"finally:\n    print('loaded:', sorted(set(sys.modules) & {heavy!r}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout.endswith("loaded: []\n"), run.stdout + run.stderr
