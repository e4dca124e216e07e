import asyncio
import errno
import io
import os
import zipfile
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from api.jobs import forms, uploads
from api.jobs.errors import (
    DiskFullError,
    NotAFormError,
    QueueFullError,
    UploadBrokenOffError,
    UploadError,
    UploadTooLargeError,
    UploadTooSlowError,
)
from api.jobs.uploads import MAX_FILES, Uploads

TYPE = "multipart/form-data; boundary=cut"


def form(*files, folder=None, end=b"--cut--\r\n"):
    """The body of a form; a name may be bytes, as some senders write it."""
    body = b""
    if folder is not None:
        body += b'--cut\r\nContent-Disposition: form-data; name="folder"\r\n\r\n'
        body += folder.encode() + b"\r\n"
    for name, content in files:
        raw = name if isinstance(name, bytes) else name.encode()
        body += b'--cut\r\nContent-Disposition: form-data; name="files"; filename="' + raw
        body += b'"\r\nContent-Type: text/plain\r\n\r\n' + content + b"\r\n"
    return body + end


def packed(*members, method=zipfile.ZIP_DEFLATED):
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return source.getvalue()


@pytest.fixture
def receive(settings, queue):
    """Return a function that sends pieces of a body and returns what was received."""

    def send(*pieces, length=None, kind=TYPE, **changed):
        async def chunks():
            for piece in pieces:
                if isinstance(piece, Exception):
                    raise piece
                if isinstance(piece, float):
                    await asyncio.sleep(piece)
                else:
                    yield piece

        taking = Uploads(settings.model_copy(update=changed), queue)
        return asyncio.run(taking.receive(kind, length, chunks()))

    return send


@pytest.fixture
def left(settings):
    """Return a function that lists all files under the folder of the uploads."""

    def listed():
        return sorted(path for path in settings.uploads_folder.rglob("*") if path.is_file())

    return listed


def test_files_lie_under_numbers_and_are_known_by_their_names(receive, settings):
    got = receive(form(("a.txt", b"one"), ("../../etc/passwd", b"two"), folder="press/2031"))

    assert [(each.name, each.uri, each.bytes) for each in got.documents] == [
        ("a.txt", "upload:press/2031/a.txt", 3),
        ("passwd", "upload:press/2031/passwd", 3),
    ]
    place = settings.uploads_folder / got.job
    assert [(place / each.file).read_bytes() for each in got.documents] == [b"one", b"two"]
    assert {each.file for each in got.documents} == {"0", "1"}
    assert got.bytes == 6


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        pytest.param("澜辰.txt".encode("gb18030"), "澜辰.txt", id="name in GBK"),
        pytest.param(b"\xff\xfe.txt", "ÿþ.txt", id="name in no encoding"),
        pytest.param(b"CON", "CON", id="device"),
        pytest.param(b"a\x00b.txt", "ab.txt", id="NUL"),
        pytest.param(b'C:\\x\\a".txt', 'a".txt', id="path of Windows"),
        pytest.param(b"..", "unnamed", id="folder above"),
    ],
)
def test_no_name_is_too_strange(receive, settings, sent, name):
    got = receive(form((sent, b"x")))

    assert [each.name for each in got.documents] == [name]
    assert [path.name for path in (settings.uploads_folder / got.job).iterdir()] == ["0"]


@limits(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=60), min_size=1, max_size=5), st.lists(st.integers(0, 600)))
def test_a_form_means_the_same_in_whatever_pieces_it_comes(receive, settings, contents, cuts):
    body = form(*((f"{number}.txt", content) for number, content in enumerate(contents)))
    cuts = sorted({0, len(body), *(min(cut, len(body)) for cut in cuts)})
    got = receive(*(body[start:end] for start, end in pairwise(cuts)))

    place = settings.uploads_folder / got.job
    assert [(place / each.file).read_bytes() for each in got.documents] == contents


def test_a_name_counts_once(receive):
    got = receive(form(("a.txt", b"one"), ("x/a.txt", b"two")))

    assert [each.file for each in got.documents] == ["0", None]
    assert "another file of this upload" in got.documents[1].reason


@pytest.mark.parametrize(
    ("pieces", "changed", "error"),
    [
        pytest.param(
            [form(("a.txt", b"x" * 11))], {"upload_bytes": 10}, UploadTooLargeError, id="file"
        ),
        pytest.param([b"x" * 600] * 2, {"request_bytes": 1000}, UploadTooLargeError, id="request"),
        pytest.param(
            [form(*((f"{n}.txt", b"x") for n in range(MAX_FILES + 1)))],
            {},
            UploadTooLargeError,
            id="number of files",
        ),
        pytest.param([form(("a.txt", b"x"), end=b"")], {}, NotAFormError, id="no end"),
        pytest.param([b"nonsense"], {}, NotAFormError, id="nonsense"),
        pytest.param([b""], {}, NotAFormError, id="nothing"),
        pytest.param([form()], {}, UploadError, id="no file"),
        pytest.param([form(("", b""))], {}, UploadError, id="no file chosen"),
        pytest.param([form(folder="x" * 2000)], {}, NotAFormError, id="long field"),
        pytest.param([b"--cut\r\nX: " + b"y" * 9000], {}, NotAFormError, id="long header"),
        pytest.param([form(("a.zip", b"PK"))], {}, UploadError, id="no archive"),
        pytest.param(
            [form(("a.txt", b"x"))[:70], UploadBrokenOffError("gone")],
            {},
            UploadBrokenOffError,
            id="sender gone",
        ),
        pytest.param(
            [form(("a.txt", b"x"))[:70], 5.0],
            {"upload_seconds": 0.2},
            UploadTooSlowError,
            id="slow",
        ),
    ],
)
def test_what_is_refused_leaves_no_file(receive, left, settings, pieces, changed, error):
    with pytest.raises(error) as refused:
        receive(*pieces, **changed)

    assert refused.type is error
    assert left() == []
    assert not list(settings.uploads_folder.glob("*"))


def test_what_is_promised_to_be_too_large_is_refused_before_it_is_stored(receive, left):
    with pytest.raises(UploadTooLargeError):
        receive(form(("a.txt", b"x")), length=10**12)

    assert left() == []


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data", "a; b=c"])
def test_what_is_no_form_is_told_how_to_send_one(receive, kind):
    with pytest.raises(NotAFormError, match="curl -F files=@"):
        receive(b"{}", kind=kind)


def test_a_sender_who_stands_still_is_not_waited_for(receive, monkeypatch, left):
    monkeypatch.setattr(uploads, "STALL", 0.1)

    with pytest.raises(UploadTooSlowError):
        receive(form(("a.txt", b"x"))[:70], 5.0)
    assert left() == []


def test_a_full_disk_refuses_and_leaves_nothing(receive, monkeypatch, left):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(forms.Path, "open", lambda *_: Full())
    with pytest.raises(DiskFullError, match="full"):
        receive(form(("a.txt", b"x")))
    assert left() == []


def test_a_nearly_full_disk_is_left_alone(receive, monkeypatch, left):
    monkeypatch.setattr(uploads, "RESERVE", 10**18)

    with pytest.raises(DiskFullError):
        receive(form(("a.txt", b"x")))
    assert left() == []


def test_more_than_may_wait_is_refused_until_it_is_read(receive, add, queue):
    job = add({"a.txt": "x" * 900})
    few = {"request_bytes": 500, "waiting_bytes": 1000}
    with pytest.raises(QueueFullError):
        receive(form(("b.txt", b"x")), length=400, **few)

    queue.cancel(job)
    assert receive(form(("b.txt", b"x")), length=400, **few)


def test_an_archive_is_unpacked_into_documents(receive, settings):
    old = packed(("press/澜辰.txt", "一"), ("../up.md", "up"), ("/abs.txt", "abs"),
                 (".hidden.txt", "no"), ("__MACOSX/._a.txt", "no"), ("empty/", ""))  # fmt: skip
    got = receive(form(("all.zip", old), ("b.txt", b"b")))

    assert [(each.name, each.uri) for each in got.documents] == [
        ("press/澜辰.txt", "upload:press/%E6%BE%9C%E8%BE%B0.txt"),
        ("up.md", "upload:up.md"),
        ("abs.txt", "upload:abs.txt"),
        ("b.txt", "upload:b.txt"),
    ]
    place = settings.uploads_folder / got.job
    assert [(place / each.file).read_text() for each in got.documents] == ["一", "up", "abs", "b"]
    assert not (place / "0").exists()


def encrypted():
    """An archive that says of its member that it is encrypted."""
    content = bytearray(packed(("a.txt", "secret"), method=zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    return bytes(content)


def damaged():
    """An archive whose member does not have the checksum that it should."""
    return packed(("a.txt", "secret"), method=zipfile.ZIP_STORED).replace(b"secret", b"sXcret", 1)


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        pytest.param(encrypted(), "password", id="encrypted"),
        pytest.param(damaged(), "damaged", id="damaged"),
        pytest.param(packed(("a.txt", "x"), method=zipfile.ZIP_LZMA), "rare way", id="method"),
        pytest.param(packed(("a.zip", packed(("b.txt", "x")))), "unpack it", id="archive in it"),
        pytest.param(packed(("a.tar.gz", "x")), "unpack it", id="tar in it"),
        pytest.param(packed(("a.txt", "x" * 2001)), "over the limit", id="large member"),
    ],
)
def test_a_bad_member_is_a_failed_document_and_the_others_are_taken(
    receive, settings, archive, reason
):
    got = receive(form(("all.zip", archive), ("b.txt", b"b")), upload_bytes=2000)

    assert [each.file for each in got.documents] == [None, "1"]
    assert reason in got.documents[0].reason
    assert got.documents[0].reason.startswith(f"{got.documents[0].name}: ")
    files = [path for path in (settings.uploads_folder / got.job).rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["1"]


def repeated():
    """An archive whose directory lists one member a hundred times over."""
    content = packed(("a.txt", "x" * 5_000_000))
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry, tail = content[start:end], bytearray(content[end:])
    tail[8:12] = (100).to_bytes(2, "little") * 2
    tail[12:16] = (100 * len(entry)).to_bytes(4, "little")
    return content[:start] + entry * 100 + bytes(tail)


@pytest.mark.parametrize(
    "archive",
    [
        pytest.param(packed(("a.txt", bytes(15_000_000))), id="ratio"),
        pytest.param(packed(*((f"{n}.txt", bytes(9_000_000)) for n in range(30))), id="total"),
        pytest.param(packed(*((f"{n}.txt", "") for n in range(MAX_FILES + 1))), id="members"),
        pytest.param(packed(*((f"{n}.txt", "") for n in range(20_000))), id="directory"),
        pytest.param(repeated(), id="one member listed often"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_refused_whole(receive, left, archive):
    with pytest.raises(UploadTooLargeError, match=r"all\.zip"):
        receive(form(("all.zip", archive)))
    assert left() == []


def test_an_archive_that_lies_about_a_size_gets_no_more_than_it_said(receive, settings):
    content = bytearray(packed(("a.txt", bytes(9_000_000))))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    got = receive(form(("all.zip", bytes(content))))

    assert "damaged" in got.documents[0].reason
    folder = settings.uploads_folder / got.job
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) == 0


def test_what_a_killed_server_left_is_swept_away_and_what_waits_is_kept(settings, queue, add):
    job = add({"a.txt": "x"})
    orphan = settings.uploads_folder / "job-orphan"
    fresh = settings.uploads_folder / "job-fresh"
    for place in (orphan, fresh):
        place.mkdir()
        (place / "0").write_text("x")
    for place in (orphan, settings.uploads_folder / job):
        os.utime(place, (0, 0))

    Uploads(settings, queue).sweep()
    assert sorted(path.name for path in settings.uploads_folder.iterdir()) == sorted(
        [job, "job-fresh"]
    )
