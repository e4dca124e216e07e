"""The screens of the explorer and the way to each, in whatever language the page is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from playwright.sync_api import CDPSession, Locator, Page

FIRM = "宇树科技"
PERSON = "王慧文"
SVG = "{http://www.w3.org/2000/svg}"
Way = Callable[[Page], None]


def pick(page: Page, box: str, name: str) -> None:
    """Type a name and take the first that is offered."""
    page.fill(box, name)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")


def start(page: Page) -> None:
    page.locator(".beginnings button").first.wait_for()


def finding(page: Page) -> None:
    start(page)
    page.fill("#search", FIRM)
    page.locator("[role=option]").first.wait_for()


def entity(page: Page) -> None:
    start(page)
    pick(page, "#search", FIRM)
    page.locator(".links .link").first.wait_for()


def link(page: Page) -> None:
    entity(page)
    page.locator(".links .link").first.click()
    page.locator("blockquote mark").first.wait_for()


def document(page: Page) -> None:
    link(page)
    page.locator("blockquote footer button").first.click()
    page.locator(".text mark").first.wait_for()


def paths(page: Page) -> None:
    start(page)
    page.locator("#tab-paths").click()
    pick(page, "#path-from", PERSON)
    page.locator("#path-from:not(:focus)").wait_for()
    pick(page, "#path-to", FIRM)
    page.locator(".ranking summary").first.click()
    page.locator(".hop blockquote mark").first.wait_for()


def question(page: Page) -> None:
    entity(page)
    page.locator(".asks button").first.click()
    page.locator(".ranking .path").first.wait_for()


def listing(page: Page) -> None:
    entity(page)
    page.locator("#tab-list").click()
    page.locator(".list .links").wait_for()


SCREENS: dict[str, Way] = {
    way.__name__: way for way in (start, finding, entity, link, document, paths, question, listing)
}
CLOSED = (
    "summary, [role=tab], button[aria-haspopup], "
    "[aria-expanded=false]:not([role=combobox]):not([role=option])"
)


def opened(page: Page) -> Iterator[str]:
    """Open one after another what can be opened beside a graph, and yield its name."""
    seen: set[str] = set()
    while (closed := _next(page, seen)) is not None:
        closed.click()
        page.wait_for_timeout(300)
        yield closed.inner_text() or closed.get_attribute("aria-label") or ""
        page.keyboard.press("Escape")


def _next(page: Page, seen: set[str]) -> Locator | None:
    for each in page.locator(CLOSED).all():
        name = f"{each.inner_text()} {each.get_attribute('aria-label')}"
        if each.is_visible() and name not in seen:
            seen.add(name)
            return each
    return None


def drawing(page: Page) -> ElementTree.Element:
    """Return the drawing that the page makes, where everything is where the screen has it."""
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Export").click()
        page.get_by_role("button", name="SVG").click()
    return ElementTree.parse(awaited.value.path()).getroot()


def fingers(touch: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """Tell the browser where fingers are now."""
    told = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
    touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})
