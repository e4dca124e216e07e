"""The server for agents, asked by the library's own client."""

from __future__ import annotations

import sys
from contextlib import nullcontext

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from api.mcp import mcp_server
from graph.store import open_store


@pytest.fixture
def store(document_graph):
    opened = open_store("memory:")
    opened.replace_document(document_graph())
    yield opened
    opened.close()


@pytest.fixture
def call(store):
    """Return a function that calls a tool of a server in this process."""

    def run(tool, **arguments):
        async def ask():
            async with Client(mcp_server(lambda: nullcontext(store), "1")) as client:
                return await client.call_tool(tool, arguments)

        return anyio.run(ask)

    return run


def test_every_tool_says_that_it_changes_nothing(store):
    async def listed():
        async with Client(mcp_server(lambda: nullcontext(store), "1")) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(listed)

    assert {tool.name for tool in tools} == {"search", "show", "trace", "chain", "evidence"}
    assert all(tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)


def test_search_finds_by_a_part_of_a_name(call):
    found = call("search", text="澜辰", types=["Organization"]).structured_content

    assert [one["name"] for one in found["entities"]] == ["澜辰科技"]


def test_show_gives_links_with_their_quotes(call):
    details = call("show", entity="澜辰科技").structured_content

    assert {link["relation"] for link in details["links"]} == {
        "INVESTED_IN", "DEVELOPS", "WORKS_FOR",
    }  # fmt: skip
    assert all(link["quotes"][0]["quote"] for link in details["links"])
    assert len(call("show", entity="澜辰科技", limit=1).structured_content["links"]) == 1


def test_trace_and_chain_quote_every_hop(call):
    (path,) = call("trace", source="青岚资本", target="赵远").structured_content["paths"]
    pattern = "Organization <-WORKS_FOR- Person"
    chains = call("chain", start="澜辰科技", pattern=pattern).structured_content["paths"]

    assert [hop["relation"] for hop in path["hops"]] == ["INVESTED_IN", "WORKS_FOR"]
    assert all(hop["quote"] for hop in (*path["hops"], *chains[0]["hops"]))


def test_evidence_gives_the_passages_between_two(call):
    (link,) = call("evidence", left="青岚资本", right="澜辰科技").structured_content["links"]

    assert link["quotes"][0]["quote"] == "青岚资本领投澜辰科技A轮融资"
    assert call("evidence", left="青岚资本", right="赵远").structured_content["links"] == []


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("show", {"entity": "无此公司"}, "no entity named"),
        ("search", {"text": "a", "types": ["Robot"]}, "Organization"),
        ("chain", {"start": "澜辰科技", "pattern": "-"}, "expected"),
        ("trace", {"source": "赵远", "target": "澜辰科技", "hops": 99}, "hops"),
    ],
)
def test_what_is_wrong_is_told_to_the_agent(call, tool, arguments, says):
    answer = call(tool, **arguments)

    assert answer.is_error
    assert says in answer.content[0].text


def test_the_command_answers_on_its_standard_streams(tmp_path, document_graph):
    url = f"sqlite:{tmp_path}/guanxi.db"
    opened = open_store(url)
    opened.replace_document(document_graph())
    opened.close()
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "api.cli", "mcp", "--store", url]
    )

    async def ask():
        async with Client(stdio_client(command)) as client:
            return await client.call_tool("search", {"text": "青岚"})

    found = anyio.run(ask).structured_content

    assert [one["name"] for one in found["entities"]] == ["青岚资本"]


def test_a_store_that_is_not_there_is_told_at_once(guanxi):
    ran = guanxi("mcp", "--store", "sqlite:missing.db")

    assert ran.status == 1
    assert "no store there" in ran.err
