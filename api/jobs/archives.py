"""ZIP archives among uploads: unpacked into files of the job, each on its own limits."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from api.jobs.errors import UploadError, UploadTooLargeError
from api.jobs.names import decoded, plain_path
from extractors.reading.zips import ZipBombError, is_plain, opened
from graph.records import Record

SUFFIX = ".zip"
BLOCK = 1 << 18
UTF8 = 0x800  # flag of a member: its name is UTF-8
DAMAGED = (
    BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
HIDDEN = (".", "__MACOSX")
ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar"})


class Member(Record):
    """A file of an archive: unpacked to ``path``, or refused with a reason."""

    name: str
    bytes: int
    path: Path | None = None
    reason: str | None = None


class ArchiveLimits(Record):
    """What an archive may hold: members, bytes of one, bytes of all."""

    members: int
    member_bytes: int
    bytes: int


def is_archive(name: str) -> bool:
    """Tell whether a file is one that is unpacked."""
    return PurePosixPath(name).suffix.lower() == SUFFIX


def unpacked(name: str, source: Path, place: Path, limits: ArchiveLimits) -> Iterator[Member]:
    """Yield the files of an archive, each once it lies in the folder, or why it does not.

    Raises:
        UploadTooLargeError: if it unpacks to too much.
        UploadError: if it is no archive.
    """
    try:
        with (
            source.open("rb") as content,
            opened(content, max_members=limits.members, max_bytes=limits.bytes) as archive,
        ):
            for number, member in enumerate(archive.infolist()):
                called = plain_path(_name_of(member))
                if not member.is_dir() and not _is_hidden(called):
                    yield _unpacked(archive, member, called, place / str(number), limits)
    except ZipBombError as error:
        raise UploadTooLargeError(f"{name}: {error}; send its files in several uploads") from error
    except BadZipFile as error:
        raise UploadError(f"{name}: is no whole ZIP archive; pack it again") from error


def _unpacked(
    archive: ZipFile, member: ZipInfo, called: str, path: Path, limits: ArchiveLimits
) -> Member:
    """Return a member, unpacked under a name of ours: its own is never a path."""
    reason = _refused(member, called, limits)
    if reason is None:
        try:
            with archive.open(member) as packed, path.open("xb") as file:
                size = _copied(packed, file)
            return Member(name=called, path=path, bytes=size)
        except DAMAGED:
            path.unlink(missing_ok=True)
            reason = "is damaged in its archive; pack it again"
    return Member(name=called, bytes=member.file_size, reason=f"{called}: {reason}")


def _refused(member: ZipInfo, called: str, limits: ArchiveLimits) -> str | None:
    if not is_plain(member):
        return "is encrypted or packed in a rare way; pack it again without a password"
    if PurePosixPath(called).suffix.lower() in ARCHIVES:
        return "is an archive in an archive; unpack it first"
    if member.file_size > limits.member_bytes:
        return f"is over the limit of {limits.member_bytes / 1e6:,.0f} MB; split it"
    return None


def _copied(packed: IO[bytes], file: IO[bytes]) -> int:
    size = 0
    while block := packed.read(BLOCK):
        size += file.write(block)
    return size


def _name_of(member: ZipInfo) -> str:
    """Return the name of a member; programs of old wrote it in the encoding of their system."""
    if member.flag_bits & UTF8:
        return member.orig_filename
    try:
        return decoded(member.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return member.orig_filename


def _is_hidden(called: str) -> bool:
    """Tell whether a file is one that archivers add by themselves."""
    return any(part.startswith(HIDDEN) for part in called.split("/"))
