"""What an asset's values must not say, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from itdesk.core.errors import InvalidValueError
from itdesk.core.kinds import Value
from itdesk.core.units import format_mac, normalise_mac

_CURRENCY = re.compile(r"[A-Z]{3}")


def written(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values in the one way they are kept: a MAC with colons, a currency in capitals."""
    changed: dict[str, Value] = {}
    mac, currency = values.get("mac"), values.get("currency")
    if isinstance(mac, str) and normalise_mac(mac):
        changed["mac"] = format_mac(mac)
    if isinstance(currency, str):
        changed["currency"] = currency.upper()
    return changed


def problems(values: Mapping[str, Value], changed: frozenset[str]) -> Iterator[InvalidValueError]:
    """What is wrong among the fields that were `changed`; what is kept from before is let be."""
    mac, currency = values.get("mac"), values.get("currency")
    if "mac" in changed and isinstance(mac, str) and normalise_mac(mac) is None:
        yield InvalidValueError("value.mac", column="mac", value=mac)
    if "currency" in changed and isinstance(currency, str) and not _CURRENCY.fullmatch(currency):
        yield InvalidValueError("value.currency", column="currency", value=currency)
    bought, until = values.get("bought"), values.get("warranty_until")
    dated = changed & {"bought", "warranty_until"}
    if dated and isinstance(bought, str) and isinstance(until, str) and until < bought:
        yield InvalidValueError(
            "value.before", column="warranty-until", value=until, other=f"the purchase ({bought})"
        )


def tag_of(number: int) -> str:
    """The tag given to an asset that came without one: 42 → "A-00042"."""
    return f"A-{number:05d}"
