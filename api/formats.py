"""Every format in which the graph is given out, under what name and as what."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from api.explorer.snapshot import write_html
from graph.errors import InputError, UnknownNameError
from graph.exports import EXPORTERS, FOLDERS, Exporter
from graph.exports.writing import replacing
from graph.neighbourhood import Neighbourhood
from graph.store.base import Store

FORMATS: dict[str, Exporter] = {**EXPORTERS, "html": write_html}
ARCHIVE = "application/zip"
ENDINGS = {
    "graphml": ("graphml", "application/graphml+xml"),
    "gexf": ("gexf", "application/gexf+xml"),
    "json": ("json", "application/json"),
    "csv": ("csv.zip", ARCHIVE),
    "json-ld": ("jsonld", "application/ld+json"),
    "turtle": ("ttl", "text/turtle; charset=utf-8"),
    "cypher": ("cypher", "text/plain; charset=utf-8"),
    "parquet": ("parquet.zip", ARCHIVE),
    "ftm": ("ftm.json", "application/x-ndjson"),
    "html": ("html", "text/html; charset=utf-8"),
}
"""How the name of a file ends and what is in it, where one file is given."""
# Archives tell no time: the same graph is the same bytes.
BEGINNING = (1980, 1, 1, 0, 0, 0)


def exporter(name: str) -> Exporter:
    """Return the writer of a format; that of ``FOLDERS`` writes a folder.

    Raises:
        UnknownNameError: if there is no such format; lists those there are.
    """
    if name not in FORMATS:
        raise UnknownNameError("export format", name, FORMATS)
    return FORMATS[name]


def write_one_file(name: str, part: Neighbourhood, store: Store, path: Path) -> None:
    """Write a part of the graph as one file: a folder as an archive of it.

    Raises:
        UnknownNameError: if there is no such format.
        InputError: if it cannot be written.
    """
    write = exporter(name)
    if name not in FOLDERS:
        write(part, store, path)
        return
    with TemporaryDirectory(prefix="guanxi-") as place:
        folder = Path(place, f"guanxi-{name}")
        write(part, store, folder)
        with replacing(path) as stream, zipfile.ZipFile(stream, "w") as archive:
            for file in sorted(folder.iterdir()):
                member = zipfile.ZipInfo(f"{folder.name}/{file.name}", BEGINNING)
                member.compress_type = zipfile.ZIP_DEFLATED
                with file.open("rb") as content, archive.open(member, "w") as packed:
                    while piece := content.read(1 << 20):
                        packed.write(piece)


def check_place(name: str, path: Path | None) -> None:
    """Do nothing where a format can be written to this path, None for standard output.

    Raises:
        InputError: if it is a folder, which has to have a name.
    """
    if name in FOLDERS and path is None:
        raise InputError(f"{name} is a folder of files; name it: -o FOLDER")
