"""The commands of a server: keys and audit. How it serves is in tests/api/serving."""

import json

import pytest


def test_a_key_is_printed_once_alone_and_listed_without_its_secret(guanxi):
    made = guanxi("keys", "add", "分析 team", "--role", "editor")
    assert made.status == 0
    key = made.out.strip()
    assert made.out == f"{key}\n"
    prefix, identifier, secret = key.split("_", 2)
    assert prefix == "gx"
    assert len(secret) >= 40

    listed = guanxi("keys", "list")
    assert identifier in listed.out
    assert "editor" in listed.out
    assert secret not in listed.out
    (told,) = json.loads(guanxi("keys", "list", "--json").out)
    assert (told["id"], told["name"], told["revoked"]) == (identifier, "分析 team", None)


def test_a_key_as_json_has_its_id(guanxi):
    told = json.loads(guanxi("keys", "add", "anna", "--role", "reader", "--json").out)

    assert told["key"].startswith(f"gx_{told['id']}_")
    assert (told["name"], told["role"]) == ("anna", "reader")


def test_a_revoked_key_says_when(guanxi):
    identifier = guanxi("keys", "add", "anna", "--role", "admin").out.split("_")[1]

    assert guanxi("keys", "revoke", identifier).out == f"revoked {identifier}\n"
    (told,) = json.loads(guanxi("keys", "list", "--json").out)
    assert told["revoked"]
    assert guanxi("keys", "revoke", identifier).status == 0
    unknown = guanxi("keys", "revoke", "nobody")
    assert unknown.status == 2
    assert identifier in unknown.err


def test_the_log_of_changes_tells_who_made_keys(guanxi):
    assert guanxi("audit").out == "nothing was changed yet\n"
    identifier = guanxi("keys", "add", "anna", "--role", "reader").out.split("_")[1]
    guanxi("keys", "revoke", identifier)

    entries = json.loads(guanxi("audit", "--json").out)

    assert [(each["action"], each["object"]) for each in entries] == [
        ("revoke key", identifier), ("add key", identifier),
    ]  # fmt: skip
    assert entries[1]["detail"] == {"name": "anna", "role": "reader"}
    assert "revoke key" in guanxi("audit", "--limit", "1").out


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101, "a\x1b[2J"])
def test_a_name_that_would_break_the_log_is_refused(guanxi, name):
    refused = guanxi("keys", "add", name, "--role", "reader")

    assert refused.status == 1
    assert refused.err.count("\n") == 1


def test_the_file_of_the_server_may_be_elsewhere(guanxi, tmp_path, monkeypatch):
    guanxi("keys", "add", "anna", "--role", "reader", "--service", tmp_path / "keys.db")
    monkeypatch.setenv("GUANXI_SERVICE", str(tmp_path / "keys.db"))

    assert len(json.loads(guanxi("keys", "list", "--json").out)) == 1
    assert not (tmp_path / "guanxi.service.db").exists()
