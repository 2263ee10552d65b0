from __future__ import annotations

import string

import pytest

from itdesk.core.errors import DeskError, InvalidRecordError, InvalidValueError
from itdesk.core.wording import WORDING


@pytest.mark.parametrize("code", sorted(WORDING))
def test_every_sentence_can_be_said_and_ends_as_one(code: str) -> None:
    fields = {name: "x" for _, name, _, _ in string.Formatter().parse(WORDING[code]) if name}
    sentence = str(DeskError(code, **fields))
    assert sentence.startswith("itdesk") or sentence[0].isupper() or sentence[0] in "“x"
    assert "{" not in sentence


def test_a_code_without_wording_is_a_bug() -> None:
    with pytest.raises(KeyError):
        DeskError("no.such.code")


def test_a_record_says_all_that_is_wrong_with_it() -> None:
    problems = (
        InvalidValueError("value.required", column="name"),
        InvalidValueError("value.integer", column="number", value="x"),
    )
    text = str(InvalidRecordError(problems))
    assert "name is required" in text and "“x” is not a whole number" in text
