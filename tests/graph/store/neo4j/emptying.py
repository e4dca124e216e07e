"""Taking everything out of a database that belongs to the tests."""

from __future__ import annotations

from collections import Counter

import pytest
from neo4j import GraphDatabase

from graph.store.neo4j_server import Address


def run(address: Address, statement: str, **parameters: object) -> list[list[object]]:
    """Return what a statement gives on the server, beside the store."""
    with GraphDatabase.driver(
        address.uri, auth=(address.user, address.password), notifications_min_severity="OFF"
    ) as driver:
        answer = driver.execute_query(statement, parameters, database_=address.database)
        return [record.values() for record in answer.records]


def emptied(address: Address) -> Address:
    """Delete all but the schema, which would take a second to make anew; return the address."""
    run(address, "MATCH (n) WHERE NOT n:Guanxi DETACH DELETE n")
    return address


def nodes(address: Address) -> Counter[object]:
    """Return how many nodes bear each label."""
    labels = run(address, "MATCH (n) RETURN labels(n)")
    return Counter(label for (borne,) in labels for label in borne)


def refuse_foreign_data(address: Address) -> None:
    """Fail where the database that somebody named holds anything."""
    if held := run(address, "MATCH (n) RETURN count(n)")[0][0]:
        pytest.fail(f"NEO4J_URI names a database with {held} nodes; name an empty one")
