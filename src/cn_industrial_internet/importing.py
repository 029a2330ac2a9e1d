"""The command `cnii import`: that of the engine, which here knows China's divisions."""

from reread.draft.importing.command import import_

from . import places

__all__ = ["import_"]

places.use()
