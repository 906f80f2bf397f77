"""Objects of ours on a message bus: who answers the calls to them, and what is answered where nobody does."""

from collections.abc import Callable
from typing import Any

from jeepney.low_level import MessageFlag

from reminder.wire import Message

PEER = "org.freedesktop.DBus.Peer"
FAILED, UNKNOWN_OBJECT = (f"org.freedesktop.DBus.Error.{name}" for name in ("Failed", "UnknownObject"))

Served = Callable[[Message], tuple[str, list[Any]]]
"""Answers a call with a signature and a body. Raises `CallRefused`."""


class CallRefused(Exception):  # noqa: N818 - an answer to the caller
    """The call makes no sense. `error` is the D-Bus error's name, the message a sentence."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error


class Objects:
    """The objects of one connection, by their paths."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self._send = send
        self._served: dict[str, Served] = {}

    def serve(self, path: str, served: Served) -> None:
        """Answer the calls to this object from now on."""
        self._served[path] = served

    def answer(self, call: Message) -> None:
        """Answer a call, and raise what went wrong with us once the caller knows that something did."""
        try:
            signature, body = self._find(call)(call)
        except CallRefused as refusal:
            self._reply(call, call.refusal(refusal.error, str(refusal)))
        except Exception as bug:
            self._reply(call, call.refusal(FAILED, repr(bug)))
            raise
        else:
            self._reply(call, call.reply(signature, *body))

    def _find(self, call: Message) -> Served:
        if (call.interface, call.member) == (PEER, "Ping"):  # whoever has a connection answers that
            return lambda call: ("", [])
        return self._served.get(call.path or "", _nobody)

    def _reply(self, call: Message, reply: Message) -> None:
        if not call.flags & MessageFlag.no_reply_expected:
            self._send(reply)


def _nobody(call: Message) -> tuple[str, list[Any]]:
    raise CallRefused(UNKNOWN_OBJECT, f"there is no object {call.path} here")
