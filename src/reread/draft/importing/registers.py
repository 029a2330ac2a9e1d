"""What rows of a worksheet name: entities, indicators, lists, sources, units.

Found in the package, in the sheets beside it, or in the register of places; what is found in the last two becomes a row
of the package when a statement needs it. `columns.csv` says which column of a sheet goes where, and where its words are
looked up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from ...findings import CannotRun, shown
from ...reading.dates import find_times
from ...reading.names import normalise
from ...reading.sentences import Sentences
from ...statements.view import primary, view
from ..places import Place, places_of
from ..worksheet import SHEETS, Line, Worksheet, read_bytes
from .words import Piece, Refused

if TYPE_CHECKING:
    from ...package.opening import Package
    from ...package.table import Row
    from .edits import Cells, Edits

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch
_LANGUAGES: Final = ("en", "zh")
#: The table that the rows of a sheet go to, where it has another name.
_TABLE: Final = {"sectors": "entities"}
#: Where a column of statements is looked up.
_FOUND_IN: Final = {(c.sheet, c.name): c.found_in for columns in SHEETS.values() for c in columns if c.found_in}


class Registers:
    """Look-ups over a package and the sheets beside a worksheet; rows that the package lacks are put on trial, until a
    statement that needs them is taken.
    """

    def __init__(self, pkg: Package, sheet: Worksheet, edits: Edits) -> None:
        self.pkg, self.places, self.edits, self.seen = pkg, places_of(pkg), edits, view(pkg)
        self._lines: dict[str, dict[str, tuple[str, Line]]] = defaultdict(dict)
        for kind, lines in sheet.sheets.items():
            for line in lines if kind != "statements" else ():
                self._lines[_TABLE.get(kind, kind)].setdefault(line[SHEETS[kind][0].name], (kind, line))
        #: Keys of terms, of rows that were put (which may be gone again) and of those that sheets offer: by table,
        #: language, and name or term in comparable form.
        self._keys: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for row in pkg.table("indicator_terms").rows:
            self._index("indicator_terms", row.key, row)
        for key, (_, line) in self._lines["entities"].items():
            self._index("offered", key, line.cells)
        self._languages = {*_LANGUAGES, *(language for language, _ in self.seen.names)}
        #: What is told of rows that are taken, and how often.
        self.notes: Counter[str] = Counter()
        #: Texts that are archived with the worksheet, and the dates that they print of themselves, by source.
        self.texts: dict[str, Sentences] = {}
        self.printed: dict[str, Piece] = {}

    def _index(self, table: str, key: str, row: Row | Mapping[str, str]) -> None:
        for column in ("name_en", "name_zh", "name", "term"):
            if words := row.get(column, ""):
                language = column.removeprefix("name_") if "_" in column else primary(row.get("language", ""))
                self._keys[table, language, normalise(words)].add(key)

    def put(self, table: str, row: Cells) -> None:
        """Put a row on trial, so that its names or its term are found."""
        self._index(table, self.edits.put(table, row), row)

    def row(self, entity: str) -> Cells:
        """The row of an entity as it will be."""
        return self.edits.row("entities", entity) or {}

    # --- any register ---

    def find(self, line: Line, column: str, sheet: str = "statements") -> str:
        """What the words of a cell are the name or id of, "" for an empty cell."""
        return self.key(_FOUND_IN[sheet, column], line[column], column) if line[column] else ""

    def key(self, table: str, text: str, column: str) -> str:
        """The key of a register that a text means. Raises `Refused` where it means none, or several."""
        if table == "entities":
            return self.entity(text, column)
        if table == "units":
            return self._unit(text, column)
        return self._made(table, text, column)

    def _made(self, table: str, key: str, column: str) -> str:
        """A key, its row made from its sheet where the package lacks it."""
        if self.edits.row(table, key) is not None:
            return key
        kind, line = self._lines[table].get(key, ("", None))
        if line is None:
            known = [*self._lines[table], *(row.key for row in self.pkg.table(table).rows)]
            near = get_close_matches(key, known, n=3, cutoff=0.7)
            hint = f"; near it are {', '.join(near)}" if near else ""
            accepted = f"a {SHEETS[table][0].name} of the package or of the sheet {table}{hint}"
            raise Refused(column, f"{shown(key)} is in no register", accepted)
        try:
            row = self._row(kind, line)
        except Refused as error:
            place = f"{line.place}, row {line.number}"
            raise Refused(column, f"{key} ({place}, {error.column}): {error.found}", error.accepted) from None
        if faults := list(misfits(self.pkg, table, row)):
            found = "; ".join(f"{name}: {cell}" for name, cell, _ in faults)
            accepted = "; ".join(f"{name}: {wanted}" for name, _, wanted in faults)
            raise Refused(column, f"{key}, {found}", faults[0][2] if len(faults) == 1 else accepted)
        self.put(table, row)
        return key

    def _row(self, kind: str, line: Line) -> Cells:
        """The row of a register that a line of its sheet makes."""
        row = {
            column.goes_to: self.find(line, column.name, kind) if column.found_in else line[column.name]
            for column in SHEETS[kind] if line[column.name]
        }  # fmt: skip
        table = _TABLE.get(kind, kind)
        if table == "entities":
            row |= {"type": "sector"} if kind == "sectors" else {}
            self._check_names(row)
        elif table == "rankings":
            source = self.source(line["source"])
            row["kind"] = {"set": "selection"}.get(line["kind"], line["kind"])
            row |= {"complete": line["complete"] or "false", "proof": source.get("proof", "")}
            row |= {"size_basis": "printed"} if line["size"] else {}
        elif table == "sources":
            row |= self._source(line)
        named = [name for name in row if f"{name}_basis" in self.pkg.table(table).places]
        return {f"{name}_basis": "common" for name in named} | row

    def _unit(self, text: str, column: str) -> str:
        units = self.pkg.table("units")
        for name in (text, text.replace("-", "_")):
            if units.get(name):
                return name
        listed = ", ".join(row.key for row in units.rows)
        raise Refused(column, f"{shown(text)} is no unit that is known", f"one of {listed}")

    # --- entities ---

    def entity(self, text: str, column: str = "entity") -> str:
        """The entity that a cell means: an id, a key of the register of places, or a name that exactly one bears."""
        if _ID(text) and (self.edits.row("entities", text) or text in self._lines["entities"]):
            return self._made("entities", text, column)
        if coded := self.places.of(text):
            return self._place(coded)
        word = normalise(text)
        offered = (self._keys.get(("offered", language, word), ()) for language in (*_LANGUAGES, ""))
        named = (self.bearers(language, word) for language in self._languages)
        bearers: dict[str, Place | None] = dict.fromkeys(set().union(*offered, *named))
        for place in self.places.likely(text):
            bearers.setdefault(self._known(place) or place.row["entity_id"], place)
        if len(bearers) == 1:
            name, only = next(iter(bearers.items()))
            return self._place(only) if only else self._made("entities", name, column)
        if not bearers:
            accepted = "an entity_id, a code, or a row of entities"
            raise Refused(column, f"{shown(text)} names nothing that is known", accepted)
        listed = ", ".join(sorted(bearers)[:6])
        raise Refused(column, f"{shown(text)} may be {listed}", "one of these, or the name with what it lies in")

    def bearers(self, language: str, word: str) -> set[str]:
        """The entities of which a word in comparable form is a name, in the package or on trial."""
        keys = ((t, key) for t in ("entities", "entity_names") for key in self._keys.get((t, language, word), ()))
        made = {row["entity_id"] for key in keys if (row := self.edits.row(*key))}
        return self.seen.names.get((language, word), set()) | made

    def names_of(self, entity: str, language: str) -> set[str]:
        """The names of an entity in comparable form."""
        words = [word for *_, tag, word in (*self.seen.names, *self._keys) if tag == language]
        return {word for word in words if entity in self.bearers(language, word)}

    def said(self, language: str, word: str) -> list[Cells]:
        """What a term in comparable form is registered for, as the package will hold it."""
        keys = sorted(self._keys.get(("indicator_terms", language, word), ()))
        return [row for key in keys if (row := self.edits.row("indicator_terms", key))]

    def namesake(self, entity: str, name: str, language: str, lies_in: str) -> str:
        """Another entity that bears this name and lies in the same place, "" for none."""
        others = sorted(self.bearers(language, normalise(name)) - {entity})
        return next((other for other in others if self.row(other).get("lies_in", "") == lies_in), "")

    def _known(self, place: Place) -> str:
        """The entity that a place is, "" for none."""
        table, column = self.pkg.table("entities"), self.places.column
        there = table.index(column).get(place.key, ()) if column else ()
        made = self.row(place.row["entity_id"]).get("entity_id", "")
        return next((row["entity_id"] for row in there if not row["valid_to"]), made)

    def _place(self, place: Place) -> str:
        """The entity of a place, made with those above it where the package lacks it."""
        if known := self._known(place):
            return known
        row = dict(place.row)
        if above := self.places.of(place.above):
            row["lies_in"] = self._place(above)
        self.put("entities", row)
        return row["entity_id"]

    def _check_names(self, row: Cells) -> None:
        if not row.get("name_en") and not row.get("name_zh"):
            raise Refused("name_en", "no name", "an English or a Chinese name")
        for language in _LANGUAGES:
            name = row.get(f"name_{language}", "")
            other = self.namesake(row["entity_id"], name, language, row.get("lies_in", "")) if name else ""
            if other:
                raise Refused(f"name_{language}", f"{shown(name)} is a name of {other}", f"{other}, or another lies_in")

    # --- sources ---

    def source(self, text: str) -> Cells:
        """The source with this id, its row."""
        if not text:
            raise Refused("source", "no source", "a source_id of the package or of the sheet sources")
        self._made("sources", text, "source")
        return self.edits.row("sources", text) or {}

    def _source(self, line: Line) -> Cells:
        """What is added to the row of a source: how its words are proved."""
        if not line["publisher"]:
            raise Refused("publisher", "no outlet", "the entity_id or name of the outlet")
        basis = line["published_on_basis"] or ("inferred" if line["published_on"] else "unknown")
        row = {"published_on_basis": basis, "translation": line["translation"] or "original"}
        if line["archive_path"]:
            return row | self._archived(line)
        if not line["accessed_on"]:
            raise Refused("accessed_on", "no day on which it was read", "a day or month, such as 2026-11-28")
        if not (line["url"] or line["read_at"] or line["no_address_reason"]):
            raise Refused("url", "no address", "url, or read_at, or no_address_reason: why there is none")
        if basis == "printed":
            raise Refused("published_on_basis", "printed, without the words that print it", "url, inferred or unknown")
        return row | {"proof": "quoted"}

    def _archived(self, line: Line) -> Cells:
        """A source whose text is archived with it: the file that `archive_path` names, beside the worksheet."""
        path, source = line.folder / line["archive_path"], line["source_id"]
        try:
            raw = read_bytes(path)
            text = raw.decode("utf-8")
        except (CannotRun, UnicodeDecodeError):
            raise Refused("archive_path", f"{path} is no UTF-8 text", "a text file beside the worksheet") from None
        for column, said in (("title", [line["title"]]), ("author", line["author"].split("; "))):
            for words in said:
                if words not in text:
                    raise Refused(column, f"{shown(words)} stands nowhere in the text", "words as printed")
        self.texts[source] = Sentences(text)
        if line["published_on_basis"] == "printed":
            times = find_times(text, None, primary(line["language"]))
            printed = next((t for t in times if t.time and t.time.period == line["published_on"]), None)
            if printed is None:
                accepted = "a date that the text prints, or another basis"
                raise Refused("published_on", f"{line['published_on']} is printed nowhere in the text", accepted)
            self.printed[source] = Piece(source, "time", printed.text, printed.start)
        return {"archive_path": f"seeds/{source}.txt", "sha256": sha256(raw).hexdigest(), "proof": "archived"}

    def cut(self, source: str) -> Sentences | None:
        """The archived text of a source, of one that is new too, with its sentences."""
        return self.texts.get(source) or self.seen.sentences(source)


def misfits(pkg: Package, table: str, row: Cells) -> Iterable[tuple[str, str, str]]:
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
