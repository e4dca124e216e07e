from __future__ import annotations

import pytest

from extractors.reading.encodings import decode

SIMPLIFIED = (
    "该公司成立于二〇一六年，总部位于杭州，主要从事工业机器人的研发和制造，产品已经出口到三十多个国家。"
    * 4
)
TRADITIONAL = (
    "該公司成立於二〇一六年，總部位於新竹，主要從事工業機器人的研發和製造，產品已經出口到三十多個國家。"
    * 4
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_simplified_chinese_comes_back_from_every_encoding(encoding):
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "big5hkscs"])
def test_traditional_chinese_comes_back_from_every_encoding(encoding):
    text = TRADITIONAL.replace("〇", "零")

    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zeros(encoding):
    text = "Acme 公司 raised 5 million.\n" + SIMPLIFIED

    assert decode(text.encode(encoding)) == text


def test_western_text_with_accents_is_read():
    text = "La société a levé dix millions d'euros auprès d'investisseurs européens. " * 5

    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 8, id="every byte"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(64), id="a program"),
        pytest.param(b"PK\x03\x04\x14\x00\x08\x00" + bytes(range(200)), id="an archive"),
        pytest.param("正文".encode() + b"\x00\x01\x02", id="text with binary inside"),
    ],
)
def test_what_is_binary_is_no_text(content):
    assert decode(content) is None


def test_line_ends_are_kept():
    assert decode("甲\r\n乙\n".encode()) == "甲\r\n乙\n"
