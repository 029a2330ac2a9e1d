"""The commands `cnii draft` and `cnii import`: those of the engine, which here know China's divisions."""

from reread.draft.command import draft
from reread.draft.importing.command import import_

from . import places

__all__ = ["draft", "import_"]

places.use()
