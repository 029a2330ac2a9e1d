"""What `--help` shows beside the arguments: examples, as they are typed."""

from __future__ import annotations

import argparse

__all__ = ["EXAMPLES", "add_examples"]

#: By command; "" is the program itself.
EXAMPLES = {
    "": """
examples:
  cnii show                                        what tables and views there are
  cnii show facts --where entity_id=tianhe         every value of Tianhe District
  cnii why thnet-2022-09-23.o05                    the sentence behind one of them
  cnii validate                                    read all of them again

cnii COMMAND --help explains a command.
""",
    "validate": """
examples:
  cnii validate                                    the package that this program came with
  cnii validate . --rule V                         only provenance: every value read again
  cnii validate . --format text,html=report.html   a page with the sentences highlighted, too
""",
    "why": """
examples:
  cnii why thnet-2022-09-23.o05                    a value
  cnii why thnet-2022-09-23.r01 --format json      a rank, for a program
  cnii why rednet-2022-07-27.c01                   a correction
""",
    "relations": """
examples:
  cnii relations
  cnii relations tianhe-high-tech-share-2021
  cnii relations thnet-2022-09-23.o05              every relation a statement stands in
""",
    "diff": """
examples:
  cnii diff git:HEAD .                             what was edited since the last commit
  cnii diff git:v0.1.0 . --check-version
  cnii diff old.zip new.zip --format markdown --output diff.md
""",
    "draft": """
examples:
  cnii draft article.txt                           show what would be proposed
  cnii draft article.html --least 0.7 --format json
  cnii draft article.txt --package . --write --publisher "China Daily" --published 2024-05-01
""",
    "import": """
examples:
  cnii import sheet.csv --package .                show what would be written, and what is refused
  cnii import sheet.xlsx --package . --write
  cnii import a.csv b.csv --sources all.sources.csv --package . --write --partly
""",
    "fix": """
examples:
  cnii fix .                                       show what would be repaired
  cnii fix . --write
""",
    "release": """
examples:
  cnii release . --prepare                         write what a person then completes
  cnii release . --check
  cnii release . --output dist
""",
    "verify": """
examples:
  cnii verify cn-industrial-internet-0.1.0.zip
  cnii verify dist
""",
}


class _Formatter(argparse.HelpFormatter):
    """Wraps descriptions to the window, and leaves examples as they are typed."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "examples:" in text:
            return "".join(indent + line for line in text.strip("\n").splitlines(keepends=True))
        return super()._fill_text(text, width, indent)


def add_examples(parser: argparse.ArgumentParser, text: str) -> None:
    """Show `text` as it stands at the end of the parser's help."""
    parser.epilog = text
    parser.formatter_class = _Formatter
