"""How the explorer's files are served."""

from __future__ import annotations

import gzip
import re

from api.routes.explorer import BUILT, FOR_EVER
from api.service.keys import Role
from api.web.headers import PAGE_POLICY

MOST_SCRIPT = 400_000  # bytes, gzipped


def loaded_by(page):
    return re.findall(r'(?:src|href)="([^"]+)"', page)


def test_the_page_needs_no_key_and_may_load_nothing_from_elsewhere(serve, client):
    client.app.state.keys.add("somebody", Role.READER)
    answer = serve().get("/")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert "unsafe" not in PAGE_POLICY
    assert answer.headers["cache-control"] == "no-cache"
    assert "http" not in "".join(loaded_by(answer.text))


def test_every_file_that_the_page_loads_is_there_for_ever(client):
    places = loaded_by(client.get("/").text)
    answers = [client.get(place.removeprefix(".")) for place in places]

    assert {each.headers["content-type"] for each in answers} == {
        "text/javascript; charset=utf-8", "text/css; charset=utf-8", "image/svg+xml",
    }  # fmt: skip
    assert {each.headers["cache-control"] for each in answers} == {FOR_EVER}


def test_what_the_browser_has_is_not_sent_again(client):
    for place in ("/", *(place.removeprefix(".") for place in loaded_by(client.get("/").text))):
        tag = client.get(place).headers["etag"]
        again = client.get(place, headers={"If-None-Match": tag})

        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag


def test_nothing_but_the_pages_files_can_be_asked_for(client):
    for name in ("index.html", "..%2findex.html", "%2e%2e", "main.ts", "licenses.md"):
        assert client.get(f"/assets/{name}").status_code == 404


def test_the_scripts_are_small():
    scripts = list((BUILT / "assets").glob("*.js"))

    assert sum(len(gzip.compress(each.read_bytes())) for each in scripts) < MOST_SCRIPT
