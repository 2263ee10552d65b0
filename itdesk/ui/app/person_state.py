"""What one person keeps on one computer: window place, theme, list columns. Not journaled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class PersonState:
    """Texts by name in an ini file; a file that cannot be written costs no more than the memory."""

    def __init__(self, path: Path | None) -> None:
        self._values: dict[str, str] = {}
        self._file: QSettings | None = None
        if path is not None and _has_folder(path):
            self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        found = self._values.get(name)
        if found is None and self._file is not None:
            found = self._file.value(name, None)
        return str(found) if found is not None else default

    def put(self, name: str, text: str) -> None:
        self._values[name] = text
        if self._file is not None:
            self._file.setValue(name, text)

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def geometry(self, name: str) -> QByteArray:
        return QByteArray.fromBase64(self.text(name).encode("ascii", "ignore"))

    def put_geometry(self, name: str, geometry: QByteArray) -> None:
        self.put(name, geometry.toBase64().toStdString())


def _has_folder(path: Path) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True
