"""The Cypher statements that choose and count the links around entities; see ``cypher``."""

from __future__ import annotations

from typing import LiteralString

from graph.store.cypher import LINK, NEAR, PASSING

SUREST_FIRST: LiteralString = "ORDER BY r.confidence DESC, startNode(r).id, type(r), endNode(r).id"
SUREST = f"""
MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id IN $ids
CALL (n) {{
    MATCH (n)-[r]-(far:Entity) {PASSING}
    WITH r {SUREST_FIRST} SKIP $start LIMIT $limit
    RETURN r
}}
WITH DISTINCT r {LINK}"""
AMONG = f"""{NEAR} {PASSING} AND far.id IN $ids
WITH DISTINCT r {SUREST_FIRST} LIMIT $limit {LINK}"""
TALLY = f"""{NEAR} {PASSING}
RETURN n.id, type(r), count(r)"""
OCCURRENCES = """
MATCH (p:Profile {entity: $id}) USING INDEX p:Profile(entity)
MATCH (p)<-[:LIKE]-(l:LocalEntity)-[:IN]->(d:Document)
RETURN count(DISTINCT d), sum(l.mentioned)"""
