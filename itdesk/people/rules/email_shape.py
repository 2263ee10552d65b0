"""Whether a text can be an e-mail address."""

from __future__ import annotations

import re

_SHAPE = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]{1,190}")


def is_email(text: str) -> bool:
    """One @ with something on both sides and no spaces; more only the mail server can say (RFC 5321)."""
    return _SHAPE.fullmatch(text) is not None
