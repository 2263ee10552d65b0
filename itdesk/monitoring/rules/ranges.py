"""Ranges of addresses as people write them, and which networks an office has of its own."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator

from itdesk.core.errors import DeskError

MOST = 1_024
"""Addresses asked in one go: four networks of 254."""
_SMALLEST_PREFIX = 24
"""Of a larger network only the part around this computer is proposed."""

_LINKS_WITHIN = (
    "lo",
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "cni",
    "flannel",
    "cali",
    "podman",
)
"""Beginnings of the names of links that lead to nothing but this computer."""

IPv4 = ipaddress.IPv4Address


def addresses(text: str) -> tuple[str, ...]:
    """Every address of a range, each once, in its order.

    "192.168.1.0/24", "192.168.1.10-40", "192.168.1.10-192.168.2.20", "10.0.0.7", several of these
    with commas or spaces between, each with ":port" behind it if it is not the usual one. A network
    gives its hosts, without its own and its broadcast address. Raises DeskError(range.wrong,
    range.large).
    """
    found: dict[str, None] = {}
    for part in re.split(r"[\s,;]+", re.sub(r"\s*([-–])\s*", r"\1", text.strip())):
        first, last, port = _bounds(part)
        if last - first >= MOST:
            raise DeskError("range.large", count=f"{last - first + 1:,}", limit=f"{MOST:,}")
        found.update((f"{IPv4(number)}{port}", None) for number in range(first, last + 1))
    if len(found) > MOST:
        raise DeskError("range.large", count=f"{len(found):,}", limit=f"{MOST:,}")
    return tuple(found)


def _bounds(part: str) -> tuple[int, int, str]:
    """First and last address of one part as numbers, and its port as ":port" or ""."""
    place, colon, port = part.partition(":")
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65_536):
        raise DeskError("range.wrong", text=part)
    try:
        if "/" in place:
            network = ipaddress.IPv4Network(place, strict=False)
            outside = 1 if network.prefixlen < 31 else 0
            first, last = int(network[0]) + outside, int(network[-1]) - outside
        else:
            first, last = _from_to(*re.split("[-–]", place, maxsplit=1))
    except ValueError:
        raise DeskError("range.wrong", text=part) from None
    if last < first:
        raise DeskError("range.wrong", text=part)
    return first, last, colon + port


def _from_to(first: str, last: str | None = None) -> tuple[int, int]:
    begin = IPv4(first)
    if last is None:
        return int(begin), int(begin)
    end = last if "." in last else f"{first.rpartition('.')[0]}.{last}"
    return int(begin), int(IPv4(end))


def own_networks(links: Iterable[tuple[str, str, str | None]]) -> tuple[str, ...]:
    """Private networks of (link, address, netmask), none larger than 254 hosts, each once."""
    return tuple(dict.fromkeys(_networks(links)))


def _networks(links: Iterable[tuple[str, str, str | None]]) -> Iterator[str]:
    for link, address, mask in links:
        if link.lower().startswith(_LINKS_WITHIN):
            continue
        try:
            network = ipaddress.IPv4Network(f"{address}/{mask or _SMALLEST_PREFIX}", strict=False)
        except ValueError:
            continue
        if network.prefixlen < _SMALLEST_PREFIX:
            network = ipaddress.IPv4Network(f"{address}/{_SMALLEST_PREFIX}", strict=False)
        if network.is_private and not (network.is_loopback or network.is_link_local):
            yield str(network)
