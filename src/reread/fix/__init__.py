"""Mechanical repairs of a package, and writing to one.

`texts` repairs the form of files, `cells` what stands in cells, `evidence` offsets, quotes and ids; `repairing` puts
them together and asks the rules what is left. `transaction` writes several files as one, `descriptor` keeps the numbers
of datapackage.json true. `command` is `cnii fix`.
"""
