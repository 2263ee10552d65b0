"""Polling every watched device, and writing what came of it in batches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from itdesk.core.errors import DeskError
from itdesk.core.kinds import Value
from itdesk.monitoring.alerts import AlertWork, Limits, Wrong, judge, state_of, wrongs
from itdesk.monitoring.asking import HOST, Asking, Target, has_line
from itdesk.monitoring.credentials import Credential, secret_name
from itdesk.monitoring.keepers import DEMO
from itdesk.monitoring.measuring import measure
from itdesk.monitoring.memory import DeviceMemory, write_memory
from itdesk.monitoring.probes.failure import ProbeFailure
from itdesk.monitoring.probes.reading import Identity
from itdesk.monitoring.rules.reachability import Outcome
from itdesk.monitoring.rules.restarts import Restart
from itdesk.monitoring.samples import DAY, Measured, Samples
from itdesk.store.engine import rows
from itdesk.store.rowform import Snapshot
from itdesk.store.secrets import Secrets
from itdesk.store.settings import Settings
from itdesk.store.store import Store
from itdesk.store.unit import Unit

ACTOR = "itdesk"
WIDTH = 250
"""Devices asked at the same time."""
BATCH = 50
"""Polls in one write: the desk is held for some tens of milliseconds."""
IDENTIFY_EVERY = DAY


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of one poll; nothing measured is a poll without answer."""

    device: int
    at: int
    outcome: Outcome
    measured: tuple[Measured, ...]
    memory: DeviceMemory
    wrongs: tuple[Wrong, ...]
    news: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """What the device says of itself by field: before, and from now on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Devices polled, those that answered, and alerts that were raised and recovered."""

    polled: int = 0
    answered: int = 0
    raised: int = 0
    recovered: int = 0

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            self.polled + other.polled, self.answered + other.answered,
            self.raised + other.raised, self.recovered + other.recovered,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loaded:
    """The devices to poll by key, what was remembered of new ones, and the office's limits."""

    targets: dict[int, Target]
    memories: dict[int, DeviceMemory]
    limits: Limits


class Poller:
    """`read` and `keep` use the database on one thread; all else is on the event loop's."""

    def __init__(
        self, store: Store, secrets: Secrets, asking: Asking, on_bug: Callable[[Exception], object]
    ) -> None:
        """`on_bug` hears of what a probe should never raise; the other devices go on."""
        self.store = store
        self._on_bug = on_bug
        self._secrets = secrets
        self._asking = asking
        self._samples = Samples(store.engine)
        self._alerts = AlertWork(store)
        self._targets: dict[int, Target] = {}
        self._stale: set[int] = set()
        self.problem = ""
        """Why credentials could not be opened, if so."""
        self._memories: dict[int, DeviceMemory] = {}
        self.limits = Limits.of(Settings(store.engine))

    # --- what there is -------------------------------------------------------------------
    def load(self) -> list[Target]:
        """The devices to poll now; `read` and `take_in` at once, where there is one thread."""
        return self.take_in(self.read())

    def read(self) -> Loaded:
        """What the desk says is to be polled, with what was remembered of devices that are new here."""
        sql = "SELECT id, address, probe FROM device WHERE watched = ? AND probe <> ? ORDER BY id"
        targets: dict[int, Target] = {}
        self.problem = ""
        for key, address, probe in rows(self.store.engine, sql, (True, DEMO)):
            known = self._targets.get(key)
            is_same = known is not None and (known.address, known.probe) == (address, probe)
            is_same = is_same and key not in self._stale
            targets[key] = known if known is not None and is_same else self._target(key, address, probe)
        memories = self._read_memories([key for key in targets if key not in self._memories])
        return Loaded(targets, memories, Limits.of(Settings(self.store.engine)))

    def take_in(self, loaded: Loaded) -> list[Target]:
        """Poll what was read from now on; on the thread that polls."""
        for key in self._targets.keys() - loaded.targets.keys():
            self._asking.forget(self._targets[key])
            self._memories.pop(key, None)
        self.limits = loaded.limits
        self._memories = {**loaded.memories, **self._memories}
        self._targets = loaded.targets
        self._stale.clear()
        return list(loaded.targets.values())

    def _target(self, key: int, address: str, probe: str) -> Target:
        """A device whose credential cannot be opened is not asked; the others are."""
        credential = None
        try:
            text = self._secrets.get(secret_name(key)) if probe != HOST else None
            credential = Credential.from_text(text) if text is not None else None
        except DeskError as error:
            self.problem = str(error)
        return Target(key, address, probe, credential)

    def _read_memories(self, devices: Sequence[int]) -> dict[int, DeviceMemory]:
        found = {key: DeviceMemory() for key in devices}
        for key in devices:
            for row in rows(self.store.engine, "SELECT memory FROM device_state WHERE device_id = ?", (key,)):
                found[key] = DeviceMemory.from_text(row[0])
        return found

    def is_down(self, device: int) -> bool:
        """Whether a device has not answered for so long that it counts as down."""
        memory = self._memories.get(device)
        return memory is not None and memory.reach.is_down

    def was_unobserved(self) -> None:
        """The watch was off: runs of high values do not reach over that time."""
        self._memories = {key: memory.unobserved() for key, memory in self._memories.items()}

    # --- asking --------------------------------------------------------------------------
    async def poll(self, target: Target) -> Polled:
        """Ask one device; every failure is in the answer."""
        at = self.store.clock.now()
        before = self._memories.get(target.id, DeviceMemory())
        try:
            reading = await self._asking.counters(target)
        except ProbeFailure as failure:
            return self._kept(self._missed(target, before, failure, at))
        except Exception as bug:
            self._on_bug(bug)
            return self._kept(self._judged(target.id, at, Outcome.NOT_OBSERVED, before, [], {}))
        after, measured, restart = measure(before, reading, at)
        identity = await self._identity(target, after, restart, at)
        news: dict[str, tuple[str, str]] = {}
        if identity is not None:
            news = {
                f: (after.identity.get(f, ""), v) for f, v in identity.items() if v != after.identity.get(f)
            }
            after = replace(after, identified=at, identity=identity)
        return self._kept(self._judged(target.id, at, Outcome.ANSWERED, after, measured, news))

    def _missed(self, target: Target, before: DeviceMemory, failure: ProbeFailure, at: int) -> Polled:
        can_ask = target.probe == HOST or (target.credential is not None and has_line(target.address))
        outcome = Outcome.MISSED if can_ask else Outcome.NOT_OBSERVED
        after = replace(before, failure=failure.kind.value)
        # another credential may have been sealed since
        self._stale.add(target.id)
        return self._judged(target.id, at, outcome, after, [], {})

    def _judged(
        self, device: int, at: int, outcome: Outcome, memory: DeviceMemory,
        measured: list[Measured], news: Mapping[str, tuple[str, str]],
    ) -> Polled:  # fmt: skip
        judged = judge(memory, self.limits, outcome, at)
        found = tuple(wrongs(judged, self.limits))
        return Polled(device, at, outcome, tuple(measured), judged, found, news)

    def _kept(self, polled: Polled) -> Polled:
        if polled.device in self._memories:
            self._memories[polled.device] = polled.memory
        return polled

    async def _identity(
        self, target: Target, memory: DeviceMemory, restart: Restart, at: int
    ) -> dict[str, str] | None:
        """What the device says of itself, asked daily and after a restart; None when not asked."""
        last = memory.identified
        if restart is Restart.NONE and last is not None and 0 <= at - last < IDENTIFY_EVERY:
            return None
        try:
            return _identity_fields(await self._asking.identity(target))
        except ProbeFailure:
            return None

    # --- writing -------------------------------------------------------------------------
    def keep(self, batch: Sequence[Polled]) -> Summary:
        """Write polls in one transaction; doing it again after an error changes nothing. Raises DeskError."""
        if not batch:
            return Summary()
        last: dict[int, Polled] = {}
        for polled in batch:
            earlier = last.get(polled.device)
            news = {**earlier.news, **polled.news} if earlier else polled.news
            last[polled.device] = replace(polled, news=news)
        try:
            with self.store.write(ACTOR, "note device state") as unit:
                devices = self.store.read_many("device", list(last))
                for polled in batch:
                    if polled.device in devices and polled.outcome is not Outcome.NOT_OBSERVED:
                        self._samples.append(polled.device, polled.at, polled.measured)
                raised, recovered = self._settle(unit, devices, last)
        except BaseException:
            self._samples.forget()
            raise
        answered = sum(polled.outcome is Outcome.ANSWERED for polled in batch)
        return Summary(len(batch), answered, raised, recovered)

    def _settle(self, unit: Unit, devices: dict[int, Snapshot], last: dict[int, Polled]) -> tuple[int, int]:
        raised = recovered = 0
        is_open = self._alerts.open_subjects(list(devices))
        for key, device in devices.items():
            polled = last[key]
            write_memory(self.store.engine, key, polled.at, polled.memory)
            up, down = self._alerts.settle(unit, device, polled.wrongs, is_open.get(key, set()), polled.at)
            raised, recovered = raised + up, recovered + down
            changes = _changes(device, polled)
            if changes:
                unit.update("device", key, changes)
        return raised, recovered

    # --- a round -------------------------------------------------------------------------
    async def round(self, targets: Iterable[Target]) -> Summary:
        """Poll each target once, many at a time, and write as the answers come."""
        gate, total, batch = asyncio.Semaphore(WIDTH), Summary(), list[Polled]()

        async def one(target: Target) -> Polled:
            async with gate:
                return await self.poll(target)

        for next_one in asyncio.as_completed([one(target) for target in targets]):
            batch.append(await next_one)
            if len(batch) >= BATCH:
                total, batch = total + self.keep(batch), []
        return total + self.keep(batch)


def _identity_fields(identity: Identity) -> dict[str, str]:
    return {
        "vendor": identity.vendor, "model": identity.model, "serial": identity.serial,
        "version_text": identity.version, "description": identity.description,
        "contact": identity.contact, "location": identity.location,
    }  # fmt: skip


def _changes(device: Snapshot, polled: Polled) -> dict[str, Value]:
    """Fields of the device that are otherwise now; what a person wrote there stays."""
    changes: dict[str, Value] = {}
    for name, (before, now) in polled.news.items():
        if now and (device[name] or "") in ("", before):
            changes[name] = now
    if polled.outcome is not Outcome.NOT_OBSERVED:
        changes["state"] = state_of(polled.memory)
    return {name: value for name, value in changes.items() if device[name] != value}
