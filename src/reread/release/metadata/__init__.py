"""The description of a release in the languages others read, all written from the descriptor and the data.

What each language calls what a release says of itself stands in `shapes/NAME.yaml`; `shaped` fills it in. Tests hold
each to what its readers demand: mlcroissant, rocrate, the schemas of DataCite, CFF and CSL, SHACL shapes of DCAT and
PROV, the terms of schema.org; and the descriptor with its schemas written into it to the profile of Data Packages.
"""
