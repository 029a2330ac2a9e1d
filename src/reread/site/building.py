"""Writes the site: templates, style, scripts, downloads."""

from __future__ import annotations

import csv
import io
import json
import shutil
from base64 import b64encode
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..findings import CannotRun
from ..package.aliases import current, read
from ..package.opening import Package, open_package
from ..relations.picture import file_name
from ..tables.columns import known_names, table_of
from ..tables.databases import to_sqlite
from .book import Book, number
from .finding import names, said
from .registers import Registers
from .speech import LANGUAGES, Speech
from .subjects import Page, Subjects

if TYPE_CHECKING:
    from ..package.table import Row

__all__ = ["build"]

#: `sql.js` is sql-wasm-inline.js 1.17.0 of the npm package sql.js, unchanged (MIT).
_STATIC: Final = ("site.css", "site.js", "search.js", "query.js", "sql.js")
#: The folders of pages by table, for ids that changed.
_FOLDERS: Final = {
    "observations": "statements",
    "entities": "entities",
    "indicators": "indicators",
    "rankings": "lists",
    "sources": "sources",
    "corrections": "corrections",
    "relations": "relations",
}
_MARKER: Final = "search-names.js"


def build(package: Package | Path | str | None, folder: Path) -> int:
    """Write the site of `package` into `folder` and return how many files it has.

    A folder that holds something else is left alone: `CannotRun`; so is a package that cannot be read.
    """
    pkg = package if isinstance(package, Package) else open_package(package)
    problems = pkg.all_problems()
    if problems:
        raise CannotRun(
            f"{problems[0].file}: {problems[0].found}", "Mend the package first: validate says what is wrong."
        )
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARKER).exists():
        raise CannotRun(f"{folder} holds other files", "Name a new folder, or one that holds an earlier site.")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    book = Book(pkg)
    speeches = {language: Speech(book, language) for language in LANGUAGES}
    for name in _STATIC:
        (folder / name).write_bytes(files(__package__).joinpath(f"static/{name}").read_bytes())
    script, places = names(book, speeches["en"], speeches["zh"])
    (folder / _MARKER).write_text(script, "utf-8")
    (folder / "search-said.js").write_text(said(book, speeches["en"], places), "utf-8")
    (folder / "pictures").mkdir()
    for key, (svg, _) in book.pictures.items():
        (folder / "pictures" / file_name(key)).write_text(svg, "utf-8")
    downloads = _tables(pkg, folder)
    _database(pkg, folder)
    environment = _environment()
    frames: dict[tuple[str, str], tuple[Markup, Markup]] = {}
    for language, speech in speeches.items():
        subjects = Subjects(book, speech)
        registers = Registers(book, speech, downloads)
        pages = (subjects.entities(), subjects.indicators(), subjects.lists(), subjects.series(), registers.all())
        for page in (page for each in pages for page in each):
            _write(environment, folder, page, speech, frames)
            if language == "en" and page.rows:
                _csv(folder / page.path.replace(".html", ".csv"), book, page.rows)
    for speech in speeches.values():
        _renamed(environment, folder, speech)
    return sum(1 for place in folder.rglob("*") if place.is_file())


def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["number"] = number
    found.filters["json"] = lambda value: Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
    return found


def _write(
    environment: Environment,
    folder: Path,
    page: Page,
    say: Speech,
    frames: dict[tuple[str, str], tuple[Markup, Markup]],
) -> None:
    """One page. What stands above and below is the same on all pages of one language and depth: rendered once."""
    root = "../" * page.path.count("/")
    book = say.book
    about = book.pkg.descriptor
    given = {"book": book, "say": say, "t": say.t, "root": root, "about": about, "path": page.path}
    given["base"] = base = root + ("../" if say.folder else "")
    given["other"] = f"{root}../{page.path}" if say.folder else f"{root}zh/{page.path}"
    given["csv"] = base + page.path.replace(".html", ".csv") if page.rows else ""
    frame = frames.get((say.language, root))
    if frame is None:
        above, below = (Markup(environment.get_template(f"{name}.html").render(given)) for name in ("top", "foot"))
        frame = frames[say.language, root] = (above, below)
    place = folder / say.folder / page.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(environment.get_template(page.template).render(given, frame=frame, **page.given), "utf-8")


def _renamed(environment: Environment, folder: Path, say: Speech) -> None:
    """A page for every id of an earlier version, that leads to what it is called now."""
    aliases = read(say.book.pkg.root)
    for alias in aliases:
        kind = _FOLDERS.get(alias.table, "")
        old = folder / say.folder / kind / f"{alias.old_key}.html"
        now = current(aliases, alias.table, alias.old_key)
        if kind and not old.exists() and (old.parent / f"{now}.html").exists():
            words = environment.get_template("renamed.html").render(say=say, t=say.t, alias=alias, now=now)
            old.write_text(words, "utf-8")


def _csv(place: Path, book: Book, rows: Iterable[Row]) -> None:
    """The rows as the views give them, with names and words; as the tables have them where there is no view."""
    cells: list[dict[str, str]] = []
    for row in rows:
        known = book.facts if row.table.name == "observations" else book.ranks
        cells.append(known.get(row.key) or row.as_dict())
    header = list(dict.fromkeys(name for row in cells for name in row))
    place.write_text(_written([header, *([row.get(name, "") for name in header] for row in cells)]), "utf-8-sig")


def _written(rows: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _tables(pkg: Package, folder: Path) -> list[tuple[str, int, str]]:
    """Every table and view as CSV, and all of them as a workbook where that can be written: name, bytes, title."""
    (folder / "data").mkdir()
    found = []
    known = known_names(pkg)
    for name in sorted(known, key=lambda name: (name in pkg.tables, name)):
        table = table_of(pkg, name)
        place = folder / "data" / f"{name}.csv"
        rows: Iterator[list[str]] = (list(row.cells) for row in table.rows)
        place.write_text(_written([list(table.header), *rows]), "utf-8-sig")
        found.append((place.name, place.stat().st_size, str(table.schema.get("description", ""))))
    return found


def _database(pkg: Package, folder: Path) -> None:
    """The package as SQLite, as a download and as a script."""
    with TemporaryDirectory() as scratch:
        raw = to_sqlite(Path(scratch) / "data.sqlite", package=pkg).read_bytes()
    name = str(pkg.descriptor.get("name", "data"))
    (folder / "data" / f"{name}.sqlite").write_bytes(raw)
    (folder / "query-data.js").write_text(f'window.siteData="{b64encode(raw).decode()}";\n', "ascii")
