"""From texts, tables and lists to worksheets, and from worksheets to rows of a package.

`worksheet` is the table between them. `text`, `table` and `numbered` write one (`document` and `grid` read files,
`known` knows names and terms; of a text, `found` holds what is found in it, `cues` the words that tell what that is),
`command` is `cnii draft`; `importing` reads one. What is not sure is left empty, with the candidates beside it: nothing
is set aside or filed without a person, or a filled cell, saying so.
"""
