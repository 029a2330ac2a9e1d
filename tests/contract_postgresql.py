"""A PostgreSQL server of a test's own: a cluster in its folder, on a socket there, gone with the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_OWNER = "postgres"


def _program(name: str) -> str:
    """Debian keeps the programs of the server beside the versions."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(beside[-1]) if beside else None)
    assert found, f"{name} is needed: install postgresql"
    return found


def _as_owner(*command: str) -> None:
    """The server does not run as root; then the account that Debian makes for it is taken."""
    own: Sequence[str] = ("runuser", "-u", _OWNER, "--") if os.geteuid() == 0 else ()
    subprocess.run([*own, *command], check=True, capture_output=True, cwd="/", timeout=60)


def start_server(folder: Path) -> str:
    """The address of a server whose cluster goes into a new folder, noted in `folder`."""
    home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # the path of a socket has to be short
    (folder / "server").write_text(str(home))
    if os.geteuid() == 0:
        shutil.chown(home, _OWNER)
    data = str(home / "data")
    _as_owner(_program("initdb"), "-D", data, "-A", "trust", "-U", "owner", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-k {home} -c listen_addresses= -c fsync=off -c shared_buffers=16MB"
    _as_owner(_program("pg_ctl"), "-D", data, "-w", "-o", options, "-l", str(home / "log"), "start")
    return f"postgresql://owner@/postgres?host={home}"


def run_sql(address: str, command: str) -> None:
    """Run a command of psql."""
    subprocess.run([_program("psql"), "-q", "-d", address, "-c", command], check=True, capture_output=True, timeout=60)


def stop_server(folder: Path) -> None:
    """Stop the server noted in `folder`, if any, and take its files away."""
    note = folder / "server"
    if note.exists():
        home = Path(note.read_text())
        _as_owner(_program("pg_ctl"), "-D", str(home / "data"), "-m", "immediate", "stop")
        shutil.rmtree(home)
