"""Dates as Chinese texts write them: patterns, and the span of time that each means."""

from __future__ import annotations

import re

from extractors.values import periods
from extractors.values.periods import Anchor, Period

_S = r"\s*"
_SIGN = {sign: place for place, sign in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11, "十二": 12, "首": 1,
}  # fmt: skip
_FIGURES = "〇零一二三四五六七八九"
_TO_ASCII = str.maketrans(_FIGURES, "00123456789")
_SIGNS = "十[一二]?|[一二三四五六七八九]"
_YEARS_BACK = {"今年": 0, "本年": 0, "去年": 1, "上年": 1, "前年": 2, "明年": -1, "后年": -2}
_DAYS_BACK = {"今日": 0, "今天": 0, "今晨": 0, "今晚": 0, "昨日": 1, "昨天": 1, "昨晚": 1,
              "前天": 2, "前日": 2, "明日": -1, "明天": -1}  # fmt: skip
_THIRD = {"上旬": 0, "初": 0, "中旬": 1, "下旬": 2, "底": 2, "末": 2}
_THIRDS = "|".join(_THIRD)
_BACK = {"本": 0, "这": 0, "这个": 0, "上": 1, "上个": 1, "下": -1, "下个": -1}
_OF_YEAR = (
    rf"(?:第{_S})?(?P<quarter>[一二三四1-4]){_S}季度|(?P<q>[Qq][1-4])|(?P<half>[上下]半年)"
    rf"|前{_S}(?P<many>{_SIGNS}|\d{{1,2}}){_S}(?P<unit>个月|季度)|首(?P<first>季)度?"
)
_EDGE = r"年?(?P<edge>[初底末])|(?P<mid>年中)(?![国央华共外])"

YEAR = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|[一二][{_FIGURES}]{{3}}){_S}年度?|(?P<back>{'|'.join(_YEARS_BACK)})度?)"
    rf"(?:{_S}(?P<month>\d{{1,2}}|{_SIGNS}){_S}月(?:份|{_S}(?P<day>\d{{1,2}}){_S}[日号]"
    rf"|(?P<third>{_THIRDS}))?|{_S}(?:{_OF_YEAR})|{_S}(?:{_EDGE}))?"
)
DAY = re.compile(rf"(?<!\d)(?P<month>\d{{1,2}}){_S}月{_S}(?P<day>\d{{1,2}}){_S}[日号]")
MONTH = re.compile(
    rf"(?<![\d.])(?P<month>\d{{1,2}}){_S}月(?:份|(?P<third>{_THIRDS})|(?![\d球饼光]))"
)
OF_THIS_MONTH = re.compile(
    rf"(?P<back>[本上]|上个){_S}月(?:份|(?P<third>{_THIRDS})|{_S}(?P<day>\d{{1,2}}){_S}[日号])?"
)
WEEK = re.compile(
    r"(?P<back>[本这上下]|[上下]个)(?:周|星期|礼拜)(?![一二三四五六日天转边围末年刊])"
)
QUARTER = re.compile(r"(?P<back>本|这个|上个|上)季度")
OF_THIS_YEAR = re.compile(rf"(?<![\d年月])(?:{_OF_YEAR})")
EDGE = re.compile(r"(?<![\d年同当每])年(?P<edge>[初底])")
NAMED_DAY = re.compile(rf"(?P<name>{'|'.join(_DAYS_BACK)})(?![的报])")
DAY_ALONE = re.compile(r"(?<![\d月.\-至到第])(?P<day>\d{1,2})日(?=[，,上下早晚凌午电讯宣消]|$)")
OPEN = re.compile(r"近日|日前|近期|最近|不久前|新近")


def of_year(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 2023年第三季度, 去年底, 2024年8月下旬, 今年上半年, 2019年."""
    if match["year"]:
        number = int(match["year"].translate(_TO_ASCII))
    elif anchor:
        number = anchor.year - _YEARS_BACK[match["back"]]
    else:
        return None
    if match["month"]:
        return _of_month(number, match)
    if match["edge"]:
        return _edge(number, match["edge"])
    if match["mid"]:
        found = periods.months(number, 6, 7, "month")
        return found and found.roughly()
    return _part(number, match) or periods.year(number)


def of_day(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 12月28日, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    of_month, number = int(match["month"]), int(match["day"])
    this, last = (periods.day(anchor.year - back, of_month, number) for back in (0, 1))
    return anchor.latest(this, last)


def of_month(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 8月下旬 or 3月, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    this, last = (_of_month(anchor.year - back, match) for back in (0, 1))
    return anchor.latest(this, last)


def of_this_month(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 本月, 上月, 上个月底, 本月5日."""
    found = periods.month_from(anchor, _BACK[match["back"]]) if anchor else None
    if not found or found.start is None:
        return None
    in_year, in_month = int(found.start[:4]), int(found.start[5:7])
    if match["day"]:
        return periods.day(in_year, in_month, int(match["day"]))
    return _third(in_year, in_month, match["third"]) if match["third"] else found


def of_week(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 本周, 上周, 上个星期."""
    return periods.week_from(anchor, _BACK[match["back"]]) if anchor else None


def of_quarter(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 本季度, 上季度."""
    return periods.quarter_from(anchor, _BACK[match["back"]]) if anchor else None


def of_this_year(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 上半年, 第三季度, 前三季度, of the year that puts it nearest before the anchor."""
    if anchor is None:
        return None
    return anchor.latest(_part(anchor.year, match), _part(anchor.year - 1, match))


def of_edge(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 年初, 年底, of the year of the anchor."""
    return _edge(anchor.year, match["edge"]) if anchor else None


def of_named_day(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 昨日, 今天."""
    return periods.day_from(anchor, _DAYS_BACK[match["name"]]) if anchor else None


def of_day_alone(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 5日, of the month that puts it nearest before the anchor."""
    if anchor is None or anchor.date is None:
        return None
    number = int(match["day"])
    found = periods.month_from(anchor, 0 if number <= anchor.date.day else 1)
    if found is None or found.start is None:
        return None
    return periods.day(int(found.start[:4]), int(found.start[5:7]), number)


def of_open(match: re.Match[str], anchor: Anchor | None) -> Period | None:
    """Return 近日: what lies not long before the anchor."""
    return periods.until(anchor) if anchor else None


EXPLICIT = ((YEAR, of_year), (DAY, of_day))
RELATIVE = (
    (OF_THIS_MONTH, of_this_month), (MONTH, of_month), (WEEK, of_week), (QUARTER, of_quarter),
    (OF_THIS_YEAR, of_this_year), (EDGE, of_edge), (NAMED_DAY, of_named_day),
    (DAY_ALONE, of_day_alone),
)  # fmt: skip


def _of_month(in_year: int, match: re.Match[str]) -> Period | None:
    in_month = _number(match["month"])
    if match["third"]:
        return _third(in_year, in_month, match["third"])
    if "day" in match.re.groupindex and match["day"]:
        return periods.day(in_year, in_month, int(match["day"]))
    return periods.month(in_year, in_month)


def _third(in_year: int, in_month: int, name: str) -> Period | None:
    found = periods.third(in_year, in_month, _THIRD[name])
    return found.roughly() if found and not name.endswith("旬") else found


def _edge(in_year: int, edge: str) -> Period | None:
    found = periods.month(in_year, 1 if edge == "初" else 12)
    return found and found.roughly()


def _part(in_year: int, match: re.Match[str]) -> Period | None:
    if match["quarter"] or match["q"] or match["first"]:
        sign = match["quarter"] or (match["q"] or "Q1")[1:]
        return periods.quarter(in_year, _number(sign))
    if match["half"]:
        return periods.half(in_year, 1 if match["half"].startswith("上") else 2)
    if match["many"]:
        number = _number(match["many"]) * (3 if match["unit"] == "季度" else 1)
        return periods.months(in_year, 1, number, "month")
    return None


def _number(sign: str) -> int:
    return _SIGN[sign] if sign in _SIGN else int(sign)
