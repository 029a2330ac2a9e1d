"""Packages of any number of sources with archived texts that can be read again, and the truth about what is wrong.

A package is this one's own, with sources added: each a made-up text of a few sentences about made-up companies, with
evidence for every name, term, time and figure in it and an observation for every figure. Numbers are put into words
here, by arithmetic of their own, so that reading them again tests the reader. The same arguments give the same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..package import csvtext

if TYPE_CHECKING:
    from ..package.opening import Package
    from ..package.table import Table

#: Indicators: id, name, measure, unit, the words before the company, those behind it, the term in them.
_INDICATORS = (
    ("made_up_exports", "flow", "CNY", "In {year}, the export value of {name} came to {figure}.", "export value"),
    ("made_up_investment", "flow", "CNY", "In {year}, the capital investment of {name} came to {figure}.",
     "capital investment"),
    ("made_up_revenue", "flow", "CNY", "In {year}, {name} had operating income of {figure}.", "operating income"),
    ("made_up_staff", "stock", "count", "In {year}, {name} had {figure} salaried engineers.", "salaried engineers"),
)  # fmt: skip
_YEARS = 20
_FIRST_YEAR = 2000
_SYLLABLES = ("Ka", "Lo", "Mi", "Ru", "Sen", "Tal", "Vo", "Wen", "Xi", "Yar", "Zo", "Bel", "Dan", "Fu", "Gor", "Han")
#: What is planted, in turn: by rule, what is changed.
PLANTED = ("V306", "V102", "V401", "V303", "V304")


@dataclass(frozen=True, slots=True)
class Planted:
    """Something wrong: the rule that must find it, the file and the key of the row (the source, where it is a text)."""

    code: str
    file: str
    key: str


@dataclass(slots=True)
class _Source:
    """Rows and text of one source."""

    id: str
    text: str = ""
    evidence: list[dict[str, str]] = field(default_factory=list)
    observations: list[dict[str, str]] = field(default_factory=list)

    def quote(self, words: str, kind: str, start: int) -> str:
        """Evidence of words that stand at `start`; its id."""
        end = start + len(words)
        key = f"{self.id}:{start}-{end}"
        row = {"evidence_id": key, "source_id": self.id, "start": str(start), "end": str(end)}
        self.evidence.append({**row, "quote": words, "kind": kind})
        return key


def generate(
    folder: Path, pkg: Package, *, sources: int, figures: int = 10, every: int = 0
) -> list[Planted]:
    """Write a package of so many `sources` with so many `figures` each beside the rows of `pkg` into a new `folder`.

    One in `every` sources (none for 0) has something wrong, which the result lists.
    """
    folder.mkdir(parents=True)
    shutil.copytree(pkg.root / "schemas", folder / "schemas")
    shutil.copytree(pkg.root / "seeds", folder / "seeds")
    (folder / "data").mkdir()
    companies = max(2, -(-sources * figures // (_YEARS * len(_INDICATORS))))
    added = {
        "entities": [{"entity_id": _company(n), "type": "company", "name_en": _name(n)} for n in range(companies)],
        "entity_names": [
            {"entity_id": _company(n), "name": _name(n), "language": "en", "kind": "canonical"}
            for n in range(companies)
        ],
        "indicators": [
            {"indicator_id": key, "name": term, "definition": "Made up to measure with.", "measure": measure,
             "unit_id": unit, "topic": "output"}
            for key, measure, unit, _, term in _INDICATORS
        ],
        "indicator_terms": [
            {"indicator_id": key, "term": term, "language": "en"} for key, _, _, _, term in _INDICATORS
        ],
    }  # fmt: skip
    planted: list[Planted] = []
    records: dict[str, int] = {}
    for name, table in pkg.tables.items():
        rows = [list(row.cells) for row in table.rows] + [_cells(table, row) for row in added.get(name, ())]
        if name in added:
            rows.sort(key=lambda cells, places=table.key_places: [cells[place] for place in places])  # type: ignore[misc]
        records[name] = len(rows)
        (folder / "data" / f"{name}.csv").write_text(csvtext.write([table.header, *rows]), "utf-8", newline="")
    with ExitStack() as stack:
        files: dict[str, TextIO] = {
            name: stack.enter_context((folder / "data" / f"{name}.csv").open("a", encoding="utf-8", newline=""))
            for name in ("sources", "evidence", "observations")
        }
        for number in range(sources):
            planted += _write_source(folder, files, pkg, number, companies, figures, every)
    records["sources"] += sources
    records["evidence"] += sources * (4 * figures + 2)
    records["observations"] += sources * figures
    resources = []
    for one in pkg.resources:
        path = folder / "data" / f"{one['name']}.csv"
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        sizes = {"bytes": path.stat().st_size, "hash": f"sha256:{digest}", "cnii:rows": records[one["name"]]}
        resources.append({**one, **sizes})
    text = json.dumps({**pkg.descriptor, "resources": resources}, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8", newline="")
    return planted


def _company(number: int) -> str:
    return f"zz-company-{number:07}"


def _name(number: int) -> str:
    """A made-up name without a digit: the number in syllables."""
    parts = []
    for _ in range(3):
        parts.append(_SYLLABLES[number % 16] + _SYLLABLES[number // 16 % 16].lower())
        number //= 256
    return f"{' '.join(parts)} Works"


def _figure(unit: str, number: int) -> tuple[str, str, str, str, str]:
    """A printed figure, its value, bounds and qualifier."""
    if unit == "count":
        value = 101 + number * 37 % 89_900
        value += value % 100 == 0
        return f"{value:,}", str(value), str(value), str(value), "exact"
    tenths = 11 + number * 7_919 % 9_980
    tenths += tenths % 10 == 0
    million = tenths * 100
    lower, upper = (million * 1_000_000 + half for half in (-50_000_000, 50_000_000))
    return f"{tenths // 10}.{tenths % 10} billion yuan", f"{million}000000", str(lower), str(upper), "rounded"


def _source(number: int, companies: int, figures: int) -> _Source:
    """One sound source."""
    made = _Source(f"zzz-{number:09}")
    day = f"2021-{number % 12 + 1:02}-{number % 28 + 1:02}"
    title = f"Notes on companies by {_name(number % companies)}"
    made.text = f"{title}\n\n"
    made.quote(_name(number % companies), "name", len("Notes on companies by "))
    made.evidence[0] |= {"disposition": "boilerplate", "note": "Part of the headline."}
    made.quote(day, "time", len(made.text))
    made.text += f"{day}\n\n"
    for place in range(figures):
        index = number * figures + place
        key, _, unit, sentence, term = _INDICATORS[index % len(_INDICATORS)]
        turn = index // len(_INDICATORS)
        company, year = turn % companies, turn // companies % _YEARS + _FIRST_YEAR
        printed, value, lower, upper, qualifier = _figure(unit, index)
        begin = len(made.text)
        words = sentence.format(year=year, name=_name(company), figure=printed)
        made.text += words + (" " if place % 3 != 2 else "\n\n")
        named = {
            part: made.quote(quote, kind, begin + (words.index(quote) if part == "when" else words.rindex(quote)))
            for part, quote, kind in (
                ("when", str(year), "time"), ("who", _name(company), "name"), ("what", term, "term"),
                ("value", printed, "figure"),
            )
        }  # fmt: skip
        made.observations.append(
            {
                "observation_id": f"{made.id}.o{place + 1:03}", "entity_id": _company(company), "indicator_id": key,
                "period": str(year), "period_basis": "printed", "value": value, "lower": lower, "upper": upper,
                "unit_id": unit, "qualifier": qualifier, "basis": "printed", "obs_status": "A",
                "preference": "normal", "source_id": made.id,
                **{f"{part}_evidence_id": id_ for part, id_ in named.items()},
            }
        )  # fmt: skip
    made.text = made.text.rstrip() + "\n"
    return made


def _write_source(
    folder: Path,
    files: dict[str, TextIO],
    pkg: Package,
    number: int,
    companies: int,
    figures: int,
    every: int,
) -> Iterator[Planted]:
    made = _source(number, companies, figures)
    path = f"seeds/{made.id}.txt"
    wrong = PLANTED[number // every % len(PLANTED)] if every and number % every == every - 1 else ""
    first = made.observations[0]
    if wrong == "V401":
        made.text += "\nAll this was told 17 times.\n"
    digest = sha256(made.text.encode("utf-8")).hexdigest()
    if wrong == "V102":
        digest = digest[::-1]
    elif wrong == "V306":
        first["value"] = str(int(first["value"]) + (first["unit_id"] == "CNY"))
        if first["unit_id"] == "count":
            first["upper"] = str(int(first["upper"]) + 1)
    elif wrong == "V303":
        first["indicator_id"] = "high_tech_enterprises" if first["unit_id"] == "count" else "industry_output_value"
    elif wrong == "V304":
        first["period"] = str(1950 + number // every % 49)  # a year of its own: nobody else answers that question
    title, day = made.text.split("\n", 3)[0], made.text.split("\n", 3)[2]
    source = {
        "source_id": made.id, "title": title, "publisher_id": _company(number % companies), "published_on": day,
        "published_on_basis": "printed", "published_evidence_id": made.evidence[1]["evidence_id"],
        "url": f"https://example.org/{made.id}", "language": "en", "translation": "original", "archive_path": path,
        "sha256": digest, "accessed_on": "2022-01-01", "grade": "D", "rights": "Made up.",
    }  # fmt: skip
    (folder / path).write_bytes(made.text.encode("utf-8"))
    made.evidence.sort(key=lambda row: row["evidence_id"])
    for name, rows in (("sources", [source]), ("evidence", made.evidence), ("observations", made.observations)):
        files[name].write(csvtext.write([_cells(pkg.table(name), row) for row in rows]))
    if wrong:
        of_text, key = wrong in ("V102", "V401"), made.id if wrong in ("V102", "V401") else first["observation_id"]
        yield Planted(wrong, path if wrong == "V401" else f"data/{'sources' if of_text else 'observations'}.csv", key)


def _cells(table: Table, row: dict[str, str]) -> Sequence[str]:
    return [row.get(name, "") for name in table.header]
