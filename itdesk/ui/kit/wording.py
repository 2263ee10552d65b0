"""Known errors in the person's language: the template is translated, then filled."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.kinds import Column, Kind, Value
from itdesk.core.types import Type
from itdesk.core.values import show_value
from itdesk.core.wording import WORDING

_PREFIXES = ("{column}: ", "{column} ")


def error_text(error: BaseException, kind: Kind | None = None) -> str:
    """What a person reads for a known error; columns by their label when the kind is known."""
    if not isinstance(error, DeskError):
        return str(error) or type(error).__name__
    return _filled(_template(error), error, kind)


def field_text(error: InvalidValueError, kind: Kind | None = None) -> str:
    """The sentence below a field: without the field's name, which stands above it."""
    template = _template(error)
    if template.startswith(_PREFIXES[0]):
        template = template.removeprefix(_PREFIXES[0])
    text = _filled(template, error, kind)
    return text[:1].upper() + text[1:]


def _template(error: DeskError) -> str:
    return QCoreApplication.translate("errors", WORDING[error.code])


def _filled(template: str, error: DeskError, kind: Kind | None) -> str:
    fields = dict(error.fields)
    column = kind.by_name.get(str(fields.get("column", ""))) if kind is not None else None
    if column is not None:
        fields["column"] = column.label
    if isinstance(error, InvalidRecordError):
        fields["reasons"] = "; ".join(error_text(problem, kind) for problem in error.problems)
    return template.format(**fields)


def translated_kind(kind: Kind) -> Kind:
    """A kind as the person reads it: its columns, choices and built-in views in their language."""
    return replace(
        kind,
        label=_word(kind.label),
        plural=_word(kind.plural),
        columns=tuple(_translated_column(column) for column in kind.columns),
        reached=tuple(_translated_column(column) for column in kind.reached),
        views=tuple(replace(view, name=_word(view.name)) for view in kind.views),
    )


def value_words(column: Column, value: Value, zone: tzinfo) -> str:
    """A stored value as the person reads it; the words of choices are those of `column`."""
    text = show_value(column, value, zone=zone)
    return _word(text) if column.type is Type.YES_NO and value is not None else text


def _translated_column(column: Column) -> Column:
    choices = tuple(replace(choice, label=_word(choice.label)) for choice in column.choices)
    return replace(
        column,
        label=_word(column.label),
        heading=_word(column.heading),
        help=_word(column.help),
        choices=choices,
    )


def _word(text: str) -> str:
    return QCoreApplication.translate("kinds", text) if text else text
