"""Policies that Chinese text names without the marks of a title: laws, plans, programmes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mentions.policy_kinds import policy_kind

HAN = r"[\u4e00-\u9fff]"
# Where a name without marks may begin: behind a pause, or behind what is done to a policy.
DONE = (
    r"根据|依据|依照|按照|违反|遵守|执行|贯彻|落实|实施|施行|修订|修改|修正|制定|编制|出台|发布|颁布|公布|印发|推出|启动|提出|"
    r"宣布|通过|签署|加强|强化|严格|做好|完善|健全|推进|开展|完成|起草|废止|符合|适用|属于|参照|结合|参与|加入|纳入|列入|响应|围绕|对接|融入|服务"
)
_BEHIND = "|".join(f"(?<={verb})" for verb in DONE.split("|"))
_BEGIN = rf"(?:(?<=[，。；：、！？\s“”（(的和与及或了])|^|{_BEHIND})"
_INNER = rf"(?:(?!{DONE}|[的和与及或等在为是])[\u4e00-\u9fff])"

QUOTED = re.compile(
    r"(?P<quoted>[“「](?P<inner>(?!十[一二三四五六]五)[^“”「」\n]{2,20})[”」](?P<after>规划纲要|规划|计划|行动计划|专项行动|行动|战略|倡议|工程|方案|专项(?!行动)))"
    r"|(?P<known>中国制造2025|新基建战略|东数西算工程|“?一带一路”?(?:倡议)?|“?东数西算”?工程|国家863计划|863计划|国家973计划|"
    r"973计划|国家重点研发计划|星际之门计划|地平线欧洲计划|芯片与科学法案|芯片法案|通胀削减法案|"
    r"国家中长期科技发展规划纲要)"
)
# 国家环境保护“十一五”规划, “十四五”数字经济发展规划: what stands before and between is its name.
FIVE_YEARS = re.compile(
    rf"(?P<before>{_BEGIN}{_INNER}{{2,12}})?[“\"「]?十(?:[一二三四五六]|三)五[”\"」]?"
    rf"(?P<between>(?:(?!期间|时期|以来|末|初|开局|[的和与，。])[\u4e00-\u9fff]){{0,16}}?)(?:规划纲要|规划)(?!》|期|建议|体系|目标|编制|院|局|司|处)"
)
LAW_SUBJECTS = (
    r"保护|防治|管理|促进|监督|监管|安全|竞争|垄断|投资|评价|节约能源|能源|税收?征?收?管?理?|公司|证券|合同|劳动|"
    r"铁路|民用航空|邮政|电力|煤炭|专利|商标|著作权|标准化|计量|密码|网络安全|电子商务|电子签名|科学技术进步|"
    r"科技成果转化|预算|审计|统计|会计|银行|保险|信托|基金|票据|招标投标|政府采购|行政许可|行政处罚|行政诉讼|"
    r"行政复议|立法|国家赔偿|仲裁|食品安全|药品|疫苗|传染病防治|教育|教师|体育|旅游|测绘|气象|水土保持|防沙治沙|"
    r"土地管理|城乡规划|建筑|房地产管理|农业|种子|畜牧|渔业|森林|草原|湿地|海岛|海洋环境保护|海商|港口|航道|"
    r"海关|对外贸易|出口管制|外商投资|反洗钱|反恐怖主义|反间谍|国防|国家情报|数据安全|个人信息保护|国防动员|"
    r"突发事件应对|安全生产|消防|道路交通安全|核安全|放射性污染防治|原子能|循环经济促进|清洁生产促进|节约用水|"
    r"所得税|增值税|资源税|车船税|车辆购置税|环境保护税|企业破产|民营经济促进|乡村振兴促进"
)
LAW = re.compile(
    rf"(?P<law>中华人民共和国{HAN}{{1,16}}?(?<![办方做])法"
    rf"|{_BEGIN}(?:{_INNER}{{0,12}}?(?:{LAW_SUBJECTS})法|民法典|刑法|宪法|民法通则))"
    r"(?![院律制治庭官人理学系者子则医]|规[^定]|定(?!于))"
)
# What is no law though it ends as one: 管理办法, 监督执法, 安全做法.
NO_LAW = re.compile(r"(?:[办方做想看说用手技疗书算语执司普守犯违合非依无]|立|行政执)法$")
LAUNCHED = re.compile(
    r"(?:(?:提出|发布|出台|启动|实施|推出|公布|制定|印发|宣布|通过|签署|落实|编制|推进|修订|完善|完成|开展)+"
    r"|(?<=计划[、和与及])|(?<=战略[、和与及])|(?<=倡议[、和与及])|(?<=行动[、和与及])|(?<=工程[、和与及]))(?:了|好)?(?:全球首[个部])?"
    r"(?P<name>(?:(?![的和与及或]|关于)[\u4e00-\u9fffA-Z0-9+＋·]){4,18}?"
    r"(?:行动计划|计划|战略|倡议|法案|路线图|白皮书|议程|总体方案|规划纲要|专项行动|[一三]年行动|攻坚行动|"
    r"重大工程|[一二三四]期工程|(?<=[\u4e00-\u9fff]{7})(?:规划|名录|目录|清单|工程)))"
    r"(?=[，。；、,;（(和与]|有关|等[^级]|$)"
)
# Plans, lists and works are a state's where its name begins as a state's does.
OWNED = re.compile(
    rf"{_BEGIN}(?P<name>(?:国家|全国|全民|联合国|中国|欧盟|京津冀|长江经济带|粤港澳大湾区)(?:(?!{DONE}|[的和，。；等在为是])[\u4e00-\u9fff0-9+、（）]|学和技|济和社){{0,24}}?"
    r"(?:规划纲要|规划|名录|目录|负面清单|战略|行动计划|千人计划|科技计划|应急预案|议程|指导意见|行动方案|总体方案|实施方案))"
    r"(?![\u4e00-\u9fff]{0,3}(?:体系|编制|工作|研究|院|局|司|处|署|馆|师|区|指引))"
)
# Of firms, or without a name of its own: nobody governs by these.
NO_PROGRAMME = re.compile(
    r"(?:商业|融资|投资|上市|经营|招聘|回购|增持|减持|扩产|激励|持股|工作|年度|战略|采购|生产|建设|合作|研发|发展|实施|五年|下一步)计划$"
    r"|^[\u4e00-\u9fff]{0,3}(?:发展|智能化|新|安全|总体|重大|区域|长期|核心|技术|全球化?)战略$"
    r"|(?:产品|公司|品牌|国家|竞争|市场|业务|服务|经营|重要)战略$"
    r"|(?:合作|联合)倡议|^(?:国家|全国|中国)?(?:发展|总体|专项|长期|中长期|相关|有关|重大|战略)*(?:规划|计划|目录|清单|战略)$|^(?:本|该|各|其|这)"
)
# 关于加强某某工作的意见, running in a sentence behind its issuer or what was done to it.
ABOUT = re.compile(
    r"(?P<name>关于(?:(?!关于|[，。；：\n《》〈〉]).){6,50}?的(?:若干)?(?:实施|指导|暂行)?(?:决定|意见|通知|命令|决议|规定|办法))"
    r"(?=[，。；、,;（(〔]|要求|精神|提出|明确|规定|指出|正式|$)"
)


def unmarked(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, float]]:
    """Yield start, end, kind and confidence of policies that wording shows, between two offsets."""
    for match in QUOTED.finditer(text, start, end):
        kind = policy_kind(match[0].strip("“”「」")) or "programme"
        yield match.start(), match.end(), kind, 0.8
    for match in FIVE_YEARS.finditer(text, start, end):
        yield match.start(), match.end(), "plan", 0.85
    for match in LAW.finditer(text, start, end):
        if not NO_LAW.search(match["law"]):
            yield *match.span("law"), "law", 0.8
    for pattern, sure in ((LAUNCHED, 0.6), (OWNED, 0.7), (ABOUT, 0.7)):
        for match in pattern.finditer(text, start, end):
            named = policy_kind(match["name"])
            if named and not NO_PROGRAMME.search(match["name"]):
                yield *match.span("name"), named, sure
