"""The verbs that look at devices: poll once, or watch from now on."""

from __future__ import annotations

import asyncio
import getpass
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itdesk.cli.boundary import COULD_NOT
from itdesk.cli.output import put_facts, put_json, put_line, put_table, say, warn
from itdesk.cli.reading import AsJson
from itdesk.cli.session import Session, session_of
from itdesk.core.errors import DeskError
from itdesk.core.units import format_bytes, format_rate
from itdesk.monitoring.credentials import Credential
from itdesk.monitoring.keepers import plain_address
from itdesk.monitoring.probes.reading import Identity

if TYPE_CHECKING:
    from itdesk.desk import Desk
    from itdesk.monitoring.discovery import Asked
    from itdesk.monitoring.service import Watched

Community = Annotated[str | None, typer.Option("--community", metavar="C", help="SNMP v2c community.")]
Version3 = Annotated[
    str | None,
    typer.Option(
        "--v3",
        metavar="USER",
        help="SNMP v3 user; passwords are asked for, or come from a file or the environment.",
    ),
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--v3-secrets",
        metavar="FILE",
        help="File with lines auth=…, priv=…, auth-protocol=…, priv-protocol=…",
    ),
]
AuthProtocol = Annotated[
    str, typer.Option("--auth-protocol", help="MD5, SHA, SHA224, SHA256, SHA384 or SHA512.")
]
PrivProtocol = Annotated[str, typer.Option("--priv-protocol", help="DES, 3DES, AES128, AES192 or AES256.")]

_NOT_READ = {"auth": "does not accept the credential", "garbled": "answers, but not with SNMP"}
AUTH_VARIABLE, PRIV_VARIABLE, COMMUNITY_VARIABLE = "ITDESK_V3_AUTH", "ITDESK_V3_PRIV", "ITDESK_COMMUNITY"


def credential(
    community: str | None, user: str | None, secrets: Path | None, auth_protocol: str, priv_protocol: str
) -> Credential:
    """What was given as options; v3 passwords never stand on the command line."""
    if user is None:
        return Credential.v2c(community or os.environ.get(COMMUNITY_VARIABLE) or "public")
    if community is not None:
        raise typer.BadParameter("give either --community or --v3")
    found = _from_file(secrets) if secrets is not None else {}
    auth = found.get("auth") or os.environ.get(AUTH_VARIABLE) or _asked("Authentication password: ")
    priv = found.get("priv") or os.environ.get(PRIV_VARIABLE) or _asked("Privacy password: ")
    return Credential.v3(
        user,
        auth_protocol=found.get("auth-protocol", auth_protocol),
        auth_password=auth,
        priv_protocol=found.get("priv-protocol", priv_protocol),
        priv_password=priv,
    )


def _from_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DeskError("file.unreadable", path=path, why=why) from error
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass(prompt)


def poll(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS[:PORT]")],
    community: Community = None,
    v3: Version3 = None,
    v3_secrets: SecretFile = None,
    auth_protocol: AuthProtocol = "SHA256",
    priv_protocol: PrivProtocol = "AES128",
    as_json: AsJson = False,
) -> None:
    """Look at a device once and keep nothing."""
    from itdesk.monitoring.looking import look_once, reading_json

    known = credential(community, v3, v3_secrets, auth_protocol, priv_protocol)
    answer = reading_json(asyncio.run(look_once(address, known)))
    if as_json:
        put_json(answer)
        return
    put_facts(
        (label, str(answer[name]))
        for label, name in (
            ("Name", "name"), ("Vendor", "vendor"), ("Model", "model"), ("Serial", "serial"),
            ("Version", "version"), ("Type", "category"), ("Description", "description"),
            ("Location", "location"), ("CPU %", "cpu"),
        )
        if answer.get(name) not in (None, "")
    )  # fmt: skip
    for item in answer["storage"]:
        say(f"{item['name']}: {format_bytes(item['used'])} of {format_bytes(item['size'])}")
    put_table(
        [("Port", False), ("State", False), ("Speed", True), ("Alias", False)],
        (
            [i["name"], i["oper"], format_rate(i["speed"]) if i["speed"] else "—", i["alias"]]
            for i in answer["interfaces"]
        ),
    )


def watch(
    context: typer.Context,
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS[:PORT]…")],
    community: Community = None,
    v3: Version3 = None,
    v3_secrets: SecretFile = None,
    auth_protocol: AuthProtocol = "SHA256",
    priv_protocol: PrivProtocol = "AES128",
    as_json: AsJson = False,
) -> None:
    """Recognise a device, tie it to its asset or make one, and poll it from now on; several are one entry."""
    known = credential(community, v3, v3_secrets, auth_protocol, priv_protocol)
    with session_of(context).desk(create=True) as desk:
        if len(addresses) == 1:
            _watch_one(desk, addresses[0], known, as_json)
        else:
            _watch_several(desk, addresses, known, as_json)


def _watch_one(desk: Desk, address: str, known: Credential, as_json: bool) -> None:
    added = asyncio.run(desk.monitoring.watch(desk.actor, address, known))
    if as_json:
        put_json(_watched_json(desk, added))
    else:
        say(_watched_words(desk, address, added))
        say(desk.key_source.describe())


def _watch_several(desk: Desk, addresses: list[str], known: Credential, as_json: bool) -> None:
    added, wrong = asyncio.run(desk.monitoring.watch_all(desk.actor, addresses, known))
    for error in wrong.values():
        warn(f"itdesk: {error}")
    if as_json:
        put_json([_watched_json(desk, device) for device in added])
    else:
        for device in added:
            say(_watched_words(desk, str(desk.store.read("device", device.device)["address"]), device))
    if not added:
        raise typer.Exit(COULD_NOT)


def _watched_json(desk: Desk, added: Watched) -> dict[str, Any]:
    refs = desk.refs
    return {"kind": "device", "ref": refs.ref_of("device", added.device),
            "asset": refs.ref_of("asset", added.asset), "entry": added.entry}  # fmt: skip


def _watched_words(desk: Desk, address: str, added: Watched) -> str:
    device, asset = desk.refs.ref_of("device", added.device), desk.refs.ref_of("asset", added.asset)
    return f"Watching {added.name} ({address}) as device {device}, asset {asset} (entry {added.entry})."


def discover(
    context: typer.Context,
    addresses: Annotated[
        str, typer.Argument(metavar="[RANGE]", help="192.168.1.0/24, 192.168.1.10-40, … [default: your own]")
    ] = "",
    community: Community = None,
    v3: Version3 = None,
    v3_secrets: SecretFile = None,
    auth_protocol: AuthProtocol = "SHA256",
    priv_protocol: PrivProtocol = "AES128",
    as_json: AsJson = False,
    as_lines: Annotated[bool, typer.Option("--lines", hidden=True)] = False,
) -> None:
    """Ask every address of a range once who it is, and keep nothing."""
    from itdesk.monitoring.discovery import proposed_range
    from itdesk.monitoring.rules.ranges import addresses as addresses_of

    wanted = addresses_of(addresses or proposed_range())
    known = credential(community, v3, v3_secrets, auth_protocol, priv_protocol)
    found = asyncio.run(_sweep(wanted, known, _watched_refs(session_of(context)), as_lines))
    if as_json:
        put_json(found)
    elif not as_lines:
        _put_found(found, len(wanted))


async def _sweep(
    wanted: Sequence[str], known: Credential, watched: Mapping[str, str], as_lines: bool
) -> list[dict[str, Any]]:
    """What answered. As lines, each is told as it comes, with how far the sweep is."""
    from itdesk.monitoring.discovery import sweep

    found: list[dict[str, Any]] = []
    async for asked in sweep(wanted, known):
        if asked.is_somebody:
            found.append(_found_json(asked, watched))
        if as_lines:
            put_line({"of": len(wanted), **({"found": found[-1]} if asked.is_somebody else {})})
    return sorted(found, key=_by_address)


def _by_address(found: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", str(found["address"])))


def _found_json(asked: Asked, watched: Mapping[str, str]) -> dict[str, Any]:
    who = asked.identity or Identity()
    return {
        "address": asked.address, "name": who.name, "vendor": who.vendor, "model": who.model,
        "serial": who.serial, "category": who.category, "failure": asked.failure,
        "device": watched.get(plain_address(asked.address)),
    }  # fmt: skip


def _watched_refs(session: Session) -> dict[str, str]:
    """What the desk watches already, device by address; nothing where there is no desk yet."""
    try:
        with session.desk() as desk:
            watched = desk.monitoring.watched_addresses()
            return {address: desk.refs.ref_of("device", key) for address, key in watched.items()}
    except DeskError as error:
        if error.code != "desk.missing":
            raise
        return {}


def _put_found(found: Sequence[Mapping[str, Any]], asked: int) -> None:
    headers = [(label, False) for label in ("Address", "Name", "Vendor", "Model", "Watched")]
    put_table(
        headers,
        ([f["address"], f["name"] or _NOT_READ.get(f["failure"], "—"), f["vendor"] or "—", f["model"] or "—",
          f["device"] or "no"] for f in found),
    )  # fmt: skip
    say(f"{len(found)} of {asked} addresses answered.")
