"""A reader for tests: quick, and as bad as the text of a document asks it to be."""

import os
import signal
import time
from collections.abc import Callable

from graph.records import Document, DocumentGraph, LocalEntity, Mention


class Reader:
    def read(self, document: Document, told: Callable[[float], None] | None) -> DocumentGraph:
        word, _, rest = document.text.partition(" ")
        if word == "LOOP":
            while True:
                pass
        if word == "SLEEP":
            time.sleep(float(rest.split()[0]))
        if word == "ALLOCATE":
            held = []
            while True:
                held.append(bytearray(400_000_000))
        if word == "CRASH":
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == "WRITE":
            with open(rest.strip(), "w") as file:  # noqa: PTH123 - the plainest way
                file.write("it wrote")
        if word == "FAULT":
            raise KeyError(rest)
        if word == "PRINT":
            print("x" * 100_000)  # noqa: T201 - what it does wrong
        if word == "TELL":
            for share in (0.25, 0.5, 0.75):
                time.sleep(0.6)
                told(share)
        if word == "ENVIRONMENT":
            document = document.model_copy(update={"title": " ".join(sorted(os.environ))})
        return graph_of(document)


def graph_of(document: Document) -> DocumentGraph:
    """Return that a document names one organisation, by its first eight characters."""
    name = document.text[:8]
    if not name:
        return DocumentGraph(document=document)
    entity = LocalEntity(
        document=document.id, article=0, type="Organization", name=name, names=(name,)
    )
    mention = Mention(
        entity=entity.id, document=document.id, start=0, end=len(name), text=name, name=name,
        finder="test.v1", confidence=1,
    )  # fmt: skip
    return DocumentGraph(document=document, entities=(entity,), mentions=(mention,))


class Unstartable:
    def __init__(self) -> None:
        raise RuntimeError("no models here")
