"""The page can be used with a screen reader, without a mouse, and by touch."""

from __future__ import annotations

import pytest

from tests.api.explorer.screens import FIRM, SCREENS, entity, fingers, opened, start

REWRITTEN = 500  # milliseconds after which the page speaks the other language
# Every rule that is not experimental, the size of targets among them.
AUDIT = """async (contrastAlone) => {
  const options = contrastAlone
    ? { runOnly: ["color-contrast"] }
    : { rules: { "target-size": { enabled: true } } };
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""

# How far apart the outermost pixels in the colour of firms are.
BLUE_WIDTH = """async (bytes) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  const across = [];
  for (let at = 0; at < data.length; at += 4)
    if (data[at] < 20 && Math.abs(data[at + 1] - 0x72) < 10 && Math.abs(data[at + 2] - 0xb2) < 10)
      across.push((at / 4) % picture.width);
  return across.reduce((most, each) => Math.max(most, each), 0)
    - across.reduce((least, each) => Math.min(least, each), picture.width);
}"""


@pytest.fixture(scope="session")
def axe(sources):
    """Return the script of axe-core."""
    return (sources / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def violations(axe):
    """Return a function that tells what is wrong with a page: in light, in dark, in Chinese."""

    def audit(page):
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(axe)
        found = {"light": page.evaluate(AUDIT, False)}
        page.emulate_media(color_scheme="dark")
        found["dark"] = page.evaluate(AUDIT, True)
        page.emulate_media(color_scheme="light")
        return [f"{look}: {each}" for look, told in found.items() for each in told]

    return audit


@pytest.mark.parametrize("way", SCREENS.values(), ids=SCREENS)
def test_axe_finds_nothing_wrong_with_any_screen(server, visit, violations, way):
    page = visit(server)
    way(page)
    wrong = violations(page)
    page.locator("#language").click()
    page.wait_for_timeout(REWRITTEN)
    wrong += [f"Chinese, {each}" for each in violations(page)]

    assert not wrong, "\n".join(wrong)


def test_axe_finds_nothing_wrong_with_what_is_opened(server, visit, violations):
    page = visit(server)
    entity(page)

    wrong = {name: violations(page) for name in opened(page)}
    assert len(wrong) >= 5
    assert {name: found for name, found in wrong.items() if found} == {}


def hub_question(page):
    entity(page)
    told = {"links": {"INVESTED_IN": 40, "PARTNERS_WITH": 2}, "name": FIRM}
    page.route("**/api/v1/entities/*", lambda route: route.fulfill(json=told))
    page.locator("#stage").focus()
    page.keyboard.press("e")


def keys_help(page):
    entity(page)
    page.locator("#stage").focus()
    page.keyboard.press("?")


@pytest.mark.parametrize("way", [hub_question, keys_help], ids=lambda way: way.__name__)
@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_axe_finds_nothing_wrong_with_a_dialog(server, visit, violations, picture, way, language):
    page = visit(server, language=language)
    way(page)
    page.locator("dialog[open]").wait_for()
    for width in (1400, 360):
        page.set_viewport_size({"width": width, "height": 740})
        picture(page, f"{way.__name__}-{language}-{width}")

    assert violations(page) == []


def reached(page, selector, *, key="Tab", most=40):
    """Press a key until what a selector finds has the focus."""
    for _ in range(most):
        if page.evaluate("(asked) => document.activeElement.matches(asked)", selector):
            return
        page.keyboard.press(key)
    pytest.fail(f"{selector} is not reached by {most} times {key}")


def test_a_quote_is_read_without_a_mouse(server, visit):
    page = visit(server)
    start(page)
    page.keyboard.press("/")
    page.keyboard.type(FIRM)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".links .link").first.wait_for()
    reached(page, ".links .link")
    page.keyboard.press("Enter")
    quote = page.locator("blockquote mark").first
    quote.wait_for()
    words = quote.inner_text()
    reached(page, "blockquote footer button")
    page.keyboard.press("Enter")

    page.locator(".text mark").first.wait_for()
    assert "".join(page.locator(".text mark").all_inner_texts()) == words


def test_two_fingers_zoom(server, visit):
    page = visit(server, has_touch=True)
    entity(page)
    page.wait_for_timeout(REWRITTEN)
    stage = page.locator("#stage")
    box = stage.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate("document.querySelector('.minimap').remove()")
    before = page.evaluate(BLUE_WIDTH, list(stage.screenshot()))
    touch = page.context.new_cdp_session(page)
    fingers(touch, "touchStart", (x - 80, y), (x + 80, y))
    for step in range(80, 49, -10):
        fingers(touch, "touchMove", (x - step, y), (x + step, y))
    fingers(touch, "touchEnd")
    page.wait_for_timeout(REWRITTEN)

    after = page.evaluate(BLUE_WIDTH, list(stage.screenshot()))
    assert 0.4 * before < after < 0.85 * before
