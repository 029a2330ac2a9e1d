"""`python -m cn_industrial_internet`: the command `cnii`."""

from .cli import entry

entry()
