"""Mechanical repairs of a package.

`form` repairs the form of files, `cells` what stands in cells, `evidence` offsets, quotes and ids; `repairing` puts
them together: it repairs only what a rule has found, and nothing that would leave more to be found. `command` is
`cnii fix`.
"""
