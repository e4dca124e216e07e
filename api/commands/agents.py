"""The command that serves agents: mcp."""

from __future__ import annotations

from api.options import StoreUrl, opened


def mcp(store: StoreUrl = None) -> None:
    """Answer agents that speak the Model Context Protocol, on standard input and output.

    The tools are search, show, trace, chain and evidence; none changes the store. Needs the
    extra: pip install "guanxi[mcp]".

    \b
    guanxi mcp --store sqlite:press.db
    """
    from importlib.metadata import version

    from graph.errors import InputError

    try:
        from api.mcp import mcp_server
    except ModuleNotFoundError as error:
        raise InputError(
            f'the package {error.name} is missing; install it: pip install "guanxi[mcp]"'
        ) from error
    with opened(store):
        pass  # a store that is not there is told now, not to the first agent that asks
    mcp_server(lambda: opened(store), version("guanxi")).run("stdio")
