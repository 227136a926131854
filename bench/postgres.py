"""A PostgreSQL of one's own, for tests and benchmarks: a fresh cluster in a temporary folder, run by another user where we are root, gone at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    return found[0].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(durable: bool = False) -> Iterator[str]:
    """Yields an address without a database name at its end; `durable` waits for the disk, as outside of tests. Raises `RuntimeError` where there is no PostgreSQL."""
    home = programs()
    if home is None:
        raise RuntimeError("PostgreSQL's initdb was not found")
    folder = Path(tempfile.mkdtemp(prefix="qp-pg-"))
    someone = _somebody(folder) if os.getuid() == 0 else None
    port = _free_port()
    try:
        _run(
            someone,
            home / "initdb",
            "-D",
            folder / "data",
            "-U",
            "tests",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        options += "" if durable else " -c fsync=off -c full_page_writes=off"
        _run(someone, home / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tests@127.0.0.1:{port}/"
        finally:
            _run(someone, home / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _somebody(folder: Path) -> int:
    """PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return user.pw_uid
    raise RuntimeError("no user other than root to run PostgreSQL as")


def _run(someone: int | None, *words: object) -> None:
    subprocess.run(
        [str(word) for word in words],
        check=True,
        user=someone,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        timeout=120,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
