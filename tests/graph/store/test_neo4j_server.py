"""Reaching a Neo4j server: what is refused, and what is said then, on real servers."""

from __future__ import annotations

import os
import socket
import time
from contextlib import closing
from dataclasses import replace
from threading import Thread

import pytest

from api.cli import main
from graph.errors import StoreUnavailableError
from graph.store import open_store
from graph.store.neo4j import Neo4jStore
from graph.store.neo4j_server import Address, check_age
from tests.graph.store.neo4j.server import PASSWORD, TOO_OLD, new_server

TOUCHING_NO_OTHER_SERVER = pytest.mark.skipif(
    "NEO4J_URI" in os.environ, reason="how a server that others run is encrypted is theirs to say"
)


@pytest.fixture(scope="module")
def old_server(tmp_path_factory, neo4j_missing):
    """A real server that is too old, and that asks for encryption."""
    neo4j_missing(TOO_OLD)
    server = new_server(tmp_path_factory.mktemp("old"), TOO_OLD, tls="REQUIRED")
    try:
        server.start()
        yield server
    finally:
        server.kill()


def under(address, scheme):
    """Return the address of the same server under another scheme."""
    return replace(address, uri=f"{scheme}://{address.uri.partition('://')[2]}")


def test_a_wrong_password_is_told_and_not_shown(address):
    with pytest.raises(StoreUnavailableError, match="refused user or password") as caught:
        Neo4jStore(replace(address, password="wrong-word"))

    assert "wrong-word" not in str(caught.value)
    assert "GUANXI_NEO4J_PASSWORD" in str(caught.value)


def test_an_unknown_database_is_told(address):
    with pytest.raises(StoreUnavailableError, match="no such database; name another"):
        Neo4jStore(replace(address, database="nowhere"), patience=1)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_down_is_told_at_once_in_one_line(scheme):
    began = time.monotonic()

    with pytest.raises(StoreUnavailableError, match="cannot be reached; check that") as caught:
        open_store(f"{scheme}://someone:secret@127.0.0.1:9/neo4j")

    assert time.monotonic() - began < 10
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/5.25.1", "Memgraph/3.0"])
def test_a_server_too_old_is_told_which_will_do(agent):
    with pytest.raises(StoreUnavailableError, match=rf"is {agent}.*Neo4j 5\.26 or later"):
        check_age("bolt://localhost", agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.27-aura", "Neo4j/2026.08.1"])
def test_a_server_new_enough_will_do(agent):
    check_age("bolt://localhost", agent)


def test_the_command_line_tells_that_a_real_server_is_too_old(old_server, monkeypatch, capsys):
    monkeypatch.setenv("GUANXI_STORE", old_server.uri.replace("bolt", "bolt+ssc"))
    monkeypatch.setenv("GUANXI_NEO4J_PASSWORD", PASSWORD)

    with pytest.raises(SystemExit) as ended:
        main(["stats"])

    assert ended.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(
        f"is Neo4j/{TOO_OLD.version}, and guanxi needs Neo4j 5.26 or later; upgrade it"
    )


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_asks_for_encryption_tells_how_to_give_it(old_server, scheme):
    address = under(Address(old_server.uri, None, "neo4j", PASSWORD), scheme)

    with pytest.raises(StoreUnavailableError, match=rf"encryption; then write {scheme}\+s://"):
        Neo4jStore(address, patience=1)


@TOUCHING_NO_OTHER_SERVER
@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_self_signed_certificate_will_do_where_it_is_said_so(address, scheme):
    with closing(Neo4jStore(under(address, scheme))) as store:
        assert store.hashes() == {}


@TOUCHING_NO_OTHER_SERVER
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_that_nobody_trusts_is_refused_with_the_remedy(address, scheme):
    with pytest.raises(StoreUnavailableError, match="certificate cannot be trusted") as caught:
        Neo4jStore(under(address, scheme), patience=1)

    place = address.uri.partition("://")[2]
    assert f"where it is self-signed, write {scheme}sc://{place}" in str(caught.value)
    assert "SSL_CERT_FILE" in str(caught.value)
    assert "\n" not in str(caught.value)


@TOUCHING_NO_OTHER_SERVER
@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_of_an_authority_of_ones_own_is_trusted(
    address, release, neo4j_servers, monkeypatch, scheme
):
    monkeypatch.setenv("SSL_CERT_FILE", str(neo4j_servers(release).authority))

    with closing(Neo4jStore(under(address, scheme))) as store:
        assert store.hashes() == {}


@pytest.mark.parametrize(
    ("answer", "scheme", "told"),
    [
        pytest.param(
            b"HTTP/1.1 400 Bad Request\r\n\r\n", "bolt", "port for browsers", id="browsers' port"
        ),
        pytest.param(b"\0\0\0\0", "neo4j", "needs Neo4j 5.26 or later", id="no protocol in common"),
        pytest.param(b"\0\0\0\0", "bolt+s", "does not speak TLS", id="no TLS"),
    ],
)
def test_what_answers_otherwise_than_expected_is_told(answer, scheme, told):
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def answering():
            connection, _ = listening.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        Thread(target=answering, daemon=True).start()
        address = Address(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}", None, "", "")

        with pytest.raises(StoreUnavailableError, match=told):
            Neo4jStore(address, patience=1)
