"""Objects of ours on a bus: what is answered to whom."""

from typing import Any

import pytest
from jeepney.low_level import MessageFlag, MessageType

from reminder.bus_objects import FAILED, PEER, UNKNOWN_OBJECT, CallRefused, Objects
from reminder.wire import Message

CALLER = ":1.7"


def call(path: str, member: str = "Get", *, interface: str = "a.b", flags: MessageFlag | None = None) -> Message:
    more: dict[str, Any] = {} if flags is None else {"flags": flags}
    return Message(path=path, interface=interface, member=member, serial=5, sender=CALLER, **more)


def test_a_call_is_answered_by_the_object_it_is_for() -> None:
    """To the caller, and as the reply to this very call."""
    sent: list[Message] = []
    objects = Objects(sent.append)
    objects.serve("/one", lambda call: ("s", [f"one {call.member}"]))
    objects.serve("/two", lambda call: ("s", ["two"]))

    objects.answer(call("/one"))

    (reply,) = sent
    assert (MessageType.method_return, CALLER, 5) == (reply.kind, reply.destination, reply.reply_serial)
    assert (reply.signature, reply.body) == ("s", ["one Get"])


def test_where_there_is_no_object_the_caller_is_told_so() -> None:
    """A call without an answer would hold a panel up for 25 seconds; a ping is answered by every program."""
    sent: list[Message] = []
    objects = Objects(sent.append)

    objects.answer(call("/nowhere"))
    objects.answer(call("/nowhere", "Ping", interface=PEER))

    assert [(MessageType.error, UNKNOWN_OBJECT), (MessageType.method_return, None)] == [
        (reply.kind, reply.error_name) for reply in sent
    ]


def test_a_refusal_reaches_the_caller_by_its_name() -> None:
    """Panels decide by the error's name what to try next."""
    sent: list[Message] = []
    objects = Objects(sent.append)

    def refuse(call: Message) -> tuple[str, list[Any]]:
        raise CallRefused("com.example.No", "not today")

    objects.serve("/one", refuse)
    objects.answer(call("/one"))

    assert [(reply.error_name, reply.body) for reply in sent] == [("com.example.No", ["not today"])]


def test_a_bug_of_ours_is_told_to_both_sides() -> None:
    """The caller goes on at once, and we learn of the bug."""
    sent: list[Message] = []
    objects = Objects(sent.append)
    objects.serve("/one", lambda call: ("s", [1 // 0]))

    with pytest.raises(ZeroDivisionError):
        objects.answer(call("/one"))

    assert [reply.error_name for reply in sent] == [FAILED]


def test_who_wants_no_reply_gets_none() -> None:
    """The bus would throw it away, or take it for a mistake."""
    sent: list[Message] = []
    objects = Objects(sent.append)
    objects.serve("/one", lambda call: ("", []))

    objects.answer(call("/one", flags=MessageFlag.no_reply_expected))
    objects.answer(call("/nowhere", flags=MessageFlag.no_reply_expected))

    assert sent == []
