"""What a ZIP file would unpack to, looked at before anything is unpacked.

The sizes that its directory declares bind: ``zipfile`` stops at them, so that a file which
lies about them is damaged and never larger. Only stored and deflated members are let pass:
those of other methods may claim any amount of memory for their dictionaries.
"""

from __future__ import annotations

import struct
from io import SEEK_END
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

END = b"PK\x05\x06"
END_BYTES = 22
COMMENT_BYTES = 65_535
LOCATOR = b"PK\x06\x07"  # of the end record of ZIP64, which only archives beyond 4 GB need
LOCATOR_BYTES = 20
ENTRY_BYTES = 600  # of the directory, for one member with a long name
RATIO = 200  # text packs 5 to 50 times; the most that deflate can do is 1,032
SMALL = 10_000_000  # bytes that may unpack at any ratio
ENCRYPTED = 0x1


class ZipBombError(Exception):
    """A ZIP file that unpacks to more than it may; says to what."""


def opened(source: IO[bytes], *, max_members: int, max_bytes: int) -> ZipFile:
    """Return a ZIP file whose directory is within the limits.

    Raises:
        ZipBombError: if it is not.
        BadZipFile: if it is none, or damaged.
    """
    check_directory(source, max_members)
    try:
        archive = ZipFile(source)
        check_members(archive.infolist(), max_members, max_bytes)
    except (NotImplementedError, ValueError, struct.error, EOFError, OSError) as error:
        raise BadZipFile(str(error)) from error
    return archive


def check_directory(source: IO[bytes], max_members: int) -> None:
    """Refuse a directory so large that listing it would cost much memory."""
    size = source.seek(0, SEEK_END)
    source.seek(max(0, size - END_BYTES - COMMENT_BYTES - LOCATOR_BYTES))
    tail = source.read()
    place = tail.rfind(END)
    if place < 0 or len(tail) - place < END_BYTES:
        raise BadZipFile("no end of its directory")
    length: int = struct.unpack_from("<L", tail, place + 12)[0]
    if tail[max(0, place - LOCATOR_BYTES) :].startswith(LOCATOR):
        raise ZipBombError("is of the kind for more than 4 GB")
    if length > max_members * ENTRY_BYTES:
        raise ZipBombError(f"lists more than {max_members:,} members")


def check_members(members: list[ZipInfo], max_members: int, max_bytes: int) -> None:
    """Refuse members that are too many, together too large, or outside the file."""
    if any(member.header_offset < 0 for member in members):
        raise BadZipFile("a member begins before the file")
    if len(members) > max_members:
        raise ZipBombError(f"holds {len(members):,} members, over the limit of {max_members:,}")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > max_bytes:
        raise ZipBombError(
            f"unpacks to {unpacked / 1e6:,.0f} MB, over the limit of {max_bytes / 1e6:,.0f} MB"
        )
    if unpacked > max(SMALL, packed * RATIO):
        raise ZipBombError(f"unpacks to more than {RATIO} times its size")


def is_plain(member: ZipInfo) -> bool:
    """Tell whether a member can be unpacked in little memory and without a password."""
    return member.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not member.flag_bits & ENCRYPTED
