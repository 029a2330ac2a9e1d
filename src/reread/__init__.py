"""Reads the statements of a data package again: every value from the words it was taken from.

The engine names no place, firm or text. A package that wants to be read again has tables of statements, evidence
and sources; `cn_industrial_internet` is one.
"""

__version__ = "0.2.0"
