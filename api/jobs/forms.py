"""A form with files, taken apart while it comes in: no part of it is held in memory.

The parts go straight into the folder of their job. Nothing is spooled to the disk of
temporary files, which is often small and held in memory itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import IO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.jobs.errors import NotAFormError, UploadTooLargeError
from api.jobs.names import decoded
from graph.records import Record

# What it warns of is answered by errors; strangers must not be able to fill the log.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
FIELD_BYTES = 1_000  # of a field that is no file
MAX_FIELDS = 20
FOLDER = "folder"


class Part(Record):
    """A file that came with a form: the name it was sent under and where it is now."""

    name: str
    path: Path
    bytes: int


class FormLimits(Record):
    """How much a form may bring."""

    file_bytes: int
    files: int


class Form:
    """Takes the bytes of a form in any pieces; ``parts`` and ``folder`` are what it brought.

    Files of the same field name or any other are the same: only the names of files matter.
    """

    def __init__(self, content_type: str, place: Path, limits: FormLimits) -> None:
        """Prepare to store the files of a form in a folder that exists.

        Raises:
            NotAFormError: if the content type is not that of a form with files.
        """
        self.parts: list[Part] = []
        self.folder = ""
        self._place = place
        self._limits = limits
        self._header = self._value = b""
        self._disposition = b""
        self._field = ""
        self._text = bytearray()
        self._fields = 0
        self._name = ""
        self._file: IO[bytes] | None = None
        self._size = 0
        self._whole = False
        self._parser = self._parser_of(content_type)

    def feed(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            NotAFormError: if they are no form.
            UploadTooLargeError: if a file, or their number, is over the limits.
            OSError: if the disk is full.
        """
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise NotAFormError(f"the form is malformed: {error}") from error

    def finish(self) -> None:
        """Take note that no more bytes come.

        Raises:
            NotAFormError: if the form does not end there.
        """
        if not self._whole:
            raise NotAFormError("the form breaks off before its end; send it again")

    def close(self) -> None:
        """Close the file that was being written, if any."""
        if self._file:
            self._file.close()

    def _parser_of(self, content_type: str) -> MultipartParser:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary")
        if kind != b"multipart/form-data" or not boundary:
            raise NotAFormError(
                "send a form with files (multipart/form-data), such as: curl -F files=@report.pdf"
            )
        callbacks: dict[str, Callable[..., None]] = {
            "on_part_begin": self._begin,
            "on_header_field": self._take_header,
            "on_header_value": self._take_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": self._write,
            "on_part_end": self._end,
            "on_end": self._end_all,
        }
        try:
            return MultipartParser(boundary, callbacks)  # type: ignore[arg-type]
        except FormParserError as error:
            raise NotAFormError(f"the form is malformed: {error}") from error

    def _begin(self) -> None:
        self._disposition = self._header = self._value = b""

    def _take_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _take_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._field = decoded(options.get(b"name", b""))
        self._text.clear()
        if b"filename" not in options:
            self._fields += 1
            if self._fields > MAX_FIELDS:
                raise NotAFormError(f"the form has more than {MAX_FIELDS} fields that are no files")
            return
        if len(self.parts) == self._limits.files:
            raise UploadTooLargeError(
                f"more than {self._limits.files:,} files; send them in several uploads"
            )
        self._name = decoded(options[b"filename"])
        self._size = 0
        self._file = self._path().open("xb")

    def _write(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            if len(self._text) + end - start > FIELD_BYTES:
                raise NotAFormError(f"the field {self._field[:50]!r} is over {FIELD_BYTES:,} bytes")
            self._text += data[start:end]
            return
        self._size += end - start
        if self._size > self._limits.file_bytes:
            limit = self._limits.file_bytes / 1e6
            raise UploadTooLargeError(f"{self._name[:150]!r} is over the limit of {limit:,.0f} MB")
        self._file.write(data[start:end])

    def _end(self) -> None:
        if self._file is None:
            if self._field == FOLDER:
                self.folder = decoded(bytes(self._text))
            return
        self._file.close()
        self._file = None
        # A form sent without choosing a file brings an empty one without a name.
        if self._name or self._size:
            self.parts.append(Part(name=self._name, path=self._path(), bytes=self._size))
        else:
            self._path().unlink()

    def _end_all(self) -> None:
        self._whole = True

    def _path(self) -> Path:
        return self._place / str(len(self.parts))
