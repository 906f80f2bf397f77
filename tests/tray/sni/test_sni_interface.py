"""An interface as a table: what is answered, what is refused and how, and what introspection says of it."""

from typing import Any

import pytest
from dbus_fast import introspection

from reminder.bus import ABSENT, PROPERTIES
from reminder.bus_objects import CallRefused
from reminder.tray.sni.interface import INTROSPECTABLE, Interface, Method, sendable, split
from reminder.wire import Message, Variant

NAME = "org.example.Lamp"
LAMP = Interface(
    NAME,
    methods={"Dim": Method("ib", "u", lambda by, slowly: [by * (1 + slowly)])},
    properties={"Bright": ("b", lambda: True), "Level": ("u", lambda: 7)},
    signals={"Changed": "ua{sv}"},
)
ERROR = "org.freedesktop.DBus.Error."


def call(interface: str | None, member: str, signature: str = "", *body: Any) -> Message:
    return Message(path="/", interface=interface, member=member, signature=signature, body=list(body))


@pytest.mark.parametrize("interface", [NAME, None])
def test_a_method_is_called_with_its_arguments(interface: str | None) -> None:
    """D-Bus lets the caller leave out the interface."""
    assert LAMP.answer(call(interface, "Dim", "ib", 3, 1)) == ("u", [6])


@pytest.mark.parametrize("interface", [NAME, ""])
def test_properties_are_read_one_by_one_or_together(interface: str) -> None:
    """As they are at that moment; an empty name stands for any interface."""
    assert LAMP.answer(call(PROPERTIES, "Get", "ss", interface, "Level")) == ("v", [Variant("u", 7)])
    everything = {"Bright": Variant("b", True), "Level": Variant("u", 7)}
    assert LAMP.answer(call(PROPERTIES, "GetAll", "s", interface)) == ("a{sv}", [everything])


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (call(NAME, "Explode"), "UnknownMethod"),
        (call(None, "Explode"), "UnknownMethod"),
        (call("org.example.Other", "Dim", "ib", 3, 1), "UnknownInterface"),
        (call(PROPERTIES, "Forget"), "UnknownInterface"),
        (call(NAME, "Dim"), "InvalidArgs"),
        (call(NAME, "Dim", "i", 3), "InvalidArgs"),
        (call(NAME, "Dim", "ibs", 3, 1, ""), "InvalidArgs"),
        (call(PROPERTIES, "Get", "s", NAME), "InvalidArgs"),
        (call(PROPERTIES, "GetAll"), "InvalidArgs"),
        (call(PROPERTIES, "Get", "ss", NAME, "Colour"), "UnknownProperty"),
        (call(PROPERTIES, "Get", "ss", "org.example.Other", "Level"), "UnknownInterface"),
        (call(PROPERTIES, "GetAll", "s", "org.example.Other"), "UnknownInterface"),
        (call(PROPERTIES, "Set", "ssv", NAME, "Level", Variant("u", 8)), "PropertyReadOnly"),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_errors_usual_name(question: Message, error: str) -> None:
    """Callers try something else where a thing is absent, and give up where they asked wrongly."""
    with pytest.raises(CallRefused) as refused:
        LAMP.answer(question)

    assert refused.value.error == ERROR + error
    assert refused.value.error in ABSENT or error == "PropertyReadOnly"


def test_introspection_says_what_there_is() -> None:
    """Read by another library: programs that make their calls from it can make every one."""
    signature, (xml,) = LAMP.answer(call(INTROSPECTABLE, "Introspect"))

    interfaces = {one.name: one for one in introspection.Node.parse(xml).interfaces}
    lamp, reading = interfaces[NAME], interfaces[PROPERTIES]
    assert signature == "s"
    assert [(one.name, one.in_signature, one.out_signature) for one in lamp.methods] == [("Dim", "ib", "u")]
    assert [(one.name, one.signature, one.access.value) for one in lamp.properties] == [
        ("Bright", "b", "read"),
        ("Level", "u", "read"),
    ]
    assert [(one.name, one.signature) for one in lamp.signals] == [("Changed", "ua{sv}")]
    assert [(one.name, one.in_signature, one.out_signature) for one in reading.methods] == [
        ("Get", "ss", "v"),
        ("GetAll", "s", "a{sv}"),
    ]
    assert interfaces[INTROSPECTABLE].methods[0].out_signature == "s"


@pytest.mark.parametrize(
    ("signature", "types"),
    [
        ("", []),
        ("is", ["i", "s"]),
        ("u(ia{sv}av)", ["u", "(ia{sv}av)"]),
        ("aas(i(yy))v", ["aas", "(i(yy))", "v"]),
        ("a(ia{sv})a(ias)", ["a(ia{sv})", "a(ias)"]),
    ],
)
def test_a_signature_is_split_into_its_arguments(signature: str, types: list[str]) -> None:
    """An argument is one complete type, however deep."""
    assert split(signature) == types


def test_a_text_is_made_one_that_the_bus_takes() -> None:
    """What is right already stays as it is."""
    assert [sendable(text) for text in ("Pause · 5 min 🧘", "a\0b", "\ud83d")] == ["Pause · 5 min 🧘", "ab", "?"]
