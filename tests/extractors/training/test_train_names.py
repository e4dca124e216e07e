"""Training on a handful of written passages works, and gives the same bytes twice."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.components import found_in
from extractors.mentions.deciding import decided
from extractors.mentions.tagger import Tagger
from extractors.spans import Sentence
from extractors.training.crf import mean, trained
from extractors.training.examples import examples, labels_of, outermost, readings
from extractors.training.train_names import fitted, model, write

FIRMS = ["云杉光学", "青松电子", "白桦智能", "红枫能源", "金柏材料"]
PASSAGES = [
    {
        "id": f"p{place}",
        "text": f"近日，{firm}宣布完成新一轮融资。{firm}总经理张明表示，公司将推出新品。",
        "entities": [
            {"type": "Organization", "mentions": [firm]},
            {"type": "Person", "mentions": ["张明"]},
        ],
    }
    for place, firm in enumerate(FIRMS * 2)
]


@pytest.fixture(scope="module")
def seen():
    return examples(readings(PASSAGES), ["zh"])["zh"]


def test_a_tagger_learns_what_it_was_shown(seen):
    tagger = Tagger.read(trained(seen))

    for example in seen:
        labels = ["O"] * len(example.labels)
        for chunk in tagger.chunks(example.line, example.features):
            assert chunk.probability > 0.5
            labels[chunk.start] = f"B_{chunk.label}"
            labels[chunk.end - 1] = f"E_{chunk.label}"
            labels[chunk.start + 1 : chunk.end - 1] = [f"M_{chunk.label}"] * (
                chunk.end - chunk.start - 2
            )
        assert labels == example.labels


def test_the_mean_of_two_taggers_has_the_means_of_their_scores(seen):
    one, other = trained(seen[:5]), trained(seen[5:])

    both = Tagger.read(mean(one, other))

    for example in seen:
        scores = [tagger._emissions(example.features) for tagger in map(Tagger.read, (one, other))]
        assert both._emissions(example.features) == pytest.approx(sum(scores) / 2, abs=0.02)


def test_what_was_not_labelled_by_hand_is_learnt_from_and_not_judged_on(seen):
    taught = model(seen[:5], seen[5:])
    alone = model(seen[:5])

    assert len(taught["steps"]) > len(alone["steps"])
    chunks = list(Tagger.read(taught).chunks(seen[-1].line, seen[-1].features))
    assert len(chunks) == 3


def test_training_twice_gives_the_same_bytes_and_they_decide(seen, tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "names-zh.npz", model(seen))

    first, second = (tmp_path / name / "names-zh.npz" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    text = "昨天，白桦智能宣布完成新一轮融资。"
    sentences = (Sentence(0, len(text), "zh"),)
    names = decided(text, sentences, found_in(text, sentences), first.parent)
    assert [(name.text, name.type) for name in names] == [("白桦智能", "Organization")]


def test_only_outermost_whole_names_are_learnt():
    passage = {
        "text": "ABC公司和AB的云杉研究院光学所",
        "entities": [
            {"type": "Organization", "mentions": ["AB", "云杉研究院", "云杉研究院光学所"]}
        ],
    }

    names = [passage["text"][name.start : name.end] for name in outermost(passage)]

    assert names == ["AB", "云杉研究院光学所"]


def test_labels_tell_where_in_a_name_a_token_is(seen):
    reading = next(readings(PASSAGES[:1]))

    labels = labels_of(seen[0].line, reading.gold)

    first = labels.index("B_Organization")
    assert labels[first : first + 4] == [
        "B_Organization", "M_Organization", "M_Organization", "E_Organization",
    ]  # fmt: skip
    assert labels == seen[0].labels


def test_calibration_finds_the_curve_that_odds_were_drawn_from():
    draw = np.random.default_rng(3)
    odds = draw.normal(size=20_000) * 2
    right = draw.random(20_000) < 1 / (1 + np.exp(-0.5 * odds + 1))

    slope, shift = fitted(odds, right.astype(float))

    assert slope == pytest.approx(0.5, abs=0.05)
    assert shift == pytest.approx(-1, abs=0.05)


def test_calibration_stays_finite_where_everything_is_right():
    assert np.isfinite(fitted(np.full(50, 9.0), np.ones(50))).all()
