import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.rows import read_rows
from graph.errors import InputError

CELLS = st.lists(
    st.lists(st.text(alphabet='ab,"\n\r ;汉', max_size=6), min_size=1, max_size=4), max_size=5
)


def values(text, delimiter=","):
    return [[cell.value for cell in row.cells] for row in read_rows(text, delimiter)]


@given(CELLS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_csv_writes_is_read_as_csv_reads_it(table, ending, quoted):
    written = StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(written, lineterminator=ending, quoting=quoting).writerows(table)
    text = written.getvalue()

    assert values(text) == list(csv.reader(StringIO(text, newline="")))


def test_cells_say_where_their_words_stand():
    text = 'x,  Acme Robotics ,"Acme, Inc.","say ""hi"""\n'

    (row,) = read_rows(text)

    assert text[row.start : row.end] == text[:-1]
    assert [text[cell.start : cell.end] for cell in row.cells] == [
        "x", "Acme Robotics", "Acme, Inc.", 'say ""hi""',
    ]  # fmt: skip


def test_blank_rows_are_counted_and_hold_nothing():
    assert [(row.number, len(row.cells)) for row in read_rows("a\n\nb")] == [(1, 1), (2, 0), (3, 1)]


def test_other_delimiters_are_read():
    assert values("a\tb,c\n", "\t") == [["a", "b,c"]]


def test_an_open_quotation_mark_is_refused_with_its_row():
    with pytest.raises(InputError, match=r"row 2: a quotation mark is never closed"):
        values('a,b\n"c,d\n')
