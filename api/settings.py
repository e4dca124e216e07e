"""What the environment decides: the only module that reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MB = 1_000_000
FIGURES_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # read by the library as it is imported


def _listed(given: object) -> object:
    """Return the words of a text between commas; anything else as it is."""
    if not isinstance(given, str):
        return given
    return tuple(word.strip() for word in given.split(",") if word.strip())


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Several words, in the environment with commas between them."""


class Settings(BaseSettings):
    """The settings, each named GUANXI_ and its field in capitals, such as GUANXI_STORE."""

    model_config = SettingsConfigDict(env_prefix="GUANXI_", frozen=True, env_ignore_empty=True)

    store: str = Field(
        default="sqlite:guanxi.db", description="URL of the store that every command uses"
    )
    neo4j_user: str = Field(
        default="", description="user where the URL of a Neo4j store names none"
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""), description="password where the URL of a Neo4j store names none"
    )
    service: Path | None = Field(
        default=None, description="file of the server's keys, jobs and log of changes"
    )
    host: str = Field(default="127.0.0.1", description="address that the server listens on")
    port: int = Field(default=8642, ge=0, le=65535, description="port that the server listens on")
    workers: int = Field(default=1, ge=1, le=64, description="processes that answer requests")
    proxies: Names = Field(
        default=(), description="addresses of reverse proxies whose X-Forwarded-For is believed"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="how much the server writes to its log"
    )
    log_format: Literal["plain", "json"] = Field(
        default="plain", description="lines of the server's log, for people or for programs"
    )
    hosts: Names = Field(
        default=(), description="names by which the server may be addressed; *.example.org too"
    )
    cors_origins: Names = Field(
        default=(), description="origins whose pages may call the server; none by default"
    )
    rate: str = Field(
        default="1200/minute",
        description="requests that a key, or an address where none is needed, may make",
    )
    guesses: str = Field(default="10/minute", description="wrong keys that one address may send")
    query_seconds: float = Field(default=10, gt=0, description="time that one question may take")
    answers_bytes: int = Field(
        default=64 * MB, ge=0, description="memory that a process keeps answers in; 0 keeps none"
    )
    upload_bytes: int = Field(default=50 * MB, gt=0, description="largest file, unpacked or not")
    request_bytes: int = Field(default=200 * MB, gt=0, description="largest upload, all files")
    upload_seconds: float = Field(default=600, gt=0, description="time that one upload may take")
    waiting_bytes: int = Field(
        default=2_000 * MB, gt=0, description="most bytes of uploads that wait to be read"
    )
    document_seconds: float = Field(
        default=300, gt=0, description="time that reading one document may take"
    )
    document_bytes: int = Field(
        default=3_000 * MB, gt=0, description="memory that reading one document may take"
    )

    @property
    def uploads_folder(self) -> Path:
        """Where uploads wait to be read: on the disk of the server's own file."""
        return self.service_file.with_name(f"{self.service_file.name}.uploads")

    @property
    def service_file(self) -> Path:
        """Where keys, jobs and the log of changes are: beside a store that is a file."""
        if self.service:
            return self.service
        scheme, _, place = self.store.partition(":")
        beside = Path(place) if scheme == "sqlite" and place else Path("guanxi.db")
        return beside.with_name(f"{beside.stem}.service{beside.suffix or '.db'}")


def hand_on(**given: object) -> None:
    """Set what was given, and is not None, for this process and those that it starts."""
    for name, value in given.items():
        if value is not None:
            os.environ[f"GUANXI_{name.upper()}"] = str(value)


def has_display() -> bool:
    """Tell whether a window can be shown here; a browser of text would take the terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def take_one_thread() -> None:
    """Keep the libraries that calculate to one thread, in a process that is one of several."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"


def share_figures(folder: str) -> None:
    """Let this process and those that it starts keep their figures in a folder."""
    os.environ[FIGURES_FOLDER] = folder


def figures_folder() -> str | None:
    """Return where the processes of a server keep their figures, None for one alone."""
    return os.environ.get(FIGURES_FOLDER)
