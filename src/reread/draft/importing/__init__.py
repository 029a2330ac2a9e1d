"""From a worksheet to rows of a package: `cnii import`.

`registers` finds or makes what rows name (entities, indicators, lists, sources), `words` finds the printed words,
`meaning` reads them, `rows` makes a statement of a row, `plan` compares statements with what the package holds and
numbers what is new, `edits` makes the new bytes, `judging` asks the rules about them.
What a row says is compared with what its words say, never preferred to it; a row that cannot be taken whole is refused,
with the cell, the reason and what would be accepted.

Two versions of a row are the same row when source, quote and the place of its figure in the quote (of its name, where
there is none) are the same. The later version then replaces what the earlier made, under the same id. Of several rows
on one figure those that agree in what they are about stay; one that is left over on both sides is replaced.
"""
