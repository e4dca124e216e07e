"""The notebooks run from top to bottom and are kept without their outputs."""

import os
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))

pytestmark = [
    # Of jupyter's own: it announces a change of folders that does not concern these tests.
    pytest.mark.filterwarnings("ignore:Jupyter is migrating its paths:DeprecationWarning"),
]


def named(path):
    return path.stem


@pytest.fixture(params=NOTEBOOKS, ids=named)
def notebook(request):
    import nbformat

    return nbformat.read(request.param, as_version=4)


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_a_notebook_is_kept_without_outputs(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_a_notebook_runs_and_says_something(notebook, monkeypatch):
    from nbclient import NotebookClient

    # The kernel is another process: it finds the packages as an editable install would.
    root = NOTEBOOKS[0].parents[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(root), os.environ.get("PYTHONPATH", ""))))
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(root)}})

    client.execute()

    printed = [
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream"
    ]
    assert printed
