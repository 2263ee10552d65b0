"""itdesk: the whole job of a small office's IT keeper on one workstation."""

__version__ = "0.1.0"
