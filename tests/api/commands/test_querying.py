import csv
import io
import json

import pytest

from api.options import RowFormat
from api.tabular import csv_lines, lines
from graph.store import open_store
from graph.store.reading import Reading

FIRMS = "MATCH (o:Organization) RETURN o.name AS firm ORDER BY firm"


@pytest.fixture(scope="module")
def url(emptied_neo4j_url, document_graph):
    store = open_store(emptied_neo4j_url)
    store.replace_document(document_graph())
    store.close()
    return emptied_neo4j_url


@pytest.fixture
def ask(guanxi, url):
    """Run ``guanxi cypher`` on the store, with these arguments."""

    def run(*arguments):
        return guanxi("cypher", *arguments, "--store", url)

    return run


def test_an_answer_is_a_table(ask):
    ran = ask("MATCH (o:Organization) RETURN o.name AS firm, size(o.name) AS long ORDER BY firm")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "firm      long", "澜辰科技     4", "白石学院     4", "青岚资本     4",
    ]  # fmt: skip


def test_an_answer_can_be_json(ask):
    ran = ask(FIRMS, "--json")

    assert json.loads(ran.out) == {
        "columns": ["firm"],
        "rows": [{"firm": "澜辰科技"}, {"firm": "白石学院"}, {"firm": "青岚资本"}],
        "cut": False,
    }
    assert ask(FIRMS, "--format", "json").out == ran.out


def test_nodes_and_links_are_objects_in_json_and_in_cells(ask):
    statement = "MATCH (head)-[link:INVESTED_IN]->() RETURN head, link, date('2031-05-06') AS day"

    (row,) = json.loads(ask(statement, "--json").out)["rows"]
    (cells,) = csv.DictReader(io.StringIO(ask(statement, "--format", "csv").out))

    assert row["head"]["labels"] == ["Entity", "Organization"]
    assert row["head"]["properties"]["name"] == "青岚资本"
    assert (row["link"]["type"], row["link"]["start"]) == ("INVESTED_IN", row["head"]["element_id"])
    assert row["day"] == cells["day"] == "2031-05-06"
    assert json.loads(cells["link"]) == row["link"]


def test_no_cell_of_a_csv_file_is_a_formula(ask, tmp_path):
    ran = ask(
        "RETURN '=1+1' AS a, '+1' AS b, '-1' AS c, '@x' AS d, '\\t=1' AS e, '\\r=1' AS f,"
        " '＝1' AS g, -1 AS number, -0.5 AS share, 'a=1' AS text, null AS none, true AS yes,"
        " ['=1'] AS list, 1 AS `=2`",
        "-o", "a.csv",
    )  # fmt: skip

    assert ran.status == 0
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        heading, cells = csv.reader(file)
    assert heading[-1] == "'=2"
    assert cells == [
        "'=1+1", "'+1", "'-1", "'@x", "'\t=1", "'\r=1", "'＝1", "-1", "-0.5", "a=1", "", "true",
        '["=1"]', "1",
    ]  # fmt: skip


def test_what_is_cut_is_said(ask):
    ran = ask(FIRMS, "--limit", "2", "--format", "csv")
    whole = ask(FIRMS, "--limit", "3", "--format", "csv")

    assert ran.out == "firm\n澜辰科技\n白石学院\n"
    assert ran.err == "cut after 2 rows; a larger --limit gives more\n"
    assert whole.err == ""
    assert json.loads(ask(FIRMS, "--limit", "2", "--json").out)["cut"] is True


def test_a_file_gets_the_format_of_its_ending(ask, tmp_path):
    for name in ("a.csv", "a.json", "a.txt"):
        assert ask(FIRMS, "-o", name).out == ""

    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("firm\n澜辰科技\n")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["columns"] == ["firm"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == ask(FIRMS).out


def test_a_file_is_written_whole_or_not_at_all(ask, tmp_path):
    (tmp_path / "a.csv").write_text("before", encoding="utf-8")

    ran = ask("UNWIND range(10, 0, -1) AS n RETURN 1 / n", "-o", "a.csv")

    assert (ran.status, ran.err) == (2, "the statement: / by zero\n")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_parameters_are_json_or_else_text(ask):
    ran = ask(
        "RETURN $a AS a, $b AS b, $c AS c, $d AS d",
        "--param", "a=[1, null]", "--param", "b=美团", "--param", 'c="2023"', "--param", "d==",
        "--json",
    )  # fmt: skip

    assert json.loads(ran.out)["rows"] == [{"a": [1, None], "b": "美团", "c": "2023", "d": "="}]


def test_a_statement_stands_in_a_file_or_comes_by_standard_input(ask, tmp_path, monkeypatch):
    (tmp_path / "firms.cypher").write_text("\ufeff// all firms\n" + FIRMS, encoding="utf-8")
    expected = ask(FIRMS).out

    assert ask("--file", "firms.cypher").out == expected
    for arguments in (["-"], ["--file", "-"]):
        monkeypatch.setattr("sys.stdin", io.StringIO(FIRMS))
        assert ask(*arguments).out == expected


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["RETRUN 1"], "line 1, column 1: Invalid input 'RETRUN'"),
        (["CREATE (n)"], "only statements that read the graph are run: it writes"),
        (["RETURN $a"], "Expected parameter(s): a"),
        ([], "give one statement"),
        (["RETURN 1", "--file", "a"], "give one statement"),
        (["RETURN 1", "--param", "a"], "--param a: give NAME=VALUE"),
        (["RETURN 1", "--format", "csv", "--json"], "--json and --format csv contradict"),
        (["RETURN 1", "--format", "xml"], "xml"),
        (["RETURN 1", "--limit", "0"], "--limit"),
        (["RETURN 1", "--timeout", "0"], "--timeout"),
    ],
)
def test_a_misuse_is_told_with_status_2(ask, arguments, told):
    ran = ask(*arguments)

    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_a_statement_that_takes_too_long_fails(ask):
    ran = ask("UNWIND range(1, 10000000000) AS n RETURN count(n)", "--timeout", "0.3")

    assert (ran.status, ran.out) == (1, "")
    assert "the statement took longer than 0.3 seconds and was ended" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_bad_statement_file_is_told(guanxi, tmp_path, content):
    if content:
        (tmp_path / "a.cypher").write_bytes(content)

    ran = guanxi("cypher", "--file", "a.cypher")

    assert ran.status == 1
    assert ran.err.startswith("a.cypher: ")
    assert ran.err.count("\n") == 1


def test_on_sqlite_it_says_in_one_line_how_to_get_there(guanxi):
    ran = guanxi("cypher", "RETURN 1")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "sqlite:guanxi.db answers no Cypher, Neo4j does: run guanxi copy sqlite:guanxi.db"
        " neo4j://HOST:PORT, then set GUANXI_STORE=neo4j://HOST:PORT\n"
    )


def test_no_cell_breaks_a_line_or_moves_the_cursor():
    reading = Reading(("a", "b"), iter([("one\ntwo", "\x1b[31mred")]))

    assert list(lines(reading, RowFormat.TABLE)) == ["a        b\n", "one two   [31mred\n"]


def test_rows_are_written_as_they_come():
    def rows():
        yield (1,)
        raise AssertionError("the second row was asked for too early")

    written = csv_lines(("n",), rows())

    assert [next(written), next(written)] == ["n\n", "1\n"]
