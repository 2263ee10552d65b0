"""Credentials, encrypted field by field with AES-256-GCM under a key that is not in the desk.

The key lies in the system keyring, or for a headless daemon in a file that only its owner can
read (ITDESK_KEY_FILE, or `key` in the configuration folder where there is no keyring).
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from itdesk.core.errors import DeskError
from itdesk.store.engine import Engine, execute, one

SERVICE = "itdesk"
KEY_SIZE = 32
NONCE_SIZE = 12


class KeySource:
    """Where the key is: `describe` says it honestly."""

    def __init__(self, config_dir: Path) -> None:
        self._config_dir = config_dir
        self._place = ""

    def describe(self) -> str:
        """One sentence for settings and `check`."""
        return self._place or "No key was needed yet."

    def key(self) -> bytes:
        """The key, made at the first use; raises DeskError(secret.…)."""
        named = os.environ.get("ITDESK_KEY_FILE")
        if named:
            return self._from_file(Path(named))
        default = self._config_dir / "key"
        if default.exists():
            return self._from_file(default)
        found = self._from_keyring()
        return found if found is not None else self._from_file(default)

    def _from_keyring(self) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, "desk-key")
            if text is None:
                text = base64.b64encode(secrets.token_bytes(KEY_SIZE)).decode()
                keyring.set_password(SERVICE, "desk-key", text)
                if keyring.get_password(SERVICE, "desk-key") != text:
                    return None
        except (KeyringError, RuntimeError, OSError):
            return None
        self._place = "The key is in the system keyring."
        return _decoded(text, "the system keyring")

    def _from_file(self, path: Path) -> bytes:
        try:
            if not path.exists():
                self._make(path)
            if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise DeskError("secret.key_file", path=path)
            text = path.read_text("ascii")
        except (OSError, UnicodeError) as error:
            raise DeskError("secret.keyring", detail=error) from error
        self._place = f"There is no system keyring: the key is in the file {path}, readable by you alone."
        return _decoded(text, str(path))

    @staticmethod
    def _make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_SIZE)).decode())


def _decoded(text: str, place: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DeskError("secret.keyring", detail=f"{place} holds no key") from error
    if len(key) != KEY_SIZE:
        raise DeskError("secret.keyring", detail=f"{place} holds no key")
    return key


class Secrets:
    """Secrets of one desk by name, such as "device:12"."""

    def __init__(self, engine: Engine, source: KeySource) -> None:
        self._engine = engine
        self._source = source

    def put(self, name: str, text: str) -> None:
        """Seal a text; call inside a write. The name is bound to it, so rows cannot be swapped."""
        nonce = secrets.token_bytes(NONCE_SIZE)
        sealed = AESGCM(self._source.key()).encrypt(nonce, text.encode(), name.encode())
        execute(self._engine, "DELETE FROM secret WHERE name = ?", (name,))
        execute(
            self._engine, "INSERT INTO secret (name, nonce, sealed) VALUES (?, ?, ?)", (name, nonce, sealed)
        )

    def get(self, name: str) -> str | None:
        """The text, None when there is none; raises DeskError(secret.key) when the key is another."""
        row = one(self._engine, "SELECT nonce, sealed FROM secret WHERE name = ?", (name,))
        if row is None:
            return None
        try:
            opened = AESGCM(self._source.key()).decrypt(bytes(row[0]), bytes(row[1]), name.encode())
        except InvalidTag as error:
            raise DeskError("secret.key") from error
        return opened.decode()

    def drop(self, name: str) -> None:
        execute(self._engine, "DELETE FROM secret WHERE name = ?", (name,))
