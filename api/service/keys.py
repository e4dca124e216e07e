"""API keys: made once, shown once, kept as a digest.

A key is ``gx_ID_SECRET``. The secret has 256 random bits, so that a fast digest suffices:
there is nothing to guess that a slow one would protect.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import IntEnum

from api.service.database import ServiceDatabase
from api.service.times import now
from graph.errors import InputError, UnknownNameError
from graph.records import Record

PREFIX = "gx"
LONGEST_NAME = 100


class Role(IntEnum):
    """What a caller may do; a higher role may do all that a lower one may."""

    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def label(self) -> str:
        """The role as people write it."""
        return self.name.lower()


def role_named(name: str) -> Role:
    """Return a role by its name.

    Raises:
        UnknownNameError: if there is none of this name.
    """
    known = {role.label: role for role in Role}
    if name.lower() not in known:
        raise UnknownNameError("role", name, known)
    return known[name.lower()]


class Key(Record):
    """A key as far as it may be shown."""

    id: str
    name: str
    role: str
    created: str
    revoked: str | None


class NewKey(Record):
    """A key as it is shown once, when it is made."""

    id: str
    name: str
    role: str
    key: str


class Keys:
    """The keys of a server."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database

    def add(self, name: str, role: Role) -> str:
        """Make a key and return it whole; it cannot be shown again.

        Raises:
            InputError: if the name could not stand in one line of a log.
        """
        if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
            raise InputError(
                f"{name!r} cannot name a key; give 1 to {LONGEST_NAME} printable characters"
            )
        identifier, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        with self._database.writing() as sql:
            sql.execute(
                "INSERT INTO keys (id, name, role, digest, created) VALUES (?, ?, ?, ?, ?)",
                (identifier, name, role.label, _digest(secret), now()),
            )
        return f"{PREFIX}_{identifier}_{secret}"

    def all(self) -> list[Key]:
        """Return every key ever made, the oldest first."""
        statement = "SELECT id, name, role, created, revoked FROM keys ORDER BY created, id"
        with self._database.reading() as sql:
            return [Key(**dict(row)) for row in sql.execute(statement)]

    def any_valid(self) -> bool:
        """Tell whether any key opens this server."""
        with self._database.reading() as sql:
            return bool(sql.execute("SELECT 1 FROM keys WHERE revoked IS NULL").fetchone())

    def any_made(self) -> bool:
        """Tell whether there ever was a key, revoked ones included."""
        with self._database.reading() as sql:
            return bool(sql.execute("SELECT 1 FROM keys").fetchone())

    def revoke(self, identifier: str) -> None:
        """Let a key open nothing any more; twice is once.

        Raises:
            UnknownNameError: if there is no such key.
        """
        with self._database.writing() as sql:
            found = sql.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?", (now(), identifier)
            ).rowcount
        if not found:
            raise UnknownNameError("key", identifier, (key.id for key in self.all()))

    def holder(self, key: str) -> Key | None:
        """Return whose key this is, or None for one that opens nothing."""
        prefix, _, rest = key.partition("_")
        identifier, _, secret = rest.partition("_")
        statement = (
            "SELECT id, name, role, created, revoked, digest FROM keys"
            " WHERE id = ? AND revoked IS NULL"
        )
        with self._database.reading() as sql:
            row = sql.execute(statement, (identifier,)).fetchone()
        # Compared in any case, so that the time taken does not tell which ids exist.
        matches = hmac.compare_digest(_digest(secret), row["digest"] if row else b"")
        if prefix != PREFIX or row is None or not matches:
            return None
        return Key(**{name: row[name] for name in Key.model_fields})


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
