"""The real app as an operator starts it, in a process and a data folder of its own; and what the system says about that process."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

HOME = Path(__file__).parents[1]
HOST = "127.0.0.1"
PATIENCE = 90.0
"""Seconds until a start has failed."""
TICKS = os.sysconf("SC_CLK_TCK")
NOT_OURS = ("DATABASE_URL", "PUBLIC_URL", "SECRET_KEY", "MAIL_URL", "TRUSTED_PROXIES", "FORWARDED_ALLOW_IPS")


class NotStarted(Exception):
    """The app did not answer in time; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running app."""

    pid: int
    port: int
    data_dir: Path

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return _environment(self.data_dir, self.port)

    def manage(self, *words: str) -> str:
        """A command of the operator's console on this app's data."""
        return _manage(self.environment, *words)

    def cpu(self) -> float:
        """Seconds that all threads have computed so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Resident megabytes."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stored(self, slug: str) -> int:
        """Answers to a survey that the database holds, counted past the app."""
        with closing(sqlite3.connect(f"file:{self.data_dir / 'quartierspuls.db'}?mode=ro", uri=True)) as database:
            (count,) = database.execute(
                "SELECT count(*) FROM answers JOIN surveys ON surveys.id = answers.survey_id WHERE slug = ? AND content IS NOT NULL",
                (slug,),
            ).fetchone()
            return int(count)

    def log(self) -> str:
        """What the app has said so far."""
        return _log(self.data_dir).read_text(errors="replace")


@contextmanager
def prepared(pack: bool) -> Iterator[Path]:
    """A seeded data folder to copy; with Streamlit's files compressed, as `make run` does, where pages of staff are measured."""
    with TemporaryDirectory(prefix="bench-") as place:
        folder = Path(place)
        environment = _environment(folder / "data", 0)
        _manage(environment, "seed-demo")
        if pack:
            _manage(environment, "pack-assets")
        yield folder / "data"


@contextmanager
def running(template: Path) -> Iterator[Server]:
    """A fresh app on a copy of the prepared folder."""
    with TemporaryDirectory(prefix="bench-") as place:
        data_dir, port = Path(place) / "data", _free_port()
        shutil.copytree(template, data_dir)
        words = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            f"--server.port={port}",
            f"--server.address={HOST}",
        ]
        with _log(data_dir).open("wb") as log:
            process = subprocess.Popen(
                words, cwd=HOME, env=_environment(data_dir, port), stdout=log, stderr=log, start_new_session=True
            )
        try:
            _wait(process, port, _log(data_dir))
            yield Server(process.pid, port, data_dir)
        finally:
            _end(process)


def _environment(data_dir: Path, port: int) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return inherited | {"DATA_DIR": str(data_dir), "DEMO": "1", "ABUSE_CHECKS": "0", "HOST": HOST, "PORT": str(port)}


def _manage(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=HOME, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise NotStarted(f"manage.py {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while not _is_ready(port):
        if process.poll() is not None or time.monotonic() > give_up:
            raise NotStarted(log.read_text(errors="replace")[-2000:])
        time.sleep(0.1)


def _is_ready(port: int) -> bool:
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _log(data_dir: Path) -> Path:
    return data_dir.parent / "server.log"


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
