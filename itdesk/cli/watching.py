"""The verbs that look at devices: poll once, or watch from now on."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from itdesk.cli.output import put_facts, put_json, put_table, say
from itdesk.cli.reading import AsJson
from itdesk.cli.session import session_of
from itdesk.core.errors import DeskError
from itdesk.core.units import format_bytes, format_rate
from itdesk.monitoring.credentials import Credential

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
    import asyncio

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
    address: Annotated[str, typer.Argument(metavar="ADDRESS[:PORT]")],
    community: Community = None,
    v3: Version3 = None,
    v3_secrets: SecretFile = None,
    auth_protocol: AuthProtocol = "SHA256",
    priv_protocol: PrivProtocol = "AES128",
    as_json: AsJson = False,
) -> None:
    """Recognise a device, tie it to its asset or make one, and poll it from now on."""
    import asyncio

    known = credential(community, v3, v3_secrets, auth_protocol, priv_protocol)
    with session_of(context).desk(create=True) as desk:
        added = asyncio.run(desk.monitoring.watch(desk.actor, address, known))
        device = desk.refs.ref_of("device", added.device)
        asset = desk.refs.ref_of("asset", added.asset)
        if as_json:
            put_json({"kind": "device", "ref": device, "asset": asset, "entry": added.entry})
        else:
            say(f"Watching {added.name} ({address}) as device {device}, asset {asset} (entry {added.entry}).")
            say(desk.key_source.describe())
