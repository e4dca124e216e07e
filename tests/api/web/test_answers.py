"""How many answers are kept, and which."""

from __future__ import annotations

import pytest

from api.service.keys import Role
from api.web.answers import AROUND, SHARE, Answer, Answers


def answer(size, revision="7-2031"):
    return Answer(revision, Role.READER, b"x" * size, 200, {})


@pytest.fixture
def answers():
    return Answers(SHARE * 2_000)


def test_the_answers_last_used_stay(answers):
    for number in range(100):
        answers.keep(("/a", b"%d" % number), answer(1_000 - AROUND // 2))
        assert answers.find(("/a", b"0"))

    kept = [number for number in range(100) if answers.find(("/a", b"%d" % number))]
    assert kept[0] == 0
    assert kept[1:] == list(range(101 - len(kept), 100))
    assert 10 < len(kept) < 40


def test_an_answer_takes_the_place_of_an_earlier_one(answers):
    for number in range(1_000):
        answers.keep(("/a", b""), answer(500, str(number + 1)))
    answers.keep(("/b", b""), answer(500))

    assert answers.find(("/a", b"")).revision == "1000"
    assert answers.find(("/b", b""))


def test_a_large_answer_leaves_the_others_where_they_are(answers):
    answers.keep(("/a", b""), answer(10))
    answers.keep(("/b", b""), answer(2_000))

    assert answers.find(("/a", b""))
    assert answers.find(("/b", b"")) is None


def test_what_a_store_without_history_says_is_not_kept(answers):
    answers.keep(("/a", b""), answer(10, "0"))

    assert answers.find(("/a", b"")) is None
