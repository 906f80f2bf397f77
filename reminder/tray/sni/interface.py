"""A D-Bus interface as a table: its calls are answered, its properties read, and it can be introspected."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from reminder.bus import PROPERTIES
from reminder.bus_objects import CallRefused
from reminder.core.records import dataclass
from reminder.wire import Message, Variant

INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"

Getter = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Method:
    """`call` takes the arguments of signature `takes` and returns a list of what `gives` says."""

    takes: str
    gives: str
    call: Callable[..., list[Any]]


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface. `properties`: name -> signature, and how to get it; `signals`: name -> signature."""

    name: str
    methods: Mapping[str, Method]
    properties: Mapping[str, tuple[str, Getter]]
    signals: Mapping[str, str] = field(default_factory=dict)

    def answer(self, call: Message) -> tuple[str, list[Any]]:
        """Answer a call to the object that has this interface.

        Raises:
            CallRefused: there is no such interface, method or property, or the arguments are not its own.
        """
        match call.interface, call.member:
            case str(name), "Get" if name == PROPERTIES:
                return "v", [self._get(*_checked(call, "ss"))]
            case str(name), "GetAll" if name == PROPERTIES:
                return "a{sv}", [self._get_all(*_checked(call, "s"))]
            case str(name), "Set" if name == PROPERTIES:
                raise _refusal("PropertyReadOnly", "nothing here can be set")
            case str(name), "Introspect" if name == INTROSPECTABLE:
                return "s", [self.xml()]
            case ((None | self.name), str(member)) if member in self.methods:
                method = self.methods[member]
                return method.gives, method.call(*_checked(call, method.takes))
            case None | self.name, _:
                raise _refusal("UnknownMethod", f"there is no method {call.member} here")
            case interface, member:
                raise _refusal("UnknownInterface", f"there is no {interface} with {member} here")

    def xml(self) -> str:
        """The object as introspection tells it."""
        lines = [_method(name, method.takes, method.gives) for name, method in self.methods.items()]
        for name, signature in self.signals.items():
            arguments = "".join(f'<arg type="{sign}"/>' for sign in split(signature))
            lines.append(f'    <signal name="{name}">{arguments}</signal>')
        for name, (signature, _) in self.properties.items():
            lines.append(f'    <property name="{name}" type="{signature}" access="read"/>')
        reading = [_method("Get", "ss", "v"), _method("GetAll", "s", "a{sv}")]
        parts = {self.name: lines, PROPERTIES: reading, INTROSPECTABLE: [_method("Introspect", "", "s")]}
        told = [
            line for name, part in parts.items() for line in (f'  <interface name="{name}">', *part, "  </interface>")
        ]
        return "\n".join(["<node>", *told, "</node>"])

    def _get(self, interface: str, name: str) -> Variant:
        self._check(interface)
        if name not in self.properties:
            raise _refusal("UnknownProperty", f"there is no property {name} here")
        signature, getter = self.properties[name]
        return Variant(signature, getter())

    def _get_all(self, interface: str) -> dict[str, Variant]:
        self._check(interface)
        return {name: Variant(signature, getter()) for name, (signature, getter) in self.properties.items()}

    def _check(self, interface: str) -> None:
        if interface not in {self.name, ""}:
            raise _refusal("UnknownInterface", f"there is no {interface} here")


def sendable(text: str) -> str:
    """A text as D-Bus takes it: the bus ends the connection of who sends NUL, and half a surrogate has no form."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def split(signature: str) -> list[str]:
    """The single complete types of a signature: "u(ia{sv}av)s" -> "u", "(ia{sv}av)", "s"."""
    types, depth, start = list[str](), 0, 0
    for place, sign in enumerate(signature):
        depth += (sign in "({") - (sign in ")}")
        if not depth and sign != "a":
            types.append(signature[start : place + 1])
            start = place + 1
    return types


def _method(name: str, takes: str, gives: str) -> str:
    arguments = [f'<arg type="{sign}" direction="in"/>' for sign in split(takes)]
    arguments += [f'<arg type="{sign}" direction="out"/>' for sign in split(gives)]
    return f'    <method name="{name}">{"".join(arguments)}</method>'


def _checked(call: Message, takes: str) -> list[Any]:
    if call.signature != takes:
        raise _refusal("InvalidArgs", f"{call.member} takes {takes or 'nothing'}, not {call.signature or 'nothing'}")
    return call.body


def _refusal(error: str, sentence: str) -> CallRefused:
    return CallRefused(f"org.freedesktop.DBus.Error.{error}", sentence)
