"""The core of this project's package: the archived texts and what belongs to them, small enough to be copied, damaged
and validated many times. The whole package is validated once, in tests/test_package.py.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Set
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from reread.package import csvtext
from reread.reading.names import normalise
from reread.statements.view import QUESTION

ROOT = Path(__file__).resolve().parent.parent
Rows = list[dict[str, str]]

_STATEMENTS = {"observations": "observation_id", "ranking_entries": "entry_id", "entity_links": "link_id"}
#: Sources with so much evidence are yearbook tables: relations among their own figures are left out.
_LARGE = 60
#: Columns of `relation_terms` that name what a relation is about, with the table it stands in.
_TERMS = {
    "observation_id": "observations",
    "entry_id": "ranking_entries",
    "ranking_id": "rankings",
    "link_id": "entity_links",
    "source_id": "sources",
}


#: Removed when the process ends.
_FOLDERS: list[TemporaryDirectory[str]] = []


@cache
def core(*, whole_sources: bool = False) -> Path:
    """The folder of the core, written once a process. Do not change it. With `whole_sources` it has all that the quoted
    sources state, yearbook tables among them, not only what relations and corrections rest on.
    """
    return _write(folder(), whole_sources)


#: Quoted sources in English and Chinese, one of them without a day.
_QUOTED = {"csst-2017-07-20", "china-com-cn-2021-04-08", "gzlob-incubators", "cri-2017-12-06", "cnbc-2018-11-27"}


@cache
def few(*archived: str) -> Path:
    """The same with some archived texts and few quoted sources. Some of its tables are empty."""
    return _write(folder(), True, {*archived, *_QUOTED})


def folder() -> Path:
    """A new folder that is there as long as the process."""
    _FOLDERS.append(TemporaryDirectory(prefix="core-"))
    return Path(_FOLDERS[-1].name)


def _write(folder: Path, whole_sources: bool, only: Set[str] = frozenset()) -> Path:
    """Write the core, or what it has of `only` these sources, below `folder`, and return the folder of the package."""
    root = folder / "real"
    root.mkdir()
    shutil.copy(ROOT / "datapackage.json", root)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    for name in ("data", "seeds"):
        (root / name).mkdir()
    resources = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["resources"]
    tables = {r["name"]: _read(ROOT / r["path"]) for r in resources}
    kept = _kept(tables, whole_sources, only or _sources(tables))
    for path in _archived(kept["sources"]):
        shutil.copy(ROOT / path, root / path)
    for resource in resources:
        name = resource["name"]
        header = [f["name"] for f in json.loads((ROOT / resource["schema"]).read_text("utf-8"))["fields"]]
        rows = [header, *([row[column] for column in header] for row in kept.get(name, tables[name]))]
        (root / resource["path"]).write_bytes(csvtext.write(rows).encode("utf-8"))
    return root


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _archived(sources: Rows) -> list[str]:
    """The paths of the archived texts."""
    return [row["archive_path"] for row in sources if row["archive_path"]]


def _kept(tables: dict[str, Rows], whole_sources: bool, sources: Set[str]) -> dict[str, Rows]:
    """The rows of the core, by table."""
    kept = {
        name: [row for row in tables[name] if row["source_id"] in sources]
        for name in ("sources", "evidence", *_STATEMENTS)
    }
    lists = {row["ranking_id"] for name in ("observations", "ranking_entries") for row in kept[name]} - {""}
    kept["rankings"] = [row for row in tables["rankings"] if row["ranking_id"] in lists]
    kept["ranking_criteria"] = [row for row in tables["ranking_criteria"] if row["ranking_id"] in lists]
    kept["corrections"] = [c for c in tables["corrections"] if c["correction_id"].rpartition(".")[0] in sources]
    kept |= _relations(tables, kept)
    if not whole_sources:
        _trim(kept)
    _settle(kept["observations"])
    kept["breaks"], kept["known_gaps"] = tables["breaks"][:0], tables["known_gaps"][:0]
    kept |= _registers(tables, kept)
    known = ({r["entity_id"] for r in kept["entities"]}, {r["indicator_id"] for r in kept["indicators"]})
    for name in ("breaks", "known_gaps"):
        fits = [r for r in tables[name] if r["entity_id"] in known[0] | {""} and r["indicator_id"] in known[1]]
        kept[name] = [r for r in fits if r.get("source_id", "") in sources | {""} and not r.get("ranking_id")]
    kept["refused_leads"] = tables["refused_leads"][:3]
    return kept


def _trim(kept: dict[str, Rows]) -> None:
    """Leave out what quoted sources state behind the last that a relation or correction rests on (their statements are
    numbered without a gap), and evidence that nothing names.
    """
    archived = {row["source_id"] for row in kept["sources"] if row["archive_path"]}
    rests = _words(kept["relation_terms"]) | _words(kept["corrections"])
    for name, key in _STATEMENTS.items():
        last = {row["source_id"]: row[key] for row in sorted(kept[name], key=lambda r: r[key]) if row[key] in rests}
        kept[name] = [r for r in kept[name] if r["source_id"] in archived or r[key] <= last.get(r["source_id"], "")]
    named = set().union(*(_words(rows) for name, rows in kept.items() if name != "evidence"))
    while True:
        rows = [r for r in kept["evidence"] if r["source_id"] in archived or r["evidence_id"] in named]
        more = {r["passage_id"] for r in rows if r["passage_id"]} - named
        if not more:
            break
        named |= more
    kept["evidence"] = rows


def _words(rows: Rows) -> set[str]:
    """Every id, and other word, in the cells of `rows`."""
    return {word for row in rows for cell in row.values() for word in cell.split()}


def _settle(observations: Rows) -> None:
    """An answer that was preferred to others which are not kept is the only one."""
    questions: dict[tuple[str, ...], Rows] = {}
    for row in observations:
        questions.setdefault(tuple(row[column] for column in QUESTION), []).append(row)
    for rows in questions.values():
        if len(rows) == 1 and rows[0]["preference"] == "preferred":
            rows[0].update(preference="normal", preference_reason="")


def _sources(tables: dict[str, Rows]) -> set[str]:
    """Archived sources, and those that a relation, a correction or a convention of them rests on."""
    archived = {row["source_id"] for row in tables["sources"] if row["archive_path"]}
    found = set(archived)
    terms: dict[str, set[str]] = {}
    for row in tables["relation_terms"]:
        named = row["observation_id"] or row["entry_id"] or row["link_id"]
        if named:
            terms.setdefault(row["relation_id"], set()).add(named.rpartition(".")[0])
    curated = [sources for sources in terms.values() if sources & archived]
    small = {s for sources in curated for s in sources}
    size = Counter(row["source_id"] for row in tables["evidence"])
    found |= {source for source in small if size[source] < _LARGE}
    for row in tables["corrections"]:
        if row["correction_id"].rpartition(".")[0] in archived:
            found |= {item.rpartition(":")[0] for item in row["support"].split()}
    return found


def _relations(tables: dict[str, Rows], kept: dict[str, Rows]) -> dict[str, Rows]:
    """Relations all of whose terms are kept, with their terms, and the derived quantities that only they name."""
    keys = {**_STATEMENTS, "rankings": "ranking_id", "sources": "source_id"}
    have = {name: {row[key] for row in kept[name]} for name, key in keys.items()}
    gone = {
        row["relation_id"]
        for row in tables["relation_terms"]
        for column, name in _TERMS.items()
        if row[column] and row[column] not in have[name]
    }
    gone |= {
        row["relation_id"]
        for row in tables["relation_terms"]
        if row["evidence_id"] and row["evidence_id"].rpartition(":")[0] not in have["sources"]
    }
    sizes = Counter(row["source_id"] for row in kept["evidence"])
    archived = {row["source_id"] for row in kept["sources"] if row["archive_path"]}
    by_relation: dict[str, set[str]] = {}
    for row in tables["relation_terms"]:
        named = row["observation_id"] or row["entry_id"] or row["link_id"]
        by_relation.setdefault(row["relation_id"], set()).add(named.rpartition(".")[0])
    gone |= {key for key, told in by_relation.items() if not told & archived and any(sizes[s] >= _LARGE for s in told)}
    derived = {row["derived_id"] for row in tables["derived"]}
    while True:
        broken = {d["derived_id"] for d in tables["derived"] if set(d["inputs"].split()) & gone}
        more = {r["relation_id"] for r in tables["relation_terms"] if r["derived_id"] in broken} - gone
        if not more:
            break
        gone |= more
    terms = [row for row in tables["relation_terms"] if row["relation_id"] not in gone]
    used = {row["derived_id"] for row in terms} & derived
    return {
        "relations": [row for row in tables["relations"] if row["relation_id"] not in gone],
        "relation_terms": terms,
        "derived": [row for row in tables["derived"] if row["derived_id"] in used],
    }


def _registers(tables: dict[str, Rows], kept: dict[str, Rows]) -> dict[str, Rows]:
    """The rows of registers that the kept rows name, and what those name in turn."""
    used = {cell for rows in kept.values() for row in rows for cell in row.values()}
    entities = _closed(tables["entities"], "entity_id", used, ("lies_in", "belongs_to"))
    indicators = _closed(tables["indicators"], "indicator_id", used, ("broader",))
    keys = ({row["entity_id"] for row in entities}, {row["indicator_id"] for row in indicators})
    texts = "\n".join((ROOT / path).read_text("utf-8") for path in _archived(kept["sources"]))
    words = normalise(texts + "\n" + "\n".join(row["quote"] for row in kept["evidence"]))
    quotes = {normalise(row["quote"]) for row in kept["evidence"] if row["kind"] == "term"}
    sources = {row["source_id"] for row in kept["sources"]} | {""}
    codes = {row["gb2260"] for row in entities} - {""}
    divisions = [row for row in tables["divisions"] if row["gb2260"] in codes]
    codes |= {row["parent"] for row in divisions}
    return {
        "entities": entities,
        "indicators": indicators,
        "divisions": [row for row in tables["divisions"] if row["gb2260"] in codes],
        "entity_names": [
            row
            for row in tables["entity_names"]
            if row["entity_id"] in keys[0] and row.get("source_id", "") in sources and normalise(row["name"]) in words
        ],
        "indicator_terms": [
            row
            for row in tables["indicator_terms"]
            if row["indicator_id"] in keys[1] and row["source_id"] in sources and normalise(row["term"]) in quotes
        ],
    }


def _closed(rows: Rows, key: str, used: Iterable[str], own: tuple[str, ...]) -> Rows:
    by_key = {row[key]: row for row in rows}
    waiting, found = [cell for cell in used if cell in by_key], set()
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [by_key[one][column] for column in own if by_key[one][column] in by_key]
    return [row for row in rows if row[key] in found]
