"""What an export must tell, and a graph whose texts are made to break it."""

from __future__ import annotations

from dataclasses import dataclass

FIRM = "</script><script>alert(1)</script>有限公司"
NAMES = ("=1+2|cmd", "'t Hof", "a\"b'c\\n \\u0041 \\", "晨星\n二号", "半\u2028", "😀 𠮷", FIRM)


@dataclass(frozen=True)
class Told:
    """What an export tells of every link: its ends by name, the relation, and the quotes."""

    links: frozenset[tuple[str, str, str]]
    quotes: frozenset[str]
    finders: frozenset[str]
    sources: frozenset[str]


def told(store, shown=lambda text: text):
    """Return what the graph holds, its texts as a format can hold them."""
    names = {one.id: one.name for one in store.all_entities()}
    links = list(store.links())
    facts = store.facts(fact for link in links for fact in link.facts).values()
    evidence = [one for fact in facts for one in fact.evidence]
    return Told(
        links=frozenset(
            (shown(names[one.head]), one.relation, shown(names[one.tail])) for one in links
        ),
        quotes=frozenset(shown(one.quote) for one in evidence),
        finders=frozenset(one.finder for one in evidence),
        sources=frozenset(one.uri for one in store.metadata().values()),
    )
