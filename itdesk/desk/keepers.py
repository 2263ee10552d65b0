"""The keeper of each kind, made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from itdesk.store.keeper import Keeper
from itdesk.store.store import Store


class Keepers(Mapping[str, Keeper]):
    """By kind name: who writes its records."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[str, Keeper] = {}

    def __getitem__(self, kind: str) -> Keeper:
        if kind not in self._made:
            self._made[kind] = _CLASSES[kind]()(self._store)
        return self._made[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(_CLASSES)

    def __len__(self) -> int:
        return len(_CLASSES)


def _person() -> type[Keeper]:
    from itdesk.people.service import PersonKeeper

    return PersonKeeper


def _place() -> type[Keeper]:
    from itdesk.people.service import PlaceKeeper

    return PlaceKeeper


def _supplier() -> type[Keeper]:
    from itdesk.people.service import SupplierKeeper

    return SupplierKeeper


def _asset() -> type[Keeper]:
    from itdesk.assets.service import AssetKeeper

    return AssetKeeper


def _device() -> type[Keeper]:
    from itdesk.monitoring.keepers import DeviceKeeper

    return DeviceKeeper


def _alert() -> type[Keeper]:
    from itdesk.monitoring.keepers import AlertKeeper

    return AlertKeeper


def _ticket() -> type[Keeper]:
    from itdesk.helpdesk.keeper import TicketKeeper

    return TicketKeeper


def _plan() -> type[Keeper]:
    from itdesk.maintenance.keepers import PlanKeeper

    return PlanKeeper


def _work_order() -> type[Keeper]:
    from itdesk.maintenance.keepers import WorkOrderKeeper

    return WorkOrderKeeper


def _manual() -> type[Keeper]:
    from itdesk.knowledge.service import ManualKeeper

    return ManualKeeper


_CLASSES: Mapping[str, Callable[[], type[Keeper]]] = {
    "person": _person, "place": _place, "supplier": _supplier, "asset": _asset, "device": _device,
    "alert": _alert, "ticket": _ticket, "plan": _plan, "work-order": _work_order, "manual": _manual,
}  # fmt: skip
