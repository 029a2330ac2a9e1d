"""The explorer of a package, its pages described to machines as a release is: in a folder, and as one zip file."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cyclopts import Parameter

from ..arguments import Path_
from ..findings import CannotRun
from ..package.jsontext import json_text
from ..package.opening import Package
from ..site import build as pages
from .metadata.shaped import shaped
from .metadata.written import croissant
from .model import Release, asset, open_release

#: What a page of every package would say at length, and its own pages say.
_LONG = ("isBasedOn", "variableMeasured")


def described(package: Package, files: dict[str, bytes]) -> tuple[bytes, dict[str, Any]] | None:
    """Its tables, as these files, in Croissant and in schema.org; None for a package without a version."""
    try:
        release = open_release(package)
    except CannotRun:
        return None
    assets = [asset(name, raw) for name, raw in files.items()]
    told = shaped("schema_org", about=release, assets=assets, measured=[], dataset=release.homepage)
    return json_text(croissant(release, files)).encode(), {k: v for k, v in told.items() if k not in _LONG}


def write(package: Package | Path | str | None, folder: Path) -> int:
    """Write the explorer of `package` into `folder` and return how many files it has; raises as `reread.site.build`."""
    return pages(package, folder, described)


def build(release: Release) -> bytes:
    """A zip file with every file of the explorer in one folder: unpacked, it is read as it is, without a server.

    Unlike the bundle it is compressed: it is thousands of pages that are much alike.
    """
    sink = io.BytesIO()
    with TemporaryDirectory() as folder, ZipFile(sink, "w") as archive:
        root = Path(folder, "site")
        write(release.package, root)
        for place in sorted(path for path in root.rglob("*") if path.is_file()):
            member = ZipInfo(f"{release.stem}-site/{place.relative_to(root).as_posix()}")
            member.external_attr = 0o100644 << 16
            archive.writestr(member, place.read_bytes(), ZIP_DEFLATED, 6)
    return sink.getvalue()


def site(
    path: Path_ = None,
    /,
    *,
    output: Annotated[Path, Parameter(help="the folder to write to: new, empty, or of an earlier site")],
) -> int:
    """Writes a static explorer of a package: a page for everything that has an id, charts, search, tables to sort and
    take away, in English and Chinese. It is read from the folder as it is, without a server. Exit codes: 0 written,
    2 cannot run.

    examples:
      PROGRAM site . --output build/site
    """
    if not sys.stderr.isatty():
        print(f"Writing the explorer to {output} ...", file=sys.stderr, flush=True)
    count = write(path, output)
    print(f"{count:,} files in {output}. Open {output / 'index.html'}.")
    return 0
