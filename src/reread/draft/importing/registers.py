"""What rows of a worksheet name: entities, indicators, lists, sources, units.

Found in the package, in the sheets beside it, or in the register of places; what is found in the last two becomes a row
of the package when a statement needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from ...findings import shown
from ...reading.dates import find_times
from ...reading.names import normalise
from ...statements.view import primary, view
from ..places import Place, Places, likely
from ..worksheet import Line, Worksheet
from .model import Piece, Plan, Refused

if TYPE_CHECKING:
    from ...package.opening import Package

__all__ = ["Registers"]

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch
_KEYS: Final = {"entities": "entity_id", "indicators": "indicator_id", "rankings": "ranking_id", "sources": "source_id"}


class Registers:
    """Look-ups over a package and the sheets beside a worksheet. `new` holds rows that the package lacks, by table and
    key; `commit` keeps those that a statement which is taken has asked for since `begin`.
    """

    def __init__(self, pkg: Package, sheet: Worksheet, places: Places, plan: Plan) -> None:
        self.pkg, self.places, self.plan = pkg, places, plan
        self.new: dict[str, dict[str, dict[str, str]]] = {}
        self._asked: dict[tuple[str, str], dict[str, str]] = {}
        self._later: list[Callable[[], None]] = []
        self._rows: dict[str, dict[str, Line]] = {}
        for kind, column in {**_KEYS, "sectors": "sector_id"}.items():
            name = "entities" if kind == "sectors" else kind
            rows = self._rows.setdefault(name, {})
            for line in sheet.sheets[kind]:
                rows.setdefault(line[column], line)
        self._found: dict[str, str] = {}
        self.texts: dict[str, str] = {}

    # --- what has been asked for ---

    def begin(self) -> None:
        """Forget what a row that was refused has asked for."""
        self._asked.clear()
        self._later.clear()

    def later(self, do: Callable[[], None]) -> None:
        """Have `do` done when the row is taken."""
        self._later.append(do)

    def commit(self) -> None:
        """Keep what a row that is taken has asked for."""
        for (table, key), row in self._asked.items():
            self.new.setdefault(table, {})[key] = row
            if table == "entities":
                for language in ("en", "zh"):
                    if row.get(f"name_{language}"):
                        self.names.setdefault((language, normalise(row[f"name_{language}"])), set()).add(key)
            elif table == "entity_names":
                word = primary(row["language"]), normalise(row["name"])
                self.names.setdefault(word, set()).add(row["entity_id"])
        for do in self._later:
            do()
        self.begin()

    def _held(self, table: str, key: str) -> bool:
        if self.pkg.table(table).get(key) is not None or key in self.new.get(table, {}):
            return True
        return (table, key) in self._asked

    def ask(self, table: str, key: str, row: dict[str, str]) -> None:
        """Have a row of `table` in the package, unless there is one."""
        if not self._held(table, key):
            self._asked[table, key] = row

    def row(self, table: str, key: str) -> dict[str, str] | None:
        """The row of a register as the package holds it or will hold it."""
        there = self.pkg.table(table).get(key)
        if there is not None:
            return there.as_dict()
        return self._asked.get((table, key)) or self.new.get(table, {}).get(key)

    def _wanted(self, table: str, text: str, column: str, make: Callable[[Line], dict[str, str]]) -> str:
        """The key `text` of a register, made from its sheet where the package lacks it."""
        if self._held(table, text):
            return text
        line = self._rows[table].get(text)
        if line is None:
            known = [*self._rows[table], *(row.key for row in self.pkg.table(table).rows)]
            near = get_close_matches(text, known, n=3, cutoff=0.7)
            hint = f"; near it are {', '.join(near)}" if near else ""
            raise Refused(
                column,
                f"{shown(text)} is in no register",
                f"a {_KEYS[table]} of the package or of the sheet {table}{hint}",
            )
        try:
            row = make(line)
        except Refused as error:
            place = f"{line.place}, row {line.number}"
            raise Refused(column, f"{text} ({place}, {error.column}): {error.found}", error.accepted) from None
        for name, found, accepted in misfits(self.pkg, table, row):
            raise Refused(column, f"{text}, {name}: {found}", accepted)
        self._asked[table, text] = row
        return text

    def widen(self, indicator: str, term: str, language: str) -> None:
        """Let a term that meant an indicator in one source only mean it in all."""
        word = normalise(term)
        for row in self.new.get("indicator_terms", {}).values():
            if row["indicator_id"] == indicator and normalise(row["term"]) == word:
                row["source_id"] = ""
        for there in self.pkg.table("indicator_terms").index("indicator_id").get(indicator, ()):
            if normalise(there["term"]) == word and primary(there["language"]) == language and there.get("source_id"):
                cells = {**there.as_dict(), "source_id": ""}
                self.plan.changed.setdefault("indicator_terms", {})[there.key] = cells

    # --- entities ---

    def entity(self, text: str, column: str = "entity") -> str:
        """The entity that a cell means: an id, a key of the register of places, or a name that exactly one bears."""
        known = self._found.get(text)
        if known is not None and self._held("entities", known):
            return known
        found = self._entity(text, column)
        self._found[text] = found
        return found

    def _entity(self, text: str, column: str) -> str:
        if _ID(text) and (self._held("entities", text) or text in self._rows["entities"]):
            return self._wanted("entities", text, column, self._of_sheet)
        places = self.places.find(text)
        if places and places[0].key == text:
            return self._place(places[0])
        bearers: dict[str, Place | None] = dict.fromkeys(self._named(text))
        for place in likely(self.places, text):
            bearers.setdefault(self._known(place) or place.row["entity_id"], place)
        if len(bearers) == 1:
            name, only = next(iter(bearers.items()))
            return self._place(only) if only else self._wanted("entities", name, column, self._of_sheet)
        if not bearers:
            raise Refused(
                column, f"{shown(text)} names nothing that is known", "an entity_id, a code, or a row of entities"
            )
        listed = ", ".join(sorted(bearers)[:6])
        raise Refused(column, f"{shown(text)} may be {listed}", "one of these, or the name with what it lies in")

    def _named(self, text: str) -> set[str]:
        word = normalise(text)
        if not word:
            return set()
        found = {e for language in self._languages for e in self.names.get((language, word), ())}
        return found | self._offered.get(word, set())

    @cached_property
    def _languages(self) -> set[str]:
        return {"en", "zh", *(language for language, _ in self.names)}

    @cached_property
    def names(self) -> dict[tuple[str, str], set[str]]:
        """Entities by language and name in comparable form: of the package, and new ones."""
        return {key: set(bearers) for key, bearers in view(self.pkg).names.items()}

    @cached_property
    def _offered(self) -> dict[str, set[str]]:
        """Entities of the sheets by name."""
        found: dict[str, set[str]] = {}
        for key, line in self._rows["entities"].items():
            for name in {normalise(line[column]) for column in ("name_en", "name_zh", "name")} - {""}:
                found.setdefault(name, set()).add(key)
        return found

    def namesake(self, entity: str, name: str, language: str, lies_in: str) -> str:
        """Another entity that bears this name and lies in the same place, "" for none."""
        word = normalise(name)
        asked = {key for (table, key), row in self._asked.items() if table == "entities"
                 and normalise(row.get(f"name_{language}", "")) == word}  # fmt: skip
        for other in sorted((self.names.get((language, word), set()) | asked) - {entity}):
            beside = self.row("entities", other)
            if beside is not None and beside.get("lies_in", "") == lies_in:
                return other
        return ""

    @cached_property
    def _by_place(self) -> dict[str, str]:
        column = self.places.column
        rows = self.pkg.table("entities").rows if column else ()
        return {row.get(column): row["entity_id"] for row in rows if row.get(column) and not row["valid_to"]}

    def _known(self, place: Place) -> str:
        return self._by_place.get(place.key, "")

    def _place(self, place: Place) -> str:
        """The entity of a place, made with those above it where the package lacks it."""
        known = self._known(place)
        if known:
            return known
        row = dict(place.row)
        if not self._held("entities", row["entity_id"]):
            if place.above:
                row["lies_in"] = self._place(next(p for p in self.places.find(place.above) if p.key == place.above))
            self.ask("entities", row["entity_id"], row)
        return row["entity_id"]

    def _of_sheet(self, line: Line) -> dict[str, str]:
        row = {name: line[name] for name in line.cells}
        if "sector_id" in row:  # the sheet of sectors: entities of that type
            row = {
                "entity_id": row["sector_id"], "type": "sector", "name_en": row["name"], "name_zh": line["name_zh"],
                "belongs_to": line["broader"], "note": line["definition"],
            }  # fmt: skip
        for column in ("lies_in", "belongs_to"):
            if row.get(column):
                row[column] = self.entity(row[column], column)
        if not row.get("name_en") and not row.get("name_zh"):
            raise Refused("name_en", "no name", "an English or a Chinese name")
        for language in ("en", "zh"):
            name = row.get(f"name_{language}", "")
            other = self.namesake(row["entity_id"], name, language, row.get("lies_in", "")) if name else ""
            if other:
                raise Refused(f"name_{language}", f"{shown(name)} is a name of {other}", f"{other}, or another lies_in")
        return _with_basis(row, "name_en", "name_zh")

    # --- indicators, units, lists, sources ---

    def indicator(self, text: str, column: str = "indicator") -> str:
        """The indicator with this id."""
        return self._wanted("indicators", text, column, self._indicator)

    def _indicator(self, line: Line) -> dict[str, str]:
        row = {name: line[name] for name in line.cells if name != "unit"}
        row["unit_id"] = self.unit(line["unit"], "unit")
        if row.get("broader"):
            row["broader"] = self.indicator(row["broader"], "broader")
        return _with_basis(row, "name_zh")

    def unit(self, text: str, column: str = "unit") -> str:
        """The unit with this id."""
        units = self.pkg.table("units")
        for name in (text, text.replace("-", "_")):
            if units.get(name):
                return name
        listed = ", ".join(row.key for row in units.rows)
        raise Refused(column, f"{shown(text)} is no unit that is known", f"one of {listed}")

    def ranking(self, text: str, column: str = "ranking") -> str:
        """The list with this id."""
        return self._wanted("rankings", text, column, self._ranking)

    def _ranking(self, line: Line) -> dict[str, str]:
        names = {"publisher": "publisher_id", "score_indicator": "metric", "source": "source_id"}
        row = {names.get(name, name): line[name] for name in line.cells}
        source = self.source(line["source"], "source")
        if line["publisher"]:
            row["publisher_id"] = self.entity(line["publisher"], "publisher")
        if line["score_indicator"]:
            row["metric"] = self.indicator(line["score_indicator"], "score_indicator")
        row["kind"] = {"set": "selection"}.get(row.get("kind", ""), row.get("kind", ""))
        row["size_basis"] = "printed" if line["size"] else ""
        row["complete"] = line["complete"] or "false"
        row["proof"] = source.get("proof", "")
        return _with_basis(row, "title_zh")

    def source(self, text: str, column: str = "source") -> dict[str, str]:
        """The source with this id, its row."""
        if not text:
            raise Refused(column, "no source", "a source_id of the package or of the sheet sources")
        self._wanted("sources", text, column, self._source)
        row = self.row("sources", text)
        assert row is not None
        return row

    def _source(self, line: Line) -> dict[str, str]:
        names = {"publisher": "publisher_id", "original_publisher": "original_publisher_id"}
        row = {names.get(name, name): line[name] for name in line.cells}
        if not line["publisher"]:
            raise Refused("publisher", "no outlet", "the entity_id or name of the outlet")
        for column in ("publisher", "original_publisher"):
            if line[column]:
                row[names[column]] = self.entity(line[column], column)
        row["published_on_basis"] = line["published_on_basis"] or ("inferred" if line["published_on"] else "unknown")
        row["translation"] = line["translation"] or "original"
        if line["archive_path"]:
            return self._archived(line, row)
        if not line["accessed_on"]:
            raise Refused("accessed_on", "no day on which it was read", "a day or month, such as 2026-11-28")
        if not (line["url"] or line["read_at"] or line["no_address_reason"]):
            raise Refused("url", "no address", "url, or read_at, or no_address_reason: why there is none")
        if line["published_on_basis"] == "printed":
            raise Refused("published_on_basis", "printed, without the words that print it", "url, inferred or unknown")
        return row | {"proof": "quoted"}

    def _archived(self, line: Line, row: dict[str, str]) -> dict[str, str]:
        """A source whose text is archived with it: the file that `archive_path` names, beside the worksheet."""
        path = line.folder / line["archive_path"]
        try:
            raw = path.read_bytes()
            text = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise Refused("archive_path", f"{path} is no UTF-8 text", "a text file beside the worksheet") from None
        for words in (line["title"], *(name for name in line["author"].split("; ") if name)):
            if words not in text:
                column = "title" if words == line["title"] else "author"
                raise Refused(column, f"{shown(words)} stands nowhere in the text", "words as printed")
        place = f"seeds/{line['source_id']}.txt"
        row |= {"archive_path": place, "sha256": sha256(raw).hexdigest(), "proof": "archived"}
        self.plan.archive[row["archive_path"]] = raw
        self.texts[line["source_id"]] = text
        if row["published_on_basis"] == "printed":
            times = find_times(text, None, primary(line["language"]))
            printed = [t for t in times if t.time and t.time.period == line["published_on"]]
            if not printed:
                accepted = "a date that the text prints, or another basis"
                raise Refused("published_on", f"{line['published_on']} is printed nowhere in the text", accepted)
            self.plan.printed[line["source_id"]] = Piece(line["source_id"], "time", printed[0].text, printed[0].start)
        return row

    def text(self, source: str) -> str | None:
        """The archived text of a source, of one that is new too."""
        return self.texts.get(source) or self.pkg.text(source)


def _with_basis(row: dict[str, str], *columns: str) -> dict[str, str]:
    """A row whose names are common ones where nothing else is said of them."""
    return row | {f"{c}_basis": row.get(f"{c}_basis") or "common" for c in columns if row.get(c)}


def misfits(pkg: Package, table: str, row: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    """What the schema of a table says against single cells of a new row: column, found, accepted."""
    for item in pkg.table(table).fields:
        name, cell = str(item.get("name")), row.get(str(item.get("name")), "")
        rules = item.get("constraints") or {}
        if not cell:
            if rules.get("required"):
                yield name, "nothing", str(item.get("description", "a value"))
        elif rules.get("enum") and cell not in rules["enum"]:
            yield name, shown(cell), f"one of {', '.join(map(str, rules['enum']))}"
        elif rules.get("pattern") and not re.fullmatch(str(rules["pattern"]), cell):
            example = f", such as {item['example']}" if item.get("example") else ""
            yield name, shown(cell), f"{str(item.get('description', '')).rstrip('.')}{example}"
