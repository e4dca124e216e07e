import io
import zipfile

import docx
import pytest

from extractors.reading import read
from extractors.reading.zips import ZipBombError, opened
from graph.errors import UnreadableDocumentError


def word(*extra, method=zipfile.ZIP_DEFLATED):
    """A Word document with more parts than it needs."""
    source = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("青岚资本投资了澜辰科技。")
    made.save(source)
    with zipfile.ZipFile(source, "a", method) as archive:
        for name, content in extra:
            archive.writestr(name, content)
    return source.getvalue()


def test_a_word_document_with_a_large_picture_is_read(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(word(("word/media/a.bmp", bytes(5_000_000))))

    assert "澜辰" in read(path).text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(word(("word/a.xml", bytes(30_000_000))), "times its size", id="ratio"),
        pytest.param(
            word(*((f"word/{n}.xml", bytes(50_000_000)) for n in range(5))), "251 MB", id="total"
        ),
        pytest.param(word(*((f"word/{n}.xml", "") for n in range(6000))), "members", id="parts"),
        pytest.param(word(("word/a.xml", "x"), method=zipfile.ZIP_LZMA), "packed", id="method"),
    ],
)
def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path, content, reason):
    path = tmp_path / "a.docx"
    path.write_bytes(content)

    with pytest.raises(UnreadableDocumentError, match=reason):
        read(path)


def test_a_word_document_with_entities_that_grow_is_refused(tmp_path):
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{levels}]>'
    path, source = tmp_path / "a.docx", io.BytesIO(word())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                text = content.decode().partition("?>")[2].replace("青岚", "青岚&l9;")
                content = (bomb + text).encode()
            new.writestr(member.filename, content)

    with pytest.raises(UnreadableDocumentError, match="is not a whole Word document"):
        read(path)


def test_an_archive_for_more_than_4_gb_is_refused_without_listing_it():
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("a.txt", "x")
    content = source.getvalue()
    end = content.index(b"PK\x05\x06")
    large = content[:end] + b"PK\x06\x07" + bytes(16) + content[end:]

    with pytest.raises(ZipBombError, match="4 GB"):
        opened(io.BytesIO(large), max_members=10, max_bytes=1000)


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"x" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_told_so(content):
    with pytest.raises((zipfile.BadZipFile, ZipBombError)):
        opened(io.BytesIO(content), max_members=10, max_bytes=1000)
