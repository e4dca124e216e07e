import pytest

from api.jsonl import extracted, passages
from graph.errors import InputError


def read(path, complaints):
    return [passage.id for passage, _ in passages(path, complaints.append)]


def test_every_bad_line_is_named_and_the_others_are_read(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b'{"id": "1", "text": "a"}\n'
        b"not json\n"
        b'["id", "text"]\n'
        b'{"id": "4"}\n'
        b"\n"
        b'{"id": "6", "text": "\xff"}\n'
        b'{"id": "7", "text": "b"}'
    )
    complaints = []

    assert read(path, complaints) == ["1", "7"]
    assert [complaint.split(": ")[1] for complaint in complaints] == [
        "line 2", "line 3", "line 4", "line 6",
    ]  # fmt: skip
    assert all(str(path) in complaint for complaint in complaints)


def test_nesting_without_end_is_a_bad_line(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("[" * 200_000 + "\n" + '{"id": "1", "text": ""}\n')
    complaints = []

    assert read(path, complaints) == ["1"]
    assert len(complaints) == 1


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "1", "text": ""}\n')

    assert read(path, []) == ["1"]


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(InputError, match=r"gone\.jsonl"):
        read(tmp_path / "gone.jsonl", [])


def test_a_fault_in_one_passage_costs_no_other(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"id": "1", "text": "0"}\n{"id": "2", "text": "2"}\n')
    complaints, sizes = [], []

    found = extracted(
        path, lambda text: {"share": 1 / int(text)},
        complain=complaints.append, done=sizes.append,
    )  # fmt: skip

    assert list(found) == [{"id": "2", "share": 0.5}]
    assert len(complaints) == 1
    assert "passage '1'" in complaints[0]
    assert sum(sizes) == path.stat().st_size
