"""Named laws, plans, opinions, standards and programmes in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from extractors.spans import Sentence, Span

TITLE = re.compile(r"《(?P<title>[^《》\n]{2,80})》")
KINDS = (
    ("standard", r"标准|规范|技术要求|技术指南|分级|通则|规程|导则|测试方法"),
    ("law", r"(?<![办方])法|法典|法案|条约|公约"),
    ("regulation", r"办法|条例|规定|细则|规则|决定|令"),
    ("plan", r"规划|计划|方案|纲要|路线图|行动计划|时间表|预案"),
    ("opinion", r"意见|通知|批复|建议|倡议书|措施|若干政策|政策|条|举措|函"),
    ("guideline", r"指南|指引|框架|原则|目录|清单|准则"),
    ("strategy", r"战略|宣言|声明"),
    ("programme", r"行动|工程|专项|计划|倡议"),
    ("other", r"白皮书|蓝皮书|工作报告|公报|公告|协定|协议书"),
)
# A version, a year or "draft" in brackets may follow the word that tells the kind.
_TAIL = r"(?:[（(][^（）()]{1,16}[）)])?$"
_KIND = tuple((kind, re.compile(rf"(?:{words}){_TAIL}")) for kind, words in KINDS)

# Journals, newspapers, books, films, reports of companies: a title that no issuer stands behind.
NOT_POLICY = re.compile(
    r"(?:日报|晚报|时报|早报|周刊|杂志|学报|期刊|通讯|邮报|研究报告|年度报告|发展报告|评估报告|蓝图|指数|"
    r"论坛|科学|自然|之歌|传|记|史|论|新闻|周报|观察|时代|导报|评论)$"
)
NAMED = re.compile(
    r"(?P<quoted>[“「](?P<inner>[^“”「」\n]{2,20})[”」](?P<after>规划纲要|规划|计划|行动计划|专项行动|行动|战略|倡议|工程|方案|专项(?!行动)))"
    r"|(?P<law>(?:中华人民共和国)?(?:民法典|刑法|宪法|公司法|证券法|网络安全法|数据安全法|个人信息保护法|反垄断法|"
    r"反不正当竞争法|电子商务法|专利法|商标法|著作权法|科学技术进步法|促进科技成果转化法|标准化法|"
    r"中小企业促进法|外商投资法|出口管制法|密码法|能源法|可再生能源法|环境保护法|民营经济促进法))"
    r"|(?P<known>中国制造2025|新基建战略|东数西算工程|“?一带一路”?倡议|“?东数西算”?工程|国家863计划|863计划|国家973计划|"
    r"973计划|国家重点研发计划|星际之门计划|地平线欧洲计划|芯片与科学法案|芯片法案|通胀削减法案|"
    r"国家中长期科技发展规划纲要)"
)
LAUNCHED = re.compile(
    r"(?:提出|发布|出台|启动|实施|推出|公布|制定|印发|宣布|通过|签署)(?:了)?(?:全球首[个部])?"
    r"(?P<name>[\u4e00-\u9fffA-Z0-9+＋·]{4,18}?(?:行动计划|计划|战略|倡议|法案|路线图|白皮书))(?=[，。；、,;（(]|$)"
)
# Plans of firms, which nobody governs by.
NO_PROGRAMME = re.compile(
    r"(?:商业|融资|投资|上市|经营|招聘|回购|增持|扩产|激励|持股|工作|年度|战略)计划|(?:发展|产品|公司|品牌|智能化|新)战略$|"
    r"(?:合作|联合)倡议"
)
STANDARD = re.compile(
    r"(?<![A-Za-z])(?:GB(?:/[TZ])?|GJB|YD/T|JR/T|QC/T|DB\d{2}/T|T/[A-Z]{2,10}|ISO(?:/IEC)?|IEC|IEEE|"
    r"SAE|UN ECE|ITU-T|EN|ETSI)\s?[A-Z]{0,3}\.?\d[\d.]*(?:[-—]\d{1,4})*(?:[:：]\d{4})?"
)
DOCUMENT_NUMBER = re.compile(r"[（(](?P<number>[\u4e00-\u9fff]{2,10}〔\d{4}〕\s?\d+\s?号)[）)]")


class PolicyFinder:
    """Finds policies by title marks, quotation marks, names of laws and standards' numbers."""

    NAME: ClassVar[str] = "policies.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield policies; a title in 《》 is given without its marks."""
        for sentence in sentences:
            if sentence.language != "zh":
                continue
            limits = (sentence.start, sentence.end)
            for match in TITLE.finditer(text, *limits):
                kind = policy_kind(match["title"])
                if kind is not None:
                    yield self._span(text, match.span("title"), 0.95, kind)
            for match in NAMED.finditer(text, *limits):
                yield self._span(text, match.span(), 0.8, _named_kind(match))
            for match in LAUNCHED.finditer(text, *limits):
                if not NO_PROGRAMME.search(match["name"]):
                    kind = policy_kind(match["name"])
                    yield self._span(text, match.span("name"), 0.6, kind)
            for match in STANDARD.finditer(text, *limits):
                yield self._span(text, match.span(), 0.8, "standard")
            for match in DOCUMENT_NUMBER.finditer(text, *limits):
                yield self._span(text, match.span("number"), 0.9, "other")

    def _span(self, text: str, place: tuple[int, int], confidence: float, kind: str | None) -> Span:
        start, end = place
        return Span(start, end, "Policy", text[start:end], self.NAME, confidence, kind)


def policy_kind(title: str) -> str | None:
    """Return the kind of policy that a title in 《》 names, or None where it names none.

    >>> policy_kind("生成式人工智能服务管理暂行办法"), policy_kind("网络安全白皮书（2019版）")
    ('regulation', 'other')
    >>> policy_kind("科技日报") is None
    True
    """
    if NOT_POLICY.search(title):
        return None
    for kind, pattern in _KIND:
        if pattern.search(title):
            return kind
    return None


def _named_kind(match: re.Match[str]) -> str:
    if match["law"]:
        return "law"
    return policy_kind(match[0].strip("“”「」")) or "programme"
