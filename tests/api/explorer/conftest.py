"""A browser on the explorer of a real server; nothing may go wrong in it unseen."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# WebGL without a graphics card; the sandbox needs a user other than root.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE = 20_000  # milliseconds


@pytest.fixture(scope="module")
def browser():
    """Return a headless Chromium."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        told = "no Chromium: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


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
def serve_sample(sample_url, tmp_path_factory):
    """Return a function that serves the sample corpus with a service file of its own."""

    def serve():
        service = tmp_path_factory.mktemp("service") / "service.db"
        return running(Settings(store=sample_url, service=service, rate="100000/minute"))

    return serve


@pytest.fixture(scope="module")
def server(serve_sample):
    """Return the address of a server over the sample corpus, without keys."""
    with serve_sample() as (address, _):
        yield address


@pytest.fixture
def visit(browser):
    """Return a function that opens an address and notes what goes wrong there."""
    opened = []

    def visit(address, *, language="en-GB", faults=(), **options):
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
def picture(tmp_path):
    """Return a function that keeps a picture of a page: in GUANXI_SCREENSHOTS, if that is set."""
    folder = Path(os.environ.get("GUANXI_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page, name):
        page.screenshot(path=folder / f"{name}.png")

    return keep
