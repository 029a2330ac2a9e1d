"""The sources part of the HTML page: the account of every printed figure, and the texts with their evidence marked."""

from __future__ import annotations

from collections.abc import Iterator

from ..run import Report
from .accounts import Account, Stretch
from .markup import Markup, tag

_LEGEND = (
    ("figure used", "figure or rank of a statement"),
    ("figure aside", "set aside, with a reason"),
    ("figure missing", "not accounted for"),
    ("name used", "who"),
    ("term used", "what"),
    ("time used", "when"),
    ("reference used", "words that point back"),
)


def sources_section(report: Report, sources: list[Account]) -> Markup:
    """The section. The numbers are those of rule V401."""
    columns = ("Source", "Published", "Found", "Used", "Set aside", "Missing", "Share")
    head = tag("tr", [tag("th", name, scope="col") for name in columns])
    label = "Figures printed in each source, and what became of them"
    table = tag(
        "table",
        tag("caption", label, class_="unseen"),
        tag("thead", head),
        tag("tbody", [_row(a) for a in sources]),
        tag("tfoot", _total(sources)),
    )
    legend = tag(
        "ul",
        [tag("li", tag("mark", words, class_=f"e {kind}")) for kind, words in _LEGEND],
        class_="legend",
        aria_label="Marks",
    )
    left = sum(a.stretches is None for a in sources)
    return tag(
        "section",
        tag("h2", "Figures accounted for"),
        tag("p", "Every numeral of every archived text is read by a statement, or set aside with a reason."),
        tag("div", table, class_="wide", tabindex="0", role="region", aria_label=label),
        tag("h3", "The texts, with what was read from them"),
        legend,
        [_text(a) for a in sources if a.stretches is not None],
        tag("p", f"{left:,} more texts, counted above and not shown here.", class_="more") if left else None,
        id="sources",
        class_="card",
    )


def _row(account: Account) -> Markup:
    name = tag("th", tag("a", account.source_id, href=f"#t-{account.source_id}"), scope="row")
    if account.stretches is None:
        name = tag("th", account.source_id, scope="row")
    return tag("tr", name, tag("td", account.published_on, class_="date"), _numbers(account))


def _numbers(account: Account) -> list[Markup]:
    counts = (account.found, account.used, account.aside, account.missing)
    cells = [tag("td", f"{n:,}", class_="n") for n in counts[:3]]
    cells.append(tag("td", f"{account.missing:,}", class_="n bad" if account.missing else "n"))
    done = account.used + account.aside
    meter = tag("progress", value=done, max=max(1, account.found), aria_label=f"{done} of {account.found}")
    return [*cells, tag("td", meter)]


def _total(sources: list[Account]) -> Markup:
    found, used, aside, missing = (
        sum(getattr(a, name) for a in sources) for name in ("found", "used", "aside", "missing")
    )
    whole = Account("All", "", "", "", found, used, aside, missing, None)
    return tag("tr", tag("th", "All", scope="row"), tag("td"), _numbers(whole))


def _text(account: Account) -> Markup:
    title = tag("summary", tag("b", account.title or account.source_id), tag("small", f" {account.source_id}"))
    body = tag("div", list(_marks(account.stretches or ())), class_="text", lang=account.language or None)
    return tag("details", title, body, id=f"t-{account.source_id}", class_="source")


def _marks(stretches: tuple[Stretch, ...]) -> Iterator[Markup | str]:
    for piece in stretches:
        if not piece.kind:
            yield piece.text
            continue
        kind = "figure" if piece.kind == "rank" else piece.kind
        yield tag("mark", piece.text, class_=f"e {kind} {piece.state}", title=piece.label)
