"""The command `cnii`: the generic commands over this package, and those that look into its tables."""

from __future__ import annotations

from reread.cli import Command, program

from . import __version__

PROGRAM = program(
    "cnii",
    __version__,
    "Validate, look into and question the data package cn-industrial-internet, or another package in the same form.",
    more={
        "draft": Command("cn_industrial_internet.importing:draft", "make a worksheet of a text, a table or a list"),
        "import": Command("cn_industrial_internet.importing:import_", "put the rows of a worksheet into the tables"),
        "show": Command("cn_industrial_internet.commands:show", "show a table or a view"),
        "sql": Command("cn_industrial_internet.commands:sql", "ask a question in SQL over all tables and views"),
        "search": Command("cn_industrial_internet.commands:search", "find series, lists, places, words"),
        "resolve": Command("cn_industrial_internet.commands:resolve", "find the entity that a name stands for"),
        "series": Command("cn_industrial_internet.commands:series", "show one indicator of one entity over time"),
        "ranking": Command("cn_industrial_internet.commands:ranking", "show who stands on a list"),
        "cite": Command("cn_industrial_internet.commands:cite", "print the reference for the package, or a statement"),
    },
    examples="""\
cnii show                                        what tables and views there are
cnii show facts --where entity_id=tianhe         every value of Tianhe District
cnii why thnet-2022-09-23.o05                    the sentence behind one of them
cnii validate                                    read all of them again
""",
    own=["cn_industrial_internet"],
)
main, entry = PROGRAM.main, PROGRAM.entry

if __name__ == "__main__":
    entry()
