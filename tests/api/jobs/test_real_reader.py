"""The real pipeline in the reader process: hostile files, and kills in the middle of 20 jobs."""

import io
import os
import signal
import zipfile
from pathlib import Path

import docx
import pytest

from api.ingest import Ingestion
from api.jobs.reading import PIPELINE
from extractors.pipeline import Pipeline
from graph.store import open_store

SAMPLE = Path(__file__).parents[3] / "api" / "sample"
NEWS = "2031年5月6日，澜辰科技宣布完成A轮融资，青岚资本领投，松林资本跟投。"


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"document_seconds": 60.0, "document_bytes": 3_000_000_000})


def nested_html():
    depth = 100_000
    return "<html><body>" + "<div>" * depth + NEWS + "</div>" * depth + "</body></html>"


def word_bomb():
    source = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(NEWS)
    made.save(source)
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/more.xml", bytes(100_000_000))
    return source.getvalue()


def broken_pdf():
    whole = (SAMPLE / "zeekr-series-a.pdf").read_bytes()
    start = whole.rindex(b"startxref")
    return b"%PDF-1.7\n" + b"\xff" * 500 + whole[start:]


def test_hostile_files_fail_with_a_reason_and_the_others_are_read(add, runner, finished):
    job = add({
        "first.txt": NEWS, "nested.html": nested_html(), "bomb.docx": word_bomb(),
        "broken.pdf": broken_pdf(), "noise.pdf": b"%PDF-1.7 " + bytes(range(256)) * 50 + b"%%EOF",
        "bytes.txt": bytes(range(256)) * 100, "last.txt": NEWS + "赵远任首席执行官。",
    })  # fmt: skip
    runner(reader=PIPELINE)
    documents = finished(job, seconds=240)

    read = {name for name, each in documents.items() if each.status == "read"}
    assert {"first.txt", "last.txt"} <= read <= {"first.txt", "last.txt", "nested.html"}
    assert documents["first.txt"].added > 0
    assert "200 times its size" in documents["bomb.docx"].reason
    assert "is a damaged PDF" in documents["broken.pdf"].reason
    assert "is a damaged PDF" in documents["noise.pdf"].reason
    assert not any("please report" in (each.reason or "") for each in documents.values())


def contents(store):
    """All that a store holds, without the addresses, which differ between the ways in."""
    graphs = {each.title: store.graph_of(each.id) for each in store.documents()}
    said = {
        title: (
            graph.document.text,
            sorted((mention.start, mention.end, mention.text) for mention in graph.mentions),
            sorted(
                (fact.relation, fact.evidence[0].start, fact.date or "") for fact in graph.facts
            ),
        )
        for title, graph in graphs.items()
    }
    return said, store.stats()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks readers up in /proc")
def test_what_killed_runners_stored_equals_a_plain_ingest(  # noqa: PLR0917
    add, runner_process, finished, queue, settings, wait_for, tmp_path
):
    files = sorted(SAMPLE.glob("*.*"))[:20]
    plain = open_store("memory:")
    pipeline = Pipeline()
    ingestion = Ingestion(plain, lambda: pipeline)
    assert {ingestion.ingest(path).status for path in files} == {"read"}

    jobs = [add({path.name: path.read_bytes()}) for path in files]
    process = runner_process(reader=PIPELINE)
    for number, count in enumerate((1, 4, 8, 13)):
        wait_for(lambda count=count: done(queue, jobs) >= count, seconds=120)
        if number % 2:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
            for reader in children.split():
                os.kill(int(reader), signal.SIGKILL)
        else:
            process.kill()
            process.wait()
            process = runner_process(reader=PIPELINE)

    documents = finished(*jobs, seconds=240)
    assert {each.status for each in documents.values()} <= {"read", "unchanged"}
    store = open_store(settings.store)
    assert contents(store) == contents(plain)
    assert len(store.history()) == len(files)
    store.close()
    plain.close()


def done(queue, jobs):
    return sum(queue.job(job).finished is not None for job in jobs)
