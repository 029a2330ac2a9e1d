"""Where a data package lives, and its parts: the descriptor, the tables, the archived texts.

`open_package()` opens the package this library came with: the checkout its source tree belongs to, or, when
installed, the copy inside the wheel. `open_package(path)` opens any other, given its folder or its
`datapackage.json`. The current folder is never searched, so the same call always means the same data.

Nothing outside the package is ever read, and nothing in it is ever written.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..files import reason
from ..findings import CannotRun, Problem, shown
from . import csvtext
from .home import DESCRIPTOR as DESCRIPTOR
from .home import home as home
from .jsontext import YAML, object_in
from .resources import NotLooked, add_resources
from .table import Table
from .transaction import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable

#: Descriptors in YAML, which some programs write.
_OTHER_NAMES = ("datapackage.yaml", "datapackage.yml")


def open_package(path: str | Path | None = None) -> Package:
    """Open the package at `path` (a folder or a descriptor file), or the library's own.

    Raises `CannotRun` where there is no package to open, or one that is half written; everything wrong inside one
    becomes a problem of the `Package`.

    >>> pkg = open_package()
    >>> pkg.table("entities").get("tianhe")["name_zh"]
    '天河区'
    """
    root, descriptor = _place(path)
    if os.path.lexists(root / JOURNAL):
        raise CannotRun(
            f"{shown(str(root), 200)} is half written: a command was killed while it wrote ({JOURNAL} is there)",
            "Run cnii fix --write on it, which first puts every file back. If a command is writing now, wait for it.",
        )
    return Package(root, descriptor)


def folder_of(path: str | Path | None) -> Path:
    """The folder that `open_package(path)` opens, to be locked before it is opened."""
    return _place(path)[0]


def _place(path: str | Path | None) -> tuple[Path, str]:
    if path is None:
        return home(), DESCRIPTOR
    given = Path(path)
    try:
        mode = os.stat(given).st_mode
    except (OSError, ValueError) as error:
        found = f"{shown(str(path), 200)} cannot be opened: {reason(error)}"
        raise CannotRun(found, "Name a folder that holds datapackage.json.") from None
    if stat.S_ISDIR(mode):
        others = (name for name in _OTHER_NAMES if (given / name).is_file())
        return given, DESCRIPTOR if (given / DESCRIPTOR).exists() else next(others, DESCRIPTOR)
    if stat.S_ISREG(mode) and given.name.endswith((".json", *YAML)):
        return given.parent, given.name
    fix = "Name a folder that holds datapackage.json, or the descriptor itself."
    raise CannotRun(f"{shown(str(path), 200)} is not a data package", fix)


class Archived(NamedTuple):
    """An archived file: its `text` (None where it is not UTF-8), the SHA-256 of its bytes, and the problem with its
    path, if any."""

    text: str | None
    sha256: str
    problem: Problem | None


class Package:
    """A data package opened for reading.

    `root` is its folder, `tables` are its tables by name.

    `descriptor` and the schemas are read at once (they are small); tables and archived texts when first asked for.
    `problems` holds what is wrong with the package's own files up to now; the tables keep theirs. `cache` is for
    rules that share work; it lives as long as the package. Tables of more than `large_from` bytes (None: of any size)
    are not held: `pass_over`, where it is set, says what is known of such a table without its rows.
    """

    def __init__(self, root: Path, descriptor_name: str = DESCRIPTOR) -> None:
        self.root = root
        self.descriptor_path = descriptor_name
        self.problems: list[Problem] = []
        self.cache: dict[Any, Any] = {}
        self.schema_paths: dict[str, str] = {}
        self.large_from: int | None = None
        self.pass_over: Callable[[Package, str], csvtext.Parsed] | None = None
        self._archived: dict[str, Archived] = {}
        self._texts: dict[str, str | None] = {}
        self._real_root = os.path.realpath(root)
        raw, problem = self.read_bytes(descriptor_name)
        if problem:
            found = f"{shown(str(root / descriptor_name), 200)}: {problem.found}"
            raise CannotRun(found, "Name a folder that holds datapackage.json.")
        self.descriptor, problems = object_in(raw, descriptor_name)
        self.problems += problems
        #: What the descriptor lists, or a schema says, and nobody looks into here.
        self.not_looked: list[NotLooked] = []
        self.tables: dict[str, Table] = {}
        self.resources: list[dict[str, Any]] = []
        if all(problem.soft for problem in self.problems):
            add_resources(self)

    # --- files ---

    def locate(self, path: object) -> tuple[Path | None, Problem | None]:
        """The regular file a descriptor means by `path`, without links, or the problem. Not a relative POSIX path,
        outside the package, absent, no file."""
        fix = "Give the path of a regular file inside the package, relative to datapackage.json, with forward slashes."
        climbs = not isinstance(path, str) or ".." in path.split("/") or path.startswith(("/", "~"))
        if not isinstance(path, str) or not path or climbs or "\\" in path or ":" in path or not path.isprintable():
            inside = "a relative path of a file inside the package"
            return None, Problem("path", self.descriptor_path, f"the path {shown(str(path))}", inside, fix)
        try:
            real = os.path.realpath(os.path.join(self.root, path))
            mode = os.stat(real).st_mode if os.path.commonpath([real, self._real_root]) == self._real_root else None
            if mode is not None and stat.S_ISREG(mode):
                return Path(real), None
            found, expected = "a folder", "a regular file"
            if mode is None:
                found, expected = "a link that leads out of the package", "a regular file inside the package"
            elif not stat.S_ISDIR(mode):
                found = "neither a file nor a folder"
        except FileNotFoundError:
            found, expected = "no such file", f"the file that {self.descriptor_path} lists"
        except (OSError, ValueError) as error:
            found, expected = f"a file that cannot be opened: {reason(error)}", "a readable file"
        return None, Problem("path", path, found, expected, fix)

    def read_bytes(self, path: object) -> tuple[bytes, Problem | None]:
        """The bytes of a file inside the package, or the problem with its path."""
        place, problem = self.locate(path)
        if place is None:
            return b"", problem
        try:
            with open(place, "rb", opener=_opened) as file:
                state = os.fstat(file.fileno())  # of the file that is read, whatever has been put in its place since
                if not stat.S_ISREG(state.st_mode):
                    raise OSError(errno.EINVAL, "it was replaced while it was read")
                if state.st_size > csvtext.MAX_FILE:
                    found, expected = f"{state.st_size:,} bytes", f"at most {csvtext.MAX_FILE:,} bytes"
                    return b"", Problem("limit", str(path), found, expected, "Split the file.")
                raw = file.read(state.st_size + 1)
            if len(raw) > state.st_size:
                raise OSError(errno.EBUSY, "it grew while it was read")
            return raw, None
        except OSError as error:
            found = f"a file that cannot be read: {error.strerror}"
            return b"", Problem("path", str(path), found, "a readable file", "Give read permission.")

    def misdescribed(self, found: str, expected: str, fix: str | None = None, *, soft: bool = True) -> None:
        """Note a problem of the descriptor."""
        self.problems.append(Problem("json", self.descriptor_path, found, expected, fix, soft=soft))

    def schema_place(self, name: str) -> tuple[str, str]:
        """The file in which the schema of a table stands, and the place in it, "" for all of it."""
        own = self.schema_paths.get(name)
        return (own, "") if own is not None else (self.descriptor_path, f"resources[{name}].schema")

    # --- tables ---

    def expects(self, code: str) -> bool:
        """Whether the package says that the rules with this code, or family, have something to test in it: then it
        keeps the form of this project, and a rule that tests nothing is a finding. It says so in the member
        `cnii:expects_cases` of its descriptor, a list of codes or their beginnings."""
        stated = self.descriptor.get("cnii:expects_cases")
        codes = [one for one in stated if one and isinstance(one, str)] if isinstance(stated, list) else ()
        return code.startswith((*codes,))

    def table(self, name: str) -> Table:
        """The table called `name`; an empty one without columns where the package has none."""
        found = self.tables.get(name)
        return found if found is not None else Table(name, f"data/{name}.csv", {}, None)

    @cached_property
    def holds_statements(self) -> bool:
        """Whether the package has statements with evidence: only then is there anything for the V and X rules."""
        needed = {"evidence": {"evidence_id", "source_id", "quote"}, "sources": {"source_id"}}
        found = {n: {f.get("name") for f in self.tables[n].fields} for n in needed if n in self.tables}
        return all(columns <= found.get(name, set()) for name, columns in needed.items())

    def once(self, name: str, made: Callable[[], Any]) -> Any:
        """What `made` gives, made at the first call and kept in `cache` under `name`."""
        if name not in self.cache:
            self.cache[name] = made()
        return self.cache[name]

    def is_large(self, name: str) -> bool:
        """Whether the table is passed over rather than held."""
        if self.large_from is None or name not in self.tables or not self.tables[name].streamed:
            return False
        place, _ = self.locate(self.tables[name].path)
        try:
            return place is not None and place.stat().st_size > self.large_from
        except OSError:  # it went since it was located; reading it will say so
            return False

    def all_problems(self) -> list[Problem]:
        """Every problem of the descriptor, the schemas and the tables. Reads all tables; each problem once."""
        return list(dict.fromkeys([*self.problems, *(one for t in self.tables.values() for one in t.problems)]))

    # --- archived texts ---

    def text(self, source_id: str) -> str | None:
        """The archived text of a source, newlines as they are, so that offsets in code points hold. None where the
        source is unknown, has no `archive_path`, or its file cannot be read as UTF-8 from inside the package."""
        if source_id not in self._texts:
            row = self.table("sources").get(source_id)
            path = row.get("archive_path") if row else ""
            self._texts[source_id] = self.archived(path).text if path else None
        return self._texts[source_id]

    def archived(self, path: str) -> Archived:
        """An archived file, read when first asked for."""
        if path not in self._archived:
            raw, problem = self.read_bytes(path)
            try:
                text = None if problem else raw.decode("utf-8")
            except UnicodeDecodeError:
                text = None
            self._archived[path] = Archived(text, hashlib.sha256(raw).hexdigest(), problem)
        return self._archived[path]

    def __repr__(self) -> str:
        return f"<Package {self.descriptor.get('name', '?')} at {self.root}>"


def refuse_own(pkg: Package, path: Path) -> None:
    """Raises `CannotRun` where `path` is the descriptor, a table, a schema or an archived text of a package."""
    own = {pkg.descriptor_path, *(table.path for table in pkg.tables.values()), *pkg.schema_paths.values()}
    real = Path(os.path.realpath(path))
    if any(str(real) == os.path.realpath(pkg.root / name) for name in own) or _is_archived(pkg, real):
        raise CannotRun(f"{shown(str(path), 200)} belongs to the package", "Name another file for the report.")


def _is_archived(pkg: Package, real: Path) -> bool:
    """Whether a file is an archived text. Where the rows of `sources` are not held, or cannot be read: whether its name
    stands anywhere in that table."""
    sources = pkg.table("sources")
    if sources.readable and not sources.large:
        paths = {row.get("archive_path") for row in sources.rows} - {""}
        return any(str(real) == os.path.realpath(pkg.root / path) for path in paths)
    place, _ = pkg.locate(sources.path)
    inside = Path(os.path.realpath(pkg.root)) in real.parents and real.is_file()
    if not inside or place is None or not place.stat().st_size:
        return False
    with place.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as table:
        return table.find(real.name.encode("utf-8", "surrogateescape")) >= 0


def _opened(path: str, flags: int) -> int:
    """Open a file without following a link that was put there meanwhile, and without waiting for a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
