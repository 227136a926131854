"""Starts the real app as a process of its own, on a free port and with its own data folder, and waits until it says that it is alive."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

HOME = Path(__file__).parents[1]
PATIENCE = 90
SECRET_KEY = "for-tests-only-" * 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`whole` starts Streamlit too, as `streamlit run app.py`; otherwise it is the residents' face alone."""

    data_dir: Path
    database_url: str = ""
    whole: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.data_dir / "server.log").read_text(errors="replace")

    def start(self) -> "Server":
        if self.whole:
            words = [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                "app.py",
                f"--server.port={self.port}",
                "--server.address=127.0.0.1",
            ]
        else:
            words = [sys.executable, "-m", "uvicorn", "web.asgi:app", "--port", str(self.port), "--no-access-log"]
        own = {
            "DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url or f"sqlite:///{self.data_dir / 'quartierspuls.db'}",
            "SECRET_KEY": SECRET_KEY,
            "ABUSE_CHECKS": "0",
            "DEMO": "1",
            "PORT": str(self.port),
            "FORWARDED_ALLOW_IPS": "",
        }
        with (self.data_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                words,
                cwd=HOME,
                env=os.environ | own | dict(self.environment),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        assert self.process is not None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/healthz", timeout=5).status_code == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.log[-3000:]}")

    def kill(self) -> None:
        """As if somebody pulled the plug: SIGKILL, no farewell."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None


@contextlib.contextmanager
def serve(data_dir: Path, database_url: str = "", *, whole: bool = False, **environment: str) -> Iterator[Server]:
    server = Server(data_dir, database_url, whole, environment)
    try:
        yield server.start()
    finally:
        server.kill()
