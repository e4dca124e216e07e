"""A browser on the explorer of a real server; nothing may go wrong in it unseen."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# WebGL without a graphics card; the sandbox needs a user other than root.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE = 20_000  # milliseconds
EXPLORER = Path(__file__).parents[3] / "api" / "explorer"


def program(told, *names):
    """Return the first of some programs that there is; skip without, never in CI."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    return found


@pytest.fixture(scope="module")
def launched():
    """Return a function that starts a headless Chromium with more flags."""
    path = program("no Chromium: apt-get install chromium fonts-noto-cjk", *BROWSERS)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = []

        def launch(*flags):
            browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
            started.append(browser)
            return browser

        yield launch
        for browser in started:
            browser.close()


@pytest.fixture(scope="module")
def browser(launched):
    """Return a headless Chromium."""
    return launched()


@pytest.fixture(scope="session")
def npm():
    """Return a function that runs npm in a folder."""
    path = program("no npm: install node 20.19 or later", "npm")

    def run(folder, *arguments):
        ran = subprocess.run(
            [path, *arguments], cwd=folder, capture_output=True, encoding="utf-8",
            check=False, timeout=300,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout + ran.stderr

    return run


@pytest.fixture(scope="session")
def sources(npm, tmp_path_factory):
    """Return a copy of the explorer's sources with what they need installed beside them."""
    folder = tmp_path_factory.mktemp("sources") / "explorer"
    shutil.copytree(EXPLORER, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    npm(folder, "ci")
    return folder


@contextmanager
def running(settings):
    """Give the address of a server with these settings, and its application."""
    app = create_app(settings)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{taken.getsockname()[1]}", app
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def serve_store(tmp_path_factory):
    """Return a function that serves a store with a service file of its own."""

    def serve(url):
        service = tmp_path_factory.mktemp("service") / "service.db"
        return running(Settings(store=url, service=service, rate="100000/minute"))

    return serve


@pytest.fixture(scope="module")
def serve_sample(serve_store, sample_url):
    """Return a function that serves the sample corpus."""
    return lambda: serve_store(sample_url)


@pytest.fixture(scope="module")
def server(request, serve_store):
    """Return the address of a server over the sample corpus, without keys.

    It is in a file, and for tests that are ``on_both_stores`` in Neo4j as well.
    """
    url = request.getfixturevalue(getattr(request, "param", "sample_url"))
    with serve_store(url) as (address, _):
        yield address


@pytest.fixture
def visit_in():
    """Return a function that opens an address in a browser and notes what goes wrong there."""
    opened = []

    def visit(browser, address, *, language="en-GB", faults=(), **options):
        options.setdefault("viewport", {"width": 1400, "height": 860})
        context = browser.new_context(locale=language, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        wrong = []
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        origin = "/".join(address.split("/")[:3])
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((f"{origin}/", "blob:")) else wrong.append(asked.url)
            ),
        )
        opened.append((context, wrong, faults))
        page.goto(address)
        return page

    yield visit
    for context, wrong, faults in opened:
        context.close()
        assert [each for each in wrong if not any(fault in each for fault in faults)] == []


@pytest.fixture
def visit(browser, visit_in):
    """Return a function that opens an address and notes what goes wrong there."""
    return partial(visit_in, browser)


@pytest.fixture
def picture(tmp_path):
    """Return a function that keeps a picture of a page: in GUANXI_SCREENSHOTS, if that is set."""
    folder = Path(os.environ.get("GUANXI_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page, name):
        page.screenshot(path=folder / f"{name}.png")

    return keep
