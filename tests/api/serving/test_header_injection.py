"""Nothing that a caller chooses ends a line of an answer's head: asked on the wire."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from urllib.parse import quote, urlsplit

from graph.store import open_store
from tests.graph.factories import Claimed, make_graph

BREAKS = ("\r\nX-Injected: 1\r\n\r\n<p>", "\nX-Injected: 1", "\rX-Injected: 1", "\x85X-Injected: 1")
QUOTED = '"; filename="evil.html'
HOSTILE = (*BREAKS, *(f"a{each}" for each in BREAKS), QUOTED, "资本\r\nX-Injected: 1")
ADDRESSES = (
    "/api/v1/search?q={}", "/api/v1/search/?q={}", "/api/v1/entities/{}", "/api/v1/entities/{}/",
    "/api/v1/entities/{}/links/", "/api/v1/export?format={}", "/api/v1/export?format=json{}",
    "/api/v1/export?entity={}", "/api/v1/documents/{}/text", "/api/v1/changes?since={}",
    "/api/v1/jobs/{}/events", "/reconcile/preview?id={}", "/{}", "/{}/",
)  # fmt: skip


def head_of(address, request):
    """Return the head of the answer to the bytes of a request."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall(request)
        told = b""
        while b"\r\n\r\n" not in told and (piece := connection.recv(65536)):
            told += piece
    return told.partition(b"\r\n\r\n")[0].decode("latin-1")


def get(address, path, **headers):
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    host = urlsplit(address).netloc
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{lines}Connection: close\r\n\r\n"
    return head_of(address, request.encode())


def check_whole(head):
    lines = re.split(r"[\r\n\x85]+", head)
    assert re.fullmatch(r"HTTP/1\.1 [2-4]\d\d .*", lines[0]), head
    assert not [line for line in lines if line.lower().startswith("x-injected")], head
    assert 'filename="evil' not in head, head


def test_no_address_or_header_of_a_caller_becomes_a_header(serve):
    address = serve("--no-jobs").address

    for hostile in HOSTILE:
        for template in ADDRESSES:
            check_whole(get(address, template.format(quote(hostile, safe=""))))
        one_line = re.sub(r"[\r\n]", " ", hostile)
        path = "/api/v1/search?q=a"
        check_whole(get(address, path, If_None_Match=one_line, Last_Event_ID=one_line))
        check_whole(get(address, path, Origin=one_line, X_Request_ID=one_line))


def test_no_name_of_a_file_becomes_a_header(serve):
    address = serve("--no-jobs").address

    for hostile in HOSTILE:
        for name in (hostile, quote(hostile, safe="")):
            body = (
                '--cut\r\nContent-Disposition: form-data; name="files"; filename="'
                f'{name}.txt"\r\n\r\n澜辰\r\n--cut--\r\n'
            ).encode()
            head = (
                f"POST /api/v1/jobs HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\n"
                "Content-Type: multipart/form-data; boundary=cut\r\n"
                f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            ).encode()
            check_whole(head_of(address, head + body))


def test_an_export_has_the_name_that_the_server_gave_it(serve, tmp_path):
    hostile = 'a\r\nX-Injected: 1"; filename="evil.html'
    with closing(open_store(f"sqlite:{tmp_path}/guanxi.db")) as store:
        store.replace_document(make_graph("a.txt", [Claimed(hostile, "SUPPLIES", "海塔")]))
    address = serve("--no-jobs").address

    head = get(address, f"/api/v1/export?format=graphml&entity={quote(hostile, safe='')}")

    check_whole(head)
    assert head.startswith("HTTP/1.1 200")
    assert 'content-disposition: attachment; filename="guanxi.graphml"' in head.lower()
