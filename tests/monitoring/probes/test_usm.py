"""Version 3 as the asking side sees it: keys of the RFCs, and messages that must not be believed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.ber import BerError
from itdesk.monitoring.probes.snmp.credentials import AUTH_PROTOCOLS, PRIV_PROTOCOLS, Credential
from itdesk.monitoring.probes.snmp.messages import AUTH_FLAG, PRIV_FLAG, Pdu, SecureFrame
from itdesk.monitoring.probes.snmp.security import Keys
from itdesk.monitoring.probes.snmp.usm import TIME_WINDOW, Next, NotOursError, Usm

ENGINE = bytes.fromhex("80001f8880e9630000d61ff449")
USER = Credential.v3("watcher", auth_password="authpass123", priv_password="privpass123")
NAME = ber.oid("1.3.6.1.2.1.1.5.0")
STATISTICS = "1.3.6.1.6.3.15.1.1"


class Clock:
    """Seconds that tests move by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Device:
    """The authoritative side: answers what it is asked, signed and encrypted with the user's keys."""

    def __init__(self, credential: Credential = USER, engine: bytes = ENGINE) -> None:
        self.credential, self.engine = credential, engine
        self.keys = Keys(credential, engine)
        self.boots, self.time = 7, 5_000

    def message(
        self, pdu: bytes, number: int, *, flags: int = AUTH_FLAG | PRIV_FLAG, user: bytes = b"watcher"
    ) -> bytes:
        payload, salt = messages.write_scoped(self.engine, pdu), b""
        if flags & PRIV_FLAG:
            payload, salt = self.keys.encrypt(self.boots, self.time, payload)
        mac = bytes(self.keys.mac_length if flags & AUTH_FLAG else 0)
        frame = SecureFrame(number, flags, self.engine, self.boots, self.time, user, mac, 0, salt, payload)
        whole, at = messages.write_secure(frame)
        return self.keys.sign(whole, at) if flags & AUTH_FLAG else whole

    def answer(self, number: int, **more: int | bytes) -> bytes:
        return self.message(response(number), number, **more)  # type: ignore[arg-type]

    def report(self, number: int, which: int, **more: int | bytes) -> bytes:
        bind = ber.write(0x30, ber.write(6, ber.oid(f"{STATISTICS}.{which}.0")) + ber.write_integer(1, 0x41))
        numbers = ber.write_integer(number) + ber.write_integer(0) * 2
        pdu = ber.write(messages.REPORT, numbers + ber.write(0x30, bind))
        return self.message(pdu, number, **more)  # type: ignore[arg-type]


def response(number: int, text: bytes = b"switch-1") -> bytes:
    bind = ber.write(0x30, ber.write(6, NAME) + ber.write_octets(text))
    numbers = ber.write_integer(number) + ber.write_integer(0) * 2
    return ber.write(messages.RESPONSE, numbers + ber.write(0x30, bind))


def introduced(device: Device, credential: Credential = USER, clock: Clock | None = None) -> Usm:
    """The asking side once it knows the device's engine and clock."""
    usm = Usm(credential, clock or Clock())
    pdu, frame = usm.open(device.report(1, 4, flags=0, user=b""))
    assert usm.follow(pdu, frame) is Next.ASK_AGAIN
    return usm


def opened(usm: Usm, message: bytes) -> Pdu:
    pdu, frame = usm.open(message)
    assert usm.follow(pdu, frame) is Next.ANSWER
    return pdu


# --- keys --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("protocol", "key"),
    [
        # RFC 3414 sections A.3.1 and A.3.2
        ("MD5", "526f5eed9fcce26f8964c2930787d82b"),
        ("SHA", "6695febc9288e36282235fc7151f128497b38f3f"),
    ],
)
def test_a_password_becomes_the_key_of_the_rfc(protocol: str, key: str) -> None:
    user = Credential.v3("x", auth_protocol=protocol, auth_password="maplesyrup")
    keys = Keys(user, bytes.fromhex("000000000000000000000002"))
    assert bytes(keys._auth_key).hex() == key


@pytest.mark.parametrize(
    ("protocol", "length"),
    [("MD5", 12), ("SHA", 12), ("SHA224", 16), ("SHA256", 24), ("SHA384", 32), ("SHA512", 48)],
)
def test_the_code_is_as_long_as_its_rfc_says(protocol: str, length: int) -> None:
    user = Credential.v3("x", auth_protocol=protocol, auth_password="authpass123")
    assert Keys(user, ENGINE).mac_length == length


@pytest.mark.parametrize("auth", AUTH_PROTOCOLS)
@pytest.mark.parametrize("priv", PRIV_PROTOCOLS)
def test_every_pair_of_protocols_opens_what_it_sealed(auth: str, priv: str) -> None:
    user = Credential.v3(
        "watcher", auth_protocol=auth, auth_password="authpass123", priv_protocol=priv,
        priv_password="privpass123",
    )  # fmt: skip
    device = Device(user)
    assert opened(introduced(device, user), device.answer(5)).varbinds == [(NAME, 4, b"switch-1")]


def test_a_password_never_stands_in_a_message() -> None:
    usm = introduced(Device())
    sealed = usm.seal(messages.write_pdu(messages.GET, 9, 0, 0, (NAME,)), 9)
    assert not any(word in sealed for word in (b"authpass123", b"privpass123", NAME))


def test_two_seals_of_one_request_differ() -> None:
    usm, request = introduced(Device()), messages.write_pdu(messages.GET, 9, 0, 0, (NAME,))
    assert usm.seal(request, 9) != usm.seal(request, 9)


# --- the engine --------------------------------------------------------------------------------
def test_the_first_message_asks_who_is_there_and_names_nobody() -> None:
    frame = messages.read_secure(Usm(USER).seal(messages.write_pdu(messages.GET, 3, 0, 0, (NAME,)), 3))
    assert (frame.engine_id, frame.user, frame.flags & (AUTH_FLAG | PRIV_FLAG)) == (b"", b"", 0)
    assert NAME not in frame.payload


@pytest.mark.parametrize("engine", [b"", b"x" * 33, b"x" * 200])
def test_an_engine_id_that_cannot_be_is_not_believed(engine: bytes) -> None:
    usm, device = Usm(USER, Clock()), Device()
    device.engine = engine
    pdu, frame = usm.open(device.report(1, 4, flags=0, user=b""))
    with pytest.raises(ProbeFailure) as caught:
        usm.follow(pdu, frame)
    assert caught.value.kind is FailureKind.AUTH
    assert usm.engine is None


def test_an_engine_that_introduces_itself_twice_ends_the_asking() -> None:
    device = Device()
    usm = introduced(device)
    pdu, frame = usm.open(device.report(2, 4, flags=0, user=b""))
    with pytest.raises(ProbeFailure):
        usm.follow(pdu, frame)


def test_a_device_put_in_anothers_place_is_discovered_anew() -> None:
    usm, other = introduced(Device()), Device(engine=b"\x80another engine")
    pdu, frame = usm.open(other.report(2, 4, flags=0, user=b""))
    assert usm.follow(pdu, frame) is Next.ASK_AGAIN
    assert opened(usm, other.answer(3)).request_id == 3


@pytest.mark.parametrize(
    ("which", "word"), [(1, "level"), (3, "user"), (5, "authentication"), (6, "privacy"), (9, "not known")]
)
def test_each_report_is_said_in_words(which: int, word: str) -> None:
    device = Device()
    usm = introduced(device)
    pdu, frame = usm.open(device.report(2, which, flags=0))
    with pytest.raises(ProbeFailure) as caught:
        usm.follow(pdu, frame)
    assert caught.value.kind is FailureKind.AUTH
    assert word in caught.value.detail


# --- the clock ---------------------------------------------------------------------------------
def test_a_signed_report_sets_the_clock_and_an_unsigned_one_does_not() -> None:
    device = Device()
    usm = introduced(device)
    device.boots, device.time = 9, 100
    unsigned = usm.open(device.report(2, 2, flags=0))
    with pytest.raises(ProbeFailure):
        usm.follow(*unsigned)
    signed = usm.open(device.report(2, 2, flags=AUTH_FLAG))
    assert usm.follow(*signed) is Next.ASK_AGAIN
    sealed = messages.read_secure(usm.seal(messages.write_pdu(messages.GET, 3, 0, 0, (NAME,)), 3))
    assert (sealed.boots, sealed.time) == (9, 100)


def test_requests_carry_the_time_that_the_device_has_by_now() -> None:
    device, clock = Device(), Clock()
    usm = introduced(device, clock=clock)
    opened(usm, device.answer(2))
    clock.seconds += 61
    sealed = messages.read_secure(usm.seal(messages.write_pdu(messages.GET, 3, 0, 0, (NAME,)), 3))
    assert (sealed.boots, sealed.time) == (7, 5_061)


@pytest.mark.parametrize(
    ("boots", "late", "believed"),
    [(7, 0, True), (7, TIME_WINDOW, True), (7, TIME_WINDOW + 1, False), (6, 0, False), (8, 4_999, True),
     (2**31 - 1, 0, False)],
)  # fmt: skip
def test_an_answer_of_another_time_is_a_replay(boots: int, late: int, believed: bool) -> None:
    device = Device()
    usm = introduced(device)
    opened(usm, device.answer(2))
    device.boots, device.time = boots, device.time - late
    if believed:
        assert opened(usm, device.answer(3)).request_id == 3
    else:
        with pytest.raises(NotOursError, match="time window"):
            usm.open(device.answer(3))


def test_the_clock_is_followed_forward_only() -> None:
    device, clock = Device(), Clock()
    usm = introduced(device, clock=clock)
    opened(usm, device.answer(2))
    device.time -= 100
    opened(usm, device.answer(3))
    sealed = messages.read_secure(usm.seal(messages.write_pdu(messages.GET, 4, 0, 0, (NAME,)), 4))
    assert sealed.time == 5_000


# --- what must not be believed -------------------------------------------------------------------
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_signed_answer_with_any_bit_turned_is_not_believed(data: st.DataObject) -> None:
    device = Device()
    usm = introduced(device)
    message = bytearray(device.answer(2))
    message[data.draw(st.integers(0, len(message) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        pdu, frame = usm.open(bytes(message))
    except BerError:
        return
    # an outer length or number that nothing signed may differ; what was said is the same
    assert pdu.varbinds == [(NAME, 4, b"switch-1")] or pdu.tag == messages.REPORT
    assert frame.engine_id == ENGINE


@pytest.mark.parametrize("flags", [0, AUTH_FLAG, PRIV_FLAG])
def test_an_answer_below_the_level_that_was_asked_for_is_not_believed(flags: int) -> None:
    device = Device()
    usm = introduced(device)
    with pytest.raises(NotOursError):
        usm.open(device.answer(2, flags=flags))


def test_an_answer_signed_for_another_user_or_with_another_key_is_not_believed() -> None:
    device = Device()
    usm = introduced(device)
    with pytest.raises(NotOursError, match="signature"):
        usm.open(device.answer(2, user=b"somebody"))
    other = Credential.v3("watcher", auth_password="another-pass", priv_password="privpass123")
    with pytest.raises(NotOursError, match="signature"):
        usm.open(Device(other).answer(2))


def test_an_answer_of_another_engine_is_not_believed() -> None:
    usm = introduced(Device())
    with pytest.raises(NotOursError, match="engine"):
        usm.open(Device(engine=b"\x80some other engine").answer(2))


def test_without_passwords_everything_goes_in_clear_and_another_engine_is_still_refused() -> None:
    user = Credential.v3("watcher")
    device = Device(user)
    usm = introduced(device, user)
    assert opened(usm, device.answer(2, flags=0)).varbinds == [(NAME, 4, b"switch-1")]
    with pytest.raises(NotOursError):
        usm.open(Device(user, b"\x80other engine").answer(3, flags=0))
    with pytest.raises(NotOursError):
        usm.open(Device().answer(3))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(BerError):
        introduced(Device()).open(data)
