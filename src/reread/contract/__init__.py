"""The contract: Table Schema read into a list of rules, and that one list compiled for every engine.

`schema` and `problems` read it, `rules` cuts it into the list; `judge` runs it with Polars, `sql` in databases.
"""
