"""The kind manual."""

from __future__ import annotations

from itdesk.core.kinds import Column, Kind, View
from itdesk.core.types import Type
from itdesk.knowledge.records import Manual
from itdesk.people.kinds import number_column
from itdesk.store.schema import Holding

MANUAL = Kind(
    name="manual", label="Manual", plural="Manuals", icon="book-open", title="title", prefix="K-",
    default_sort="title",
    columns=(
        number_column(),
        Column(name="title", label="Title", required=True, indexed=True, searched=True, width=300,
               print_width=70),
        Column(name="category", label="Category", indexed=True, searched=True, width=140, print_width=34),
        Column(name="body", label="Text", type=Type.LONG_TEXT, searched=True, default="", shown=False,
               print_width=0),
        Column(name="owner", label="Owner", type=Type.REFERENCE, kind="person", indexed=True, width=140,
               print_width=34),
        Column(name="review-by", label="Review by", type=Type.DATE, indexed=True, width=110, print_width=24),
        Column(name="edition", label="Version", type=Type.INTEGER, editable=False, default=1, width=70,
               print_width=16),
        Column(name="created", label="Created", type=Type.INSTANT, editable=False, indexed=True, shown=False),
        Column(name="updated", label="Updated", type=Type.INSTANT, editable=False, indexed=True, width=110,
               print_width=28),
    ),
    views=(View("All", ""), View("Review due", "review-by:<30d")),
)  # fmt: skip

HOLDINGS = (Holding(MANUAL, Manual, 60),)
