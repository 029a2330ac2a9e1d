"""`python -m reread.site FOLDER --output build/site`."""

from __future__ import annotations

import argparse
import sys

from .command import run

parser = argparse.ArgumentParser(prog="python -m reread.site", description="Write the explorer of a data package.")
parser.add_argument("package", nargs="?", help="folder of the package; without it, the one this library came with")
parser.add_argument("--output", default="build/site", help="folder to write (default: %(default)s)")
given = parser.parse_args()
sys.exit(run(given.package, given.output))
