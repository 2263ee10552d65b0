"""Addresses as people write them: host, host:port, v6, [v6]:port."""

from __future__ import annotations

import ipaddress

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure

SNMP_PORT = 161


def split_address(text: str, default_port: int = SNMP_PORT) -> tuple[str, int]:
    """Host and port of an address; raises ProbeFailure(unresolved) for what cannot be one."""
    text = text.strip()
    host, port = text, ""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        port = rest[1:] if rest.startswith(":") else ""
        if not bracket or (rest and not port):
            raise ProbeFailure(FailureKind.UNRESOLVED, "not an address")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
        if not port:
            raise ProbeFailure(FailureKind.UNRESOLVED, "the port is missing")
    elif ":" in text and not is_ipv6(text):
        raise ProbeFailure(FailureKind.UNRESOLVED, "not an address")
    if not host or any(c.isspace() for c in host):
        raise ProbeFailure(FailureKind.UNRESOLVED, "not an address")
    return host, _port(port, default_port)


def is_ipv6(host: str) -> bool:
    """Whether `host` is a literal IPv6 address, with or without a zone."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).version == 6
    except ValueError:
        return False


def _port(text: str, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:6]) < 65536:
        raise ProbeFailure(FailureKind.UNRESOLVED, "not a port number")
    return int(text)
