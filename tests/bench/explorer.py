"""How soon the explorer shows a graph and how smoothly it moves, beside other libraries.

    python tests/bench/explorer.py [--sizes 2000:10000 10000:50000] [--keep FOLDER] [--only NAME]
                                 [--layouts own given]

The same graph, skewed as real ones are, in the same headless Chromium, one library after another,
each with the options that its manual advises for large graphs: pyvis, Cytoscape.js and neo4j-viz
are installed into FOLDER for this alone, and left out with a reason where that fails. The explorer
runs on its real server. Every library lays the graph out itself first ("own"), and the others then
show it with places that are given ("given"), so that no layout decides; of large graphs some never
come to rest, and only "given" may be asked of them.

seen    seconds from the navigation until the graph is on the screen, by pictures of it
still   seconds until two pictures a second apart are the same: the layout is done
frame   milliseconds between two frames, median and 95 %, while the view is dragged and zoomed
first   milliseconds until anything is painted
size    kB of the page without a graph, compressed
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import shutil
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from graph.store import open_store
from tests.api.explorer.conftest import BROWSERS, EXPLORER, FLAGS
from tests.bench.graphs import fill
from tests.bench.rivals import Rivals, spiral
from tests.bench.serve import running

OTHERS = ("pyvis", "Cytoscape.js", "neo4j-viz")
PATIENCE = 120  # seconds for a layout to end
MOVED = 5  # seconds of moving
WINDOW = {"width": 1400, "height": 860}
SHARE = 0.01  # of a picture's pixels that a graph covers at least
# What still covers the graph while a page is being made ready.
READY = {
    "guanxi": "document.querySelector('#start').hidden",
    "pyvis": "!['block', ''].includes(document.querySelector('#loadingBar')?.style.display ?? '-')",
}
WATCH = """() => {
  window.stamps = [];
  const note = (at) => { window.stamps.push(at); requestAnimationFrame(note); };
  requestAnimationFrame(note);
}"""


class Shown:
    """A page with a graph, and pictures of it."""

    def __init__(self, page, library, place):
        self._page = page
        self._ready = READY.get(library, "true")
        self._place = place
        self._session = page.context.new_cdp_session(page)

    def _picture(self):
        clip = {**self._place, "scale": 0.2}
        told = self._session.send("Page.captureScreenshot", {"format": "png", "clip": clip})
        return Image.open(io.BytesIO(base64.b64decode(told["data"]))).convert("L")

    def _is_seen(self, picture):
        counts = picture.histogram()
        covered = 1 - max(counts) / sum(counts)
        return covered > SHARE and self._page.evaluate(self._ready)

    def times(self, began):
        """Return when the graph was seen and when it came to rest, None for not in time."""
        seen = still = last = None
        while time.monotonic() - began < PATIENCE and still is None:
            taken = time.monotonic() - began
            try:
                picture = self._picture()
            except Error:  # the browser has nothing of this page to take a picture of yet
                time.sleep(0.05)
                continue
            if seen is None:
                seen = time.monotonic() - began if self._is_seen(picture) else None
                pause = 0.05
            else:
                still = taken - 1 if last == picture.tobytes() else None
                last = picture.tobytes()
                pause = 1
            time.sleep(pause)
        return seen, still

    def frames(self):
        """Return the milliseconds between frames while the view is dragged and zoomed."""
        mouse = self._page.mouse
        x, y = self._place["x"] + 30, self._place["y"] + 30
        self._page.evaluate(WATCH)
        end = time.monotonic() + MOVED
        turn = 0
        while time.monotonic() < end:
            mouse.move(x, y)
            mouse.down()
            for step in range(12):
                mouse.move(x + 10 * step, y + 6 * step)
            mouse.up()
            mouse.move(x + 400, y + 300)
            mouse.wheel(0, (-120, 120)[turn % 2])
            turn += 1
        stamps = self._page.evaluate("window.stamps")
        return sorted(after - before for before, after in pairwise(stamps))


def measured(playwright, library, address):
    """Return the figures of one library on one graph."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
    try:
        context = browser.new_context(viewport=WINDOW, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE * 1000)
        # Offline: some pages ask for style sheets from elsewhere that they do not need.
        context.route(lambda url: not url.startswith(address[:16]), lambda route: route.abort())
        page = context.new_page()
        began = time.monotonic()
        page.goto(address, wait_until="commit")
        place = {"x": 0, "y": 0, **WINDOW}
        if library == "guanxi":
            page.locator("button.whole").click(timeout=20_000)
            place = page.locator("#plane").bounding_box()
        shown = Shown(page, library, place)
        seen, still = shown.times(began)
        frames = shown.frames()
        paint = page.evaluate("performance.getEntriesByType('paint')[0]?.startTime")
        return seen, still, frames, paint
    finally:
        browser.close()


def row(library, layout, figures, size):
    seen, still, frames, paint = figures
    told = [f"{each:7.1f}" if each is not None else f"> {PATIENCE:4}" for each in (seen, still)]
    late = frames[int(len(frames) * 0.95)] if frames else float("nan")
    middle = median(frames) if frames else float("nan")
    return (
        f"{library:13}{layout:7}{told[0]:>8}{told[1]:>8}{middle:9.0f}{late:8.0f}"
        f"{paint or float('nan'):8.0f}{size / 1000:7.0f}"
    )


def graph_of(store):
    """Return the nodes with the same places for everybody, and the links, as plain lists."""
    entities = list(store.all_entities())
    nodes = [[each.id, each.name, *spiral(at)] for at, each in enumerate(entities)]
    return {"nodes": nodes, "links": [[link.head, link.tail] for link in store.links()]}


def compare(playwright, folder, entities, links, options, rivals):
    url = f"sqlite:{folder}/{entities}-{links}.db"
    with closing(open_store(url, create=True)) as store:
        fill(store, "made", entities, links)
        graph = graph_of(store)
    print(f"\n{len(graph['nodes']):,} nodes, {len(graph['links']):,} links")
    print(f"{'':13}{'layout':7}{'seen s':>8}{'still s':>8}{'frame ms':>9}{'p95':>8}"
          f"{'first':>8}{'kB':>7}")  # fmt: skip
    if options.only in (None, "guanxi"):
        shipped = sum(
            len(gzip.compress(each.read_bytes()))
            for each in (EXPLORER / "dist").rglob("*")
            if each.suffix in (".js", ".css", ".html")
        )
        command = [sys.executable, "-m", "api.cli", "serve", "--store", url, "--port", "8651",
                   "--no-jobs", "--log-level", "warning"]  # fmt: skip
        with running(command, "http://127.0.0.1:8651/health/ready") as server:
            report(playwright, "guanxi", "own", f"{server.address}/", shipped)
    for library in OTHERS if rivals else ():
        if options.only in (None, library):
            empty = rivals.write(library, {"nodes": [], "links": []}, preset=True).read_bytes()
            for layout in options.layouts:
                page = rivals.write(library, graph, preset=layout == "given")
                size = len(gzip.compress(empty))
                report(playwright, library, layout, page.as_uri(), size)


def report(playwright, library, layout, address, size):
    try:
        print(row(library, layout, measured(playwright, library, address), size), flush=True)
    except Error as error:
        print(f"{library:13}{layout:7} {str(error).splitlines()[0]}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", default=["2000:10000", "10000:50000"])
    parser.add_argument("--keep", type=Path, help="a folder for stores and the other libraries")
    parser.add_argument("--only", choices=("guanxi", *OTHERS))
    parser.add_argument("--layouts", nargs="+", choices=("own", "given"), default=["own", "given"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = (options.keep or Path(made)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        rivals = Rivals(folder)
        if options.only != "guanxi" and (reason := rivals.install()):
            print(f"without the other libraries: {reason}")
            rivals = None
        with sync_playwright() as playwright:
            for size in options.sizes:
                entities, links = map(int, size.split(":"))
                compare(playwright, folder, entities, links, options, rivals)


if __name__ == "__main__":
    main()
