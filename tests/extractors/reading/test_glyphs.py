from __future__ import annotations

import pytest

from extractors.reading.glyphs import MEANT
from extractors.reading.repair import repaired


def test_the_table_of_glyphs_follows_from_the_rows_of_gb2312():
    wrong, right = "遥袁尧野冶渊冤豫耀垣孕叶曳园怨", "。，、“”（）%~+P《》09"

    assert [MEANT[glyph] for glyph in wrong] == list(right)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        pytest.param(
            "公司表示袁新产线已投产遥 董事会袁监事会均到场遥",
            "公司表示，新产线已投产。董事会，监事会均到场。",
            id="full stops and commas",
        ),
        pytest.param("这是野样板间冶工程", "这是“样板间”工程", id="quotation marks pair"),
        pytest.param("海洋渊浙江冤研究中心揭牌", "海洋（浙江）研究中心揭牌", id="brackets pair"),
        pytest.param("出口额增长 7.5豫", "出口额增长 7.5%", id="per cent after a digit"),
        pytest.param("孕3耀4", "P3~4", id="pages"),
        pytest.param("售价30万耀\n50万元", "售价30万~50万元", id="a range over a line end"),
        pytest.param(
            "某市新建计算中心院\n一座小城的转型\n工厂投产袁首批订单交付遥",
            "某市新建计算中心：一座小城的转型\n工厂投产，首批订单交付。",
            id="a colon between two lines of a headline",
        ),
        pytest.param("完成A垣轮融资", "完成A+轮融资", id="round"),
        pytest.param(
            "野生动物监测站启用遥 记者看到袁红外相机尧无人机一应俱全遥",
            "野生动物监测站启用。记者看到，红外相机、无人机一应俱全。",
            id="a word that begins like a quotation mark stays",
        ),
        pytest.param(
            "卫星遥感数据袁已向企业开放遥", "卫星遥感数据，已向企业开放。", id="遥感 stays"
        ),
        pytest.param(
            "董事长袁立明表示袁订单饱满遥 他说袁产能仍要扩大遥",
            "董事长袁立明表示，订单饱满。他说，产能仍要扩大。",
            id="a surname stays in a damaged passage",
        ),
        pytest.param(
            "圆园圆源年袁产值翻番遥 利润增长员缘豫遥",
            "2024年，产值翻番。利润增长15%。",
            id="digits before a unit",
        ),
    ],
)
def test_shifted_glyphs_of_a_damaged_passage_are_undone(printed, meant):
    assert repaired(printed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "袁立明、袁野和尧敏三人在野外考察，遥控无人机飞过原野。",
        "他出身名门，袁氏一族，尧舜之后；此地冶炼业兴盛，源远流长。",
        "记者袁芳 通讯员李遥",
        "怀孕10周的员工可以申请居家办公，豫A牌照车辆另行登记。",
        "路遥知马力，耀眼的光芒照亮深渊，冤案终于昭雪。",
        "本书由袁野著。袁野，生于豫西，现居苑城，愿与读者分享垣曲旧事。",
    ],
)
def test_the_same_characters_stay_where_they_are_words(text):
    assert repaired(text).text == text


@pytest.mark.parametrize("name", ["中国信通院", "市建筑设计院", "中国科学院"])
def test_an_institute_at_the_end_of_a_headline_keeps_its_name(name):
    text = f"某企业携手{name}\n共建实验室\n工厂投产袁首批订单交付遥"

    assert f"{name}\n共建实验室\n工厂投产，" in repaired(text).text


def test_damage_in_one_story_leaves_another_story_alone():
    damaged = "工厂投产袁首批订单交付遥 客户尧员工到场祝贺遥"
    clean = "袁立明长期从事遥感研究，著有多部著作，也热爱在野外拍摄。" * 4

    text = repaired(f"{damaged}\n\n{clean}").text

    assert text == f"工厂投产，首批订单交付。客户、员工到场祝贺。\n{clean}"
