from __future__ import annotations

from itdesk.core.events import Changed, Event, EventBus


def test_events_reach_those_who_asked_for_their_class_in_order() -> None:
    bus, heard = EventBus(), list[Event]()
    bus.subscribe(Changed, heard.append)
    first, second = Changed("asset", (1,), 1), Changed("asset", (2,), 2)
    bus.publish(first)
    bus.publish(Event())
    bus.publish(second)
    assert heard == [first, second]
    bus.unsubscribe(Changed, heard.append)
    bus.publish(first)
    assert len(heard) == 2
