"""The explorer as one zip file: unpacked, it is read from the folder as it is, without a server.

Unlike the bundle it is compressed: it is thousands of pages that are much alike.
"""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ...site import building
from ..model import Release


def build(release: Release) -> bytes:
    """A zip file with every file of the site, in one folder."""
    sink = io.BytesIO()
    with TemporaryDirectory() as folder, ZipFile(sink, "w") as archive:
        root = Path(folder, "site")
        building.build(release.package, root)
        for place in sorted(path for path in root.rglob("*") if path.is_file()):
            member = ZipInfo(f"{release.stem}-site/{place.relative_to(root).as_posix()}")
            member.external_attr = 0o100644 << 16
            archive.writestr(member, place.read_bytes(), ZIP_DEFLATED, 6)
    return sink.getvalue()
