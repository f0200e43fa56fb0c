"""A RabbitMQ node of our own, with its own ports, data, cookie and port mapper, that a test may kill."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.ports import free_port
from zf_platform.broker_setup import Rabbitmqctl

START_SECONDS = 60


class PrivateNode:
    def __init__(self, program: Path, folder: Path, *, settings: str) -> None:
        self._program = program
        self.port, distribution, self._mapper = free_port(), free_port(), free_port()
        (folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\nheartbeat = 10\ndisk_free_limit.absolute = 50MB\n{settings}"
        )
        (folder / "enabled_plugins").write_text("[].")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RABBITMQ_")},
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"zftest{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
            "ERL_EPMD_PORT": str(self._mapper),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        ctl = program.with_name("rabbitmqctl")
        self.ctl = Rabbitmqctl((str(ctl), "-n", f"zftest{self.port}@localhost"), environment=self._environment)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(self._program)],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while not listens("127.0.0.1", self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the private rabbitmq-server did not start")
            time.sleep(0.1)

    def kill(self) -> int:
        """SIGKILL to the whole group; returns only when it is really dead."""
        process = self._process
        assert process is not None
        assert process.poll() is None, "the broker was dead already"
        os.killpg(process.pid, 9)
        process.wait(timeout=10)
        deadline = time.monotonic() + 10
        while listens("127.0.0.1", self.port):
            assert time.monotonic() < deadline, "the broker survived its kill"
            time.sleep(0.05)
        return process.pid

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        # The port mapper daemon left its group; without nodes it can be asked to end.
        mapper = shutil.which("epmd")
        if mapper:
            subprocess.run(
                [mapper, "-port", str(self._mapper), "-kill"], check=False, capture_output=True, env=self._environment
            )


def server_program() -> Path | None:
    """The real start script: distributions wrap it in one that wants their own service account."""
    candidates = [Path("/usr/lib/rabbitmq/bin/rabbitmq-server"), Path("/opt/rabbitmq/sbin/rabbitmq-server")]
    on_path = shutil.which("rabbitmq-server")
    if on_path:
        candidates.append(Path(on_path))
    return next((path for path in candidates if path.exists()), None)


def listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0
