"""Names that strangers gave to files, made plain: shown and made addresses of, never paths."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

LONGEST = 150  # characters of one part of a name
DEEPEST = 8  # folders of a name inside an archive
UNNAMED = "unnamed"
# Controls, invisible signs that turn the direction of writing, halves of pairs, line ends.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain_name(name: str) -> str:
    r"""Return the last part of a name without what cannot be shown, never empty.

    >>> plain_name("../../etc/passwd"), plain_name("C:\\press\\a\x00.txt"), plain_name("..")
    ('passwd', 'a.txt', 'unnamed')
    """
    parts = _parts(name)
    return parts[-1] if parts else UNNAMED


def plain_path(name: str) -> str:
    """Return a name inside an archive with its folders, relative whatever it was.

    >>> plain_path("/press/../2031/a.txt")
    'press/2031/a.txt'
    """
    return "/".join(_parts(name)[-DEEPEST:]) or UNNAMED


def address(folder: str | None, name: str) -> str:
    """Return the address under which a file is known, so that the same name replaces it.

    >>> address("press", "澜 辰.txt")
    'upload:press/%E6%BE%9C%20%E8%BE%B0.txt'
    """
    return f"upload:{quote(f'{folder}/{name}' if folder else name, safe='/')}"


def decoded(name: bytes) -> str:
    """Return a name from bytes that say nothing of their encoding."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("latin-1")


def _parts(name: str) -> list[str]:
    parts = (_plain(part) for part in name.replace("\\", "/").split("/"))
    return [part for part in parts if part not in ("", ".", "..")]


def _plain(part: str) -> str:
    normal = unicodedata.normalize("NFC", part)
    shown = "".join(sign for sign in normal if unicodedata.category(sign) not in HIDDEN).strip()
    if len(shown) <= LONGEST:
        return shown
    # Two long names that begin alike stay two; the suffix decides how the file is read.
    suffix = PurePosixPath(shown).suffix[:16]
    digest = hashlib.sha256(shown.encode()).hexdigest()[:8]
    return f"{shown[: LONGEST - len(suffix) - 9]}~{digest}{suffix}"
