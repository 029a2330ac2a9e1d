"""Writes the site: pages, style, scripts, downloads; and what search in the browser looks through, as scripts that add
to one global each: pages opened as files may load scripts and nothing else.
"""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby, repeat
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..files import writing
from ..findings import CannotRun
from ..libraries import library
from ..package import csvtext
from ..package.opening import Package, open_package
from ..package.renamed import current, read
from ..package.table import Row
from ..progress import Progress
from ..relations import explain
from ..relations.picture import file_name
from ..tables.columns import known_names, table_of
from ..tables.databases import to_sqlite
from ..words import words
from . import charts
from .book import FOLDERS, PAGE, ROOT, Book, paged, years_of
from .cells import DRAWN, REGISTERS, Cells
from .speech import LANGUAGES, Speech

#: `sql.js` is sql-wasm-inline.js 1.17.0 of the npm package sql.js, unchanged (MIT).
_STATIC: Final = ("site.css", "site.js", "search.js", "query.js", "sql.js")
#: Pages that lead to others and have a template of their own.
_OWN: Final = ("index", "contradictions", "coverage", "search", "download", "query", "404")

#: Rows of one script.
_ROWS: Final = 700
#: Tables whose rows have names, and where their other names stand.
_NAMED: Final = {
    **{"entities": ("entity_names", "name"), "indicators": ("indicator_terms", "term")},
    **{"rankings": ("", ""), "sources": ("", "")},
}
#: Of a package and its tables as files: a description in Croissant, and one in schema.org; None where it has none.
Describe = Callable[[Package, dict[str, bytes]], tuple[bytes, dict[str, Any]] | None]


@dataclass(slots=True)
class Page:
    """What a template shows of `it`: `stem` is the path without its ending from the root of a language, `rows` are
    what the download holds (none: there is no download), `at` the number of the file among `of` files.

    How many there are is known when the template has asked for its lists.
    """

    stem: str
    template: str
    it: Any = None
    rows: Sequence[Row] = ()
    at: int = 0
    of: int = 1

    @property
    def path(self) -> str:
        """The path with its ending."""
        return paged(self.stem, self.at)

    @property
    def pager(self) -> list[tuple[int, str]]:
        """Numbers and paths of the first file, the last and those near this one; none for a page that is whole."""
        near = [0, *range(max(1, self.at - 4), min(self.of - 1, self.at + 5)), self.of - 1]
        return [(each + 1, paged(self.stem, each)) for each in near] if self.of > 1 else []

    def part(self, rows: Sequence[Any], size: int = PAGE, weights: Iterable[int] = repeat(1)) -> list[Any]:
        """Those of many rows that stand in this file: one after the other, as many as weigh `size` together."""
        parts: list[list[Any]] = [[]]
        full = 0
        for row, weight in zip(rows, weights, strict=False):
            if full and full + weight > size:
                parts.append([])
                full = 0
            parts[-1].append(row)
            full += weight
        self.of = max(self.of, len(parts))
        return parts[self.at] if self.at < len(parts) else []


def build(package: Package | Path | str | None, folder: Path, describe: Describe | None = None) -> int:
    """Write the site of `package` into `folder` and return how many files it has; `describe` tells machines of it.

    A folder that holds something else, or hidden files such as `.git`, is left alone: `CannotRun`; so is a package that
    cannot be read.
    """
    pkg = package if isinstance(package, Package) else open_package(package)
    for problem in pkg.all_problems():
        raise CannotRun(f"{problem.file}: {problem.found}", "Mend the package first: validate says what is wrong.")
    with writing(folder, "Name a folder you own."):
        held = {place.name for place in folder.iterdir()} if folder.exists() else set[str]()
        if held and (not held.issuperset(_STATIC) or any(name.startswith(".") for name in held)):
            raise CannotRun(f"{folder} holds other files", "Name a new folder, or one that holds an earlier site.")
        shutil.rmtree(folder, ignore_errors=True)
        for name in _STATIC:
            _write(folder / name, files(__package__).joinpath(f"static/{name}").read_bytes())
    book = Book(pkg)
    english, chinese = (Speech(book, language) for language in LANGUAGES)
    named, places = _names(book, english, chinese)
    counts = {}
    for kind, rows in {"siteNames": named, "siteSaid": _said(book, english, chinese, places)}.items():
        parts = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
        counts[kind] = len(parts)
        for at, part in enumerate(parts, 1):
            told = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
            _write(folder / f"{kind}{at}.js", f"(window.{kind}??=[]).push(...{told});\n".encode())
    for key, (svg, _) in book.pictures.items():
        _write(folder / "pictures" / file_name(key), svg.encode())
    given = {"counts": counts, "downloads": _tables(pkg, folder), "described": {}}
    with TemporaryDirectory() as scratch:
        raw = to_sqlite(Path(scratch) / "data.sqlite", package=pkg).read_bytes()
    _write(folder / "data" / f"{pkg.descriptor.get('name', 'data')}.sqlite", raw)
    _write(folder / "query-data.js", f'window.siteData="{b64encode(raw).decode()}";\n'.encode())
    tables = {f"data/{name}.csv": (folder / f"data/{name}.csv").read_bytes() for name in pkg.tables}
    if describe and (described := describe(pkg, tables)):
        raw, given["described"] = described
        _write(folder / "croissant.json", raw)
    with Progress("pages", sum(1 for _ in _pages(book)) * len(LANGUAGES)) as line:
        for say in (english, chinese):
            _language(book, say, folder, given, line)
    homepage = str(pkg.descriptor.get("homepage") or "").rstrip("/")
    if homepage:
        paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
        urls = "".join(f"<url><loc>{homepage}/{path}</loc></url>\n" for path in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n'
        _write(folder / "sitemap.xml", f"{head}{urls}</urlset>\n".encode())
    return sum(1 for place in folder.rglob("*") if place.is_file())


def _pages(book: Book) -> Iterator[Page]:
    """Every page of one language."""
    yield from (Page(name, name) for name in _OWN)
    yield from (Page(name, "register", name) for name in REGISTERS if name not in _OWN)
    yield from (Page(f"rules/{code}", "rule", (code, rule)) for code, rule in words().items())
    for table, (folder, template, column) in FOLDERS.items():
        for row in book.rows(table):
            rows = book.told(table, row.key) if column and table != "corrections" else ()
            yield Page(f"{folder}/{row.key}", template, row, rows)
    for (entity, indicator), rows in book.series.items():
        if len(rows) > 1:
            yield Page(f"series/{entity}/{indicator}", "series", rows, rows)
    for key, editions in book.families.items():
        rows = [entry for row in editions for entry in book.places.get(row.key, [])]
        yield Page(f"lists/series/{key}", "family", editions, rows)


def _language(book: Book, say: Speech, folder: Path, given: dict[str, Any], line: Progress) -> None:
    """All pages of one language; `line` is told every so many."""
    environment, start = _environment(book, say, given), line.done
    for done, page in enumerate(_pages(book), 1):
        if done % PAGE == 0:
            line.reach(start + done, page.stem)
        template = environment.get_template(f"{page.template}.html")
        while page.at < page.of:
            known, other = page.of, f"{say.base if say.folder else ROOT + 'zh/'}{page.path}"
            text = template.render(page=page, it=page.it, other=other)
            if page.of == known:  # else once more: only now is it known how many files there are
                root = "../" * page.path.count("/")
                _write(folder / say.folder / page.path, text.replace(ROOT, root).encode())
                page.at += 1
        if page.rows and not say.folder:
            shown = [book.shown.get(row.key, row) for row in page.rows]
            header = list(dict.fromkeys(name for row in shown for name in row.table.header))
            _csv(folder / f"{page.stem}.csv", [header, *([row.get(name) for name in header] for row in shown)])
    aliases = read(book.pkg.root)
    for alias in aliases:
        kind = FOLDERS.get(alias.table, ("-", "", ""))[0]
        old, now = folder / say.folder / kind / alias.old_key, current(aliases, alias.table, alias.old_key)
        if not old.with_name(f"{old.name}.html").exists() and old.with_name(f"{now}.html").exists():
            text = environment.get_template("renamed.html").render(alias=alias, now=now)
            _write(old.with_name(f"{old.name}.html"), text.encode())


def _environment(book: Book, say: Speech, given: dict[str, Any]) -> Environment:
    """Templates that know everything but their page."""
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["json"] = lambda value: Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))
    found.filters["runs"] = lambda rows, key=itemgetter(0): [(of, list(each)) for of, each in groupby(rows, key=key)]
    cells = Cells(book, say)
    found.filters["size"] = lambda table: f"{len(book.rows(table)):,}"
    about = book.pkg.descriptor
    title = (about.get("cnii:title_zh") if say.language == "zh" else "") or about.get("title")
    found.globals |= given | {"book": book, "say": say, "t": say.t, "root": ROOT, "base": say.base, "about": about}
    found.globals |= {"title": title, "drawn_as": DRAWN, "charts": charts, "years_of": years_of}
    found.globals |= {"rules": words(), "explain": explain, "folders": FOLDERS}
    found.globals |= {name: getattr(cells, name) for name in dir(cells) if not name.startswith("_")}
    macros = vars(found.get_template("macros.html").module)
    found.globals |= {name: macro for name, macro in macros.items() if not name.startswith("_")}
    found.filters |= {"edition": macros["edition"], "links": lambda keys, of: [macros["link"](of, key) for key in keys]}
    return found


def _write(place: Path, raw: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)


def _csv(place: Path, rows: list[Any]) -> None:
    _write(place, csvtext.write(rows).encode("utf-8-sig"))


def _tables(pkg: Package, folder: Path) -> list[tuple[str, int, str]]:
    """Every table and view as CSV, views first: name, bytes, what it holds."""
    found = []
    for name in sorted(known_names(pkg), key=lambda name: (name in pkg.tables, name)):
        table, place = table_of(pkg, name), folder / "data" / f"{name}.csv"
        _csv(place, [table.header, *(row.cells for row in table.rows)])
        found.append((place.name, place.stat().st_size, str(table.schema.get("description", ""))))
    return found


def _pinyin(text: str) -> str:
    """Syllables run together, and their initials; "" for names without Chinese characters."""
    if not any(ord(sign) > 0x2E80 for sign in text):
        return ""
    pypinyin = library("pypinyin", "site")
    syllables = pypinyin.lazy_pinyin(text, style=pypinyin.Style.NORMAL, errors="ignore")
    return f"{''.join(syllables)} {''.join(syllable[0] for syllable in syllables)}"


def _names(book: Book, english: Speech, chinese: Speech) -> tuple[list[list[Any]], dict[tuple[str, str], int]]:
    """Every name, and the place of each row among them.

    An entry is [folder, id, English, Chinese, pinyin and other names, number of statements].
    """
    found: list[list[Any]] = []
    places: dict[tuple[str, str], int] = {}
    for table, (other, name) in _NAMED.items():
        folder, _, column = FOLDERS[table]
        for row in book.rows(table):
            en, zh = english.name(table, row.key), chinese.name(table, row.key)
            others = dict.fromkeys(each[name] for each in book.by(other, column, row.key))
            extra = " ".join([_pinyin(zh), row.key.replace("_", " ").replace("-", " "), *others]).strip()
            places[table, row.key] = len(found)
            found.append([folder, row.key, en, "" if zh == en else zh, extra.lower(), book.count(table, row.key)])
    return found, places


def _said(book: Book, english: Speech, chinese: Speech, places: dict[tuple[str, str], int]) -> list[list[Any]]:
    """Every statement: [address, place of who, place of what, period, figure, figure in Chinese, words, what it
    measures where that is not the indicator itself]."""
    found = []
    for row in [*book.rows("observations"), *book.rows("ranking_entries")]:
        plain = row.table.name == "observations"
        table, key = ("indicators", row["indicator_id"]) if plain else ("rankings", row["ranking_id"])
        who, what = places.get(("entities", row["entity_id"])), places.get((table, key))
        meant = "" if english.what(row) == english.name(table, key) else english.what(row)
        address, when = (row.key, row.get("period")) if plain else (book.address(row), english.period(row))
        found.append([address, who, what, when, english.value(row), chinese.value(row), _words(book, row), meant])
    return found


def _words(book: Book, row: Row) -> str:
    """The words around a figure: its passage or, of an archived text, its sentence."""
    anchor = book.seen.anchor(row)
    if anchor is None:
        return ""
    text, span = book.pkg.text(anchor.source_id), book.seen.sentence(anchor)
    if text is not None and span is not None:
        return " ".join(text[slice(*span)].split())
    return book.seen.evidence.get(anchor.passage, anchor).quote
