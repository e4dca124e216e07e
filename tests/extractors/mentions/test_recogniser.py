import random
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mentions.crf import LinearChainCRF
from extractors.mentions.recognised import kind_of, name_in
from extractors.mentions.recogniser import WEIGHTS, Recogniser
from extractors.mentions.tokens import LIMIT, Token, tokenise, windows
from extractors.spans import Sentence

NEWS = [
    "远景能源董事长张磊在上海会见了清华大学校长李路明。",
    "9月3日，云杉科技有限公司宣布完成A轮融资，由红杉资本领投，江苏省产业基金跟投。",
    "工业和信息化部副部长王江平出席了会议，并前往苏州市调研。",
    "OpenAI首席执行官萨姆·奥尔特曼访问了首尔，与三星电子商谈合作。",
    "天气很好。",
    "浙江大学与中国移动通信集团有限公司签署协议，共建人工智能联合实验室，" * 12 + "双方满意。",
]


def sentences_of(*texts):
    """Return the texts joined, and one Chinese sentence for each."""
    found, start = [], 0
    for text in texts:
        found.append(Sentence(start, start + len(text), "zh"))
        start += len(text)
    return "".join(texts), found


def found_in(text):
    joined, sentences = sentences_of(text)
    return {(span.text, span.type) for span in Recogniser().find(joined, sentences)}


def test_organizations_people_and_places_are_found():
    assert found_in(NEWS[0]) >= {
        ("远景能源", "Organization"), ("张磊", "Person"), ("上海", "Place"),
        ("清华大学", "Organization"), ("李路明", "Person"),
    }  # fmt: skip


def test_spans_say_what_stands_there_and_who_found_it():
    text, sentences = sentences_of(*NEWS)

    for span in Recogniser().find(text, sentences):
        assert text[span.start : span.end] == span.text
        assert span.finder == "cutword.v1"
        assert 0.3 <= span.confidence <= 1


def test_sentences_that_are_not_chinese_are_left_alone():
    assert list(Recogniser().find(NEWS[0], [Sentence(0, len(NEWS[0]), "en")])) == []


def test_nothing_in_gives_nothing_out():
    assert list(Recogniser().find("", [])) == []
    assert list(Recogniser().find(" \n", [Sentence(0, 2, "zh")])) == []


def test_what_is_found_in_a_sentence_does_not_depend_on_its_neighbours():
    alone = [
        (span.start, span.end, span.type, span.confidence)
        for text in NEWS
        for span in Recogniser().recognise(*sentences_of(text))
    ]
    draw = random.Random(3)

    for _ in range(4):
        texts = NEWS * draw.randint(1, 8)
        draw.shuffle(texts)
        joined, sentences = sentences_of(*texts)
        together = [
            (span.start - sentence.start, span.end - sentence.start, span.type, span.confidence)
            for span in Recogniser().recognise(joined, sentences)
            for sentence in sentences
            if sentence.start <= span.start < sentence.end
        ]
        assert sorted(together) == sorted(alone * (len(texts) // len(NEWS)))


def test_articles_read_together_are_known_as_when_read_alone():
    articles = [
        (text, tuple(sentences))
        for number in range(len(NEWS))
        for text, sentences in [sentences_of(*NEWS[number:])]
    ]

    together = Recogniser().read(articles)

    for article, known in zip(articles, together, strict=True):
        (alone,) = Recogniser().read([article])
        assert known.marks == alone.marks
        places = np.arange(len(article[0]))
        assert (known.leanings[known.rows[places]] == alone.leanings[alone.rows[places]]).all()


def test_what_was_read_ahead_is_found_again():
    articles = [(text, tuple(sentences)) for text, sentences in map(sentences_of, NEWS[:3])]
    wanted = [list(Recogniser().find(*article)) for article in articles]

    Recogniser().read_ahead(articles)

    assert [list(Recogniser().find(*article)) for article in articles] == wanted


def test_a_sentence_longer_than_a_window_yields_every_repetition_once():
    text, sentences = sentences_of(NEWS[-1])

    found = [span.start for span in Recogniser().find(text, sentences) if span.text == "浙江大学"]

    assert len(text) > 2 * LIMIT
    assert len(found) == len(set(found)) >= 11


def test_a_name_with_a_middle_dot_is_one_person():
    assert ("萨姆·奥尔特曼", "Person") in found_in(NEWS[3])


def test_raw_labels_are_offered_too():
    marks = Recogniser().recognise(*sentences_of("本报记者9月3日从北京报道。"))

    assert ("9月3日", "TIME") in {(mark.text, mark.type) for mark in marks}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="华为云(（）)《》“”ab1 ,，。·市委\n", max_size=60))
def test_any_text_gives_spans_inside_it(text):
    for span in Recogniser().find(text, [Sentence(0, len(text), "zh")]):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text == span.text.strip()


@pytest.mark.parametrize("words", [
    "企业", "公司", "集团", "政府", "中方", "该公司", "我国企业", "中小企业", "高新技术企业",
    "私募股权基金", "有关部门", "头部车企", "科研机构",
])  # fmt: skip
def test_generic_words_are_no_organizations(words):
    assert name_in(words, 0, len(words), "ORG") is None


@pytest.mark.parametrize("words", ["记者", "笔者", "70%以上", "2025", "李"])
def test_what_is_no_name_is_no_person(words):
    assert name_in(words, 0, len(words), "PERSON") is None


@pytest.mark.parametrize("words", ["我国", "全省", "实验室", "市场", "足球场", "Gemini"])
def test_common_spots_are_no_places(words):
    assert name_in(words, 0, len(words), "LOC") is None


@pytest.mark.parametrize(("words", "label", "name", "type_"), [
    pytest.param("“云杉科技”", "ORG", "云杉科技", "Organization", id="quotes"),
    pytest.param("德国电信（DT）", "ORG", "德国电信", "Organization", id="explained in brackets"),
    pytest.param("德国电信（DT", "ORG", "德国电信", "Organization", id="bracket left open"),
    pytest.param("DT）德国电信", "ORG", "德国电信", "Organization", id="bracket never opened"),
    pytest.param("云杉（上海）有限公司", "ORG", "云杉（上海）有限公司", "Organization", id="place"),
    pytest.param("王明院士", "PERSON", "王明", "Person", id="title after"),
    pytest.param("院士王明", "PERSON", "王明", "Person", id="title before"),
    pytest.param("中国工程院院士", "PERSON", "中国工程院", "Organization", id="office, no name"),
    pytest.param("在苏州", "LOC", "苏州", "Place", id="preposition"),
    pytest.param("南京审计大学", "INCIDENT", "南京审计大学", "Organization", id="wrong label"),
])  # fmt: skip
def test_names_are_trimmed_and_typed(words, label, name, type_):
    found = name_in(words, 0, len(words), label)

    assert found is not None
    assert (words[found.start : found.end], found.type) == (name, type_)


@pytest.mark.parametrize(("text", "marked", "name"), [
    ("韶关市委书记", "韶关市", "韶关市委"),
    ("广东省人民政府办公厅", "广东省", "广东省人民政府"),
])  # fmt: skip
def test_a_place_before_its_government_is_an_organization(text, marked, name):
    found = name_in(text, 0, len(marked), "LOC")

    assert found is not None
    assert (text[: found.end], found.type, found.kind) == (name, "Organization", "government")


def test_a_place_before_a_member_of_its_committee_stays_a_place():
    found = name_in("韶关市委员会成员", 0, 3, "LOC")

    assert found is not None
    assert found.type == "Place"


def test_a_limited_partnership_keeps_its_legal_form():
    text = "青松创业投资合伙企业（有限合伙）投资"

    found = name_in(text, 0, 10, "ORG")

    assert found is not None
    assert (text[: found.end], found.kind) == ("青松创业投资合伙企业（有限合伙）", "investor")


@pytest.mark.parametrize(("name", "kind"), [
    ("云杉科技有限公司", "company"), ("青松资本", "investor"), ("苏州市政府", "government"),
    ("某某大学", "university"), ("云杉研究院", "research"), ("钢铁协会", "association"),
    ("青松日报", "media"), ("云杉", None),
])  # fmt: skip
def test_endings_tell_kinds(name, kind):
    assert kind_of(name) == kind


@given(st.text(alphabet="云杉，。 ", max_size=700))
def test_windows_own_every_token_once_and_see_around_it(text):
    tokens = tokenise(text, 0, len(text), {"[UNK]": 0, "[HANZI]": 1, "[NUMBER]": 2})

    owned = [n for w in windows(text, tokens) for n in range(w.owned_start, w.owned_end)]

    assert owned == list(range(len(tokens)))
    for window in windows(text, tokens):
        assert 0 <= window.start <= window.owned_start < window.owned_end <= window.end
        assert window.end <= len(tokens)


def test_known_latin_words_are_one_token_and_others_one_for_each_letter():
    vocabulary = {"[UNK]": 0, "[HANZI]": 1, "[NUMBER]": 2, "ceo": 3, "a": 4}

    tokens = tokenise("ＣＥＯ 芯aZ7", 0, 7, vocabulary)

    assert tokens == [
        Token(3, 0, 3), Token(1, 4, 5), Token(4, 5, 6), Token(0, 6, 7),
    ]  # fmt: skip


def test_probabilities_are_those_of_counting_every_sequence():
    labels = ["O", "B_X", "M_X", "E_X", "S_X"]
    draw = np.random.default_rng(1)
    transitions, start, end = draw.normal(size=(5, 5)), draw.normal(size=5), draw.normal(size=5)
    emissions = draw.normal(size=(4, 8, 5)).astype(np.float32)
    crf = LinearChainCRF(labels, transitions, start, end)

    for row, chunks in enumerate(crf.chunks(emissions, [4, 3, 2, 1])):
        weights = every_sequence(labels, transitions, start, end, emissions[: 4 - row, row])
        best = max(weights, key=weights.__getitem__)
        assert [(c.start, c.end) for c in chunks] == spans_of(best)
        for chunk in chunks:
            share = sum(w for s, w in weights.items() if (chunk.start, chunk.end) in spans_of(s))
            assert chunk.probability == pytest.approx(share / sum(weights.values()))


def every_sequence(labels, transitions, start, end, emissions):
    """Return the weight of every closed sequence of labels, the slow way."""
    number = {label: n for n, label in enumerate(labels)}
    weights = {(): 1.0}
    for step, scores in enumerate(emissions):
        weights = {
            (*sequence, label): weight
            * np.exp(
                scores[number[label]]
                + (
                    transitions[number[sequence[-1]], number[label]]
                    if step
                    else start[number[label]]
                )
            )
            for sequence, weight in weights.items()
            for label in labels
            if may_follow(sequence[-1] if sequence else "O", label)
        }
    return {
        sequence: weight * np.exp(end[number[sequence[-1]]])
        for sequence, weight in weights.items()
        if sequence[-1][0] in "OES"
    }


def may_follow(before, after):
    return after[0] in ("ME" if before[0] in "BM" else "OBS")


def spans_of(sequence):
    begins = [n for n, label in enumerate(sequence) if label[0] in "BS"]
    ends = [n + 1 for n, label in enumerate(sequence) if label[0] in "ES"]
    return list(zip(begins, ends, strict=True))


def test_the_weights_load_without_pickle_and_are_small():
    with np.load(WEIGHTS, allow_pickle=False) as archive:
        assert {"labels", "vocabulary", "embedding.weight"} <= set(archive)
        assert all(archive[name].dtype != object for name in archive)
    assert WEIGHTS.stat().st_size < 4_000_000
    with zipfile.ZipFile(WEIGHTS) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_model_card_names_the_archive_and_its_licence():
    card = (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
    notice = (WEIGHTS.parent / "NOTICE").read_text(encoding="utf-8")

    assert WEIGHTS.name in card
    assert all("liwenju" in text and "Apache" in text for text in (card, notice))
    assert WEIGHTS.name in notice
