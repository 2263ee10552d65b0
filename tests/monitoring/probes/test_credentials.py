"""Credentials: what is accepted, what comes back from the sealed store, and that they never show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itdesk.core.errors import DeskError
from itdesk.monitoring.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS, Credential, secret_name

words = st.text(min_size=1, max_size=20)
passwords = st.text(min_size=8, max_size=40)
users = st.text(min_size=1, max_size=32).filter(lambda name: len(name.encode()) <= 32)
v3 = st.one_of(
    st.builds(Credential.v3, users),
    st.builds(Credential.v3, users, auth_protocol=st.sampled_from(AUTH_PROTOCOLS), auth_password=passwords),
    st.builds(
        Credential.v3, users, auth_protocol=st.sampled_from(AUTH_PROTOCOLS), auth_password=passwords,
        priv_protocol=st.sampled_from(PRIV_PROTOCOLS), priv_password=passwords,
    ),
)  # fmt: skip
anyone = st.one_of(st.builds(Credential.v1, words), st.builds(Credential.v2c, words), v3)


@given(anyone)
def test_a_credential_comes_back_from_its_text(credential: Credential) -> None:
    assert Credential.from_text(credential.to_text()) == credential


@given(passwords, passwords)
def test_no_form_that_could_be_logged_holds_a_secret(auth: str, priv: str) -> None:
    marked = ("«" + auth + "»", "«" + priv + "»")
    secret = Credential.v3("watcher", auth_password=marked[0], priv_password=marked[1])
    community = Credential.v2c(marked[0])
    for shown in (repr(secret), str(secret), f"{secret}", repr([community]), f"{community!r}"):
        assert not any(word in shown for word in marked)
    assert "watcher" in repr(secret)


@pytest.mark.parametrize(
    ("auth", "priv", "level"),
    [("", "", "noAuthNoPriv"), ("authpass123", "", "authNoPriv"), ("authpass123", "privpass123", "authPriv")],
)
def test_the_level_follows_from_the_passwords(auth: str, priv: str, level: str) -> None:
    assert Credential.v3("u", auth_password=auth, priv_password=priv).level == level
    assert Credential.v2c("c").level == "community"


def test_protocols_of_what_is_not_used_are_not_kept() -> None:
    bare = Credential.v3("u", auth_protocol="SHA512", priv_protocol="AES256")
    assert (bare.auth_protocol, bare.priv_protocol) == ("", "")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("sha", "SHA"), ("SHA-1", "SHA"), ("sha_256", "SHA256"), ("SHA-512", "SHA512"), ("md5", "MD5")],
)
def test_people_write_authentication_in_many_ways(written: str, kept: str) -> None:
    assert Credential.v3("u", auth_protocol=written, auth_password="authpass123").auth_protocol == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("aes", "AES128"), ("AES-256", "AES256"), ("aes_192", "AES192"), ("3des-ede", "3DES"), ("tdes", "3DES"),
     ("des", "DES"), ("AES256C", "AES256C")],
)  # fmt: skip
def test_people_write_privacy_in_many_ways(written: str, kept: str) -> None:
    user = Credential.v3("u", auth_password="authpass123", priv_protocol=written, priv_password="privpass123")
    assert user.priv_protocol == kept


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"user": ""}, "user name"),
        ({"user": "x" * 33}, "user name"),
        ({"user": "受" * 11}, "user name"),
        ({"user": "u", "priv_password": "privpass123"}, "authentication password too"),
        ({"user": "u", "auth_password": "short"}, "authentication password needs at least 8"),
        ({"user": "u", "auth_password": "authpass123", "priv_password": "1234567"}, "privacy password needs"),
        ({"user": "u", "auth_password": "authpass123", "auth_protocol": "ROT13"}, "MD5, SHA"),
        ({"user": "u", "auth_password": "authpass123", "priv_password": "privpass123",
          "priv_protocol": "none"}, "DES, 3DES"),
    ],
    ids=str,
)  # fmt: skip
def test_a_credential_that_cannot_work_is_refused_with_the_reason(fields: dict[str, str], word: str) -> None:
    with pytest.raises(DeskError) as caught:
        Credential.v3(**fields)
    assert caught.value.code == "probe.credential"
    assert word in str(caught.value)
    assert not any(secret in str(caught.value) for secret in ("authpass123", "privpass123", "short"))


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", "3", '"2c"', '{"version": "4"}', '{"version": "2c"}', '{"version": "3"}',
        '{"version": "3", "user": "u", "shoe": 1}', '{"version": ["3"]}', "\x00", "{" * 2_000,
        '{"version": "3", "user": null}', '{"version": "3", "user": "u", "auth_password": 12345678}',
    ],
)  # fmt: skip
def test_a_text_that_is_no_credential_is_a_known_error(text: str) -> None:
    with pytest.raises(DeskError) as caught:
        Credential.from_text(text)
    assert caught.value.code == "probe.credential"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) |
                    st.dictionaries(st.text(), inner), max_leaves=8))  # fmt: skip
def test_any_json_is_a_credential_or_a_known_error(value: Any) -> None:
    try:
        Credential.from_text(json.dumps(value))
    except DeskError as error:
        assert error.code == "probe.credential"


def test_each_device_has_a_secret_of_its_own() -> None:
    assert len({secret_name(key) for key in range(50)}) == 50
