"""Bringing documents in: dropped or chosen, read by a real job runner, and shown."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

from api.jobs.runner import run
from api.service.keys import Role
from api.settings import Settings
from tests.api.explorer.conftest import running

NEWS = (
    "2031年5月6日，澜辰科技有限公司宣布完成A轮融资，融资金额3.2亿元，青岚资本领投，松林资本跟投。"
)
MORE = f"{NEWS}澜辰科技有限公司位于杭州。"
BROKEN = b"%PDF-1.7 " + bytes(range(256)) * 50 + b"%%EOF"


@pytest.fixture
def settings(tmp_path):
    return Settings(store=f"sqlite:{tmp_path}/guanxi.db", rate="100000/minute")


@contextmanager
def working(settings):
    """Have a runner read what is brought, with the pipeline that guanxi serve uses."""
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(settings, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=60)


def file(name, content):
    content = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def bring(page, *files):
    page.get_by_role("tab", name="Bring in").click()
    page.locator("#files").set_input_files(list(files))


def dealt_with(page, number=1):
    page.locator(".upload[aria-busy=false]").nth(number - 1).wait_for(timeout=120_000)


def drop(page, name, content):
    """Drop a file on the graph, as a file manager would."""
    page.evaluate(
        """([name, content]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([content], name));
          for (const type of ['dragover', 'drop'])
            document.querySelector('#plane').dispatchEvent(
              new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        [name, content],
    )


def count(page, at):
    return int(page.locator(".counts dd").nth(at).inner_text())


def test_files_are_read_and_each_says_what_it_brought(settings, visit, picture):
    with running(settings) as (address, _), working(settings):
        page = visit(address)
        page.locator(".counts dd").first.wait_for()
        assert count(page, 0) == 0
        bring(page, file("round.txt", NEWS), file("noise.pdf", BROKEN), file("table.xyz", "x"))
        dealt_with(page)
        page.get_by_role("status").filter(has_text="Brought in: 1 read, 2 not.").wait_for()
        picture(page, "brought")

        read = page.locator(".upload li.read")
        assert read.count() == 1
        assert "3 entities" in read.inner_text()
        assert "2 new, 0 as before, 0 taken back" in read.inner_text()
        failed = page.locator(".upload li.failed .wrong").all_inner_texts()
        assert "noise.pdf" in failed[0]
        assert "has the suffix '.xyz'" in failed[1]
        page.wait_for_function("() => document.querySelector('.counts dd').textContent === '1'")
        assert count(page, 1) == 3

        page.get_by_role("button", name="Show what is new").click()
        page.get_by_role("status").filter(has_text="3 of the 3 entities").wait_for()
        page.get_by_role("tab", name="List").click()
        page.get_by_role("heading", name="Entities shown (3)").wait_for()
        page.get_by_role("heading", name="Links shown (2)").wait_for()
        picture(page, "brought-shown")


def test_a_dropped_file_that_says_less_takes_links_back(settings, visit):
    with running(settings) as (address, _), working(settings):
        page = visit(address)
        page.locator(".counts dd").first.wait_for()
        bring(page, file("round.txt", MORE))
        dealt_with(page)
        page.get_by_role("tab", name="List").click()
        drop(page, "round.txt", NEWS)

        page.get_by_role("heading", name="Bring documents in").wait_for()
        dealt_with(page, 2)
        told = page.locator(".upload").first.locator("li.read").inner_text()
        assert "0 new, 2 as before, 1 taken back" in told
        drop(page, "round.txt", NEWS)
        page.locator(".upload li.unchanged").wait_for(timeout=60_000)


def test_what_waits_is_cancelled_and_an_idle_queue_is_told(settings, visit, picture):
    with running(settings) as (address, _):
        page = visit(address)
        page.locator(".counts dd").first.wait_for()
        page.clock.install()
        bring(page, file("round.txt", NEWS))
        page.get_by_role("button", name="Cancel").wait_for()
        page.clock.fast_forward(15_000)
        page.get_by_text("this server may have no job runner").wait_for()
        picture(page, "bring-stuck")
        page.get_by_role("button", name="Cancel").click()
        page.clock.fast_forward(2_000)

        page.locator(".upload li.cancelled").wait_for()
        page.get_by_role("button", name="Remove from this list").click()
        assert page.locator(".upload").count() == 0


def test_a_job_goes_on_without_the_page(settings, visit):
    with running(settings) as (address, _):
        first = visit(address)
        first.locator(".counts dd").first.wait_for()
        bring(first, file("round.txt", NEWS))
        first.get_by_role("button", name="Cancel").wait_for()
        first.close()
        with working(settings):
            page = visit(f"{address}/#t=bring")
            page.locator(".upload li.read").wait_for(timeout=120_000)

            page.get_by_role("button", name="Read it in the document").click()
            page.locator(".text .mention", has_text="青岚资本").wait_for()


def test_a_readers_key_brings_nothing_in_and_is_told_what_would(settings, visit, picture):
    with running(settings) as (address, app):
        reader, editor = (
            app.state.keys.add(role.label, role) for role in (Role.READER, Role.EDITOR)
        )
        page = visit(address, faults=["401 (Unauthorized)", "403 (Forbidden)"])
        page.get_by_role("textbox", name="Key").fill(reader)
        page.keyboard.press("Enter")
        page.locator(".counts dd").first.wait_for()
        bring(page, file("round.txt", NEWS))
        page.get_by_role("alert").filter(has_text="ask for a key with the role editor").wait_for()
        picture(page, "bring-refused")
        page.get_by_role("button", name="Use another key").click()
        page.get_by_role("textbox", name="Key").fill(editor)
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for(state="detached")
        bring(page, file("round.txt", NEWS))

        page.get_by_role("button", name="Cancel").wait_for()
        assert app.state.queue.jobs()[0].documents.queued == 1


def test_an_upload_that_is_too_large_says_so(settings, visit):
    small = settings.model_copy(update={"request_bytes": 100})
    with running(small) as (address, _):
        page = visit(address, faults=["413"])
        page.locator(".counts dd").first.wait_for()
        bring(page, file("round.txt", NEWS * 10))

        page.get_by_role("alert").filter(has_text="over the limit").wait_for()
        assert page.get_by_role("heading", name="1 not taken").count() == 1
