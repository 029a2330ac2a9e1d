"""Relations: what must add up between printed figures, whether it does, and what follows for quantities that nobody
printed.

`engine(pkg)` loads the tables `relations` and `relation_terms` and judges them; `kinds.toml` says what kinds
there are, `engine` what the verdicts mean.
"""

from __future__ import annotations

from .engine import Bound, Engine, Side, Verdict, engine
from .words import explain

__all__ = ["Bound", "Engine", "Side", "Verdict", "engine", "explain"]
