"""The composition root: opens a desk and knows every part; nothing else does."""

from itdesk.desk.desk import Desk
from itdesk.desk.places import default_desk
from itdesk.desk.schema import office_schema

__all__ = ["Desk", "default_desk", "office_schema"]
