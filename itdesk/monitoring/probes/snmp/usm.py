"""The user-based security model of v3 (RFC 3414), seen from the asking side: one user at one device."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from itdesk.monitoring.probes.failure import FailureKind, ProbeFailure
from itdesk.monitoring.probes.snmp import ber, messages
from itdesk.monitoring.probes.snmp.ber import BerError
from itdesk.monitoring.probes.snmp.credentials import Credential
from itdesk.monitoring.probes.snmp.messages import (
    AUTH_FLAG,
    PRIV_FLAG,
    REPORT,
    REPORTABLE_FLAG,
    Pdu,
    SecureFrame,
)
from itdesk.monitoring.probes.snmp.security import Keys

TIME_WINDOW = 150
"""Seconds an answer may lie behind the engine's clock (section 2.2.3)."""
_LAST_BOOTS = 2**31 - 1
_MAX_ENGINE_ID = 32

_STATISTICS = ber.oid("1.3.6.1.6.3.15.1.1")
_REPORTS = {
    1: "the security level is not allowed for this user",
    2: "the clocks do not agree",
    3: "the user is unknown there",
    4: "the engine id is unknown there",
    5: "the authentication password or protocol is wrong",
    6: "the privacy password or protocol is wrong",
}
_NOT_IN_TIME_WINDOW, _UNKNOWN_ENGINE = 2, 4


class NotOursError(BerError):
    """A message that is well formed but not to be believed: forged, replayed or for another."""


class Next(Enum):
    """What a report leads to."""

    ASK_AGAIN = auto()
    """We learnt the engine or its clock from it."""
    ANSWER = auto()
    """It was the answer itself."""


@dataclass(slots=True)
class Engine:
    """What is known of the device's authoritative engine; `at` is our monotonic clock at `time`."""

    engine_id: bytes
    keys: Keys
    boots: int = 0
    time: int = 0
    at: float = 0.0
    synchronised: bool = False

    def now(self, clock: float) -> int:
        return min(self.time + int(clock - self.at), _LAST_BOOTS)

    def learn(self, boots: int, seconds: int, clock: float) -> None:
        """Follow the engine's clock forward only (section 3.2 step 7b)."""
        if not self.synchronised or boots > self.boots or (boots == self.boots and seconds > self.time):
            self.boots, self.time, self.at, self.synchronised = boots, seconds, clock, True


class Usm:
    """Seals requests and opens answers for one user at one device."""

    def __init__(self, credential: Credential, clock: Callable[[], float] = time.monotonic) -> None:
        self._credential = credential
        self._user = credential.user.encode()
        self._clock = clock
        self._flags = (AUTH_FLAG if credential.auth_protocol else 0) | (
            PRIV_FLAG if credential.priv_protocol else 0
        )
        self.engine: Engine | None = None

    def seal(self, pdu: bytes, message_id: int) -> bytes:
        """A request message; the engine's discovery instead as long as it is not known (section 4)."""
        engine = self.engine
        if engine is None:
            return self._discovery(message_id)
        if not self._flags & AUTH_FLAG:
            boots = seconds = 0
        else:
            boots, seconds = engine.boots, engine.now(self._clock())
        payload, salt = messages.write_scoped(engine.engine_id, pdu), b""
        if self._flags & PRIV_FLAG:
            payload, salt = engine.keys.encrypt(boots, seconds, payload)
        flags, mac = self._flags | REPORTABLE_FLAG, bytes(engine.keys.mac_length)
        frame = SecureFrame(
            message_id, flags, engine.engine_id, boots, seconds, self._user, mac, 0, salt, payload
        )
        whole, mac_at = messages.write_secure(frame)
        return engine.keys.sign(whole, mac_at) if self._flags & AUTH_FLAG else whole

    def _discovery(self, message_id: int) -> bytes:
        scoped = messages.write_scoped(b"", messages.write_pdu(messages.GET, message_id, 0, 0, ()))
        frame = SecureFrame(message_id, REPORTABLE_FLAG, b"", 0, 0, b"", b"", 0, b"", scoped)
        return messages.write_secure(frame)[0]

    def open(self, message: bytes) -> tuple[Pdu, SecureFrame]:
        """The PDU of an answer; raises BerError, or NotOursError for what must not be believed."""
        frame = messages.read_secure(message)
        signed = bool(frame.flags & AUTH_FLAG)
        if signed:
            self._check_signature(message, frame)
        if frame.flags & PRIV_FLAG:
            if not signed or self.engine is None:
                raise NotOursError("encrypted but not signed")
            keys = self.engine.keys
            pdu = messages.read_scoped(keys.decrypt(frame.boots, frame.time, frame.salt, frame.payload))
        else:
            pdu = messages.read_scoped(frame.payload)
        if pdu.tag != REPORT and frame.flags & (AUTH_FLAG | PRIV_FLAG) != self._flags:
            raise NotOursError("answered at another security level")
        if pdu.tag != REPORT and (self.engine is None or frame.engine_id != self.engine.engine_id):
            raise NotOursError("answered by another engine")
        return pdu, frame

    def _check_signature(self, message: bytes, frame: SecureFrame) -> None:
        engine = self.engine
        if engine is None or not self._flags & AUTH_FLAG or frame.engine_id != engine.engine_id:
            raise NotOursError("signed by another engine")
        if frame.user != self._user or not engine.keys.is_signed(message, frame.mac_at, frame.mac):
            raise NotOursError("the signature is wrong")
        late = frame.boots == engine.boots and frame.time < engine.now(self._clock()) - TIME_WINDOW
        is_old = engine.synchronised and (late or frame.boots < engine.boots)
        if is_old or not 0 <= frame.boots < _LAST_BOOTS:
            raise NotOursError("outside the time window")
        engine.learn(frame.boots, frame.time, self._clock())

    def follow(self, pdu: Pdu, frame: SecureFrame) -> Next:
        """What to do with an opened answer; raises ProbeFailure(auth) for a report that ends the asking."""
        if pdu.tag != REPORT:
            return Next.ANSWER
        number = _statistic(pdu)
        if number == _UNKNOWN_ENGINE and self._discovers(frame):
            return Next.ASK_AGAIN
        signed = bool(frame.flags & AUTH_FLAG)
        if number == _NOT_IN_TIME_WINDOW and signed and self.engine is not None:
            self.engine.learn(frame.boots, frame.time, self._clock())
            return Next.ASK_AGAIN
        raise ProbeFailure(FailureKind.AUTH, _REPORTS.get(number, "it sent a report that is not known"))

    def _discovers(self, frame: SecureFrame) -> bool:
        """Whether a report names an engine that was not known before."""
        known = self.engine.engine_id if self.engine is not None else b""
        if not 0 < len(frame.engine_id) <= _MAX_ENGINE_ID or frame.engine_id == known:
            return False
        keys = Keys(self._credential, frame.engine_id)
        # not signed, so only a hint of the clock: right, it saves a round trip; wrong, a report corrects it
        self.engine = Engine(frame.engine_id, keys, *_clock_hint(frame), at=self._clock())
        return True


def _clock_hint(frame: SecureFrame) -> tuple[int, int]:
    sound = 0 <= frame.boots < _LAST_BOOTS and 0 <= frame.time < _LAST_BOOTS
    return (frame.boots, frame.time) if sound else (0, 0)


def _statistic(pdu: Pdu) -> int:
    """Which usmStats counter a report carries, 0 for none of them."""
    if not pdu.varbinds:
        return 0
    name = pdu.varbinds[0][0]
    below = name[len(_STATISTICS) :]
    return below[0] if name.startswith(_STATISTICS) and below else 0
