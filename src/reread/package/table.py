"""Tables as rows of text: every cell exactly as printed in the file, every row with its physical line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..findings import CannotRun, Problem, shown
from .csvtext import Parsed


class TableUnreadable(CannotRun):
    """Raised when the rows of a table are asked for whose file cannot be read; the reader's problems say why."""

    def __init__(self, path: str, why: str = "cannot be read") -> None:
        super().__init__(f"{path} {why}", "cnii validate says what is wrong with it.")
        self.path = path

    def __str__(self) -> str:
        return self.message


class TableTooLarge(TableUnreadable):
    """Raised when the rows of a table are asked for that is only passed over, never held (see `Package.large_from`)."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "is too large for a rule that looks at all of it together")


class NoColumn(TableUnreadable, KeyError):
    """Raised when a cell is asked for of a column that the table does not have."""


def fields_of(schema: Mapping[str, Any], word: str = "fields") -> list[dict[str, Any]]:
    """The field descriptors of a schema, or what else it lists under `word`."""
    listed = schema.get(word)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


class Row:
    """One record: `row["column"]` is its text ("" is missing), `row.key` its primary key ("a|b" when compound)."""

    __slots__ = ("cells", "line", "record", "table")

    def __init__(self, table: Table, record: int, line: int, cells: tuple[str, ...]) -> None:
        self.table = table
        self.record = record
        self.line = line
        self.cells = cells

    def __getitem__(self, column: str) -> str:
        try:
            return self.cells[self.table.places[column]]
        except KeyError:
            raise NoColumn(self.table.path, f"has no column {column}") from None

    def get(self, column: str, default: str = "") -> str:
        """The cell of `column`, or `default` where the table has no such column."""
        place = self.table.places.get(column)
        return default if place is None else self.cells[place]

    @property
    def key(self) -> str:
        """The primary key; without one in the schema, the first cell."""
        places = self.table.key_places
        return self.cells[places[0]] if len(places) == 1 else "|".join([self.cells[place] for place in places])

    def as_dict(self) -> dict[str, str]:
        """Column to text, in the order of the file."""
        return dict(zip(self.table.header, self.cells, strict=True))

    def __repr__(self) -> str:
        return f"<Row {self.table.path}:{self.line} {self.key}>"


class Table:
    """One table of a package. The file is read when something of it is first asked for."""

    def __init__(self, name: str, path: str, schema: dict[str, Any], read: Callable[[], Parsed] | None) -> None:
        self.name = name
        self.path = path
        #: The schema in the form of the contract, and as it is stated.
        self._schema = self.stated = schema
        #: Whether the file is in the one form of this project; may be passed over without being held; may be written
        #: again by a repair: then it stands for itself, in that form.
        self.verbatim = self.streamed = self.mendable = True
        #: Whether the schema in the form of the contract is known only with the columns of the file.
        self.unfinished = False
        #: Where the rows of the second and further files begin: how many stand before, and the path.
        self.parts: list[tuple[int, str]] = []
        #: The fields as the schema states how their cells are written, by name; how the columns must match them.
        self.written: dict[str, dict[str, Any]] = {}
        self.matched = "exact"
        #: What in the schema has a value of another kind: the place, what was found, what was expected.
        self.misstated: list[tuple[str, str, str]] = []
        #: What was expected of cells that are not of their type, by record and column, seen while reading.
        self.unread: dict[tuple[int, str], str] = {}
        self._read = read
        self._indexes: dict[tuple[str, ...], dict[str, list[Row]]] = {}

    @classmethod
    def of_rows(
        cls, like: Table, header: tuple[str, ...], records: Iterable[tuple[int, int, tuple[str, ...]]]
    ) -> Table:
        """A table with the name, path and schema of `like` and just these records: (number, physical line, cells)."""
        table = cls(like.name, like.path, like.schema, None)
        table.parsed = Parsed(header=header)
        table.rows = [Row(table, number, line, cells) for number, line, cells in records]
        return table

    @cached_property
    def parsed(self) -> Parsed:
        """The file as read."""
        found = self._read() if self._read else Parsed()
        self.unfinished = False
        return found

    @property
    def schema(self) -> dict[str, Any]:
        """The schema in the form of the contract."""
        _ = self.unfinished and self.parsed  # only then the columns are known
        return self._schema

    def settle(self, schema: dict[str, Any]) -> None:
        """The schema in the form of the contract, now that the columns are known."""
        self._schema, self.unfinished = schema, False

    def path_of(self, record: int | None) -> str:
        """The file in which a record stands."""
        before = [path for start, path in self.parts if record is not None and record > start]
        return before[-1] if before else self.path

    @property
    def printed(self) -> Parsed | None:
        """The table as it stands in the file, where the contract reads it in another form."""
        return self.parsed.printed

    def printed_cell(self, row: Row, column: str) -> str:
        """A cell as it may stand in a message: as it is printed, and what it was read as where that is another text."""
        if self.printed is None:
            return shown(row[column])
        cell = self.printed.records[row.record - 1][1][self.printed.header.index(column)]
        return shown(cell) + (f", read as {row[column]}" if cell != row[column] else "")

    @property
    def problems(self) -> list[Problem]:
        """What the reader refused, empty for a readable file."""
        return self.parsed.problems

    @property
    def readable(self) -> bool:
        """Whether the rows can be had: nothing is wrong with the file, or nothing that leaves a cell in doubt."""
        return self.parsed.readable

    @property
    def header(self) -> tuple[str, ...]:
        """Column names as in the file's first line (empty when the file cannot be read)."""
        return self.parsed.header

    @cached_property
    def rows(self) -> list[Row]:
        """All records in file order. Raises `TableUnreadable` where the file has problems, so that nothing judges half
        a table."""
        parsed = self.parsed
        if not parsed.readable:
            raise TableUnreadable(self.path)
        if parsed.beyond is not None:
            raise TableTooLarge(self.path)
        rows = [Row(self, n, line, cells) for n, (line, cells) in enumerate(parsed.records, 1)]
        parsed.records = []
        return rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        beyond = self.parsed.beyond if self.readable else None
        return len(self.rows) if beyond is None else beyond

    @property
    def large(self) -> bool:
        """Whether the rows are not held, though the file can be read."""
        return self.parsed.beyond is not None

    @cached_property
    def places(self) -> dict[str, int]:
        """Column name to its place in `Row.cells`."""
        return {name: place for place, name in enumerate(self.header)}

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The field descriptors of the schema."""
        return fields_of(self.schema)

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The primary key's columns as the schema states them; empty without one."""
        key = self.schema.get("primaryKey", ())
        names = (key,) if isinstance(key, str) else key if isinstance(key, list) else ()
        return tuple(name for name in names if isinstance(name, str))

    @property
    def references(self) -> Iterator[tuple[str, str, bool]]:
        """Columns that name rows by their key: the column, their table, whether there are several to a cell."""
        for key in fields_of(self.schema, "foreignKeys"):
            fields, reference = key.get("fields"), key.get("reference")
            if isinstance(fields, list) and len(fields) == 1 and isinstance(reference, dict):
                yield str(fields[0]), str(reference.get("resource") or self.name), False
        contract = self.schema.get("cnii:contract")
        for rule in fields_of(contract, "rules") if isinstance(contract, dict) else ():
            if rule.get("kind") == "references" and isinstance(rule.get("tables"), dict):
                yield from ((str(rule.get("field")), target, True) for target in rule["tables"])

    def named(self, rows: Sequence[Row]) -> Iterator[tuple[Row, str, str, str]]:
        """What rows name by their keys: the row, the column, the table of what it names, the key."""
        for column, target, several in self.references:
            for row in rows if column in self.places else ():
                cell = row[column]
                yield from ((row, column, target, key) for key in (cell.split() if several else [cell]) if key)

    @cached_property
    def key_places(self) -> tuple[int, ...]:
        """Places of the primary key's cells; the first cell when the schema has no usable key."""
        named = tuple(self.places[name] for name in self.key_columns if name in self.places)
        return named if named and len(named) == len(self.key_columns) else (0,) if self.header else ()

    def cells(self, *columns: str) -> Iterator[tuple[Row, list[str]]]:
        """Every row with its cells of these columns, "" for a column that the table has not. For loops over very many
        rows, where looking up each cell by its name takes most of the time."""
        places = [self.places.get(column, -1) for column in columns]
        for row in self.rows:
            cells = row.cells
            yield row, [cells[place] if place >= 0 else "" for place in places]

    @cached_property
    def _by_key(self) -> dict[str, Row]:
        return {row.key: row for row in reversed(self.rows)}

    def get(self, key: str) -> Row | None:
        """The row with this primary key (parts of a compound key joined by "|"), or None. Of doubles, the first."""
        return self._by_key.get(key)

    def cell(self, key: str, column: str) -> str:
        """A cell of the row with this primary key; "" where there is no such row or column."""
        row = self.get(key) if key else None
        return row.get(column) if row else ""

    def index(self, *columns: str) -> dict[str, list[Row]]:
        """Rows by the text of one or more columns (joined by "|"). Made once, then kept. Unknown columns raise
        KeyError."""
        if columns not in self._indexes:
            places = [self.places[c] for c in columns] if self.rows else []
            found = self._indexes[columns] = dict[str, list[Row]]()
            for row in self.rows:
                found.setdefault("|".join([row.cells[p] for p in places]), []).append(row)
        return self._indexes[columns]

    def forget(self) -> None:
        """Let go of the rows, for good. They hold their table and it holds them, so that without this both stay until
        all objects are looked over for such circles."""
        self.rows, self._by_key = [], {}
        self._indexes.clear()

    def __repr__(self) -> str:
        return f"<Table {self.name} {self.path}>"
