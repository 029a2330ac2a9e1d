"""Reading printed figures, times, ranks and names, so that a statement can be checked against the words it was read
from.

The words that are known are tables of `vocabulary`. Everything is exact; what cannot be read raises `ReadingError` with
the words that were seen.
"""

from .bounds import CONVENTIONS, Bounds, bounds
from .dates import FoundTime, Time, find_times, read_base_period, read_time
from .errors import ReadingError
from .figures import Figure, Refused, find_figures, read_all, read_figure
from .names import FoundName, NameIndex, find_names, normalise
from .periods import period_span
from .ranks import FoundRank, find_ranks, read_implied_rank, read_list_size, read_rank
from .scan import Numeral, scan_numerals

__all__ = [
    "CONVENTIONS", "Bounds", "Figure", "FoundName", "FoundRank", "FoundTime", "NameIndex", "Numeral", "ReadingError",
    "Refused", "Time", "bounds", "find_figures", "find_names", "find_ranks", "find_times", "normalise", "period_span",
    "read_all", "read_base_period", "read_figure", "read_implied_rank", "read_list_size", "read_rank", "read_time",
    "scan_numerals",
]  # fmt: skip
