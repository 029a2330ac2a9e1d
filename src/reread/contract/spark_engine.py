"""The contract in Spark: a session that reads the SQL as it is meant, and tables of text with numbered rows."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from ..findings import CannotRun
from .inputs import NO_PARQUET, batches, parquet_files
from .sql_dialects import SPARK
from .sql_tables import numbered, numbered_batches, rows_of, table_schema

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from .inputs import Input
    from .sql_store import Loaded

_EXTRA = "Install the engine with its extra: pip install 'cn-industrial-internet[spark]'"
_JAVA = (
    "Install a Java runtime, 17 or newer (Debian and Ubuntu: apt-get install default-jre-headless), or set JAVA_HOME "
    "to one."
)
_FOLDER = "Set TMPDIR to a folder with more room, which the workers see, too."
_START = "See that the master can be reached, and that Java is of version 17 or newer: docs/deployment.md."
#: How the generated SQL is to be read, whatever the session was set to: exactly, with names and escapes as written.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parser.escapedStringLiterals": "false",
    # What the rules say of each other is not worked out: that takes memory without bound where many are joined by OR.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.ansi.doubleQuotedIdentifiers": "false",
}
_LOG = Path(__file__).with_name("spark_log4j2.properties")
#: Of a session of our own in this process: nothing listens beyond this machine, nothing but errors is printed.
_OWN = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_LOG}",
}
#: For so few bytes, making code quick takes a Java machine longer than running it as it is: 100,000 rows took twice as
#: long with both compilers, on two cores.
_QUICK, _FEW_BYTES = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC", 1 << 26
#: Sorts and joins are divided in parts of so many bytes of the tables, as a power of two: 200 parts, as is Spark's
#: custom, took three times as long on two cores for a million rows.
_SHARE = 26
#: Rows of all tables of a query up to which compiling code for it would not pay.
_FEW = 100_000
#: Set where Spark is told by its own means what to run on.
_TOLD = ("SPARK_REMOTE", "SPARK_CONF_DIR", "SPARK_HOME", "PYSPARK_SUBMIT_ARGS", "PYSPARK_GATEWAY_PORT", "MASTER")


class Spark:
    """Tables of text in a session, as temporary views.

    `here` says that tasks run on this machine, so that they read best what this process writes for them.
    """

    dialect = SPARK
    at_once = True

    def __init__(self, session: SparkSession, here: bool = False) -> None:
        self.session, self.here = session, here
        self.partitions = session.conf.get("spark.sql.shuffle.partitions", "200")
        self.folder: str | None = None
        self.prepare(0)

    def rows(self, *statements: str) -> list[tuple[object, ...]]:
        """The rows that queries of one form give, in one job. May be called from several threads."""
        found = self.session.sql(" UNION ALL ".join(statements))
        return [tuple(row) for row in (found.coalesce(1) if self.few else found).collect()]

    def prepare(self, records: int) -> None:
        """Over few rows a query is done before code for it would have been compiled, or its tasks been shared out:
        tables of one partition make it a single task."""
        self.few = records <= _FEW
        many = not self.few
        self.session.conf.set("spark.sql.codegen.wholeStage", str(many).lower())
        self.session.conf.set("spark.sql.adaptive.enabled", str(many).lower())
        self.session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK" if many else "NO_CODEGEN")
        self.session.conf.set("spark.sql.shuffle.partitions", str(self.partitions) if many else "1")

    def add_frame(self, name: str, frame: pl.DataFrame) -> None:
        """A small table, or another in its place; its rows are numbered from 0."""
        made = self.session.createDataFrame(numbered(frame, SPARK).to_arrow())
        self._show(name, made.coalesce(1) if frame.height <= _FEW else made)

    def add_csv(self, name: str, path: Path, shown: str, progress: Callable[[int], None]) -> Loaded:
        """A CSV file that every worker can read under the same path. Raises `Malformed`, OSError."""
        from pyspark.errors import PySparkException

        from .chunks import Reader
        from .spark_pieces import pieces, reading
        from .sql_store import Loaded

        place = path.absolute()
        reader = Reader(place, shown, progress=progress)
        if self.here:
            self._write(name, reader.header, rows_of(reader, SPARK))
            return Loaded(reader.header, reader.records)
        found = pieces(place, reader._head, progress)
        places = [(piece.offset, piece.length, piece.records, piece.lines) for piece in found]
        columns = [(SPARK.record, "BIGINT"), (SPARK.line, "BIGINT"), *((column, "STRING") for column in reader.header)]
        schema = ", ".join(f"{SPARK.name_of(column)} {type_}" for column, type_ in columns)
        read = reading(str(place), shown, places)
        frame = self.session.range(0, len(places), 1, max(1, len(places))).mapInArrow(read, schema)
        try:
            return Loaded(reader.header, self._hold(name, frame))
        except PySparkException:
            for _ in Reader(place, shown):  # says what is wrong with the file, if it is the file
                pass
            raise

    def add_input(self, name: str, given: Input, key: Sequence[str]) -> Loaded:
        """Parquet files, their rows numbered in the order of the files; SQLite and PostgreSQL as a copy in such a
        file. Raises `CannotRun`."""
        from pyspark.errors import PySparkException

        from .sql_store import Loaded

        try:
            if given.kind != "parquet":
                names, rows = batches(given, key)
                return Loaded(tuple(names), self._write(name, names, numbered_batches(rows, SPARK)))
            frame, header = self._parquet(parquet_files(given))
            return Loaded(header, self._hold(name, frame))
        except PySparkException as error:
            words = str(error).strip().split("\n")[0]
            raise CannotRun(f"{given.shown} cannot be read: {words}", NO_PARQUET) from None

    def _parquet(self, files: Sequence[str]) -> tuple[DataFrame, tuple[str, ...]]:
        from pyspark.sql import functions

        header = tuple(self.session.read.parquet(Path(files[0]).absolute().as_uri()).columns)
        cells = [f"nullif(CAST({SPARK.name_of(c)} AS STRING), '') AS {SPARK.name_of(c)}" for c in header]
        whole: DataFrame | None = None
        before = 0
        for file in files:
            part = self.session.read.parquet(Path(file).absolute().as_uri())
            count = part.count() if len(files) > 1 else 0
            number = functions.col("_metadata.row_index") + before
            line = functions.lit(None).cast("bigint")
            texts = [functions.expr(cell) for cell in cells]
            part = part.select(number.alias(SPARK.record), line.alias(SPARK.line), *texts)
            whole = part if whole is None else whole.unionAll(part)
            before += count
        assert whole is not None
        return whole, header

    def _write(self, name: str, header: Sequence[str], rows: Iterator[pa.RecordBatch]) -> int:
        """A table from batches, as a file in a temporary folder, of which tasks read the columns that they need; how
        many rows it has."""
        from pyarrow import parquet

        if self.folder is None:
            self.folder = mkdtemp(prefix="cnii-")
            weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        path = Path(self.folder, f"{len(list(Path(self.folder).iterdir()))}.parquet")
        count = 0
        try:
            with parquet.ParquetWriter(path, table_schema(header, SPARK)) as file:
                for batch in rows:
                    file.write_batch(batch)
                    count += batch.num_rows
        except OSError as error:
            raise CannotRun(f"{path} cannot be written: {error.strerror or error}", _FOLDER) from None
        self._show(name, self.session.read.parquet(path.as_uri()))
        return count

    def _hold(self, name: str, frame: DataFrame) -> int:
        """Keep the rows in memory and on the disks of the workers; how many they are."""
        kept = frame.persist()
        self._show(name, kept)
        return kept.count()

    def _show(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(SPARK.name_of(name))


def connect(frames: Mapping[str, pl.DataFrame], master: str | None = None) -> Spark:
    """The session, with a view of text per frame; `record#` numbers its rows from 0. Raises `CannotRun`."""
    spark = open_spark({} if master is None else {"master": master})
    for name, frame in frames.items():
        spark.add_frame(name, frame)
    return spark


def open_spark(options: Mapping[str, str]) -> Spark:
    """A session on the `master` among `options`, with so much `memory` where it is local, for so many `bytes`.

    Raises `CannotRun`.
    """
    master = options.get("master")
    return Spark(start(master, options.get("memory"), int(options.get("bytes", 0))), _is_here(master))


def _is_here(master: str | None) -> bool:
    """Whether the session is one of our own, with its tasks in a process beside this one."""
    return not any(map(os.environ.get, _TOLD)) if master is None else master.startswith("local")


def start(master: str | None = None, memory: str | None = None, size: int = 0) -> SparkSession:
    """A session of its own settings and views, on `master` or on what Spark is told by its own means; else local.

    `size` is how many bytes will be judged. Raises `CannotRun` where PySpark or Java is missing, or Spark does not
    start.
    """
    try:
        import pandas
        import polars
        import pyarrow
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise CannotRun(f"the engine spark needs the library {error.name}, which is not installed", _EXTRA) from None
    del pandas, polars, pyarrow
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # which is not used
    remote = _remote(master)
    connected, served = bool(remote), remote.startswith("sc://")
    if connected and not served:  # a server in this process, whose tasks run here
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if not served and not _has_java():
        raise CannotRun("the engine spark needs Java, and no java was found", _JAVA)
    builder: Any = SparkSession.builder.appName("cnii validate")
    if master is not None:
        builder = builder.remote(remote) if connected else builder.master(master)
    if _is_here(master):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        for key, value in _OWN.items():
            builder = builder.config(
                key, value + _QUICK * (size < _FEW_BYTES and key == "spark.driver.extraJavaOptions")
            )
        builder = builder.config("spark.sql.shuffle.partitions", max(os.cpu_count() or 1, size >> _SHARE))
        if memory:
            builder = builder.config("spark.driver.memory", memory.lower().removesuffix("b"))
    try:
        # With Spark Connect, a session is one's own from the start.
        session: SparkSession = builder.create() if served else builder.getOrCreate()
        session = session if connected else session.newSession()
    except Exception as error:  # of Spark, of Java behind it, of the gateway between them
        first = str(error).strip().split("\n")[0] or type(error).__name__
        raise CannotRun(f"Spark does not start: {first}", _START) from None
    for key, value in SETTINGS.items():
        session.conf.set(key, value)
    if connected:  # while Python still has the threads that this waits for
        atexit.register(session.stop)
    return session


def _remote(master: str | None) -> str:
    """The address of a Spark Connect server, if that is what is asked for: `local` and the like start one here."""
    if master is None:
        return os.environ.get("SPARK_REMOTE", "")
    return master if master.startswith("sc://") else ""


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home, "bin")) if home else None) is not None
