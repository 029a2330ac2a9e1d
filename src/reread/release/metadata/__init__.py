"""The description of a release in the languages others read, all written from the descriptor and the data.

What each language calls what a release says of itself stands in `shapes/NAME.yaml`; `shaped` fills it in.

==============  =====================================================  ==========================
shape, module   for                                                    validated in tests by
==============  =====================================================  ==========================
`croissant`     machine learning tools                                 mlcroissant
`schema_org`    search engines                                         the terms of schema.org
`dcat`          data catalogues                                        SHACL shapes
`ro_crate`      research object tools                                  rocrate
`datacite`      registering a DOI                                      the schema of DataCite
`citation`      CITATION.cff and, as `zenodo`, .zenodo.json            the schema of CFF
`csl`           citation managers                                      the schema of CSL
`prov`          whoever follows a value to its source                  SHACL shapes
inline          readers of Data Packages that do not follow paths      frictionless, the profile
==============  =====================================================  ==========================
"""
