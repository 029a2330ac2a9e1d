"""Releases: from a package that validates to files that anybody can download, open and check.

===========  =======================================================================================================
module       holds
===========  =======================================================================================================
`model`      what is released: package, version, day, tables and views
`bundle`     the files of the bundle, which `verify.py` checks without us
`formats`    the same tables as Parquet, SQLite, DuckDB, a workbook and the explorer
`metadata`   the same description in the languages of catalogues, search engines and citation managers
`changes`    what differs from the last release, why, and which version that demands
`changelog`  CHANGELOG.md, rendered from the changes of every version
`notes`      the words and figures that go with a release
`building`   puts all of it into one folder, with SHA256SUMS
`verifying`  `cnii verify`: hashes, contract and provenance of a downloaded release
===========  =======================================================================================================

Equal packages make equal bytes, wherever and whenever they are built, with the library versions of
requirements/lock.txt: every date in a file is the day of the version.
"""
