"""Write the documents of the sample corpus that are not plain UTF-8 text.

    python tests/sample/build_sample.py [FOLDER]

FOLDER is ``api/sample`` unless told. The sources are the UTF-8 texts in ``texts`` beside
this file: the first line is the title, each further line a paragraph, a line with tabs a
row of a table. The same sources give the same bytes, whatever the day or the machine's
clock; another release of a library that writes PDF or DOCX may give other bytes with the
same content.

``wqy-microhei-subset.ttf`` holds ASCII and the characters of the Chinese PDF alone. When
that text needs another character, cut it anew out of WenQuanYi Micro Hei (Apache-2.0):

    pyftsubset wqy-microhei.ttc --font-number=0 --text-file=texts/sixth-generation-mobile.txt \
        --unicodes=U+0020-007E,U+3000 --no-hinting --output-file=wqy-microhei-subset.ttf
"""

from __future__ import annotations

import html
import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
from fpdf import FPDF

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
FONT = HERE / "wqy-microhei-subset.ttf"
SAMPLE = HERE.parents[1] / "api" / "sample"

COLUMN = 13  # characters in a line of a narrow newspaper column
SPACING = 7  # a space is put after so many characters of an unbroken run
GUTTER = 5  # an empty line follows every so many lines
HAN = "\u4e00-\u9fff"
PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?: ?\. ?\d+)?|.")
HANGING = set("，。、；：？！”）》％")
OPENING = set("“（《")
GAP = 10  # millimetres between the columns of the PDF
LEADING = 6
MADE = datetime(2024, 12, 31, tzinfo=UTC)
LONGEST_SUBHEADING = 12

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title} - {site}</title>
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}T08:00:00+08:00">
<script>window.tracking = {{"page": "news"}};</script>
<style>nav li {{ display: inline; }}</style>
</head>
<body>
<header><a href="/">{site}</a></header>
<nav><ul>{menu}</ul></nav>
<main>
<article>
<h1>{title}</h1>
<p class="date"><time datetime="{published}">{published}</time></p>
{body}
</article>
</main>
<aside><h2>{more}</h2><ul>{links}</ul></aside>
<footer>{footer}</footer>
</body>
</html>
"""
CHINESE_SITE: dict[str, str | tuple[str, ...]] = {
    "language": "zh-CN",
    "site": "示例科技网",
    "menu": ("首页", "要闻", "财经", "视频", "登录"),
    "more": "相关阅读",
    "links": ("本周热点回顾", "订阅我们的周报", "读者来信"),
    "footer": "关于我们 | 联系方式 | 版权声明",
}
ENGLISH_SITE: dict[str, str | tuple[str, ...]] = {
    "language": "en",
    "site": "Sample Tech Wire",
    "menu": ("Home", "Markets", "Opinion", "Video", "Sign in"),
    "more": "More stories",
    "links": ("Five things to read today", "Subscribe to our newsletter", "Letters"),
    "footer": "About us | Contact | Terms of use",
}


def wrong_glyphs(text: str) -> str:
    """Show GB2312 rows 1 and 3 as rows 50 and 52, as certain Chinese PDF fonts do.

    >>> wrong_glyphs("“机器人”，（Ｐ3）。")
    '野机器人冶袁渊孕3冤遥'
    """
    rows = {0xA1: 0xD2, 0xA3: 0xD4}
    shown = []
    for character in text:
        code = character.encode("gb2312", errors="replace")
        row = rows.get(code[0])
        shown.append(bytes((row, code[1])).decode("gb2312") if row else character)
    return "".join(shown)


def set_in_lines(text: str, limit: float, width: Callable[[str], float]) -> list[str]:
    """Break a paragraph into lines, no word or figure torn, no bracket or comma astray.

    A mark that may not begin a line hangs over the limit, as printers let it.
    """
    lines: list[str] = [""]
    for piece in PIECE.findall(text):
        is_full = width(lines[-1] + piece.rstrip()) > limit
        if is_full and piece not in HANGING:
            carried = lines[-1][-1:] if lines[-1][-1:] in OPENING else ""
            lines[-1] = lines[-1].removesuffix(carried) if carried else lines[-1]
            lines.append(carried)
        lines[-1] += piece
    return lines


def narrow_column(text: str) -> str:
    """Break a text as a narrow column does, with stray spaces and figures set apart."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        loose = re.sub(r"(?<=\d)\.(?=\d)", " . ", paragraph)
        spaced = re.sub(rf"([{HAN}]{{{SPACING}}})(?=[{HAN}])", r"\1 ", loose)
        lines += set_in_lines(spaced, COLUMN, len)
    broken = (line + "\n" * (1 + (number % GUTTER == 0)) for number, line in enumerate(lines, 1))
    return "".join(broken)


def damaged(text: str) -> bytes:
    """Return a text as copied from a narrow column whose font shows the wrong glyphs."""
    return wrong_glyphs(narrow_column(text)).encode()


def web_page(text: str, published: str, site: dict[str, str | tuple[str, ...]]) -> bytes:
    """Return a page with the text as its article, amid menus, links and a footer."""
    title, *paragraphs = text.splitlines()
    filled: dict[str, str] = {}
    for slot, words in site.items():
        if isinstance(words, str):
            filled[slot] = html.escape(words)
        else:
            filled[slot] = "".join(
                f'<li><a href="/">{html.escape(word)}</a></li>' for word in words
            )
    body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return PAGE.format(title=html.escape(title), published=published, body=body, **filled).encode()


def word_file(text: str) -> bytes:
    """Return a Word file with the text's headings, paragraphs and table."""
    title, *blocks = text.splitlines()
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = "guanxi sample corpus"
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = MADE
    document.add_heading(title, level=1)
    rows: list[list[str]] = []
    for block in [*blocks, ""]:
        if "\t" in block:
            rows.append(block.split("\t"))
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if block and len(block) <= LONGEST_SUBHEADING:
            document.add_heading(block, level=2)
        elif block:
            document.add_paragraph(block)
    written = io.BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words


def _without_clock(archive: bytes) -> bytes:
    """Pack a zip archive anew, every member dated alike."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return packed.getvalue()


def chinese_pdf(text: str) -> bytes:
    """Return a PDF page in two columns under one headline, the font's characters embedded."""
    title, *paragraphs = text.splitlines()
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.add_font("sample", fname=FONT)
    pdf.add_page()
    pdf.set_font("sample", size=15)
    pdf.cell(0, 14, title, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("sample", size=10)
    measure = (pdf.epw - GAP) / 2
    lines = [
        line
        for paragraph in paragraphs
        for line in set_in_lines("\u3000\u3000" + paragraph, measure, pdf.get_string_width)
    ]
    top = pdf.get_y()
    half = (len(lines) + 1) // 2
    for column in (0, 1):
        for row, line in enumerate(lines[half * column : half * (column + 1)]):
            pdf.set_xy(pdf.l_margin + column * (measure + GAP), top + row * LEADING)
            pdf.cell(measure, LEADING, line)
    return bytes(pdf.output())


def english_pdf(text: str) -> bytes:
    """Return a PDF page in one column, set in a font that every reader of PDF has."""
    title, *paragraphs = text.splitlines()
    pdf = FPDF(format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_title(title)
    pdf.add_page()
    pdf.set_font("Helvetica", style="B", size=14)
    pdf.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=11)
    for paragraph in paragraphs:
        pdf.ln(2)
        pdf.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


BUILDERS: dict[str, Callable[[str], bytes]] = {
    "amd-silo-ai.docx": word_file,
    "avatr-alliance.txt": damaged,
    "hong-kong-robots-and-ai.txt": lambda text: text.encode("big5"),
    "humanoid-robot-opinions.html": lambda text: web_page(text, "2023-11-10", CHINESE_SITE),
    "meituan-light-year.txt": lambda text: text.encode("gb18030"),
    "mistral-series-b.html": lambda text: web_page(text, "2024-07-11", ENGLISH_SITE),
    "sixth-generation-mobile.pdf": chinese_pdf,
    "zeekr-series-a.pdf": english_pdf,
    "zhipu-profile.docx": word_file,
}


def source_of(name: str) -> str:
    """Return the readable text from which a document is built."""
    return (TEXTS / name).with_suffix(".txt").read_text(encoding="utf-8")


def build(name: str) -> bytes:
    """Return the content of one document."""
    return BUILDERS[name](source_of(name))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    for document_name in BUILDERS:
        (folder / document_name).write_bytes(build(document_name))
