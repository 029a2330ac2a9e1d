"""References: for the package, and for a statement with its source; well formed in every style."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import planting
import pytest

from reread.package.opening import open_package
from reread.release.citing import Style, UnknownStatement, cite

STYLES: tuple[Style, ...] = ("text", "bibtex", "csl")
IDS = [table.rows[0].key for name, table in open_package().tables.items() if name in ("observations", "entity_links")]


def test_the_package_is_cited_with_version_and_licence() -> None:
    about = open_package().descriptor
    text = cite()
    assert about["title"] in text
    assert f"(version {about['version']})" in text
    assert "CC-BY-4.0" in text
    assert about["created"][:4] in text


def test_a_statement_is_cited_with_the_text_it_was_read_from() -> None:
    row = open_package().table("observations").rows[0]
    source = open_package().table("sources").get(row["source_id"])
    assert source
    text = cite(row.key)
    assert source["title"] in text
    assert row.key in text
    assert source["url"] in text
    assert open_package().descriptor["title"] in text.split("\nIn: ")[1]


@pytest.mark.parametrize("key", [None, *IDS, *(row.key for row in open_package().table("sources").rows[::25])])
@pytest.mark.parametrize("style", STYLES)
def test_every_source_can_be_cited_in_every_style(key: str | None, style: Style) -> None:
    text = cite(key, style=style)
    if style == "csl":
        works: list[dict[str, Any]] = json.loads(text)
        assert len(works) == (1 if key is None else 2)
        for work in works:
            assert work["id"] and work["type"] and work["title"]
            for parts in [date["date-parts"][0] for date in (work.get("issued"), work.get("accessed")) if date]:
                assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)
    elif style == "bibtex":
        entries = re.findall(
            r"^@(misc|article)\{([A-Za-z0-9:._-]+),\n((?:  [a-z]+ = \{.*\},\n)+)\}$", text, re.MULTILINE
        )
        assert len(entries) == (1 if key is None else 2)
        for _, _, body in entries:
            unescaped = re.sub(r"\\[{}]", "", body)
            assert unescaped.count("{") == unescaped.count("}")
            assert not re.search(r"(?<!\\)[%&#$_]", re.sub(r"  url = .*", "", body))
    else:
        assert "  " not in text and not text.endswith("\n")


def test_bibtex_escapes_what_tex_would_obey(real_package_copy: Path) -> None:
    row = open_package(real_package_copy).table("sources").rows[0]
    planting.edit_cell(real_package_copy, "sources", row.key, "title", r"100% of {R&D} costs_$5 #1 \ ~ ^")
    text = cite(row.key, style="bibtex", package=real_package_copy)
    assert r"100\% of \{R\&D\} costs\_\$5 \#1 \textbackslash{} \textasciitilde{} \textasciicircum{}" in text


def test_unknown_ids_and_styles_are_refused() -> None:
    with pytest.raises(UnknownStatement, match="nothing has the id"):
        cite("thnet-2022-09-23.o99")
    with pytest.raises(ValueError, match="Choose 'text' or 'bibtex' or 'csl'"):
        cite(style="apa")  # type: ignore[arg-type]


def test_a_package_of_others_is_cited_as_theirs(tiny: Path) -> None:
    assert cite(package=tiny) == "Somebody (2026). Tiny (version 1.2.3) [Data set]. CC-BY-4.0."
