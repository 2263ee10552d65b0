"""Real SNMP agents on loopback: Net-SNMP's daemon, snmpsim with recordings, and one that misbehaves."""

from __future__ import annotations

import bisect
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.credentials import Credential

START_SECONDS = 60.0
"""snmpsim indexes its recordings at the first start."""

AUTH_PASSWORD, PRIV_PASSWORD = "authpass123", "privpass123"


@dataclass(frozen=True, slots=True)
class Agent:
    """A running agent; `folder` holds its configuration or recordings."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])


def free_port(host: str = "127.0.0.1") -> int:
    """A UDP port that nobody uses now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def v3_credential(auth: str = "SHA256", priv: str = "AES128", user: str = "itdesk") -> Credential:
    """The user that the agents here know; "" for auth or priv leaves that part out."""
    return Credential.v3(
        user,
        auth_protocol=auth or "SHA256",
        auth_password=AUTH_PASSWORD if auth else "",
        priv_protocol=priv or "AES128",
        priv_password=PRIV_PASSWORD if priv else "",
    )


@contextmanager
def snmpd(
    folder: Path,
    community: str = "public",
    users: Sequence[Credential] = (),
    host: str = "127.0.0.1",
    extra: str = "",
    port: int = 0,
) -> Iterator[Agent]:
    """Net-SNMP's daemon as a child of ours; skips the test where it is not installed.

    Start it again with the same folder and port for a device that was restarted.
    """
    program = shutil.which("snmpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("snmpd (Net-SNMP) is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port(host)
    place = f"udp6:[{host}]:{port}" if ":" in host else f"udp:{host}:{port}"
    (folder / "snmpd.conf").write_text(_snmpd_conf(community, users) + extra, "utf-8")
    # what it remembers over restarts (its boots) has a folder of its own; the system's settings are not read
    state = folder / "state"
    state.mkdir(exist_ok=True)
    places = {"SNMP_PERSISTENT_DIR": str(state), "SNMPCONFPATH": str(state), "MIBS": ""}
    environment = {**os.environ, **places}
    with (folder / "snmpd.log").open("ab") as log:
        process = subprocess.Popen(
            [program, "-f", "-Lo", "-c", str(folder / "snmpd.conf"),
             "-p", str(folder / "snmpd.pid"), place],
            stdout=log, stderr=log, env=environment,
        )  # fmt: skip
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    with _child(process):
        wait_for_answer(host, port, community, process)
        yield Agent(address, folder, process)


def _snmpd_conf(community: str, users: Sequence[Credential]) -> str:
    lines = [
        f"rocommunity {community}", f"rocommunity6 {community}",
        "sysName desk-agent", "sysLocation Server room", "sysContact it@example.org",
    ]  # fmt: skip
    for user in users:
        auth = user.auth_protocol.replace("SHA", "SHA-").rstrip("-") if user.auth_protocol else ""
        priv = {"AES128": "AES", "AES192": "AES-192", "AES256": "AES-256"}.get(
            user.priv_protocol, user.priv_protocol
        )
        parts = ["createUser", user.user]
        parts += [auth, f'"{user.auth_password}"'] if auth else []
        parts += [priv, f'"{user.priv_password}"'] if priv else []
        level = {"noAuthNoPriv": "noauth", "authNoPriv": "auth", "authPriv": "priv"}[user.level]
        lines += [" ".join(parts), f"rouser {user.user} {level}"]
    return "\n".join(lines) + "\n"


@contextmanager
def serve_recordings(folder: Path, cache: Path, users: Sequence[Credential] = ()) -> Iterator[Agent]:
    """snmpsim with every `NAME.snmprec` of `folder` under the community NAME; skips without it."""
    if importlib.util.find_spec("snmpsim") is None:
        pytest.skip("snmpsim is not installed")
    cache.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with (cache / "snmpsim.log").open("ab") as log:
        process = subprocess.Popen(_snmpsim_command(folder, cache, port, users), stdout=log, stderr=log)
    with _child(process):
        name = min(path.stem for path in folder.glob("*.snmprec"))
        wait_for_answer("127.0.0.1", port, name, process)
        yield Agent(f"127.0.0.1:{port}", folder, process)


def _snmpsim_command(folder: Path, cache: Path, port: int, users: Sequence[Credential]) -> list[str]:
    command = [
        sys.executable, "-m", "snmpsim.commands.responder",
        f"--data-dir={folder.resolve()}", f"--cache-dir={cache.resolve()}",
        f"--agent-udpv4-endpoint=127.0.0.1:{port}", "--log-level=error",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # it will not run as root unless told so, and another user might not reach this Python
        command += ["--process-user=root", "--process-group=root"]
    for user in users:
        command += [f"--v3-user={user.user}"]
        if user.auth_protocol:
            command += [f"--v3-auth-key={user.auth_password}", f"--v3-auth-proto={user.auth_protocol}"]
        if user.priv_protocol:
            command += [f"--v3-priv-key={user.priv_password}", f"--v3-priv-proto={user.priv_protocol}"]
    return command


def write_recording(path: Path, rows: dict[str, tuple[str, object]]) -> None:
    """A small .snmprec of our own: dotted OID → (snmpsim tag such as "2", "4x", "70", value)."""
    ordered = sorted(rows.items(), key=_oid_order)
    path.write_text("".join(f"{name}|{tag}|{value}\n" for name, (tag, value) in ordered), "utf-8")


def _oid_order(item: tuple[str, object]) -> tuple[int, ...]:
    return tuple(int(part) for part in item[0].split("."))


def counting_device(ports: int = 4, in_rate: int = 125_000) -> dict[str, tuple[str, object]]:
    """Rows of a small switch whose counters run: `in_rate` octets a second into every port."""
    rows: dict[str, tuple[str, object]] = {
        "1.3.6.1.2.1.1.1.0": ("4", "Example Switch ES-4, version 1.2.3"),
        "1.3.6.1.2.1.1.2.0": ("6", "1.3.6.1.4.1.32473.1.4"),
        "1.3.6.1.2.1.1.3.0": ("67:numeric", "rate=100,initial=4294960000,cumulative=1,wrap=1"),
        "1.3.6.1.2.1.1.5.0": ("4", "switch-1"),
    }
    for n in range(1, ports + 1):
        table, more = "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.31.1.1.1"
        live = f"rate={in_rate},cumulative=1,wrap=1"
        rows |= {
            f"{table}.1.{n}": ("2", n), f"{table}.2.{n}": ("4", f"port {n}"), f"{table}.3.{n}": ("2", 6),
            f"{table}.5.{n}": ("66", 1_000_000_000), f"{table}.6.{n}": ("4x", f"02000000000{n:x}"),
            f"{table}.7.{n}": ("2", 1), f"{table}.8.{n}": ("2", 1),
            f"{table}.10.{n}": ("65:numeric", f"{live},initial=4290000000"),
            f"{table}.16.{n}": ("65:numeric", f"{live},initial=1000"),
            f"{table}.14.{n}": ("65", 0), f"{table}.20.{n}": ("65", 0),
            f"{more}.1.{n}": ("4", f"p{n}"), f"{more}.15.{n}": ("66", 1000),
            f"{more}.18.{n}": ("4", f"Desk {n}"),
            f"{more}.6.{n}": ("70:numeric", f"{live},initial=9000000000"),
            f"{more}.10.{n}": ("70:numeric", f"{live},initial=8000000000"),
        }  # fmt: skip
    return rows


def wait_for_answer(host: str, port: int, community: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the agent answers; fails the test when its process ends instead."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ask = messages.write_pdu(messages.GET_NEXT, 1, 0, 0, [ber.oid("1.3.6.1.2.1.1")])
    question = messages.write_community(messages.V2C, community.encode(), ask)
    until = time.monotonic() + START_SECONDS
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.settimeout(0.1)
        while time.monotonic() < until:
            if process.poll() is not None:
                pytest.fail(f"the agent ended with {process.returncode}")
            probe.sendto(question, (host, port))
            try:
                probe.recvfrom(65535)
                return
            except (TimeoutError, ConnectionError):
                continue
    pytest.fail("the agent does not answer")


@contextmanager
def _child(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


Misbehaviour = Callable[[messages.Pdu], bytes | None]
"""From a v2c request to the raw answer, None for silence."""


NO_SUCH_OBJECT = bytes((ber.NO_SUCH_OBJECT, 0))
END_OF_VIEW = bytes((ber.END_OF_MIB_VIEW, 0))


def answer(request: messages.Pdu, *binds: tuple[str, bytes], error: int = 0, index: int = 0) -> bytes:
    """A v2c answer to `request`; a bind is a dotted OID and its value as written by `ber`."""
    body = b"".join(ber.write(0x30, ber.write(6, ber.oid(name)) + value) for name, value in binds)
    numbers = b"".join(ber.write_integer(n) for n in (request.request_id, error, index))
    pdu = ber.write(messages.RESPONSE, numbers + ber.write(0x30, body))
    return messages.write_community(messages.V2C, b"public", pdu)


@contextmanager
def misbehaving(
    behave: Misbehaviour, *, other_port: bool = False, host: str = "127.0.0.1", port: int = 0
) -> Iterator[str]:
    """An agent in a thread of this process that answers as `behave` says; yields its address."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ears:
        ears.bind((host, port))
        mouth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM) if other_port else ears
        thread = threading.Thread(target=_serve, args=(ears, mouth, behave), daemon=True)
        thread.start()
        host, port = ears.getsockname()
        try:
            yield f"{host}:{port}"
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
                caller.sendto(b"", (host, port))
            thread.join(5)
            mouth.close()


def serving(rows: Mapping[str, bytes]) -> Misbehaviour:
    """An honest agent of variables that may be changed between requests; values as written by `ber`."""

    def behave(request: messages.Pdu) -> bytes:
        order = sorted((ber.oid_parts(ber.oid(name)), name) for name in rows)
        asked = [ber.oid_parts(bind[0]) for bind in request.varbinds]
        if request.tag == messages.GET:
            names = [".".join(map(str, parts)) for parts in asked]
            return answer(request, *((name, rows.get(name, NO_SUCH_OBJECT)) for name in names))
        binds: list[tuple[str, bytes]] = []
        for _ in range(request.index if request.tag == messages.GET_BULK else 1):
            for place, parts in enumerate(asked):
                at = bisect.bisect_right(order, parts, key=lambda row: row[0])
                if at < len(order):
                    asked[place] = order[at][0]
                    binds.append((order[at][1], rows[order[at][1]]))
                else:
                    binds.append((".".join(map(str, parts)), END_OF_VIEW))
        return answer(request, *binds)

    return behave


def small_device(name: str, serial: str = "") -> Misbehaviour:
    """An honest agent that tells its name and, as a Net-SNMP chassis does, its serial number."""
    rows = {
        "1.3.6.1.2.1.1.1.0": ber.write_octets(b"Linux gateway 6.1.0"),
        "1.3.6.1.2.1.1.2.0": ber.write(ber.OID, ber.oid("1.3.6.1.4.1.8072.3.2.10")),
        "1.3.6.1.2.1.1.3.0": ber.write_integer(4_711, ber.TIMETICKS),
        "1.3.6.1.2.1.1.5.0": ber.write_octets(name.encode()),
        "1.3.6.1.2.1.47.1.1.1.1.5.1": ber.write_integer(3),
        "1.3.6.1.2.1.47.1.1.1.1.11.1": ber.write_octets(serial.encode()),
    }
    return serving(rows)


def switch_rows(ports: int) -> dict[str, bytes]:
    """Variables of a switch for `serving`: the system group and both tables of its interfaces."""
    table, more = "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.31.1.1.1"
    rows = {
        "1.3.6.1.2.1.1.1.0": ber.write_octets(b"Example Switch ES-48, version 1.2.3"),
        "1.3.6.1.2.1.1.2.0": ber.write(ber.OID, ber.oid("1.3.6.1.4.1.32473.1.4")),
        "1.3.6.1.2.1.1.3.0": ber.write_integer(4_711, ber.TIMETICKS),
        "1.3.6.1.2.1.1.5.0": ber.write_octets(b"switch-1"),
    }
    for n in range(1, ports + 1):
        rows |= {f"{table}.{c}.{n}": ber.write_integer(v) for c, v in ((1, n), (3, 6), (7, 1), (8, 1))}
        rows |= {f"{table}.{c}.{n}": ber.write_integer(0, ber.COUNTER32) for c in (13, 14, 19, 20)}
        rows |= {
            f"{table}.2.{n}": ber.write_octets(b"port %d" % n),
            f"{table}.5.{n}": ber.write_integer(1_000_000_000, ber.GAUGE32),
            f"{table}.6.{n}": ber.write_octets(bytes((2, 0, 0, 0, 0, n))),
            f"{more}.1.{n}": ber.write_octets(b"p%d" % n),
            f"{more}.6.{n}": ber.write_integer(9_000_000_000 + n, ber.COUNTER64),
            f"{more}.10.{n}": ber.write_integer(8_000_000_000 + n, ber.COUNTER64),
            f"{more}.15.{n}": ber.write_integer(1_000, ber.GAUGE32),
            f"{more}.18.{n}": ber.write_octets(b"Desk %d" % n),
            f"{more}.19.{n}": ber.write_integer(0, ber.TIMETICKS),
        }
    return rows


@contextmanager
def neighbours(devices: Mapping[int, Misbehaviour]) -> Iterator[int]:
    """Agents at 127.0.0.N by N, all on one port, which is given; Linux has that whole network."""
    port = free_port("0.0.0.0")
    with ExitStack() as stack:
        for number, behave in devices.items():
            stack.enter_context(misbehaving(behave, host=f"127.0.0.{number}", port=port))
        yield port


def _serve(ears: socket.socket, mouth: socket.socket, behave: Misbehaviour) -> None:
    """Until an empty datagram comes."""
    while True:
        data, sender = ears.recvfrom(65535)
        if not data:
            return
        if (reply := behave(messages.read_community(data))) is not None:
            mouth.sendto(reply, sender)
