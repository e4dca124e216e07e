"""Pairs of names and what describes them."""

from __future__ import annotations

from extractors.facts.pairs import Reading, allowed, pairs
from extractors.sentences import sentences
from extractors.spans import Claim, Passage, Span

READING = Reading(list, {"推": ("releases",), "不": ("denies",)})
TYPES = {"O": "Organization", "P": "Person", "L": "Policy", "T": "Technology", "G": "Place"}


def passage(text, names):
    spans = [
        Span(text.index(name), text.index(name) + len(name), TYPES[letter], name, "gold", 0.9)
        for name, letter in names.items()
    ]
    spans.sort(key=lambda span: (span.start, -span.end))
    return Passage(text, tuple(sentences(text, 0, len(text))), tuple(spans))


def found(text, names, claims=()):
    return {
        (pair.first.text, pair.second.text): pair
        for pair in pairs(passage(text, names), claims, {"zh": READING})
    }


def test_only_names_that_some_relation_may_link_are_pairs():
    assert set(found("甲社在丙城推出乙机。", {"甲社": "O", "丙城": "G", "乙机": "T"})) == {
        ("甲社", "丙城"), ("甲社", "乙机"),
    }  # fmt: skip


def test_what_may_hold_tells_which_name_is_the_head():
    assert allowed("Organization", "Place") == ("LOCATED_IN>",)
    assert "PARTNERS_WITH" in allowed("Organization", "Organization")


def test_words_between_names_are_features_and_so_are_their_classes():
    features = found("甲社推出乙机。", {"甲社": "O", "乙机": "T"})["甲社", "乙机"].features

    assert {"m:推", "all:推 出", "path:releases"} <= set(features)


def test_an_enumeration_reads_as_one_name():
    names = {"甲社": "O", "丁社": "O", "乙机": "T", "戊机": "T"}
    pairs_of_all = found("甲社、丁社推出乙机和戊机。", names)

    assert "all:推 出" in pairs_of_all["甲社", "戊机"].features
    assert "all:推 出" in pairs_of_all["丁社", "乙机"].features
    assert "coordinated" in pairs_of_all["甲社", "丁社"].features


def test_a_subject_is_carried_on_to_a_sentence_that_has_none():
    pair = found("甲社开会。现场推出乙机。", {"甲社": "O", "乙机": "T"})["甲社", "乙机"]

    assert pair.start == 0
    assert "carried:OT" in pair.features
    assert "m:推" in pair.features


def test_a_sentence_with_a_subject_of_its_own_takes_no_other():
    names = {"甲社": "O", "丁社": "O", "乙机": "T"}

    assert ("甲社", "乙机") not in found("甲社开会。丁社推出乙机。", names)


def test_a_name_inside_another_is_described_by_what_it_leaves_of_it():
    pair = found("甲社实验室开会。", {"甲社实验室": "O", "甲社": "O"})["甲社实验室", "甲社"]

    assert "in:OO$实验室" in pair.features


def test_what_finders_claim_of_a_pair_is_among_its_features():
    text, names = "甲社推出乙机。", {"甲社": "O", "乙机": "T"}
    head, tail = passage(text, names).mentions
    claim = Claim(head, "DEVELOPS", tail, 0, len(text), "patterns.zh.v1", 0.75)

    features = found(text, names, [claim])["甲社", "乙机"].features

    assert {"claim:DEVELOPS>", "claim:DEVELOPS>:patterns.zh"} <= set(features)


def test_how_names_are_written_and_that_one_is_within_the_other_are_features():
    text = "今天上午Nara在会上正式推出新的Nara2云。"

    features = found(text, {"Nara": "O", "Nara2云": "T"})["Nara", "Nara2云"].features

    assert {"shape1:Oa", "shape2:Ta0字", "word2:nara2云", "within:OT", "alike:OT"} <= set(features)


def test_only_short_words_for_things_are_features_themselves():
    features = found("甲社推出乙机。", {"甲社": "O", "乙机": "T"})["甲社", "乙机"].features

    assert [name for name in features if name.startswith("word")] == ["word2:乙机"]
    assert not {"within:OT", "alike:OT"} & set(features)


def test_how_often_a_passage_speaks_of_a_name_is_a_feature():
    text = "甲社开会。甲社推出乙机。"
    start = text.rindex("甲社")
    mentions = (
        Span(0, 2, "Organization", "甲社", "gold", 0.9),
        Span(start, start + 2, "Organization", "甲社", "gold", 0.9),
        Span(text.index("乙机"), text.index("乙机") + 2, "Technology", "乙机", "gold", 0.9),
    )
    of_two = Passage(text, tuple(sentences(text, 0, len(text))), mentions)

    features = next(
        pair.features for pair in pairs(of_two, (), {"zh": READING}) if pair.first.start == start
    )

    assert {"told1:O2", "again1:O", "told2:T1"} <= set(features)
    assert "again2:T" not in features


def test_classes_of_telling_words_between_and_behind_are_told_together():
    features = found("甲社推出乙机不。", {"甲社": "O", "乙机": "T"})["甲社", "乙机"].features

    assert {"x:releases-releases", "xa:releases:denies"} <= set(features)


def test_a_sentence_of_very_many_names_is_a_list_and_relates_nothing():
    names = {f"甲{chr(0x4E00 + n)}社": "O" for n in range(30)}

    assert found("，".join(names) + "。", names) == {}


def test_a_long_enumeration_is_one_name_beside_others_and_relates_nothing_in_itself():
    listed = {f"甲{chr(0x4E00 + n)}社": "O" for n in range(30)}

    pairs_of_all = found("丁社推" + "、".join(listed) + "。", {"丁社": "O", **listed})

    assert set(pairs_of_all) == {("丁社", name) for name in listed}
