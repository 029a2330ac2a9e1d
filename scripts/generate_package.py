#!/usr/bin/env python3
"""Write a package in this project's tables at any size, with planted errors of every rule and the truth about them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "contract"))

from contract_generating import generate  # type: ignore[import-not-found]


def shuffle(path: Path, seed: int) -> None:
    """Put the records of a table in random order."""
    import polars as pl

    rows = pl.read_csv(path, infer_schema=False)
    rows.sample(fraction=1, shuffle=True, seed=seed).write_csv(path)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Write a made-up package; the truth about it goes to truth.csv.")
    parser.add_argument("folder", type=Path, help="where to; it must not exist or be empty")
    parser.add_argument("--rows", type=int, default=100_000, help="observations, at least (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes (default: 1)")
    parser.add_argument("--sound", action="store_true", help="plant no errors")
    parser.add_argument("--shuffled", action="store_true", help="put the observations in random order; with --sound")
    args = parser.parse_args()
    if args.shuffled and not args.sound:
        parser.error("--shuffled would move planted errors away from the places that truth.csv gives")
    planted = generate(args.folder, args.rows, seed=args.seed, errors=not args.sound)
    if args.shuffled:
        shuffle(args.folder / "data" / "observations.csv", args.seed)
    size = (args.folder / "data" / "observations.csv").stat().st_size
    print(f"{args.folder}: {size / 1e6:,.1f} MB of observations, {len(planted):,} violations planted")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
