"""A static explorer of a data package: a page for everything that has an id, made from the tables alone.

`build(package, folder)` opens the package once and writes plain files that need no server: links are relative, nothing
is fetched from anywhere else, and all pages can be read without scripts.

=============  ==========================================================================================
module         holds
=============  ==========================================================================================
`book`         the package with everything the pages ask of it, looked up once
`speech`       its words and figures in one language of the interface
`cells`        pieces of pages in that language: links, tables, words with their parts marked
`cutting`      texts cut into flat pieces where their marks begin and end
`charts`       pictures in SVG: series, editions of a list, rival figures
`pages`        one page, or a part of one, as it is handed on to be written
`finding`      what search in the browser looks through
`building`     pages, templates, files, downloads
=============  ==========================================================================================
"""

from __future__ import annotations

from .building import build

__all__ = ["build"]
