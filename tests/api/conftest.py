from dataclasses import dataclass

import pytest

from api.cli import main
from api.copying import Copying
from api.ingest import SAMPLE, Ingestion, sample_address
from extractors.pipeline import Pipeline
from extractors.reading import files
from graph.records import Document, DocumentGraph, Evidence, Fact, LocalEntity, Mention
from graph.store import open_store
from tests.graph.store.neo4j.emptying import emptied

TEXT = (
    "青岚资本领投澜辰科技A轮融资，金额1亿元。澜辰科技研发了澜辰一号机器人。"
    "赵远是澜辰科技的首席执行官。赵远也任白石学院教授。"
)
ENTITIES = (
    ("Organization", "青岚资本"), ("Organization", "澜辰科技"), ("Technology", "澜辰一号机器人"),
    ("Person", "赵远"), ("Organization", "白石学院"),
)  # fmt: skip
FACTS = (
    (
        "青岚资本", "INVESTED_IN", "澜辰科技", "青岚资本领投澜辰科技A轮融资",
        {"round": "A轮", "lead": True},
    ),
    ("澜辰科技", "DEVELOPS", "澜辰一号机器人", "澜辰科技研发了澜辰一号机器人", {}),
    ("赵远", "WORKS_FOR", "澜辰科技", "赵远是澜辰科技的首席执行官", {"title": "首席执行官"}),
    ("赵远", "WORKS_FOR", "白石学院", "赵远也任白石学院教授", {"title": "教授"}),
)  # fmt: skip


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture
def guanxi(tmp_path, monkeypatch, capfd):
    """Run a command in an empty folder, in this process; return its status and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GUANXI_STORE", raising=False)

    def run(*arguments):
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Ran(left.value.code or 0, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def document_graph():
    """Return a function that makes what a text says, from lists of names and facts in it."""

    def make(uri="sample:a.txt", text=TEXT, entities=ENTITIES, facts=FACTS):
        document = Document(
            uri=uri, title="澜辰科技融资", language="zh", published="2031-05-06",
            media_type="text/plain", sha256="0" * 64, text=text,
        )  # fmt: skip
        local = {
            name: LocalEntity(document=document.id, article=0, type=type_, name=name, names=(name,))
            for type_, name in entities
        }

        def mention(name):
            start = text.index(name)
            return Mention(
                entity=local[name].id, document=document.id, start=start, end=start + len(name),
                text=name, name=name, finder="test.v1", confidence=1,
            )  # fmt: skip

        def fact(head, relation, tail, quote, properties):
            start = text.index(quote)
            evidence = Evidence(
                document=document.id, start=start, end=start + len(quote), quote=quote,
                reading=quote, finder="test.v1",
            )  # fmt: skip
            return Fact(
                head=local[head].id, relation=relation, tail=local[tail].id, confidence=0.8,
                properties=properties, evidence=(evidence,),
            )  # fmt: skip

        return DocumentGraph(
            document=document,
            entities=tuple(local.values()),
            mentions=tuple(mention(name) for name in local),
            facts=tuple(fact(*each) for each in facts),
        )

    return make


@pytest.fixture
def small_store(guanxi, document_graph):
    """A store in the folder of the test that holds one small document, where it is looked for."""
    store = open_store("sqlite:guanxi.db")
    store.replace_document(document_graph())
    store.close()


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory):
    """A store in a file that holds the sample corpus; it is only asked."""
    url = f"sqlite:{tmp_path_factory.mktemp('sample')}/sample.db"
    store = open_store(url)
    ingestion = Ingestion(store, Pipeline, uri=sample_address)
    for path in files([SAMPLE]).files:
        assert ingestion.ingest(path).status == "read"
    store.close()
    return url


@pytest.fixture(scope="session")
def neo4j_url(neo4j_address):
    """The database that the tests may empty, as a user writes it."""
    scheme, _, place = neo4j_address.uri.partition("://")
    user, password = neo4j_address.user, neo4j_address.password
    return f"{scheme}://{user}:{password}@{place}/{neo4j_address.database or ''}"


@pytest.fixture(scope="module")
def emptied_neo4j_url(neo4j_address, neo4j_url):
    """The same, emptied for the tests of a module."""
    emptied(neo4j_address)
    return neo4j_url


@pytest.fixture(scope="module")
def sample_neo4j_url(emptied_neo4j_url, sample_url):
    """A database that holds the sample corpus, as long as no other test empties it."""
    source, target = open_store(sample_url), open_store(emptied_neo4j_url)
    Copying(source, target).run(lambda _: None)
    source.close()
    target.close()
    return emptied_neo4j_url
