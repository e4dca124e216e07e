from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import StoreUnavailableError
from graph.store import open_store

ROOT = Path(__file__).parents[3]


def test_a_sqlite_url_opens_the_file_and_makes_it(tmp_path):
    path = tmp_path / "关系 图.db"

    with closing(open_store(f"sqlite:{path}")) as store:
        assert store.stats().documents == 0

    assert path.exists()


def test_a_relative_path_is_taken_from_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    open_store("sqlite:guanxi.db").close()

    assert (tmp_path / "guanxi.db").exists()


def test_a_memory_store_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with closing(open_store("memory:")) as store:
        assert store.stats().documents == 0

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["neo4j://:7687", "bolt://", "neo4j+x://localhost", "bolt://a/b/c"])
def test_a_neo4j_url_that_names_no_server_is_told_how_one_looks(url):
    with pytest.raises(StoreUnavailableError, match=r"names no Neo4j server; give neo4j://HOST"):
        open_store(url)


@pytest.mark.parametrize("url", ["guanxi.db", "sqlite:", "memory:x", "", "postgres://x"])
def test_any_other_url_is_told_what_there_is(url):
    with pytest.raises(StoreUnavailableError, match="is no store; give sqlite:PATH"):
        open_store(url)


def test_whoever_only_asks_gets_no_empty_store(tmp_path):
    path = tmp_path / "mistyped.db"

    with pytest.raises(StoreUnavailableError, match="no store there; run guanxi ingest first"):
        open_store(f"sqlite:{path}", create=False)

    assert not path.exists()


def test_importing_the_package_loads_no_store():
    code = "import sys, graph.store; sys.exit(bool({'sqlite3', 'neo4j'} & {*sys.modules}))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
