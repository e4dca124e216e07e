"""The manual is right about HTTP: every curl in it is answered by a server, as it stands there."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from itertools import cycle
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLE = ROOT / "api" / "sample"
STORE = "sqlite:guanxi-demo.db"
STATUS = "\n%{http_code}"

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None and os.environ.get("CI") != "true", reason="needs curl"
)


def curls():
    """Yield the arguments of every curl of the manual that asks the server of the walk."""
    for block in BLOCK.findall(README):
        for line in block.splitlines():
            name, *arguments = shlex.split(line, comments=True) or [""]
            if name == "curl":
                yield arguments


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the store of the walk, and the files that the examples upload."""
    made = tmp_path_factory.mktemp("http")
    subprocess.run(
        [sys.executable, "-m", "api.cli", "demo"], cwd=made, env=environment(), check=True,
        capture_output=True, timeout=120,
    )  # fmt: skip
    shutil.copy(next(SAMPLE.glob("*.pdf")), made / "report.pdf")
    with zipfile.ZipFile(made / "press.zip", "w") as archive:
        archive.write(next(SAMPLE.glob("*.txt")), "press.txt")
    return made


@pytest.fixture(scope="module")
def host(folder):
    """Host and port of a server on that store."""
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", "serve", "--store", STORE, "--port", "0"],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as server:  # fmt: skip
        said = server.stdout.readline()
        yield re.search(r"http://([^ ,]+)", said)[1]
        server.terminate()


def environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GUANXI_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@pytest.fixture
def curl(folder, host):
    """Return a function that runs a curl of the manual and gives the status and the answer."""

    def run(*arguments):
        moved = [argument.replace("localhost:8642", host) for argument in arguments]
        done = subprocess.run(
            ["curl", "-sS", "-w", STATUS, *moved], cwd=folder, encoding="utf-8", check=True,
            capture_output=True, timeout=120,
        )  # fmt: skip
        answer, _, status = done.stdout.rpartition("\n")
        return int(status), answer

    return run


@pytest.fixture
def known(curl):
    """Return a function that puts what there is where an example says ID, FACT or JOB."""

    def told(path):
        return json.loads(curl(f"localhost:8642/api/v1{path}")[1])["items"]

    links = told("/entities/宇树科技/links")
    quote = links[0]["quotes"][0]
    document, fact = quote["document"]["id"], quote["fact"]
    entities = cycle((links[0]["head"], links[0]["tail"]))

    def put(argument, job):
        argument = argument.replace("/JOB", f"/{job}").replace("/FACT", f"/{fact}")
        argument = argument.replace("/documents/ID", f"/documents/{document}")
        return re.sub('"ID"', lambda _: f'"{next(entities)}"', argument)

    return put


def test_every_curl_of_the_manual_is_answered_as_it_stands(curl, known, folder):
    statuses, job = [], None
    for arguments in curls():
        given = [known(argument, job) for argument in arguments]
        status, answer = curl(*given)
        if "files=@report.pdf" in arguments:
            job = json.loads(answer)["id"]
        if any("/events" in argument for argument in arguments):
            assert '"status":"done"' in answer.splitlines()[-3]
        if any("/paths?" in argument for argument in arguments):
            assert "美团" in answer
        if any("/search?" in argument for argument in arguments):
            assert "资本" in answer
        # This store is a file, which answers no Cypher.
        wanted = {409} if any("/cypher" in argument for argument in arguments) else {200, 201, 202}
        assert status in wanted, f"curl {' '.join(given)}: {status} {answer}"
        statuses.append(status)

    assert len(statuses) >= 18
    assert (folder / "unitree.graphml").read_text(encoding="utf-8").startswith("<?xml")
