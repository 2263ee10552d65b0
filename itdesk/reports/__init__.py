"""The printed page: PDF documents made from plain values, in any script.

`render(document, out)` writes what the builders of `itdesk.reports.documents` made.
"""

from itdesk.reports.fingerprint import document_id
from itdesk.reports.render import render

__all__ = ["document_id", "render"]
