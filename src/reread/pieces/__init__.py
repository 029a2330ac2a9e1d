"""Rules that read row by row, over packages too large to be held.

The rules stay as they are. A package is cut into pieces, each of which is a small package: a stretch of a file for the
rules on bytes, the rows of some sources beside the whole registers for the rules that look at one source at a time,
the rows of some entities for those that look at one entity. How a rule may be cut is its `scope`. Pieces are judged
one by one, or by several processes, and what they find is put together as if the package had been judged in one.
"""
