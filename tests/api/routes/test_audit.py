"""The log of changes over HTTP."""


def test_the_log_of_changes_comes_latest_first_page_by_page(client):
    for number in range(5):
        client.app.state.audit.note("anna (1)", "remove", f"document-{number}", facts=number)

    first = client.get("/api/v1/audit", params={"limit": 2}).json()
    rest = client.get("/api/v1/audit", params={"before": first[-1]["row"]}).json()

    assert [entry["object"] for entry in first + rest] == [
        f"document-{n}" for n in range(4, -1, -1)
    ]
    assert first[0]["detail"] == {"facts": 4}
    assert first[0]["caller"] == "anna (1)"
