import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.jobs.names import LONGEST, address, decoded, plain_name, plain_path

anything = st.text(st.characters(), max_size=400)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        pytest.param("../../etc/passwd", "passwd", id="leads out of the folder"),
        pytest.param("/etc/shadow", "shadow", id="absolute"),
        pytest.param("C:\\Users\\me\\a.pdf", "a.pdf", id="path of Windows"),
        pytest.param("CON", "CON", id="device of Windows"),
        pytest.param("a\x00.txt", "a.txt", id="NUL"),
        pytest.param("a\r\nSet-Cookie: b.txt", "aSet-Cookie: b.txt", id="line end"),
        pytest.param("a\u202etxt.exe", "atxt.exe", id="turned direction"),
        pytest.param("e\u0301.txt", "é.txt", id="combined sign"),
        pytest.param("...", "...", id="dots that mean nothing"),
        pytest.param("..", "unnamed", id="dots that mean something"),
        pytest.param("", "unnamed", id="nothing"),
        pytest.param("\x01/", "unnamed", id="nothing that shows"),
    ],
)
def test_a_name_is_made_plain(name, plain):
    assert plain_name(name) == plain


def test_a_long_name_keeps_its_suffix_and_stays_apart_from_others():
    left, right = plain_name("长" * 300 + "a.pdf"), plain_name("长" * 300 + "b.pdf")

    assert left != right
    assert {len(left), len(right)} == {LONGEST}
    assert left.endswith(".pdf")


def test_a_name_in_any_encoding_is_read():
    assert decoded("澜辰.txt".encode()) == "澜辰.txt"
    assert decoded("澜辰.txt".encode("gb18030")) == "澜辰.txt"
    assert decoded(b"\xff.txt") == "ÿ.txt"


@given(anything)
def test_no_name_leads_anywhere_or_hides_anything(name):
    for plain in (plain_name(name), plain_path(name)):
        parts = plain.split("/")
        assert not PurePosixPath(plain).is_absolute()
        assert {"", ".", ".."}.isdisjoint(parts)
        assert all(len(part) <= LONGEST for part in parts)
        assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Cf") for sign in plain)
        assert address("f", plain).isascii()


@given(anything)
def test_a_plain_name_stays_as_it_is(name):
    assert plain_name(plain_name(name)) == plain_name(name)
