"""The query language: one grammar for lists, saved views, command line and reports."""

from itdesk.core.query.completion import Completion, complete
from itdesk.core.query.dates import QueryContext
from itdesk.core.query.lexer import QueryError
from itdesk.core.query.parser import parse
from itdesk.core.query.writing import Part, to_text, tokens

__all__ = ["Completion", "Part", "QueryContext", "QueryError", "complete", "parse", "to_text", "tokens"]
