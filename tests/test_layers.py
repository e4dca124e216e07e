"""What import-linter cannot see: which heavy library lives where, and what loads when."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOMES = {
    "spacy": {
        "extractors/components.py",
        "extractors/pipeline.py",
        "extractors/relating.py",
        "extractors/mentions",
        "extractors/training",
    },
    "networkx": {"graph/exports/graphml.py", "graph/exports/gexf.py"},
    "pyarrow": {"graph/exports/parquet.py"},
    "pyvis": {"api/explorer"},
    "jinja2": {"api/explorer", "api/reports"},
    "sqlite3": {"graph/store", "graph/exports/bulk/ledger.py", "api/service"},
    "neo4j": {"graph/store/neo4j"},
    "pypdfium2": {"extractors/reading"},
    "trafilatura": {"extractors/reading"},
    "docx": {"extractors/reading"},
    "typer": {"api"},
    "rich": {"api"},
    "pydantic_settings": {"api/settings.py"},
    "fastapi": {"api/app.py", "api/routes", "api/web"},
    "mcp": {"api/mcp.py"},
}
HEAVY = {
    "numpy",
    "spacy",
    "networkx",
    "trafilatura",
    "docx",
    "pypdfium2",
    "lxml",
    "rjieba",
    "pyarrow",
}


def imports(path):
    """Return the top-level names that a module imports anywhere."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_imported_in_its_home_alone(library):
    users = {
        path.relative_to(ROOT).as_posix()
        for package in ("graph", "extractors", "api")
        for path in (ROOT / package).rglob("*.py")
        if library in imports(path)
    }

    assert users
    assert {user for user in users if not user.startswith(tuple(HOMES[library]))} == set()


def test_the_environment_is_read_in_the_settings_alone():
    readers = {
        path.relative_to(ROOT).as_posix()
        for package in ("graph", "extractors", "api")
        for path in (ROOT / package).rglob("*.py")
        if {"environ", "getenv"}
        & {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
    }

    # The command line sets what numpy reads before anything can load it.
    assert readers <= {"api/cli.py", "api/settings.py"}


def test_the_graph_and_its_store_load_no_heavy_library():
    show = (
        "import sys, graph.store, graph.store.sqlite, graph.chains, graph.exports;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", show],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True, timeout=60,
    ).stdout.split()  # fmt: skip

    assert "pydantic" in loaded
    assert set(loaded) & HEAVY == set()
