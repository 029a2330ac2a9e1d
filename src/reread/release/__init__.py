"""Releases: from a package that validates to files that anybody can download, open and check.

Equal packages make equal bytes, wherever and whenever they are built, with the library versions of
requirements/lock.txt: every date in a file is the day of the version.
"""
