"""Writes the site: templates, style, scripts, downloads."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..findings import CannotRun
from ..package import csvtext
from ..package.aliases import current, read
from ..package.opening import Package, open_package
from ..package.table import Row
from ..relations.picture import file_name
from ..tables.columns import known_names, table_of
from ..tables.databases import to_sqlite
from .book import FOLDERS, ROOT, Book
from .cells import Cells
from .cutting import DRAWN
from .finding import names, said, scripts
from .registers import Registers
from .speech import LANGUAGES, Speech
from .subjects import Subjects

__all__ = ["Describe", "build"]

#: `sql.js` is sql-wasm-inline.js 1.17.0 of the npm package sql.js, unchanged (MIT).
_STATIC: Final = ("site.css", "site.js", "search.js", "query.js", "sql.js")
_MARKER: Final = "search.js"
#: Columns of a table of statements that answer one question, or one question at different times.
_RIVALS: Final = ("period", "figure", "bounds", "words", "source", "checks")

#: Of a package and its tables as files: a description in Croissant, and one in schema.org; None where it has none.
Describe = Callable[[Package, dict[str, bytes]], tuple[bytes, dict[str, Any]] | None]


def build(package: Package | Path | str | None, folder: Path, describe: Describe | None = None) -> int:
    """Write the site of `package` into `folder` and return how many files it has; `describe` tells machines of it.

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
    for name in ("pictures", "data"):
        (folder / name).mkdir(parents=True)
    book = Book(pkg)
    english, chinese = (Speech(book, language) for language in LANGUAGES)
    for name in _STATIC:
        (folder / name).write_bytes(files(__package__).joinpath(f"static/{name}").read_bytes())
    named, places = names(book, english, chinese)
    counts = {}
    for kind, rows in {"siteNames": named, "siteSaid": said(book, english, chinese, places)}.items():
        parts = enumerate(scripts(kind, rows), 1)
        counts[kind] = [(folder / f"{kind}{at}.js").write_text(text, "utf-8") for at, text in parts]
    for key, (svg, _) in book.pictures.items():
        (folder / "pictures" / file_name(key)).write_text(svg, "utf-8")
    downloads = _tables(pkg, folder)
    _database(pkg, folder)
    given = {"counts": counts, "described": _described(pkg, folder, describe) if describe else {}}
    for say in (english, chinese):
        _language(book, say, folder, downloads, given)
    homepage = str(pkg.descriptor.get("homepage") or "").rstrip("/")
    if homepage:
        paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        urls = "".join(f"<url><loc>{homepage}/{path}</loc></url>\n" for path in paths)
        (folder / "sitemap.xml").write_text(_SITEMAP.format(urls), "utf-8")
    return sum(1 for place in folder.rglob("*") if place.is_file())


_SITEMAP: Final = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""


def _language(
    book: Book, say: Speech, folder: Path, downloads: list[tuple[str, int, str]], given: dict[str, Any]
) -> None:
    """All pages of one language."""
    subjects, registers = Subjects(book, say), Registers(book, say)
    environment = _environment(subjects)
    environment.globals |= given
    base = environment.get_template("base.html")
    made: set[Path] = set()
    pages = (subjects.entities(), subjects.indicators(), subjects.lists(), subjects.series(), registers.all(downloads))
    for page in (page for each in pages for page in each):
        root = "../" * page.path.count("/")
        other = f"{say.base if say.folder else ROOT + 'zh/'}{page.path}"
        download = f"{say.base}{page.stem}.csv" if page.rows else ""
        text = base.render(page.given, page=page, other=other, csv=download)
        place = folder / say.folder / page.path
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        place.write_bytes(text.replace(ROOT, root).encode())
        if page.rows and not say.folder and page.part.at == 0:
            _csv(folder / f"{page.stem}.csv", book, page.rows)
    aliases = read(book.pkg.root)
    for alias in aliases:
        kind = FOLDERS.get(alias.table, "")
        old = folder / say.folder / kind / f"{alias.old_key}.html"
        now = current(aliases, alias.table, alias.old_key)
        if kind and not old.exists() and (old.parent / f"{now}.html").exists():
            old.write_text(environment.get_template("renamed.html").render(alias=alias, now=now), "utf-8")


def _environment(cells: Cells) -> Environment:
    """Templates that know everything but their page: what stands above and below is rendered once."""
    say = cells.say
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["json"] = lambda value: Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
    found.globals |= {"t": say.t, "root": ROOT, "base": say.base}
    about = cells.book.pkg.descriptor
    title = (about.get("cnii:title_zh") if say.language == "zh" else "") or about.get("title")
    found.globals |= {"about": about, "title": title, "drawn_as": DRAWN, "rival_columns": _RIVALS}
    found.globals |= {name: getattr(cells, name) for name in dir(cells) if not name.startswith("_")}
    macros = found.get_template("macros.html").module
    found.globals |= {name: macro for name, macro in vars(macros).items() if not name.startswith("_")}
    found.globals |= {name: Markup(found.get_template(f"{name}.html").render()) for name in ("top", "foot")}
    return found


def _described(pkg: Package, folder: Path, describe: Describe) -> dict[str, Any]:
    """Write what machines are told as `croissant.json`, and return what search engines are told."""
    found = describe(pkg, {f"data/{name}.csv": (folder / "data" / f"{name}.csv").read_bytes() for name in pkg.tables})
    if found is None:
        return {}
    (folder / "croissant.json").write_bytes(found[0])
    return found[1]


def _csv(place: Path, book: Book, rows: Iterable[Row]) -> None:
    """The rows as the views give them, with names and words; as the tables have them where there is no view."""
    shown = [book.shown.get(row.key, row) for row in rows]
    tables = {row.table.name: row.table for row in shown}.values()
    header = list(dict.fromkeys(name for table in tables for name in table.header))
    cells = (row.cells if len(tables) == 1 else [row.get(name) for name in header] for row in shown)
    place.write_text(csvtext.write([header, *cells]), "utf-8-sig")


def _tables(pkg: Package, folder: Path) -> list[tuple[str, int, str]]:
    """Every table and view as CSV, views first: name, bytes, what it holds."""
    found = []
    for name in sorted(known_names(pkg), key=lambda name: (name in pkg.tables, name)):
        table = table_of(pkg, name)
        place = folder / "data" / f"{name}.csv"
        place.write_text(csvtext.write([table.header, *(row.cells for row in table.rows)]), "utf-8-sig")
        found.append((place.name, place.stat().st_size, str(table.schema.get("description", ""))))
    return found


def _database(pkg: Package, folder: Path) -> None:
    """The package as SQLite, as a download and as a script."""
    with TemporaryDirectory() as scratch:
        raw = to_sqlite(Path(scratch) / "data.sqlite", package=pkg).read_bytes()
    name = str(pkg.descriptor.get("name", "data"))
    (folder / "data" / f"{name}.sqlite").write_bytes(raw)
    (folder / "query-data.js").write_text(f'window.siteData="{b64encode(raw).decode()}";\n', "ascii")
