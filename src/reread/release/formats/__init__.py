"""The tables and views of a release in the formats people open: each holds them all, with types, keys and words.

A value that a format cannot hold without changing it is refused, never rounded.
"""
