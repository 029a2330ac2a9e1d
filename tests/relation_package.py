"""Small packages of figures and relations between them: `Sheet` writes one, from figures as a newspaper prints them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from planting import ROOT

from reread.package import csvtext
from reread.package.opening import Package, open_package
from reread.reading.figures import read_figure
from reread.relations import Engine, Verdict, engine

SOURCE = "paper-2022-06-30"

#: indicator: measure, unit, minimum, maximum
INDICATORS = {
    "firms": ("stock", "count", "0", ""),
    "listed_firms": ("stock", "count", "0", "100"),
    "revenue": ("flow", "CNY", "0", ""),
    "exports": ("flow", "CNY", "0", ""),
    "imports": ("flow", "CNY", "0", ""),
    "balance": ("flow", "CNY", "", ""),
    "land": ("stock", "m2", "0", ""),
}
#: Short names of what is told of an indicator: indicator, transformation, indicator of the whole.
TOLD = {
    "firms_share": ("firms", "share", ""),
    "listed_share": ("listed_firms", "share", "firms"),
    "revenue_growth": ("revenue", "growth", ""),
    "exports_growth": ("exports", "growth", ""),
    "imports_growth": ("imports", "growth", ""),
}
ENTITIES = {"china": "", "city": "china", "east": "city", "west": "city", "zone": "east"}
UNITS = (
    ("CNY", "money", "CNY", "", ""),
    ("USD", "money", "USD", "", ""),
    ("count", "count", "1", "", ""),
    ("hectare", "area", "har", "m2", "10000"),
    ("m2", "area", "m2", "", ""),
    ("percent", "ratio", "%", "", ""),
)


def cells_of(row: list[str], columns: list[str], names: list[str]) -> list[str]:
    """The cells of a row in the columns `names`."""
    return [row[columns.index(name)] for name in names]


@dataclass
class Sheet:
    """Rows by table. Methods that add one return its id, so that relations can name it."""

    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, (measure, unit, low, high) in INDICATORS.items():
            name = key.replace("_", " ")
            self.add(
                "indicators", indicator_id=key, name=name, measure=measure, unit_id=unit, minimum=low, maximum=high
            )
        for unit, dimension, code, base, factor in UNITS:
            self.add("units", unit_id=unit, dimension=dimension, code=code, base_unit_id=base, factor=factor)
        for entity, parent in ENTITIES.items():
            self.add("entities", entity_id=entity, name_en=entity.capitalize(), lies_in=parent)
        self.source(SOURCE, "2022-06-30")

    def add(self, table: str, **cells: str) -> None:
        """Add a row; columns that are not given are empty."""
        self.tables.setdefault(table, []).append(cells)

    def source(self, source_id: str, published_on: str) -> str:
        """A source."""
        title = f"Text of {published_on}"
        self.add("sources", source_id=source_id, title=title, published_on=published_on, language="en")
        return source_id

    def printed(
        self,
        words: str,
        indicator: str = "firms",
        entity: str = "city",
        period: str = "2021",
        source: str = SOURCE,
        **cells: str,
    ) -> str:
        """An observation read from `words`, with the bounds they have under the convention "printed"."""
        figure = read_figure(words)
        bounds = figure.bounds()
        number = len(self.tables.get("observations", [])) + 1
        evidence = f"{source}:{number}"
        self.add("evidence", evidence_id=evidence, source_id=source, quote=words, kind="figure")
        indicator, transformation, whole = TOLD.get(indicator, (indicator, "level", ""))
        row = {
            "observation_id": f"{source}.o{number:02}",
            "entity_id": entity,
            "indicator_id": indicator,
            "transformation": transformation,
            "whole_indicator_id": whole,
            "coverage": "whole",
            "precision": "printed",
            "convention": "printed",
            "proof": "quoted",
            "period": period,
            "value": f"{figure.value:f}",
            "lower": "" if bounds.lower is None else f"{bounds.lower:f}",
            "upper": "" if bounds.upper is None else f"{bounds.upper:f}",
            "unit_id": figure.unit,
            "qualifier": figure.qualifier,
            "basis": "printed",
            "obs_status": "A",
            "preference": "normal",
            "source_id": source,
            "value_evidence_id": evidence,
        }
        self.add("observations", **{**row, **cells})
        return row["observation_id"]

    def derived(
        self, name: str, indicator: str = "firms", entity: str = "city", period: str = "2021", **cells: str
    ) -> str:
        """A quantity that nobody printed, in the unit of its indicator, as yet without bounds."""
        indicator, transformation, _ = TOLD.get(indicator, (indicator, "level", ""))
        unit = INDICATORS[indicator][1] if transformation == "level" else "percent"
        whole = "true" if unit == "count" else "false"
        row = {"entity_id": entity, "indicator_id": indicator, "period": period, "unit_id": unit, "whole_number": whole}
        row |= {"transformation": transformation, "coverage": "whole"}
        self.add("derived", derived_id=name, **{**row, **cells})
        return name

    def relation(
        self, name: str, kind: str, expected: str = "holds", **roles: str | int | tuple[str, str] | list[str | int]
    ) -> str:
        """A relation; each role has one id, a number, an (id, aspect), or a list of ids and numbers."""
        explanation = "" if expected == "holds" else "Made up for a test, and explained so."
        statement = f"Made up for a test: {name}."
        words = {"statement": statement, "explanation": explanation, "purpose": "check"}
        self.add("relations", relation_id=name, kind=kind, expected=expected, **words)
        for role, given in roles.items():
            for position, target in enumerate(given if isinstance(given, list) else [given], 1):
                cells = {"relation_id": name, "role": role, "position": str(position)}
                if isinstance(target, tuple):
                    cells["aspect"] = target[1]
                    target = target[0]
                if isinstance(target, int):
                    cells |= {"constant": str(target), "unit_id": "count", "note": "counted by hand"}
                else:
                    cells[self.column(target)] = target
                self.add("relation_terms", **cells)
        return name

    def column(self, target: str) -> str:
        """The operand column an id belongs in."""
        for table, column in (
            ("observations", "observation_id"),
            ("ranking_entries", "entry_id"),
            ("rankings", "ranking_id"),
            ("entity_links", "link_id"),
            ("sources", "source_id"),
        ):
            if any(row[column] == target for row in self.tables.get(table, [])):
                return column
        return "derived_id"

    def write(self, folder: Path) -> Path:
        """Write the package with the real schemas; the folder it is in."""
        root = folder / "sheet"
        for name in ("data", "schemas"):
            (root / name).mkdir(parents=True, exist_ok=True)
        resources = []
        for path in sorted((ROOT / "schemas").glob("*.json")):
            name = path.stem
            schema = json.loads(path.read_text("utf-8"))
            columns = [f["name"] for f in schema["fields"]]
            key = schema["primaryKey"]
            rows = sorted(
                ([row.get(column, "") for column in columns] for row in self.tables.get(name, [])),
                key=lambda row: [cell.rjust(9) if cell.isdigit() else cell for cell in cells_of(row, columns, key)],
            )
            (root / "data" / f"{name}.csv").write_bytes(csvtext.write([columns, *rows]).encode("utf-8"))
            (root / "schemas" / path.name).write_bytes(path.read_bytes())
            resource = {"name": name, "type": "table", "path": f"data/{name}.csv", "schema": f"schemas/{name}.json"}
            resources.append(resource)
        (root / "datapackage.json").write_text(json.dumps({"name": "sheet", "resources": resources}), "utf-8")
        return root

    def open(self, folder: Path) -> Package:
        """The package, written and opened."""
        return open_package(self.write(folder))

    def engine(self, folder: Path) -> Engine:
        """The relations of the package; all of them must be well-formed."""
        found = engine(self.open(folder))
        assert not found.faults, found.faults
        return found

    def verdict(self, folder: Path, name: str) -> Verdict:
        """The verdict of one relation."""
        return self.engine(folder).verdict(name)
