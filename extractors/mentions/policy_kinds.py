"""What kind of policy a Chinese title names, if it names one at all."""

from __future__ import annotations

import re

KINDS = (
    (
        "standard",
        r"标准|规范|规范条件|准入条件|技术要求|技术条件|技术指南|分级|通则|规程|导则|测试方法",
    ),
    ("law", r"(?<![办方])法|法典|法案|条约|公约"),
    ("regulation", r"办法|条例|规定|细则|规则|决定|令|名录|制度|章程|(?:推荐|产品|公示)?公告"),
    ("plan", r"规划|计划|方案|纲要|路线图|行动计划|时间表|预案|议程"),
    (
        "opinion",
        r"意见|通知|通告|批复|复函|建议|倡议书|措施|若干政策|政策|条|举措|对策|要点|决议|(?<!来)函",
    ),
    ("guideline", r"指南|指引|框架|原则|目录|清单|准则|纲领"),
    ("strategy", r"战略|宣言|声明"),
    ("programme", r"行动|工程|专项|计划|倡议"),
    ("other", r"白皮书|蓝皮书|工作报告|公报|协定|协议书"),
)
# A version, a year or "draft" in brackets may follow the word that tells the kind.
_TAIL = r"(?:[（(][^（）()]{1,16}[）)])?$"
_KIND = tuple((kind, re.compile(rf"(?:{words}){_TAIL}")) for kind, words in KINDS)

# Journals, newspapers, books, films, reports of companies, what subjects ask of authorities and
# what these grant them: a title that no issuer stands behind.
NOT_POLICY = re.compile(
    r"(?:日报|晚报|时报|早报|周刊|杂志|学报|期刊|通讯|邮报|研究报告|年度报告|发展报告|评估报告|蓝图|指数|"
    r"论坛|科学|自然|之歌|传|记|史|论|新闻|周报|观察|时代|导报|评论|请示|申请|申请书|许可证|资格证书|合格证|招股说明书)$"
    r"|^关于(?:呈报|报送|上报|呈送|申请|申报|请求|要求|提请|恳请|商请|报请|请予|请示)"
)
# What stands before a title whose own words do not tell: 核安全导则《某某》.
INTRODUCED = re.compile(
    r"(?P<word>法律|法规|条例|规章|办法|规定|规范性文件|标准|规范|导则|规程|指南|规划|方案|意见|政策)\s?$"
)


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


def introduced_kind(before: str) -> str | None:
    """Return the kind that the words before a title say it is of.

    >>> introduced_kind("组织制定了核安全导则"), introduced_kind("他写了") is None
    ('standard', True)
    """
    match = INTRODUCED.search(before)
    if match is None:
        return None
    return {"法律": "law", "法规": "regulation", "规章": "regulation"}.get(
        match["word"]
    ) or policy_kind(match["word"])
