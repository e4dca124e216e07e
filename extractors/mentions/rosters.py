"""People in rosters: a line that is a name, a space, and a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar

from extractors.spans import Sentence, Span

# The hundred most frequent surnames bear 85 % of the people of China (Ministry of Public
# Security, national name report 2021); with the usual compound ones.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常凌"
)
POST = "长|主任|书记|经理|主席|总裁|教授|院士|委员|总监|代表|顾问|研究员|工程师|发言人|负责人"
COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|尉迟|皇甫|慕容|令狐"


class RosterFinder:
    """Finds the people of rosters: 组长：王伟 某某部副部长."""

    NAME: ClassVar[str] = "rosters.zh.v1"

    def find(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
        """Yield at most one person a line."""
        for sentence in sentences:
            match = _line().fullmatch(text, sentence.start, sentence.end)
            if match is not None and sentence.language == "zh":
                start, end = match.span("name")
                yield Span(start, end, "Person", text[start:end], self.NAME, 0.8)


@cache
def _line() -> re.Pattern[str]:
    name = rf"(?:[{SURNAMES}]|{COMPOUND})[\u4e00-\u9fff]{{1,2}}"
    return re.compile(rf"(?:[^：。，\s]{{1,6}}：)?(?P<name>{name})\s[\u4e00-\u9fff、]+(?:{POST})")
