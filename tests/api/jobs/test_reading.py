import hashlib
import os
import signal
import time
from pathlib import Path

import pytest

from api.jobs.frames import Answer, Frames, Order, frame
from api.jobs.reading import (
    ReaderDiedError,
    ReaderProcess,
    ReaderUnfitError,
    StoppedError,
    UnreadError,
)

HERE = str(Path(__file__).parent)


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    made = ReaderProcess(max_bytes=600_000_000, seconds=1.5, factory="hostile:Reader")
    yield made
    made.close()


@pytest.fixture
def ask(reader, tmp_path):
    """Return a function that has a text read."""

    def read(text, *, is_wanted=lambda: True, told=lambda _: None):
        path = tmp_path / "0"
        path.write_text(text, encoding="utf-8")
        order = Order(
            path=str(path), name="澜辰.txt", uri="upload:a.txt", max_bytes=1000, seconds=1.5
        )
        return reader.read(order, is_wanted=is_wanted, told=told)

    return read


def test_a_document_is_read_under_the_name_that_people_know(ask):
    graph = ask("青岚资本投资了澜辰科技。")

    assert graph.document.uri == "upload:a.txt"
    assert graph.document.sha256 == hashlib.sha256("青岚资本投资了澜辰科技。".encode()).hexdigest()
    assert [entity.name for entity in graph.entities] == ["青岚资本投资了澜"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("LOOP without end", "takes more than 1.5 s", id="endless"),
        pytest.param("ALLOCATE all there is", "takes more than 600 MB of memory", id="greedy"),
        pytest.param("FAULT x", "a fault in guanxi, please report it: KeyError", id="faulty"),
        pytest.param("  ", "is empty", id="empty"),
        pytest.param("x" * 2000, "over the limit", id="large"),
    ],
)
def test_what_cannot_be_read_is_told_by_name_and_the_next_is_read(ask, text, reason):
    with pytest.raises(UnreadError, match=reason) as told:
        ask(text)

    assert str(told.value).startswith("澜辰.txt: ")
    assert ask("青岚资本").entities


def test_a_reader_that_dies_is_replaced(ask):
    with pytest.raises(ReaderDiedError, match="-11"):
        ask("CRASH")

    assert ask("青岚资本").entities


def test_a_reader_that_was_killed_between_two_documents_is_replaced(ask, reader):
    ask("青岚资本")
    os.kill(reader._process.pid, signal.SIGKILL)
    time.sleep(0.2)

    assert ask("青岚资本").entities


def test_a_reader_can_write_no_file(ask, tmp_path):
    with pytest.raises(UnreadError, match="File too large"):
        ask(f"WRITE {tmp_path}/written")


def test_what_a_library_prints_spoils_no_answer(ask):
    assert ask("PRINT 青岚资本").entities


def test_a_reader_knows_nothing_of_the_environment(ask, monkeypatch):
    monkeypatch.setenv("GUANXI_NEO4J_PASSWORD", "secret")

    assert "GUANXI" not in ask("ENVIRONMENT").document.title


def test_a_document_that_nobody_wants_any_more_is_given_up(ask):
    until = time.monotonic() + 0.5

    with pytest.raises(StoppedError):
        ask("LOOP", is_wanted=lambda: time.monotonic() < until)
    assert time.monotonic() < until + 1


def test_how_far_a_document_is_read_is_told(ask):
    shares = []
    with pytest.raises(UnreadError):  # three reports take longer than it may
        ask("TELL", told=shares.append)

    assert shares[:2] == [0.25, 0.5]


def test_a_reader_that_does_not_start_blames_no_document(reader, ask):
    reader._factory = "hostile:Unstartable"

    with pytest.raises(ReaderUnfitError, match="GUANXI_DOCUMENT_BYTES"):
        ask("青岚资本")


def test_messages_arrive_whole_in_whatever_pieces():
    sent = [Answer(share=0.5), Answer(reason="无")]
    stream = b"".join(map(frame, sent))

    frames = Frames()
    bodies = [
        body for place in range(len(stream)) for body in frames.feed(stream[place : place + 1])
    ]
    assert [Answer.model_validate_json(body) for body in bodies] == sent


def test_a_message_of_any_length_is_not_waited_for():
    with pytest.raises(ValueError, match="bytes"):
        Frames().feed(b"\xff" * 8)
