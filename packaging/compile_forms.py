"""Compiles Designer forms and translations into the package; a hatchling build hook and a script.

    python packaging/compile_forms.py

forms/*.ui → itdesk/ui/generated/ui_*.py, resources/translations/*.ts → itdesk/ui/generated/*.qm.
Only what is older than its source is made anew.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # as a script beside the program, without the build system
    BuildHookInterface = object  # type: ignore[assignment,misc]

GENERATED = Path("itdesk/ui/generated")


def compile_all(root: Path) -> list[Path]:
    """Compile what is out of date below `root`; answers what was made."""
    target = root / GENERATED
    target.mkdir(parents=True, exist_ok=True)
    package = target / "__init__.py"
    if not package.exists():
        package.write_text('"""Made from forms/ by packaging/compile_forms.py; never edited."""\n')
    made: list[Path] = []
    for form in sorted((root / "forms").glob("*.ui")):
        made += _made("uic", form, target / f"ui_{form.stem}.py", ["-g", "python", "--from-imports"])
    for words in sorted((root / "resources" / "translations").glob("*.ts")):
        made += _made("lrelease", words, target / f"{words.stem}.qm", ["-silent"])
    return made


def _made(tool: str, source: Path, target: Path, options: list[str]) -> list[Path]:
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return []
    output = ["-qm", str(target)] if tool == "lrelease" else ["-o", str(target)]
    # Qt's own tools lie beside PySide6; its Python wrappers need a display library on some systems.
    command = [_tool(tool), *options, str(source), *output]
    subprocess.run(command, check=True)
    return [target]


def _tool(name: str) -> str:
    import PySide6

    folder = Path(PySide6.__file__).parent
    for candidate in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name):
        if candidate.exists():
            return str(candidate)
    raise FileNotFoundError(f"PySide6 has no {name}")


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Called by hatchling before a wheel or an editable install is made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            compile_all(Path(self.root))
        if version == "editable":
            build_data.get("force_include_editable", {}).clear()


if __name__ == "__main__":
    for path in compile_all(Path(__file__).resolve().parent.parent):
        sys.stdout.write(f"{path.name}\n")
