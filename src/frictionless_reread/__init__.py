"""The plugin of frictionless under the name by which frictionless finds it; see `reread.frictionless_reread`."""

from reread.frictionless_reread import RereadCheck, RereadError, RereadPlugin, RereadRowError, RereadTableError

__all__ = ["RereadCheck", "RereadError", "RereadPlugin", "RereadRowError", "RereadTableError"]
