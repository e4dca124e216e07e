"""Every Cypher statement of the Neo4j store; values are always parameters, never spliced in.

What the graph looks like:

    (:Entity:Organization {id, type, kind, name, names})-[:INVESTED_IN {confidence, date, facts}]->
    (:Fact {id, relation, ...})-[:STATED_IN]->(:Evidence {id, quote, ...})-[:IN]->(:Document)
    (:Fact)-[:HEAD|TAIL]->(:LocalEntity)-[:LIKE]->(:Profile {entity})-[:BEARS]->(:JoinKey)

Invariant: links are the only relationships of an Entity, so that its degree counts them and a
path through entities never passes through a document. Names beside it (``Names``) keep what a
search needs: ``terms`` are pairs of characters, written as hexadecimal digits, in which no
character means anything to Lucene.

Every look-up names its index: a plan made while the store is nearly empty would scan all
nodes of a label, and be kept while they become a hundred thousand.
"""

from __future__ import annotations

from typing import LiteralString

# Each entry takes a store to the next version: those of a new store are all of them. A change
# of the schema comes as one more entry and never as a change to an old one.
MIGRATIONS: tuple[tuple[LiteralString, ...], ...] = (
    (
        "CREATE CONSTRAINT guanxi_name IF NOT EXISTS FOR (n:Guanxi) REQUIRE n.name IS UNIQUE",
        "CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT evidence_id IF NOT EXISTS FOR (n:Evidence) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT fact_key IF NOT EXISTS FOR (n:Fact) REQUIRE n.key IS UNIQUE",
        "CREATE CONSTRAINT local_id IF NOT EXISTS FOR (n:LocalEntity) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT profile_id IF NOT EXISTS FOR (n:Profile) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT join_key_id IF NOT EXISTS FOR (n:JoinKey) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT names_entity IF NOT EXISTS FOR (n:Names) REQUIRE n.entity IS UNIQUE",
        # Two readings of one place are two facts under one id: looked up, not unique.
        "CREATE INDEX fact_id IF NOT EXISTS FOR (n:Fact) ON (n.id)",
        "CREATE INDEX fact_link IF NOT EXISTS FOR (n:Fact)"
        " ON (n.link_head, n.relation, n.link_tail)",
        "CREATE INDEX profile_entity IF NOT EXISTS FOR (n:Profile) ON (n.entity)",
        "CREATE INDEX judgement_left IF NOT EXISTS FOR (n:Judgement) ON (n.left)",
        "CREATE INDEX judgement_right IF NOT EXISTS FOR (n:Judgement) ON (n.right)",
        # For people: words and Chinese bigrams. What the store answers uses the exact terms.
        "CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
        "CREATE FULLTEXT INDEX name_terms IF NOT EXISTS FOR (n:Names) ON EACH [n.terms]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        "CALL db.awaitIndexes(600)",
    ),
    (
        "MATCH (p:Profile)<-[:LIKE]-(l:LocalEntity)"
        " WITH p, min(l.id) AS first, count(l) AS count SET p.first = first, p.count = count",
    ),
    (
        "CREATE CONSTRAINT change_row IF NOT EXISTS FOR (n:Change) REQUIRE n.row IS UNIQUE",
        "CREATE INDEX change_at IF NOT EXISTS FOR (n:Change) ON (n.at)",
        "CALL db.awaitIndexes(600)",
    ),
    (),  # words in pinyin, which Cypher cannot make: see neo4j_schema
)
SPELT = 4  # the version from which on names have words in pinyin
VERSION = "MATCH (g:Guanxi {name: 'store'}) RETURN g.version"
INDEXES = """
SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint, options, state
WHERE type <> 'LOOKUP'
RETURN name, type, labelsOrTypes, properties, owningConstraint,
       options.indexConfig['fulltext.analyzer'], state"""
ANYTHING = "MATCH (n) RETURN labels(n) LIMIT 1"
SET_VERSION = """
MERGE (g:Guanxi {name: 'store'}) ON CREATE SET g.changes = 0 SET g.version = $version"""
# Also the lock that makes writers take turns: held until the transaction ends.
TAKE_TURN = "MATCH (g:Guanxi {name: 'store'}) SET g.changes = g.changes + 1 RETURN g.version"

NAMES_OF_ENTITIES = "MATCH (e:Entity) RETURN e.id, e.type, e.names"
SET_WORDS = """
UNWIND $rows AS row MATCH (n:Names {entity: row.id}) USING INDEX n:Names(entity)
SET n.words = row.words, n.terms = row.terms"""

# Documents and what they say.

DOCUMENT = "MATCH (d:Document {id: $id}) USING INDEX d:Document(id) RETURN d {.*}"
HASHES = "MATCH (d:Document) RETURN d.id, d.sha256"
_METADATA = "RETURN d {.id, .uri, .title, .language, .published, .media_type, .sha256}"
METADATA = "MATCH (d:Document) USING INDEX d:Document(id) WHERE d.id IN $ids " + _METADATA
ALL_METADATA = "MATCH (d:Document) " + _METADATA
DOCUMENT_ORDER = "MATCH (d:Document) RETURN d.uri, d.id"
_FACT = """
RETURN f {.*}, COLLECT { MATCH (f)-[s:STATED_IN]->(e:Evidence)
                         RETURN e {.*, position: s.position,
                                   reading: coalesce(s.reading, e.reading)} }"""
LOCAL_OF_DOCUMENT = """
MATCH (d:Document {id: $id}) USING INDEX d:Document(id)
MATCH (d)<-[:IN]-(l:LocalEntity) RETURN l {.*} ORDER BY l.position"""
_FACTS_OF_DOCUMENT = """
MATCH (d:Document {id: $id}) USING INDEX d:Document(id)
MATCH (d)<-[:IN]-(:LocalEntity)<-[:HEAD]-(f:Fact)"""
FACTS_OF_DOCUMENT = _FACTS_OF_DOCUMENT + _FACT
FACTS = "MATCH (f:Fact) USING INDEX f:Fact(id) WHERE f.id IN $ids" + _FACT
LOCAL = "MATCH (l:LocalEntity) USING INDEX l:LocalEntity(id) WHERE l.id IN $ids RETURN l {.*}"
PUT_DOCUMENT = "MERGE (d:Document {id: $document.id}) SET d = $document"
PUT_LOCAL = """
MATCH (d:Document {id: $document}) USING INDEX d:Document(id)
UNWIND $rows AS row
MATCH (p:Profile {id: row.profile}) USING INDEX p:Profile(id)
CREATE (l:LocalEntity) SET l = row.fields
CREATE (l)-[:IN]->(d)
CREATE (l)-[:LIKE]->(p)"""
PUT_EVIDENCE = """
MATCH (d:Document {id: $document}) USING INDEX d:Document(id)
UNWIND $rows AS row
CREATE (e:Evidence) SET e = row
CREATE (e)-[:IN]->(d)"""
PUT_FACTS = """
UNWIND $rows AS row
MATCH (h:LocalEntity {id: row.fields.head}) USING INDEX h:LocalEntity(id)
MATCH (t:LocalEntity {id: row.fields.tail}) USING INDEX t:LocalEntity(id)
CREATE (f:Fact) SET f = row.fields
CREATE (f)-[:HEAD]->(h)
CREATE (f)-[:TAIL]->(t)
WITH f, row
UNWIND row.places AS place
MATCH (e:Evidence {id: place.id}) USING INDEX e:Evidence(id)
CREATE (f)-[:STATED_IN {position: place.position, reading: place.reading}]->(e)"""
DELETE_DOCUMENT = """
MATCH (d:Document {id: $id}) USING INDEX d:Document(id)
CALL (d) { MATCH (d)<-[:IN]-(:LocalEntity)<-[:HEAD]-(f:Fact) DETACH DELETE f }
CALL (d) { MATCH (d)<-[:IN]-(part) DETACH DELETE part }
DETACH DELETE d"""

# The history: as many changes as transactions that changed something.

NOTE_CHANGE = """
MATCH (g:Guanxi {name: 'store'})
CREATE (c:Change) SET c = $change, c.row = g.changes"""
HISTORY = """
MATCH (c:Change) USING INDEX c:Change(row) WHERE c.row > $after AND c.at >= $since
RETURN c {.*} ORDER BY c.row LIMIT $limit"""
REVISION = """
MATCH (c:Change) USING INDEX c:Change(row) WHERE c.row > 0
RETURN c.row, c.at ORDER BY c.row DESC LIMIT 1"""

# Judgements and profiles.

PUT_JUDGEMENT = "MERGE (j:Judgement {id: $judgement.id}) ON CREATE SET j = $judgement"
JUDGEMENTS = "MATCH (j:Judgement) RETURN j {.*}"
JUDGEMENTS_ON = """
MATCH (j:Judgement) USING INDEX j:Judgement(left) WHERE j.left IN $ids RETURN j {.*}"""
JUDGED = """
MATCH (j:Judgement) USING INDEX j:Judgement(left) WHERE j.left IN $ids
RETURN j.left AS id
UNION
MATCH (j:Judgement) USING INDEX j:Judgement(right) WHERE j.right IN $ids
RETURN j.right AS id"""
PROFILES_OF = """
MATCH (l:LocalEntity) USING INDEX l:LocalEntity(id) WHERE l.id IN $ids
MATCH (l)-[:LIKE]->(p:Profile)
RETURN l.id, p.id"""
# Keys are made distinct by the parameter: from n profiles by way of each to n would take
# n * n steps.
REACHED = """
CALL () {
    MATCH (k:JoinKey) USING INDEX k:JoinKey(id) WHERE k.id IN $keys
    MATCH (k)<-[:BEARS]-(p:Profile)
    RETURN p
    UNION
    MATCH (p:Profile) USING INDEX p:Profile(id) WHERE p.id IN $ids
    RETURN p
    UNION
    MATCH (j:Judgement) USING INDEX j:Judgement(left) WHERE j.left IN $judged
    MATCH (l:LocalEntity {id: j.right}) USING INDEX l:LocalEntity(id)
    MATCH (l)-[:LIKE]->(p:Profile)
    RETURN p
    UNION
    MATCH (j:Judgement) USING INDEX j:Judgement(right) WHERE j.right IN $judged
    MATCH (l:LocalEntity {id: j.left}) USING INDEX l:LocalEntity(id)
    MATCH (l)-[:LIKE]->(p:Profile)
    RETURN p
}
MATCH (e:Entity {id: p.entity}) USING INDEX e:Entity(id)
RETURN p {.*}, e {.id, .kind, .name, .names}"""
FIRSTS = """
MATCH (p:Profile) USING INDEX p:Profile(id) WHERE p.id IN $ids
MATCH (p)<-[:LIKE]-(l:LocalEntity) WHERE NOT l.id IN $left
RETURN p.id, min(l.id)"""
PUT_PROFILES = """
UNWIND $rows AS row
CREATE (p:Profile) SET p = row.fields
WITH p, row
UNWIND row.keys AS key
MERGE (k:JoinKey {id: key.id}) ON CREATE SET k = key
CREATE (p)-[:BEARS]->(k)"""
SET_PROFILES = """
UNWIND $rows AS row
MATCH (p:Profile {id: row.id}) USING INDEX p:Profile(id)
SET p.entity = row.entity, p.first = row.first, p.count = row.count"""
GIVE_PROFILE = """
UNWIND $rows AS row
MATCH (l:LocalEntity {id: row.local}) USING INDEX l:LocalEntity(id)
MATCH (p:Profile {id: row.profile}) USING INDEX p:Profile(id)
OPTIONAL MATCH (l)-[old:LIKE]->(:Profile)
DELETE old
CREATE (l)-[:LIKE]->(p)"""
DELETE_PROFILES = """
MATCH (p:Profile) USING INDEX p:Profile(id) WHERE p.id IN $ids
OPTIONAL MATCH (p)-[:BEARS]->(k:JoinKey)
WITH p, collect(k) AS keys
DETACH DELETE p
WITH keys
UNWIND keys AS k
WITH DISTINCT k WHERE NOT EXISTS { (k)<-[:BEARS]-() }
DELETE k"""

# Resolved entities and links.

PUT_ENTITIES = """
UNWIND $rows AS row
MERGE (e:Entity {id: row.id})
ON CREATE SET e.type = row.type, e:$(row.type)
SET e.kind = row.kind, e.name = row.name, e.names = row.names
MERGE (n:Names {entity: row.id})
SET n.searchable = row.searchable, n.comparable = row.comparable, n.words = row.words,
    n.terms = row.terms"""
DELETE_ENTITIES = """
MATCH (e:Entity) USING INDEX e:Entity(id) WHERE e.id IN $ids
OPTIONAL MATCH (n:Names {entity: e.id}) USING INDEX n:Names(entity)
DETACH DELETE e, n"""
_LINKED = """
WHERE f.link_head <> f.link_tail
RETURN DISTINCT f.link_head, f.relation, f.link_tail"""
LINKS_OF_DOCUMENT = _FACTS_OF_DOCUMENT + _LINKED
FACTS_TO_RELINK = """
CALL () {
    MATCH (p:Profile) USING INDEX p:Profile(id) WHERE p.id IN $profiles
    MATCH (p)<-[:LIKE]-(:LocalEntity)<-[:HEAD|TAIL]-(f:Fact)
    RETURN f
    UNION
    MATCH (l:LocalEntity) USING INDEX l:LocalEntity(id) WHERE l.id IN $local
    MATCH (l)<-[:HEAD|TAIL]-(f:Fact)
    RETURN f
}
MATCH (f)-[:HEAD]->(:LocalEntity)-[:LIKE]->(h:Profile)
MATCH (f)-[:TAIL]->(:LocalEntity)-[:LIKE]->(t:Profile)
RETURN f.key, f.link_head, f.relation, f.link_tail, h.entity, t.entity"""
RELINK = """
UNWIND $rows AS row
MATCH (f:Fact {key: row.key}) USING INDEX f:Fact(key)
SET f.link_head = row.head, f.link_tail = row.tail"""
READINGS = """
UNWIND $rows AS row
MATCH (f:Fact {link_head: row.head, relation: row.relation, link_tail: row.tail})
USING INDEX f:Fact(link_head, relation, link_tail)
RETURN row.head, row.relation, row.tail, f.id, f.document, f.confidence, f.date"""
_ENDS = """
UNWIND $rows AS row
MATCH (h:Entity {id: row.head}) USING INDEX h:Entity(id)
MATCH (t:Entity {id: row.tail}) USING INDEX t:Entity(id)
"""
_SET_LINK = """
SET r.confidence = row.confidence, r.date = row.date, r.facts = row.facts"""
# Not MERGE, which with the type as a parameter would scan every relationship: it is known
# which links are there.
PUT_LINKS = _ENDS + "CREATE (h)-[r:$(row.relation)]->(t)" + _SET_LINK
SET_LINKS = _ENDS + "MATCH (h)-[r:$(row.relation)]->(t)" + _SET_LINK
DELETE_LINKS = _ENDS + "MATCH (h)-[r:$(row.relation)]->(t) DELETE r"

# Questions.

ENTITIES = """
CALL () {
    MATCH (e:Entity) USING INDEX e:Entity(id) WHERE e.id IN $ids
    RETURN e.id AS asked, e
    UNION
    MATCH (l:LocalEntity) USING INDEX l:LocalEntity(id) WHERE l.id IN $ids
    MATCH (l)-[:LIKE]->(p:Profile)
    MATCH (e:Entity {id: p.entity}) USING INDEX e:Entity(id)
    RETURN l.id AS asked, e
}
WITH e, collect(asked) AS asked
RETURN asked, e {.*}, COLLECT { MATCH (p:Profile {entity: e.id}) USING INDEX p:Profile(entity)
                                MATCH (p)<-[:LIKE]-(l:LocalEntity) RETURN l.id }"""
ENTITY_ORDER = "MATCH (e:Entity) RETURN e.type, e.name, e.id"
ENTITY_IDS = "MATCH (e:Entity) RETURN e.id"
_BEST_FIRST: LiteralString = """
WITH id, [place IN places WHERE place IS NOT NULL] AS places
WHERE size(places) > 0
MATCH (e:Entity {id: id}) USING INDEX e:Entity(id)
WHERE size($types) = 0 OR e.type IN $types
WITH e, id, reduce(best = 9, place IN places |
                   CASE WHEN place < best THEN place ELSE best END) AS place
RETURN id ORDER BY place, COUNT { (e)--() } DESC, id
LIMIT $limit"""
_NAMES: LiteralString = """
CALL db.index.fulltext.queryNodes('name_terms', $query) YIELD node
WITH node.entity AS id, [at IN range(0, size(node.searchable) - 1) | CASE """
# `$words` are the beginnings of words of a name in pinyin, each after a space: null where what
# is asked for is none.
SEARCH = f"""{_NAMES}
    WHEN node.searchable[at] = $text THEN 0
    WHEN node.searchable[at] STARTS WITH $text THEN 1
    WHEN node.searchable[at] CONTAINS $part
         AND node.words[at] CONTAINS $words[0] + ' ' THEN 1
    WHEN node.searchable[at] CONTAINS $part
         AND any(word IN $words[..2] WHERE node.words[at] CONTAINS word) THEN 2
    WHEN node.searchable[at] CONTAINS $text THEN 3
    WHEN node.searchable[at] CONTAINS $part AND node.words[at] CONTAINS $words[2] THEN 4
END] AS places
{_BEST_FIRST}"""
NAMED = f"""{_NAMES}
    WHEN node.comparable[at] <> $key THEN null
    WHEN node.searchable[at] = $text THEN 0
    WHEN node.searchable[at] STARTS WITH $text THEN 1
    ELSE 2
END] AS places
{_BEST_FIRST}"""
# Long answers come as one record of many lists: the driver takes twice as long to read as many
# records.
# A date may be stated as its beginning, in the filter and on the link: both are compared as
# far as both are stated, so that what may lie within passes.
_PASSING: LiteralString = """
WHERE r.confidence >= $confidence
  AND (size($relations) = 0 OR type(r) IN $relations)
  AND (size($types) = 0 OR far.type IN $types)
  AND ($since IS NULL OR r.date >= left($since, size(r.date)))
  AND ($until IS NULL OR left(r.date, size($until)) <= $until)"""
_NEAR: LiteralString = """
MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $ids
MATCH (n)-[r]-(far:Entity)"""
_LINK: LiteralString = """
[startNode(r).id, type(r), endNode(r).id, r.confidence, r.date, r.facts]"""
EXPAND = f"{_NEAR}{_PASSING} WITH DISTINCT r RETURN collect({_LINK})"
_ENTITIES_AMONG: LiteralString = "MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $%s"
_TOUCHING: LiteralString = "reduce(sum = 0, n IN %s | sum + COUNT { (n)--() })"
_WALKED: LiteralString = "UNWIND %s AS n MATCH (n)-[r]-(far:Entity) %s RETURN far, r, %s AS side"
# Walked one link from both sides, none from the right too, and grouped by where that leads:
# nothing but the group is asked for what only one side reaches, as most is.
_BRIDGES: LiteralString = (
    f"CALL () {{ {_ENTITIES_AMONG % 'left'} RETURN collect(n) AS lefts }}\n"
    f"CALL () {{ {_ENTITIES_AMONG % 'right'} RETURN collect(n) AS rights }}\n"
    f"WITH lefts, rights, {_TOUCHING % 'lefts'} + {_TOUCHING % 'rights'} AS touching"
    """
CALL (lefts, rights, touching) {
    WITH lefts, rights, touching WHERE touching <= $limit
    CALL (lefts, rights) {
        %s
        UNION ALL %s
        UNION ALL UNWIND rights AS far RETURN far, null AS r, 1 AS side
    }
    WITH far, collect(r) AS rs, min(side) AS first, max(side) AS last
    WHERE first < last"""
    f"""
    RETURN collect([far.id, [r IN rs | {_LINK}]]) AS met
}}
RETURN CASE WHEN touching <= $limit THEN met END"""
)
BRIDGES = _BRIDGES % (_WALKED % ("lefts", _PASSING, 0), _WALKED % ("rights", _PASSING, 1))
# To look at what is on every link takes twice as long.
ALL_BRIDGES = _BRIDGES % (_WALKED % ("lefts", "", 0), _WALKED % ("rights", "", 1))
_SUREST_FIRST: LiteralString = "ORDER BY r.confidence DESC, startNode(r).id, type(r), endNode(r).id"
SUREST = f"""
MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $ids
CALL (n) {{
    MATCH (n)-[r]-(far:Entity) {_PASSING}
    WITH r {_SUREST_FIRST} SKIP $start LIMIT $limit
    RETURN r
}}
WITH DISTINCT r RETURN collect({_LINK})"""
AMONG = f"""{_NEAR} {_PASSING} AND far.id IN $ids
WITH DISTINCT r {_SUREST_FIRST} LIMIT $limit RETURN collect({_LINK})"""
TALLY = f"""{_NEAR} {_PASSING}
RETURN n.id, type(r), count(r)"""
OCCURRENCES = """
MATCH (p:Profile {entity: $id}) USING INDEX p:Profile(entity)
MATCH (p)<-[:LIKE]-(l:LocalEntity)-[:IN]->(d:Document)
RETURN count(DISTINCT d), sum(l.mentioned)"""
LINKS_FROM = """
MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $ids
MATCH (n)-[r]->(far:Entity)
RETURN collect([n.id, type(r), far.id, r.confidence, r.date, r.facts])"""
DEGREES = """
MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $ids
RETURN collect([n.id, COUNT { MATCH (n)--(far) RETURN DISTINCT far }])"""
BEST_CONNECTED = """
MATCH (e:Entity) WHERE size($types) = 0 OR e.type IN $types
WITH e, COUNT { (e)--() } AS links ORDER BY links DESC, e.id LIMIT $limit
RETURN e {.id, .type, .kind, .name, links: links}"""
MENTIONS = """
MATCH (p:Profile {entity: $id}) USING INDEX p:Profile(entity)
MATCH (p)<-[:LIKE]-(l:LocalEntity)-[:IN]->(d:Document)
RETURN d.uri, d.id, l.id, l.mentions"""
COUNT_DOCUMENTS = "MATCH (d:Document) RETURN count(d)"
COUNT_FACTS = "MATCH (f:Fact) RETURN count(f)"
COUNT_MENTIONS = "MATCH (l:LocalEntity) RETURN sum(l.mentioned)"
COUNT_ENTITIES = "MATCH (e:Entity) RETURN e.type AS type, count(e) ORDER BY type"
COUNT_LINKS = "MATCH (:Entity)-[r]->() RETURN type(r) AS type, count(r) ORDER BY type"

# Statements of others.

PLUGGED_IN = "SHOW FUNCTIONS YIELD name, isBuiltIn WHERE NOT isBuiltIn RETURN name"
