"""The V1 rules: archived texts are there, unchanged, registered, and described by their own words."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import planting
import pytest
from planting import plants
from statement_package import PATH, QUOTED, SOURCE, TEXT, Built, build, expect, findings, places


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return build(tmp_path)


def test_nothing_is_found_in_the_sound_package(built: Built) -> None:
    report = planting.report(built.root, "S", "V", "X1", "X2", "X3", "X4", "X5")
    assert report.findings == []
    # It has no table, part of a year, usual base, shares of one whole, scores, or members counted by place: the rules
    # on these are planted apart.
    empty = {result.info.code for result in report.results if result.info.family in "VX" and not result.cases}
    assert empty == {"V323", "V324", "V325", "X106", "X107", "X208", "X209", "X210", "X211", "X212", "X407"}


@plants("V101")
def test_archived_file_missing(built: Built) -> None:
    (built.root / PATH).unlink()
    assert ("V101", "data/sources.csv", 2, "archive_path") in places(built)


@plants("V101")
def test_archived_file_that_is_no_text(built: Built) -> None:
    (built.root / PATH).write_bytes(b"\xff\xfe\xff")
    found = [f for f in findings(built) if f.code == "V101"]
    assert [f.line for f in found] == [2]
    assert "not UTF-8" in found[0].found


@plants("V101")
def test_archived_file_outside_the_package(built: Built, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(TEXT)
    (built.root / PATH).unlink()
    (built.root / PATH).symlink_to(tmp_path / "outside.txt")
    assert "V101" in {f.code for f in findings(built)}


@plants("V102")
def test_archived_file_changed(built: Built) -> None:
    planting.replace(built.root, PATH, "bakery", "bakers")
    (found,) = expect(built, "sources", SOURCE, ("V102", "sha256"))
    assert PATH in found.found and sha256(TEXT.replace("bakery", "bakers").encode()).hexdigest() in found.found
    assert sha256(TEXT.encode()).hexdigest() in found.expected  # who writes what is expected registers no other text


@plants("V103")
def test_file_that_no_source_names(built: Built) -> None:
    (built.root / "seeds/001_new.txt").write_text("New.\n")
    assert places(built) == {("V103", "seeds/001_new.txt", None, None)}


@plants("V104")
def test_title_retold(built: Built) -> None:
    built.edit("sources", SOURCE, "title", "Haibei's Dongcheng district ranked 2nd in China")
    (found,) = expect(built, "sources", SOURCE, ("V104", "title"))
    assert "Haibei's Dongcheng district ranks 2nd in China" in found.expected


@plants("V104")
def test_author_not_printed(built: Built) -> None:
    built.edit("sources", SOURCE, "author", "Ann Lee; Bob Lee")
    (found,) = expect(built, "sources", SOURCE, ("V104", "author"))
    assert found.found == '"Bob Lee"'


@plants("V105")
def test_printed_date_differs(built: Built) -> None:
    built.edit("sources", SOURCE, "published_on", "2022-03-06")
    (found,) = expect(built, "sources", SOURCE, ("V105", "published_on"))
    assert found.expected == "2022-03-05"


@plants("V105")
def test_printed_date_is_no_date(built: Built) -> None:
    built.edit("sources", SOURCE, "published_evidence_id", "@talent")
    assert ("V105", "data/sources.csv", 2, "published_evidence_id") in places(built)


@plants("V106")
@pytest.mark.parametrize("day", ["2020-01-02", "2020-11-01", "2021-01-01"])
def test_date_not_in_address(built: Built, day: str) -> None:
    built.edit("sources", QUOTED, "published_on", day)
    expect(built, "sources", QUOTED, ("V106", "published_on"))


@pytest.mark.parametrize(
    "address", ["2020/01/01/", "2020-01/01", "2020-01-01", "20200101", "2020/1/1/", "2020_01_01", "2020/0101/c1.htm"]
)
def test_dates_as_addresses_print_them(built: Built, address: str) -> None:
    built.edit("sources", QUOTED, "url", f"https://example.org/a1/{address}")
    assert findings(built) == []


@plants("V106")
@pytest.mark.parametrize("address", ["120200101", "202001011", "2020/01/011", "2020/10/1", "20201/1"])
def test_digits_that_are_not_the_date(built: Built, address: str) -> None:
    built.edit("sources", QUOTED, "url", f"https://example.org/{address}")
    expect(built, "sources", QUOTED, ("V106", "published_on"))


@plants("V107")
def test_source_without_evidence(built: Built) -> None:
    built.add("sources", source_id="unread-2022-01-01", title="Unread", published_on="2022-01-01", language="en",
              published_on_basis="inferred", translation="original", grade="D", rights="None.",
              publisher_id="haibei-daily")  # fmt: skip
    expect(built, "sources", "unread-2022-01-01", ("V107", "source_id"))


@plants("V108")
def test_one_address_of_two_sources(built: Built) -> None:
    url = built.row("sources", SOURCE)["url"]
    built.edit("sources", QUOTED, "url", url.replace("https://", "http://") + "/")
    (finding,) = (f for f in findings(built) if f.code == "V108")
    assert finding.column == "url" and {finding.key} < {SOURCE, QUOTED}


@plants("V108")
def test_an_address_read_in_the_future(built: Built) -> None:
    built.edit("sources", SOURCE, "accessed_on", "9026-11-22")
    assert [(f.code, f.key, f.column) for f in findings(built)] == [("V108", SOURCE, "accessed_on")]
