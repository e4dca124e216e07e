"""The page as a program: its keyboard, its key, and what it may load."""

from __future__ import annotations

from api.service.keys import Role

REFUSED = "401 (Unauthorized)"


def test_a_key_is_asked_for_and_kept_in_the_tab_alone(serve_sample, visit):
    with serve_sample() as (address, app):
        key = app.state.keys.add("reader", Role.READER)
        page = visit(address, faults=[REFUSED])
        page.get_by_role("textbox", name="Key").fill("gx_000000000000_wrong")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        page.get_by_role("textbox", name="Key").fill(key)
        page.keyboard.press("Enter")

        page.locator(".beginnings button").first.wait_for()
        kept = "(kept) => Object.entries(kept).filter(([, value]) => value.startsWith('gx_'))"
        assert page.evaluate(f"({kept})(sessionStorage)") == [["guanxi-key", key]]
        assert page.evaluate(f"({kept})(localStorage)") == []
        assert key not in page.url
        page.close()


def test_the_keyboard_is_enough(server, visit):
    page = visit(server)
    page.locator(".beginnings button").first.wait_for()
    page.keyboard.press("/")
    page.keyboard.type("Mistral")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Mistral AI").wait_for()
    page.get_by_role("tab", name="Read why").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#path-from").wait_for()
    assert page.evaluate("document.activeElement.id") == "tab-paths"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "path-from"
    page.locator("#stage").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    page.get_by_role("tab", name="List").click()
    page.get_by_role("heading", name="Entities shown").wait_for()
    assert page.get_by_role("button", name="Mistral AI", exact=True).count() == 0


def test_every_control_has_a_name(server, visit):
    page = visit(f"{server}/#t=questions")
    page.locator(".beginnings button").first.wait_for()
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select, [role=tab]')].filter("
        "each => !(each.textContent || each.ariaLabel || each.labels?.length))"
        ".map(each => each.outerHTML)"
    )
    assert nameless == []


def test_no_script_runs_but_the_pages_own(server, visit):
    page = visit(server, faults=["Content Security Policy", "example.org", "404"])
    page.locator(".beginnings button").first.wait_for()
    page.evaluate(
        """() => {
          const inline = document.createElement('script');
          inline.textContent = 'window.ran = "inline"';
          document.body.append(inline);
          document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.ran = 1">');
          window.refused = [];
          document.addEventListener('securitypolicyviolation',
            (event) => window.refused.push(event.effectiveDirective));
          const foreign = document.createElement('script');
          foreign.src = 'https://example.org/x.js';
          document.body.append(foreign);
          fetch('https://example.org/').catch(() => undefined);
        }"""
    )
    page.wait_for_function("() => window.refused.length >= 2")

    assert page.evaluate("window.ran") is None
    assert {"script-src-elem", "connect-src"} <= set(page.evaluate("window.refused"))


def test_a_name_that_looks_like_markup_stays_a_name(server, visit):
    page = visit(f"{server}/#n=%3Cimg%20src%3Dx%3E*0*0&q=%3Cb%3E", faults=["404"])
    page.locator("#status:not(:empty)").wait_for()

    assert page.locator("img").count() == 0
