"""How to cite the data package, or one statement of it with the text it was read from."""

from __future__ import annotations

import re
from collections import namedtuple
from pathlib import Path
from typing import Literal, get_args

from ..findings import CannotRun, shown
from ..package.jsontext import json_text
from ..package.opening import Package
from ..package.renamed import told
from ..statements.view import STATEMENT_TABLES
from ..tables.columns import one_of, opened
from .metadata.shaped import shaped

Style = Literal["text", "bibtex", "csl"]
#: The tables whose rows can be cited.
_CITED = (*STATEMENT_TABLES, "sources")


class UnknownStatement(CannotRun, LookupError):
    """Nothing that could be cited has this id."""


#: What a reference says. `authors` are printed as they stand; `date` is ISO 8601, as long as it is known.
_Work = namedtuple(
    "_Work",
    "key kind authors date title container via version url accessed licence note",
    defaults=("", "", "", "", "", "", ""),
)


def cite(statement_id: str | None = None, *, style: Style = "text", package: Package | Path | str | None = None) -> str:
    """The reference for the whole package, or for one statement: then the text it was read from comes first.

    `statement_id` is the id of an observation, an entry of a ranking, a link, or of a source itself. `style` is "text",
    "bibtex" or "csl" (CSL-JSON, a list). An id of an earlier version is cited as it is called now, with a `RenamedId`
    warning. Raises `UnknownStatement` (a LookupError) for an id that nothing has.

    >>> print(cite("thnet-2022-09-23.o05"))                         # doctest: +ELLIPSIS
    Tianhe District People's Government (2022-09-23). Tianhe ranks 4th nationwide ...: “26 percent”.
    In: The cn-industrial-internet contributors (...). ... [Data set]. CC-BY-4.0.
    """
    one_of("style", style, get_args(Style))
    pkg = opened(package)
    works = [_package_work(pkg)]
    if statement_id is not None:
        works.insert(0, _source_work(pkg, statement_id))
    if style == "csl":
        return json_text([shaped("csl", work=w, issued=_dates(w.date), accessed=_dates(w.accessed)) for w in works])
    if style == "bibtex":
        return "\n".join(map(_bibtex, works))
    return "\nIn: ".join(map(_text, works))


def _package_work(pkg: Package) -> _Work:
    about = pkg.descriptor
    licences = [str(entry.get("name") or entry.get("title")) for entry in about.get("licenses") or ()]
    return _Work(
        key=f"{about.get('name')}-{about.get('version')}",
        kind="dataset",
        authors=tuple(str(entry.get("title")) for entry in about.get("contributors") or ()),
        date=str(about.get("created") or "")[:4],
        title=str(about.get("title") or about.get("name")),
        version=str(about.get("version") or ""),
        url=str(about.get("homepage") or ""),
        licence=", ".join(licences),
    )


def _source_work(pkg: Package, statement_id: str) -> _Work:
    named = next((name for name in _CITED if pkg.table(name).get(statement_id)), None)
    tables = [named] if named else _CITED
    row = next((row for name in tables if (row := told(pkg, name, statement_id, stacklevel=4))), None)
    source = pkg.table("sources").get(row["source_id"]) if row else None
    if row is None or source is None:
        raise UnknownStatement(
            f"nothing has the id {shown(statement_id)}",
            "Give the id of an observation, a ranking entry, a link or a source.",
        )
    publishers = (source[column] for column in ("publisher_id", "original_publisher_id"))
    publisher, writer = (pkg.table("entities").cell(key, "name_en") or key for key in publishers)
    quote = pkg.table("evidence").cell(row.get("value_evidence_id") or row.get("what_evidence_id"), "quote")
    note = f"Statement {row.key}" + (f": “{quote}”" if quote else "")
    return _Work(
        key=row.key,
        kind="article-newspaper",
        authors=tuple(filter(None, source["author"].split("; "))),
        date=source["published_on"],
        title=source["title"],
        container=writer or publisher,
        via=publisher if writer else "",
        url=source["url"],
        accessed=source["accessed_on"],
        note="" if row.table.name == "sources" else note,
    )


def _text(work: _Work) -> str:
    head = f"{', '.join(work.authors) or work.container} ({work.date or 'no date'}). {work.title}"
    head += f" (version {work.version}) [Data set]" if work.kind == "dataset" else ""
    container = work.container if work.authors else ""
    parts = [f"{part.rstrip('.')}." for part in (head, container, work.via and f"Via {work.via}", work.licence) if part]
    parts += [work.url, work.accessed and f"(read on {work.accessed})", work.note and f"{work.note}."]
    return " ".join(filter(None, parts))


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {character: "\\" + character for character in "&%$#_{}"}
_ESCAPED = str.maketrans(_TEX)


def _bibtex(work: _Work) -> str:
    licence = f"Licence {work.licence}" if work.licence else ""
    via = f"Via {work.via}" if work.via else ""
    fields = {
        # Doubled braces: neither a body nor a name as printed is to be taken apart or put in another order.
        "author": " and ".join(f"{{{author.translate(_ESCAPED)}}}" for author in work.authors),
        "title": f"{{{work.title.translate(_ESCAPED)}}}",
        "year": work.date[:4],
        "date": work.date if len(work.date) > 4 else "",
        "journal": work.container.translate(_ESCAPED),
        "version": work.version.translate(_ESCAPED),
        "howpublished": "Data set" if work.kind == "dataset" else via.translate(_ESCAPED),
        "url": work.url,
        "urldate": work.accessed,
        "note": "; ".join(filter(None, [work.note, licence])).translate(_ESCAPED),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = re.sub(r"[^A-Za-z0-9:._-]", "-", work.key)
    return f"@{'misc' if work.kind == 'dataset' else 'article'}{{{key},\n{body}}}\n"


def _dates(text: str) -> list[list[int]]:
    """The parts of a date, in a list that is empty where there is none."""
    return [[int(part) for part in text.split("-")]] if text else []
