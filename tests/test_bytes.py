"""The B rules: every one finds its planted defect, names the place, and finds nothing in sound files."""

from __future__ import annotations

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from planting import edit_resource, findings, plants, refresh, replace, report

from reread.findings import Finding, Outcome
from reread.package import csvtext

TABLE = "data/things.csv"


def only(root: Path, code: str) -> Finding:
    """The one finding of the whole B family; it is of rule `code`."""
    found = findings(root, "B")
    assert [finding.code for finding in found] == [code], found
    assert all((found[0].file, found[0].found, found[0].expected, found[0].why, found[0].fix))
    return found[0]


def test_a_sound_package_passes_and_every_rule_tests_something(tiny: Path) -> None:
    result = report(tiny, "B")
    assert result.findings == []
    assert {r.outcome for r in result.results} == {Outcome.PASSED}
    assert all(r.cases for r in result.results)


@plants("B101")
def test_a_missing_table(tiny: Path) -> None:
    (tiny / TABLE).unlink()
    finding = only(tiny, "B101")
    assert (finding.file, finding.found) == (TABLE, "no such file")


@plants("B102")
@pytest.mark.parametrize(
    ("raw", "found", "line"),
    [
        ("thing_id,number,note\na,1,广州\n".encode("gb18030"), "the byte B9 at offset 25, which is not UTF-8", 2),
        ("thing_id,number,note\n".encode("utf-16"), "the bytes FF FE at offset 0: UTF-16 text", 1),
        (b"thing_id,number,note\na,1,\xed\xa0\x80\n", "the byte ED at offset 25, which is not UTF-8", 2),
    ],
)
def test_another_encoding(tiny: Path, raw: bytes, found: str, line: int) -> None:
    (tiny / TABLE).write_bytes(raw)
    finding = only(tiny, "B102")
    assert (finding.file, finding.line, finding.found) == (TABLE, line, found)


@plants("B103")
def test_a_byte_order_mark(tiny: Path) -> None:
    (tiny / TABLE).write_bytes(b"\xef\xbb\xbf" + (tiny / TABLE).read_bytes())
    assert only(tiny, "B103").line == 1


@plants("B104")
@pytest.mark.parametrize(
    ("old", "new", "found", "line"),
    [
        (b"\n", b"\r\n", "6 line ends of the form CR LF", 1),
        (b"plain\n", b"plain\r\n", "1 line ends of the form CR LF", 2),
        (b"two\nlines", b"two\rlines", "1 carriage returns (CR)", 4),
    ],
)
def test_carriage_returns(tiny: Path, old: bytes, new: bytes, found: str, line: int) -> None:
    (tiny / TABLE).write_bytes((tiny / TABLE).read_bytes().replace(old, new))
    finding = only(tiny, "B104")
    assert (finding.found, finding.line) == (found, line)


@plants("B105")
@pytest.mark.parametrize(
    ("text", "found", "line"),
    [
        ('{"fields": [}', 'text that is not JSON: Expecting value at column 13, before "}"', 1),
        (
            "{\n\n",
            "text that is not JSON: Expecting property name enclosed in double quotes at column 1, at the end",
            3,
        ),
        ('{"name": 1, "name": 2}', 'the member "name" twice in one object', None),
        ('{"name": NaN}', "the number NaN, which JSON does not have", None),
        ("[]", "JSON, but a list at the top", None),
        ("[" * 100_000, "lists or objects nested more than 64 deep", None),
        ('{"a":' * 65 + "1" + "}" * 65, "lists or objects nested more than 64 deep", None),
    ],
)
def test_a_schema_that_is_no_json_object(tiny: Path, text: str, found: str, line: int | None) -> None:
    (tiny / "schemas/things.json").write_text(text, "utf-8")
    finding = only(tiny, "B105")
    assert (finding.file, finding.found, finding.line) == ("schemas/things.json", found, line)


@plants("B106")
@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("thing_id,note,note", 'the column name "note" twice (columns 2 and 3)'),
        ("thing_id,,note", "no name for column 2 of 3"),
    ],
)
def test_a_wrong_header(tiny: Path, header: str, found: str) -> None:
    replace(tiny, TABLE, "thing_id,number,note", header)
    assert only(tiny, "B106").found == found


@plants("B106")
@pytest.mark.parametrize(("raw", "found"), [(b"", "an empty file"), (b"\n\n", "blank lines only")])
def test_an_empty_file(tiny: Path, raw: bytes, found: str) -> None:
    (tiny / TABLE).write_bytes(raw)
    assert only(tiny, "B106").found == found


@plants("B107")
@pytest.mark.parametrize(
    ("old", "new", "found", "line"),
    [
        (
            'lines"\nd,4,广州',
            "lines\nd,4,广州",
            'a quote opened here and never closed: ""two\\nlines\\nd,4,广州\\n"',
            4,
        ),
        ('comma"', "comma", '"two" after a closing quote on line 4', 3),
        ("plain", 'pl"ain', 'a quote inside the unquoted cell "pl"ain"', 2),
        ('comma"', 'comma"x', '"x" after a closing quote', 3),
    ],
)
def test_quotes_out_of_place(tiny: Path, old: str, new: str, found: str, line: int) -> None:
    replace(tiny, TABLE, old, new)
    finding = only(tiny, "B107")
    assert (finding.found, finding.line) == (found, line)


@plants("B108")
@pytest.mark.parametrize(
    ("old", "new", "found", "line", "record"),
    [
        ("d,4,广州", "d,4", '2 cells, the last "4"', 6, 4),
        ("d,4,广州", "d,4,广州,", "empty cells beyond the last column", 6, None),
        ("a,1,plain", "a,1,plain\n", "a blank line", 3, None),
    ],
)
def test_a_record_of_another_length(tiny: Path, old: str, new: str, found: str, line: int, record: int | None) -> None:
    replace(tiny, TABLE, old, new)
    finding = only(tiny, "B108")
    assert (finding.found, finding.line, finding.record) == (found, line, record)


@plants("B109")
@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("plain", "x" * 2_000_000, 'a cell of 2,000,000 characters, beginning "xxxxxxxxxxxxxxxxxxxx"'),
        ("with, comma", "x" * 2_000_000, "a quoted cell of more than 1,048,576 characters"),
        ("with, comma", '""' * 1_100_000, "a quoted cell of more than 1,048,576 characters"),
        ("a,1,plain", "a" + "," * 5_000, "5,001 cells in one record"),
        ("a,1,plain", 'a,"b"' + "," * 5_000, "more than 1,000 cells in one record"),
    ],
)
def test_oversized_cells_and_records(tiny: Path, old: str, new: str, found: str) -> None:
    text = (tiny / TABLE).read_text("utf-8")
    (tiny / TABLE).write_text(text.replace(old, new), "utf-8")
    assert only(tiny, "B109").found.startswith(found)


@plants("B109")
def test_oversized_cells_in_a_file_without_quotes(tiny: Path) -> None:
    (tiny / TABLE).write_text("thing_id,number,note\na,1," + "x" * 2_000_000 + "\n", "utf-8")
    assert only(tiny, "B109").line == 2


@plants("B110")
def test_a_table_cut_down_to_its_header(tiny: Path) -> None:
    (tiny / TABLE).write_text("thing_id,number,note\n", "utf-8")
    assert only(tiny, "B110").found == "a header and no records"


@plants("B201")
@pytest.mark.parametrize("path", [TABLE, "schemas/things.json", "datapackage.json"])
def test_no_final_newline(tiny: Path, path: str) -> None:
    (tiny / path).write_bytes((tiny / path).read_bytes().removesuffix(b"\n"))
    assert only(tiny, "B201").file == path


@plants("B201")
def test_a_blank_line_at_the_end_of_a_schema(tiny: Path) -> None:
    with (tiny / "schemas/things.json").open("ab") as file:
        file.write(b"\n")
    assert only(tiny, "B201").found == "a blank line at the end"


@plants("B202")
@pytest.mark.parametrize(
    ("old", "new", "line"), [("plain", '"plain"', 2), ("thing_id", '"thing_id"', 1), ("广州", '"广州"', 6)]
)
def test_quotes_that_are_not_needed(tiny: Path, old: str, new: str, line: int) -> None:
    replace(tiny, TABLE, old, new)
    assert only(tiny, "B202").line == line


@plants("B203")
def test_rows_out_of_order(tiny: Path) -> None:
    replace(tiny, TABLE, "d,4,广州", "aa,4,广州")
    finding = only(tiny, "B203")
    assert (finding.line, finding.column, finding.key) == (6, "thing_id", "aa")
    assert finding.found == '"aa" after "c" on line 4'


def test_integer_keys_are_ordered_by_number(make_package: object) -> None:
    schema = {
        "fields": [{"name": "group", "type": "string"}, {"name": "place", "type": "integer"}],
        "primaryKey": ["group", "place"],
    }
    root = make_package(tables={"places": (schema, "group,place\na,2\na,10\nb,-3\nb,1\n")})  # type: ignore[operator]
    assert findings(root, "B") == []
    replace(root, "data/places.csv", "a,2\na,10", "a,10\na,2")
    assert [(f.code, f.key) for f in findings(root, "B")] == [("B203", "a|2")]


INVISIBLE = {
    "tab": "\t",
    "zero-width space": "\u200b",
    "joiner": "\u200d",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "soft hyphen": "\u00ad",
    "no-break zero width": "\ufeff",
    "replacement": "\ufffd",
    "next line": "\x85",
    "null": "\x00",
    "private use": "\ue000",
    "tag": "\U000e0041",
    "variation selector": "\ufe0f",
}


@plants("B301")
@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_invisible_characters(tiny: Path, character: str) -> None:
    replace(tiny, TABLE, "plain", f"pl{character}ain")
    finding = only(tiny, "B301")
    assert (finding.line, finding.column, finding.key) == (2, "note", "a")
    assert finding.found.startswith(f"U+{ord(character):04X} ")
    assert f'"pl<U+{ord(character):04X}>ain"' in finding.found


@plants("B301")
def test_an_invisible_character_in_a_schema(tiny: Path) -> None:
    replace(tiny, "schemas/things.json", "Things to test", "Things\u200b to test")
    finding = only(tiny, "B301")
    assert (finding.file, finding.line) == ("schemas/things.json", 5)


@plants("B302")
@pytest.mark.parametrize(("text", "ascii_form"), [("２", '"2"'), ("Ｇ", '"G"'), ("٣", '"3"'), ("𝟛", '"3"')])
def test_digits_and_letters_of_other_widths(tiny: Path, text: str, ascii_form: str) -> None:
    replace(tiny, TABLE, "plain", f"in {text}")
    assert only(tiny, "B302").expected == ascii_form


@plants("B303")
@pytest.mark.parametrize("word", ["Tіanhe", "Αpple", "1З5", "⼯业", "𝐀bc"])
def test_look_alike_letters(tiny: Path, word: str) -> None:
    replace(tiny, TABLE, "plain", word)
    assert only(tiny, "B303").column == "note"


@pytest.mark.parametrize("text", ["Москва", "Ελλάδα", "5 μm", "阿里云 A股", "工业，互联网：“50%”", "café", "10 000"])
def test_honest_words_of_other_scripts(tiny: Path, text: str) -> None:
    replace(tiny, TABLE, "plain", text)
    assert findings(tiny, "B") == []


@plants("B304")
def test_text_that_is_not_in_normal_form(tiny: Path) -> None:
    replace(tiny, TABLE, "plain", "cafe\u0301")
    finding = only(tiny, "B304")
    assert (finding.line, finding.expected) == (2, "U+00E9 LATIN SMALL LETTER E WITH ACUTE")


@plants("B305")
@pytest.mark.parametrize("cell", [" plain", "plain ", "plain\u00a0", "\u3000plain"])
def test_blanks_at_the_ends(tiny: Path, cell: str) -> None:
    replace(tiny, TABLE, "plain", cell)
    assert only(tiny, "B305").expected == '"plain"'


@plants("B306")
@pytest.mark.parametrize("cell", ["=1+1", "+86", "-x", "@SUM", "-1-1", "-"])
def test_cells_that_begin_a_formula(tiny: Path, cell: str) -> None:
    replace(tiny, TABLE, "plain", cell)
    assert only(tiny, "B306").line == 2


@plants("B101")
@pytest.mark.parametrize(
    "path", ["/etc/hostname", "../outside.csv", "data/../../outside.csv", "C:\\x.csv", "~/x.csv", 7]
)
def test_paths_that_leave_the_package(tiny: Path, path: object) -> None:
    (tiny.parent / "outside.csv").write_text("thing_id,number,note\na,1,x\n", "utf-8")
    edit_resource(tiny, "things", path=path)
    finding = only(tiny, "B101")
    assert finding.file == "datapackage.json"
    assert finding.expected == "a relative path of a file inside the package"


cells = st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs",)), max_size=8)


@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=6)))
def test_written_tables_read_back_the_same(rows: list[list[str]]) -> None:
    header = [f"c{n}" for n in range(len(rows[0]))]
    text = csvtext.write([header, *rows])
    parsed = csvtext.parse(text.encode("utf-8"), "x.csv")
    assert parsed.problems == []
    assert [list(cells) for _, cells in parsed.records] == rows
    lines = text.split("\n")
    for line, record in parsed.records:
        assert lines[line - 1].startswith(csvtext.write([record]).split("\n")[0])


@given(st.binary(max_size=60))
def test_any_bytes_give_records_or_problems(raw: bytes) -> None:
    parsed = csvtext.parse(raw, "x.csv")
    assert bool(parsed.header) or bool(parsed.problems)
    assert all(len(cells) == len(parsed.header) for _, cells in parsed.records)


@given(st.text(alphabet='a,"\n\u2028\x00', max_size=30))
@example('a,b\n"x,\n""y",2\n')
def test_what_is_accepted_is_what_the_csv_module_reads(text: str) -> None:
    parsed = csvtext.parse(text.encode("utf-8"), "x.csv")
    if not parsed.problems:
        expected = [row or [""] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        assert [list(parsed.header), *(list(cells) for _, cells in parsed.records)] == expected


def test_threads_that_read_at_once_leave_each_other_and_python_alone() -> None:
    before, plain = csv.field_size_limit(), b"id,w\n" + b"a,b\n" * 2_000
    long = b"id,w\n" + (b"a," + b"x" * 200_000 + b"\n") * 20
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda raw: csvtext.parse(raw, "x.csv"), [long, plain, plain] * 30))
    assert [len(one.records) for one in found] == [20, 2_000, 2_000] * 30
    assert csv.field_size_limit() == before


def test_numbers_are_refreshed_by_the_helper(tiny: Path) -> None:
    (tiny / TABLE).write_text("thing_id,number,note\na,1,x\n", "utf-8")
    assert {f.code for f in findings(tiny, "P")} == {"P107", "P108", "P109"}
    refresh(tiny)
    assert findings(tiny, "P") == []


@plants("B111")
def test_two_versions_that_nobody_joined(tiny: Path) -> None:
    text = (tiny / TABLE).read_text("utf-8").split("\n")
    both = ["<<<<<<< HEAD", text[1], "=======", "a,2,plain", ">>>>>>> b"]
    (tiny / TABLE).write_text("\n".join([text[0], *both, *text[2:]]), "utf-8")
    assert "B111" in {f.code for f in findings(tiny, "B")}
