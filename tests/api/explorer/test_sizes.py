"""Every screen fits every size of window and of letters, and fingers find its controls."""

from __future__ import annotations

import pytest

from tests.api.explorer.screens import SCREENS, SVG, drawing, entity, opened, start

SIZES = ((360, 740), (768, 1024), (1024, 768), (1400, 860), (2560, 1440), (3840, 2160))
PICTURED = (360, 1400)
DRAWN = 250  # milliseconds after which a page has as a rule settled into another size
LOOKS = 8  # how often it is looked at until then, on a busy machine
LEAST = (
    24  # pixels of a target, as WCAG 2.2 wants (2.5.8); targets within a line of text are exempt
)
FLAWS = """(least) => {
  const root = document.documentElement;
  const shown = (each) => each.checkVisibility({ visibilityProperty: true })
    && each.getBoundingClientRect().width > 1;
  const told = (each) => (each.ariaLabel || each.textContent || each.id).trim().slice(0, 40)
    + ` <${each.localName} class="${each.className}">`;
  const style = (each) => getComputedStyle(each);
  const scrolls = (each, axis) => {
    for (let above = each.parentElement; above; above = above.parentElement)
      if (/auto|scroll/.test(style(above)[`overflow${axis}`])) return true;
    return false;
  };
  const flaws = [];
  const tabs = document.querySelector("[role=tablist]");
  if (parseFloat(style(root).fontSize) < 20 && tabs.scrollWidth > tabs.clientWidth)
    flaws.push("tabs are out of sight");
  if (root.scrollWidth > innerWidth) flaws.push(`the page is ${root.scrollWidth} wide`);
  const controls = "button, a[href], input, select, textarea, summary, [role=tab], [role=option]";
  const covering =
    "dialog[open], [role=listbox]:not([hidden]), [popover]:popover-open, .menu[open]";
  const isCovered = [...document.querySelectorAll(covering)].some(shown);
  for (const each of [...document.querySelectorAll(controls)].filter(shown)) {
    const box = (each.matches("input[type=checkbox], input[type=radio]") && each.closest("label")
      || each).getBoundingClientRect();
    if (style(each).display !== "inline" && Math.min(box.width, box.height) < least - 0.01)
      flaws.push(`${Math.round(box.width)} x ${Math.round(box.height)}: ${told(each)}`);
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolls(each, "X")
      || (box.top < -1 || box.bottom > innerHeight + 1) && !scrolls(each, "Y"))
      flaws.push(`out of sight: ${told(each)}`);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const top = document.elementFromPoint(x, y);
    const words = document.createRange();
    words.selectNodeContents(each);
    if (each.matches("[role=tab]") && words.getClientRects().length > 1)
      flaws.push(`over several lines: ${told(each)}`);
    if (top && !isCovered && !scrolls(each, "Y") && !each.contains(top) && !top.contains(each))
      flaws.push(`${told(each)} is covered by ${told(top)}`);
  }
  for (const each of [...document.querySelectorAll("body *")].filter(shown)) {
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = style(each);
    const clips = (overflow, inner, outer) =>
      /hidden|clip/.test(overflow) && inner > outer + 1 && webkitLineClamp === "none";
    if (each.textContent.trim() && !each.matches(".unseen")
      && (clips(overflowX, each.scrollWidth, each.clientWidth) && textOverflow !== "ellipsis"
        || clips(overflowY, each.scrollHeight, each.clientHeight)))
      flaws.push(`cut off: ${told(each)}`);
  }
  return flaws;
}"""


def flaws(page):
    for _ in range(LOOKS):
        page.wait_for_timeout(DRAWN)
        if not (found := page.evaluate(FLAWS, LEAST)):
            break
    return found


@pytest.mark.parametrize("way", SCREENS.values(), ids=SCREENS)
def test_a_screen_fits_every_window(server, visit, picture, way):
    page = visit(server)
    way(page)
    wrong = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wrong += [f"{width}: {flaw}" for flaw in flaws(page)]
        if width in PICTURED:
            picture(page, f"{way.__name__}-{width}")

    assert not wrong, "\n".join(wrong)


def test_what_is_opened_fits_small_windows(server, visit, picture):
    page = visit(server, viewport={"width": 360, "height": 740})
    entity(page)
    wrong = []
    for at, name in enumerate(opened(page)):
        wrong += [f"{name}: {flaw}" for flaw in flaws(page)]
        picture(page, f"opened-{at}")

    assert not wrong, "\n".join(wrong)


def test_letters_may_be_twice_as_large(server, launched, visit_in, picture):
    page = visit_in(launched("--blink-settings=defaultFontSize=32"), server)
    start(page)
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    wrong = flaws(page)
    picture(page, "start-large-letters")
    entity(page)
    wrong += flaws(page)
    picture(page, "entity-large-letters")
    names = drawing(page).find(f"{SVG}g[@class='names']").iter(f"{SVG}text")
    drawn = {float(each.get("font-size")) for each in names}

    assert size >= 28
    # Those of entities are as large beside those of the page as they are by default.
    assert max(drawn) == pytest.approx(size * 13 / 15)
    assert not wrong, "\n".join(wrong)
