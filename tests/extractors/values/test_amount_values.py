"""Amounts of money as numbers, in Chinese and English."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.amounts import amount_in

# words | how | low (in millions) | high, where it differs | currency
TABLE = """
1.23亿美元 | exactly | 123 | | USD
1,200万美元 | exactly | 12 | | USD
１．２亿元 | exactly | 120 | | CNY
500 万 欧元 | exactly | 5 | | EUR
三百万欧元 | exactly | 3 | | EUR
三点五亿元 | exactly | 350 | | CNY
一亿两千万元 | exactly | 120 | | CNY
1亿2000万元 | exactly | 120 | | CNY
一亿二港元 | exactly | 120 | | HKD
一千五百万 | exactly | 15 | | -
5个亿人民币 | exactly | 500 | | CNY
2万亿日元 | exactly | 2000000 | | JPY
人民币5000万元 | exactly | 50 | | CNY
港币5亿元 | exactly | 500 | | HKD
新台币3亿元 | exactly | 300 | | TWD
5亿元人民币 | exactly | 500 | | CNY
1亿元（约1400万美元） | exactly | 100 | | CNY
4318万人民币 | exactly | 43.18 | | CNY
17.5亿 | exactly | 1750 | | -
近亿元 | nearly | 100 | | CNY
近10亿元 | nearly | 1000 | | CNY
将近两百万美元 | nearly | 2 | | USD
超3亿元 | over | 300 | | CNY
逾5000万英镑 | over | 50 | | GBP
上亿元 | over | 100 | | CNY
过千万人民币 | over | 10 | | CNY
10余亿元 | over | 1000 | | CNY
1亿多元 | over | 100 | | CNY
三十多亿元 | over | 3000 | | CNY
2亿元以上 | over | 200 | | CNY
不低于1亿元 | over | 100 | | CNY
至少1亿元 | over | 100 | | CNY
突破百亿元 | over | 10000 | | CNY
不超过2亿元 | under | 200 | | CNY
不足千万元 | under | 10 | | CNY
最高300万加元 | under | 3 | | CAD
约 3.2 亿元 | about | 320 | | CNY
2亿元左右 | about | 200 | | CNY
1.5-2亿元 | between | 150 | 200 | CNY
1.5亿-2亿元 | between | 150 | 200 | CNY
5000万至1亿元 | between | 50 | 100 | CNY
5000万元到8000万元 | between | 50 | 80 | CNY
20～30亿美元 | between | 2000 | 3000 | USD
三五千万元 | between | 30 | 50 | CNY
两三百万美元 | between | 2 | 3 | USD
数千万元 | magnitude | 10 | 100 | CNY
数亿美元 | magnitude | 100 | 1000 | USD
几百万元 | magnitude | 1 | 10 | CNY
数十亿元 | magnitude | 1000 | 10000 | CNY
十几亿元 | magnitude | 1000 | 1900 | CNY
千万级美元 | magnitude | 10 | 100 | USD
亿元级 | magnitude | 100 | 1000 | CNY
US$1.2bn | exactly | 1200 | | USD
$30M | exactly | 30 | | USD
$500k | exactly | 0.5 | | USD
$40,000,000 | exactly | 40 | | USD
€5 million | exactly | 5 | | EUR
5 million euros | exactly | 5 | | EUR
£2.5 billion | exactly | 2500 | | GBP
RMB 200 million | exactly | 200 | | CNY
200 million yuan | exactly | 200 | | CNY
HK$300 million | exactly | 300 | | HKD
S$12 million | exactly | 12 | | SGD
NT$3 trillion | exactly | 3000000 | | TWD
100 billion won | exactly | 100000 | | KRW
5 crore rupees | exactly | 50 | | INR
JPY 3bn | exactly | 3000 | | JPY
USD 7.25 million | exactly | 7.25 | | USD
half a billion dollars | exactly | 500 | | USD
two million euros | exactly | 2 | | EUR
two hundred million dollars | exactly | 200 | | USD
twenty-five million dollars | exactly | 25 | | USD
a $30M round to 5 firms | exactly | 30 | | USD
nearly $1 billion | nearly | 1000 | | USD
just under $80 million | nearly | 80 | | USD
more than $30 million | over | 30 | | USD
no less than $30 million | over | 30 | | USD
$100M+ | over | 100 | | USD
up to $5 million | under | 5 | | USD
less than $5 million | under | 5 | | USD
some $20 million | about | 20 | | USD
approximately RMB1.5 billion | about | 1500 | | CNY
$1.5-2 billion | between | 1500 | 2000 | USD
$1.5 to $2 billion | between | 1500 | 2000 | USD
between $5 million and $10 million | between | 5 | 10 | USD
tens of millions of dollars | magnitude | 10 | 100 | USD
several hundred million yuan | magnitude | 100 | 1000 | CNY
a seven-figure sum | magnitude | 1 | 10 | -
a double-digit million euro sum | magnitude | 10 | 100 | EUR
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
MILLION = Decimal(10**6)


@pytest.mark.parametrize(("words", "how", "low", "high", "code"), ROWS, ids=lambda cell: cell)
def test_an_amount_comes_to_this(words, how, low, high, code):
    found = amount_in(words)

    assert found.how == how
    assert (found.low / MILLION, found.high / MILLION) == (Decimal(low), Decimal(high or low))
    assert found.currency == (None if code == "-" else code)


@pytest.mark.parametrize(
    "words", ["undisclosed", "an undisclosed amount", "未披露", "金额未透露", "not disclosed"]
)
def test_an_amount_that_is_kept_secret_has_no_number(words):
    found = amount_in(words)

    assert (found.how, found.low, found.high) == ("undisclosed", None, None)


@pytest.mark.parametrize("words", ["", "$", "元", "融资", "millionaire", "点", "1" * 40 + "元"])
def test_what_tells_no_number_is_no_amount(words):
    assert amount_in(words) is None


def test_the_currency_is_the_given_one_only_where_the_words_name_none():
    assert amount_in("5000", "EUR").currency == "EUR"
    assert amount_in("$5000", "EUR").currency == "USD"


PIECES = "1|2.5|,|.|亿|万|千|十|几|数|余|多|点|零|半|元|美元|级|近|超|-|至|~|to |and |between "
PIECES += "|$|US$|bn| million|several |tens of |half a |twenty|-five|²|٣|\n"
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join)


@given(st.one_of(st.text(), FRAGMENTS, st.text(string.printable)))
def test_any_words_come_to_an_amount_or_nothing(words):
    found = amount_in(words)

    if found is not None and found.low is not None:
        assert 0 <= found.low <= found.high
        assert "E" not in f"{found.low:f}"


NUMBERS = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
UNITS = st.sampled_from(
    ["{}亿元", "{}万美元", "约{}亿元", "${} million", "more than €{}bn", "RMB {}m"]
)


@given(NUMBERS, NUMBERS, UNITS)
def test_of_two_amounts_in_one_unit_the_larger_number_is_worth_more(one, other, unit):
    first, second = (amount_in(unit.format(number)).low for number in (one, other))

    assert (first < second, first == second) == (one < other, one == other)


@given(st.integers(1, 99_999_999))
def test_a_chinese_numeral_comes_to_its_number(number):
    assert amount_in(f"{numeral(number)}元").low == number


def numeral(number):
    """Return a number below 10^8 in Chinese numerals, as a textbook writes it."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return (
            numeral(high) + "万" + ("零" if 0 < low < 1_000 else "") + (numeral(low) if low else "")
        )
    written, skipped = "", False
    for place, unit in enumerate(("千", "百", "十", "")):
        digit = number // 10 ** (3 - place) % 10
        if digit:
            written += ("零" if skipped and written else "") + "零一二三四五六七八九"[digit] + unit
        skipped = not digit
    return written
