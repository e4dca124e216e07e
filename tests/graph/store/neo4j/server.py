"""A real Neo4j Community server for the tests, put together from its Maven artifacts.

Where NEO4J_URI names a server (with NEO4J_USERNAME and NEO4J_PASSWORD), that one is used
instead, if its database is empty: everything in it is deleted again and again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
PASSWORD = "test-password"
HEAP = "512m"
START, STOP, FETCH = 180, 60, 900  # seconds
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
# Left as they are, preallocation takes 512 MB, the quiet period 10 seconds a stop, and
# three wrong passwords would lock the right one out.
SETTINGS = """
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
dbms.security.auth_max_failed_attempts=0
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


@dataclass
class Server:
    """A server that a test may stop, kill and start again; its data stay."""

    jars: Path
    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return when it answers."""
        self.configure()
        conf = self.home / "conf"
        log = self.home / "logs" / "neo4j.log"
        log.unlink(missing_ok=True)
        self.process = self._java(
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self.home}",
            f"--config-dir={conf}",
        )
        deadline = time.monotonic() + START
        while not (log.exists() and "Started." in log.read_text(encoding="utf-8")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                said = (self.home / "console.log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"Neo4j did not start: {said[-2000:]}")
            time.sleep(0.1)

    def configure(self) -> None:
        """Write its settings and its password, the first time."""
        conf = self.home / "conf"
        if not conf.exists():
            conf.mkdir(parents=True)
            (conf / "neo4j.conf").write_text(SETTINGS.format(port=self.port))
            self._java("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD).wait(
                START
            )

    def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.process:
            self.process.kill()
            self.process.wait(STOP)
            self.process = None

    def stop(self) -> None:
        """Stop it in good order."""
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(STOP)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def _java(self, *command: str) -> subprocess.Popen[bytes]:
        options = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED]
        tuned = ["-Xms128m", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "console.log").open("ab") as console:
            return subprocess.Popen(
                ["java", *tuned, *options, "-cp", f"{self.jars}/*", *command],
                env=os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": f"{self.home}/conf"},
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
            )


def missing() -> str:
    """Return why no server can be put together here, or an empty text."""
    absent = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if not absent:
        return ""
    return f"Neo4j needs {' and '.join(absent)}: install Java 17 and Maven, or set NEO4J_URI"


def new_server(folder: Path) -> Server:
    """Return a server, not started yet, that keeps its data in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Server(fetched_jars(), folder / "home", port)


def fetched_jars() -> Path:
    """Return the folder of the server's jars, fetched once for each content of the POM."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    jars = caches / "guanxi" / f"neo4j-{digest}"
    if not jars.exists():
        begun = jars.with_name(f"{jars.name}.{os.getpid()}")
        subprocess.run(
            ["mvn", "-B", "-q", "-ntp", "-f", POM,
             "dependency:copy-dependencies", f"-DoutputDirectory={begun}"],
            check=True, timeout=FETCH, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            begun.rename(jars)
        except OSError:  # another process was first
            shutil.rmtree(begun)
    return jars
