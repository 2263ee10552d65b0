"""Two commands for a fresh machine: `run` the program, `test` it. Needs Python 3.11 with pip, no more.

python3 packaging/dev.py run [--system] [-- arguments of itdesk]
python3 packaging/dev.py test [-- arguments of pytest]
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
VENV = ROOT / ".venv"
STAMP = VENV / ".itdesk-stamp"

QT_LIBRARIES = {
    "EGL": ("libegl1", "mesa-libEGL"),
    "GL": ("libgl1", "mesa-libGL"),
    "xkbcommon": ("libxkbcommon0", "libxkbcommon"),
    "xkbcommon-x11": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "dbus-1": ("libdbus-1-3", "dbus-libs"),
    "fontconfig": ("libfontconfig1", "fontconfig"),
    "xcb-cursor": ("libxcb-cursor0", "xcb-util-cursor"),
    "xcb-icccm": ("libxcb-icccm4", "xcb-util-wm"),
    "xcb-image": ("libxcb-image0", "xcb-util-image"),
    "xcb-keysyms": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "xcb-randr": ("libxcb-randr0", "libxcb"),
    "xcb-render-util": ("libxcb-render-util0", "xcb-util-renderutil"),
    "xcb-shape": ("libxcb-shape0", "libxcb"),
    "xcb-xinerama": ("libxcb-xinerama0", "libxcb"),
    "xcb-xkb": ("libxcb-xkb1", "libxcb"),
    "glib-2.0": ("libglib2.0-0", "glib2"),
}
"""What the Qt wheel expects of a Linux system: library → (Debian, Fedora) package."""


def main() -> int:
    if sys.version_info < OLDEST:
        return fail(f"itdesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    options, rest = words[:split], words[split + 1 :]
    if not options or options[0] not in ("run", "test"):
        return fail(__doc__ or "")
    try:
        if options[0] == "test":
            return test([*options[1:], *rest])
        return run("--system" in options, rest)
    except subprocess.CalledProcessError as error:
        return fail(f"This failed: {' '.join(map(str, error.cmd))}")


def fail(text: str) -> int:
    sys.stderr.write(text.rstrip() + "\n")
    return 1


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# --- the environment ---------------------------------------------------------------------


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(extra: str) -> None:
    """Make .venv and install the project into it, unless that was done for this pyproject.toml."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest() + extra
    done = STAMP.read_text() if STAMP.exists() else ""
    if done == wanted or (not extra and done.startswith(wanted)):
        return
    if not python().exists():
        say("Making .venv …")
        venv.create(VENV, with_pip=True)
    say("Installing what itdesk needs; the first time takes a few minutes …")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--editable", target], check=True)
    STAMP.write_text(wanted)


def missing_libraries() -> list[str]:
    return [name for name in QT_LIBRARIES if ctypes.util.find_library(name) is None]


def system_line(names: list[str]) -> list[str]:
    """The command that installs the packages of these libraries on this system."""
    if shutil.which("apt-get"):
        return ["apt-get", "install", "-y", *sorted({QT_LIBRARIES[n][0] for n in names})]
    return ["dnf", "install", "-y", *sorted({QT_LIBRARIES[n][1] for n in names})]


def check_system(may_install: bool) -> bool:
    """Whether Qt finds its libraries; names or runs the exact line that installs them."""
    names = missing_libraries() if sys.platform.startswith("linux") else []
    if not names:
        return True
    line = system_line(names)
    if may_install and os.geteuid() == 0:
        if line[0] == "apt-get":
            subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(line, check=True)
        return True
    say(f"Qt lacks libraries of this system ({', '.join(names)}). Install them with:")
    say(f"  sudo {' '.join(line)}")
    return False


# --- the two commands --------------------------------------------------------------------


def run(may_install: bool, arguments: list[str]) -> int:
    install("")
    subprocess.run([python(), ROOT / "packaging/compile_forms.py"], check=True, cwd=ROOT)
    sound = check_system(may_install)
    on_linux = sys.platform.startswith("linux")
    has_display = not on_linux or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if has_display and not sound:
        return 1
    if has_display or arguments:
        return subprocess.run([python(), "-m", "itdesk", *arguments], cwd=ROOT, check=False).returncode
    folder = tempfile.mkdtemp(prefix="itdesk-tour-")
    say(f"There is no display: doing the whole path unseen, with pictures in {folder}")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [python(), "-m", "itdesk", "tour", folder], cwd=ROOT, env=environment, check=False
    ).returncode


def test(arguments: list[str]) -> int:
    install("test")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    bin_folder = str(python().parent)
    environment["PATH"] = bin_folder + os.pathsep + environment.get("PATH", "")
    steps: tuple[tuple[str, list[str]], ...] = (
        ("forms", ["packaging/compile_forms.py"]),
        ("style", ["-m", "ruff", "check", "."]),
        ("format", ["-m", "ruff", "format", "--check", "."]),
        ("types", ["-m", "pyright"]),
        ("layers", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        ("tests", ["-m", "pytest", *(arguments or ["-n", "4"])]),
    )
    for name, words in steps:
        say(f"── {name}")
        done = subprocess.run([python(), *words], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            return fail(f"The step “{name}” failed.") or done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
