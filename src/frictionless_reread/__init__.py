"""The plugin of frictionless under the name by which frictionless finds it; see `reread.frictionless_reread`."""

from reread.frictionless_reread import RereadCheck, RereadError, RereadPlugin, RereadTableError

__all__ = ["RereadCheck", "RereadError", "RereadPlugin", "RereadTableError"]
