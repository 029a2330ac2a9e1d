"""The contract: Table Schema read into a list of rules, and that one list compiled for every engine.

`schema` and `problems` read it, `rules` cuts it into the list; `polars_engine` runs it for `cnii validate` and for
users' frames, `pandera_pandas` and `pandera_polars` make schema objects of it, `plain` is the same once more without
any library.
"""
