from __future__ import annotations

import hashlib
import os
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from extractors.reading import files, read
from extractors.reading.repair import repaired
from graph.errors import UnreadableDocumentError

STORY = "某市发布算力规划\n\n发布时间：2025-06-12\n\n近日，某市发布规划，提出建设三座数据中心。\n"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>某公司完成融资</title>
<meta property="article:published_time" content="2025-06-12T08:00:00+08:00"></head><body>
<nav><a href="/">首页</a> <a href="/a">关于</a></nav><article><h1>某公司完成融资</h1>
<p>某公司今日宣布完成一亿元融资，由甲基金领投，乙基金跟投，资金将用于研发和量产。</p>
<p>公司成立于二〇二〇年，总部在宁波，主要产品是工业传感器，客户遍布多个行业。</p></article>
<footer>版权所有</footer></body></html>"""


def pdf(*, text: str = "Acme raised money.", password: str = "", columns: int = 1) -> bytes:
    """A page with a headline over one or two columns of text."""
    document = FPDF()
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    document.add_page()
    if text:
        document.set_font("Helvetica", size=20)
        document.set_xy(20, 15)
        document.cell(text="Acme raises money from three funds")
        document.set_font("Helvetica", size=10)
        for column in range(columns):
            for line in range(8):
                document.set_xy(20 + 95 * column, 40 + 6 * line)
                document.cell(text=f"{text} col{column} line{line} of the story")
    return bytes(document.output())


# The characters that the sample corpus's font has, and no others.
FONT = Path(__file__).parents[2] / "sample" / "wqy-microhei-subset.ttf"
PARAGRAPHS = (
    "2023年2月，深圳公布信息部署规划，在市内设立五部通信公司，支持网络研究和技术验证，"
    "策划由市公司统筹，通信公司都有移动通信的核心技术。",
    "公司总裁董自立是网络研究的政策成员，现在武汉建设通信公司，统筹国内的卫星通信技术。",
    "规划没有限于公司的总部，在深圳上市的公司和在武汉上市的公司都能成立网络研究组。",
)


def chinese_pdf(*, headline: float) -> bytes:
    """A page in two columns under a headline that takes such a share of its width."""
    document = FPDF(format="A4")
    document.add_font("subset", fname=FONT)
    document.add_page()
    title = "网络规划公布"
    document.set_font("subset", size=10)
    size = 10 * headline * document.epw / document.get_string_width(title)
    document.set_font("subset", size=size)
    document.cell(0, 0.6 * size, title, align="C", new_x="LMARGIN", new_y="NEXT")
    document.set_font("subset", size=10)
    count = 24
    lines = [
        f"\u3000\u3000{text}"[place : place + count]
        for text in PARAGRAPHS
        for place in range(0, len(text) + 2, count)
    ]
    top, half = document.get_y() + 4, (len(lines) + 1) // 2
    for number, line in enumerate(lines):
        column, row = divmod(number, half)
        document.set_xy(document.l_margin + column * 100, top + 6 * row)
        document.cell(text=line)
    return bytes(document.output())


def save(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(path: Path, **options: int) -> UnreadableDocumentError:
    with pytest.raises(UnreadableDocumentError) as caught:
        read(path, **options)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert caught.value.remedy
    return caught.value


def test_a_text_file_is_read_as_it_is(tmp_path):
    path = save(tmp_path, "plan.txt", STORY.encode("gb18030"))

    document = read(path)

    assert document.text == STORY
    assert document.uri == path.resolve().as_uri()
    assert document.title == "某市发布算力规划"
    assert (document.language, document.published) == ("zh", "2025-06-12")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_address_can_be_given(tmp_path):
    path = save(tmp_path, "plan.txt", STORY.encode())

    assert read(path, uri="https://example.org/plan").uri == "https://example.org/plan"


def test_a_page_gives_its_main_text_title_and_date(tmp_path):
    document = read(save(tmp_path, "page.html", PAGE.encode()))

    assert "由甲基金领投" in document.text
    assert "版权所有" not in document.text
    assert (document.title, document.published) == ("某公司完成融资", "2025-06-12")


@pytest.mark.parametrize(
    ("head", "foot", "published"),
    [
        pytest.param("", "版权所有 2018-2026", None, id="a year of a copyright notice"),
        pytest.param("<p>发布时间：2031年07月11日</p>", "", "2031-07-11", id="stated in the text"),
        pytest.param("<p>July 11, 2031</p>", "", "2031-07-11", id="at the head"),
        pytest.param("<time datetime='2031-07-11'>7/11</time>", "", "2031-07-11", id="marked"),
    ],
)
def test_a_page_is_of_the_day_that_it_states_and_of_no_other(tmp_path, head, foot, published):
    story = "<p>澜辰科技成立于2019年，近日完成A轮融资，由青岚资本领投，将研发机器人。</p>" * 5
    page = f"<html><body><article><h1>融资</h1>{head}{story}</article>{foot}</body></html>"

    assert read(save(tmp_path, "page.html", page.encode())).published == published


def test_a_page_in_the_encoding_that_it_declares_is_read(tmp_path):
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")

    assert "由甲基金领投" in read(save(tmp_path, "page.htm", page)).text


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("投资一览", style="Title")
    document.add_paragraph("本表列出今年的投资。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲基金", "某公司"
    document.add_paragraph("以上。")
    document.save(str(tmp_path / "deals.docx"))

    result = read(tmp_path / "deals.docx")

    assert result.text == "投资一览\n本表列出今年的投资。\n甲基金\t某公司\n以上。"
    assert result.title == "投资一览"


def test_a_pdf_is_read_column_by_column(tmp_path):
    result = read(save(tmp_path, "news.pdf", pdf(columns=2)))

    places = [
        result.text.index(f"col{column} line{line}") for column in (0, 1) for line in range(8)
    ]
    assert places == sorted(places)
    assert result.title == "Acme raises money from three funds"


@pytest.mark.parametrize("headline", [0.3, 0.58, 0.9])
def test_a_chinese_pdf_is_read_column_by_column_whatever_the_width_of_its_headline(
    tmp_path, headline
):
    result = read(save(tmp_path, "news.pdf", chinese_pdf(headline=headline)))

    assert repaired(result.text).text == "\n".join(["网络规划公布", *PARAGRAPHS])


def test_pages_of_a_pdf_are_apart_by_a_form_feed(tmp_path):
    document = FPDF()
    document.set_font("Helvetica", size=10)
    for text in ("First page.", "Second page."):
        document.add_page()
        document.cell(text=text)

    result = read(save(tmp_path, "two.pdf", bytes(document.output())))

    assert result.text == "First page.\fSecond page."


def test_a_pdf_under_another_suffix_is_read_as_a_pdf(tmp_path):
    document = read(save(tmp_path, "news.txt", pdf()))

    assert document.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="no bytes"),
        pytest.param("a.md", b"\xef\xbb\xbf \n\t\n", "empty", id="only white space"),
        pytest.param("a.txt", "\u3000\u3000\n".encode(), "no text", id="only wide spaces"),
        pytest.param("a.txt", b"ELF\x00\x01" + bytes(range(256)), "binary", id="binary .txt"),
        pytest.param("a.docx", b"just words", "not a Word document", id="fake docx"),
        pytest.param("a.docx", b"PK\x03\x04word/" + b"x" * 99, "whole Word", id="damaged docx"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99, "old or encrypted", id="old .doc"),
        pytest.param("a.pdf", b"just words", "not a PDF", id="fake pdf"),
        pytest.param("a.pdf", b"%PDF-1.7\n" + b"x" * 99, "truncated", id="pdf without an end"),
        pytest.param("a.pdf", b"%PDF-1.7\nx\n%%EOF", "damaged", id="pdf without a body"),
        pytest.param("a.html", b"<html><body></body></html>", "main text", id="empty page"),
        pytest.param("a.xyz", b"words", "suffix", id="unknown suffix"),
        pytest.param("a", b"words", "suffix", id="no suffix"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_in_one_line(
    tmp_path, name, content, reason
):
    assert reason in refused(save(tmp_path, name, content)).reason


def test_an_unknown_suffix_is_told_which_are_read(tmp_path):
    assert ".docx" in refused(save(tmp_path, "a.xyz", b"words")).remedy


def test_a_truncated_pdf_is_refused(tmp_path):
    content = pdf()

    assert "truncated" in refused(save(tmp_path, "a.pdf", content[: len(content) // 2])).reason


def test_an_encrypted_pdf_is_refused(tmp_path):
    assert "encrypted" in refused(save(tmp_path, "a.pdf", pdf(password="secret"))).reason


def test_a_pdf_of_pictures_is_refused(tmp_path):
    assert "no text layer" in refused(save(tmp_path, "scan.pdf", pdf(text=""))).reason


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    error = refused(path)

    assert "100 MB" in error.reason
    assert "split" in error.remedy
    assert "limit" in refused(save(tmp_path, "b.txt", b"words"), max_bytes=3).reason


def test_a_missing_path_and_a_folder_are_refused(tmp_path):
    assert "not exist" in refused(tmp_path / "none.txt").reason
    assert "folder" in refused(tmp_path).reason


def test_files_are_found_in_folders_in_order_and_others_are_counted(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "a.MD", "b/c.html", "b/photo.jpg", ".hidden.txt", ".git/d.txt"):
        save(tmp_path, name, b"x")

    found = files([tmp_path, tmp_path / "z.txt", tmp_path / "none.txt"])

    names = [path.relative_to(tmp_path).as_posix() for path in found.files]
    assert names == ["a.MD", "b/c.html", "z.txt"]
    assert found.skipped == 1
    assert ["not exist" in error.reason for error in found.errors] == [True]


def test_a_file_that_is_named_is_taken_whatever_its_suffix(tmp_path):
    path = save(tmp_path, "photo.jpg", b"x")

    assert files([path]).files == (path,)


def test_what_may_not_be_opened_is_an_error_beside_the_others(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    save(tmp_path, "open.txt", b"words")
    shut_file = save(tmp_path, "shut.txt", b"words")
    listing, reading = Path.iterdir, Path.read_bytes

    # Permissions do not bind the administrator, as whom the tests may run.
    def iterdir(path):
        if path.name == "shut":
            raise PermissionError(13, os.strerror(13))
        return listing(path)

    def read_bytes(path):
        if path == shut_file:
            raise PermissionError(13, os.strerror(13))
        return reading(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)

    found = files([tmp_path])

    assert [path.name for path in found.files] == ["open.txt", "shut.txt"]
    assert [error.path.name for error in found.errors] == ["shut"]
    assert "may not be read" in refused(shut_file).reason


def test_a_path_below_a_folder_that_may_not_be_searched_is_an_error(tmp_path, monkeypatch):
    below, looked = tmp_path / "shut" / "news.txt", Path.is_dir

    def is_dir(path):
        if path == below:
            raise PermissionError(13, os.strerror(13))
        return looked(path)

    monkeypatch.setattr(Path, "is_dir", is_dir)

    found = files([below])

    assert not found.files
    assert "cannot be looked into (Permission denied)" in str(found.errors[0])


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert not files([tmp_path]).files
    assert "is no regular file" in str(files([tmp_path / "pipe.txt"]).errors[0])
