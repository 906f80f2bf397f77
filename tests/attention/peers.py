"""What sources ask, played on a private bus: every desktop's own way to answer, and every bad habit on demand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

from dbus_fast import Message, MessageFlag, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from tests.attention.contract import SourceContract

Value = tuple[str, list[Any]]
"""A signature and what goes with it."""

PROPERTIES = "org.freedesktop.DBus.Properties"
NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"

OFF: Value = ("b", [False])
ON: Value = ("b", [True])


class ScriptedPeer:
    """Owns its names while it is open and answers what is in `answers`, by path and member.

    `mute`: takes calls and answers none. `errors`: the error to answer a member with. `instead`: what to answer it
    with, whatever was asked. `vanishes_at`: the member at whose call it leaves the bus (`gone`: it has). `impolite`:
    members that were called in a way that would have started a service.
    """

    names: tuple[str, ...]

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[tuple[str, str], Value] = {}
        self.properties: dict[tuple[str, str], dict[str, Variant]] = {}
        self.mute = False
        self.errors: dict[str, str] = {}
        self.instead: dict[str, Value] = {}
        self.vanishes_at = ""
        self.gone = False
        self.impolite: list[str] = []
        self.set_up()

    def set_up(self) -> None:
        """Fill in the answers while the level does not stand."""

    async def turn(self, *, on: bool) -> None:
        """Make the level stand or not, and signal it if the real one does."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        self._bus = await MessageBus(bus_address=self.address).connect()
        self._bus.add_message_handler(self._received)
        for name in self.names:
            await self._bus.request_name(name, NameFlag.DO_NOT_QUEUE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bus.connected:
            self._bus.disconnect()
            await self._bus.wait_for_disconnect()

    async def signal(self, path: str, interface: str, member: str, signature: str, *body: Any) -> None:
        """Tell everybody."""
        kind = MessageType.SIGNAL
        message = Message(
            message_type=kind, path=path, interface=interface, member=member, signature=signature, body=list(body)
        )
        await self._bus.send(message)

    async def set_property(self, path: str, interface: str, key: str, value: Variant, *, told: bool = True) -> None:
        """Change it and signal the change, with the new value (`told`) or as no longer valid."""
        self.properties.setdefault((path, interface), {})[key] = value
        changed, invalid = ({key: value}, []) if told else ({}, [key])
        await self.signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", interface, changed, invalid)

    def _received(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        member = str(message.member)
        if not message.flags & MessageFlag.NO_AUTOSTART:
            self.impolite.append(member)
        if member == self.vanishes_at:
            self.gone = True
            self._bus.disconnect()
        if self.mute or self.gone:
            return True
        if member in self.errors:
            return Message.new_error(message, self.errors[member], "not today,\nsorry")
        return self._answer(message)

    def _answer(self, message: Message) -> Message:
        path = str(message.path)
        told = self.instead.get(str(message.member), self.answers.get((path, str(message.member))))
        if told is None and message.member == "Get":
            key = self.properties.get((path, str(message.body[0])), {}).get(str(message.body[1]))
            told = ("v", [key]) if key else None
        if told is None:
            return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", f"No {message.member}")
        return Message.new_method_return(message, *told)


# Do not disturb


class Server(ScriptedPeer):
    """A notification server without a way to be silenced."""

    names = (NOTIFICATIONS,)
    called: ClassVar[tuple[str, str]] = ("Notification Daemon", "GNOME")

    def set_up(self) -> None:
        self.answers[NOTIFICATIONS_PATH, "GetServerInformation"] = ("ssss", [*self.called, "1.0", "1.2"])


class Plasma(Server):
    called = ("Plasma", "KDE")

    def set_up(self) -> None:
        super().set_up()
        self.properties[NOTIFICATIONS_PATH, NOTIFICATIONS] = {"Inhibited": Variant("b", False)}

    async def turn(self, *, on: bool) -> None:
        await self.set_property(NOTIFICATIONS_PATH, NOTIFICATIONS, "Inhibited", Variant("b", on))


class Dunst(Server):
    called = ("dunst", "knopwob")
    interface = "org.dunstproject.cmd0"

    def set_up(self) -> None:
        super().set_up()
        self.properties[NOTIFICATIONS_PATH, self.interface] = {"paused": Variant("b", False)}

    async def turn(self, *, on: bool) -> None:
        await self.set_property(NOTIFICATIONS_PATH, self.interface, "paused", Variant("b", on))


class OldMako(Server):
    """1.7: a list to ask for, and no word about a change."""

    called = ("mako", "emersion")
    path = "/fr/emersion/Mako"
    mode = "do-not-disturb"

    def set_up(self) -> None:
        super().set_up()
        self.answers[self.path, "ListModes"] = ("as", [["default"]])

    async def turn(self, *, on: bool) -> None:
        self.answers[self.path, "ListModes"] = ("as", [["default", self.mode] if on else ["default"]])


class Mako(OldMako):
    """1.10: changes are signaled, without the new modes."""

    interface = "fr.emersion.Mako"

    def set_up(self) -> None:
        super().set_up()
        self.properties[self.path, self.interface] = {"Modes": Variant("as", ["default"])}

    async def turn(self, *, on: bool) -> None:
        await super().turn(on=on)
        modes = self.answers[self.path, "ListModes"][1][0]
        await self.set_property(self.path, self.interface, "Modes", Variant("as", modes), told=False)


class Swaync(Server):
    called = ("SwayNotificationCenter", "ErikReider")
    path, interface = "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc"

    def set_up(self) -> None:
        super().set_up()
        self.answers[self.path, "GetSubscribeData"] = ("(bbu)", [[False, False, 3]])

    async def turn(self, *, on: bool) -> None:
        self.answers[self.path, "GetSubscribeData"] = ("(bbu)", [[on, False, 3]])
        await self.signal(self.path, self.interface, "Subscribe", "ubb", 3, on, False)


class Xfce(Server):
    """xfce4-notifyd and xfconfd. A switch never touched is no property."""

    names = (NOTIFICATIONS, "org.xfce.Xfconf")
    called = ("Xfce Notify Daemon", "Xfce")
    path, interface = "/org/xfce/Xfconf", "org.xfce.Xfconf"

    def set_up(self) -> None:
        super().set_up()
        self.errors["GetProperty"] = "org.xfce.Xfconf.Error.PropertyNotFound"

    async def turn(self, *, on: bool) -> None:
        self.errors.pop("GetProperty", None)
        value = Variant("b", on)
        self.answers[self.path, "GetProperty"] = ("v", [value])
        await self.signal(
            self.path, self.interface, "PropertyChanged", "ssv", "xfce4-notifyd", "/do-not-disturb", value
        )


class GnomeShell(Server):
    """With dconf's signals, and a `gsettings` that prints what is in a file."""

    called = ("gnome-shell", "GNOME")
    key: ClassVar[str] = "/org/gnome/desktop/notifications/show-banners"
    silent: ClassVar[str] = "false"

    async def turn(self, *, on: bool) -> None:
        loud = "true" if self.silent == "false" else "false"
        self.printed.write_text(f"{self.silent if on else loud}\n")
        await self.signal("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", self.key, [""], "t")

    def install(self, bin_folder: Path) -> None:
        """Put the `gsettings` of this desktop there; the level does not stand."""
        bin_folder.mkdir(exist_ok=True)
        self.printed = bin_folder / "printed"
        self.printed.write_text("true\n" if self.silent == "false" else "false\n")
        program = bin_folder / "gsettings"
        program.write_text(f'#!/bin/sh\ncat "{self.printed}"\n')
        program.chmod(0o700)


class Mate(GnomeShell):
    called = ("Notification Daemon", "MATE")
    key = "/org/mate/notification-daemon/do-not-disturb"
    silent = "true"


class Cinnamon(GnomeShell):
    called = ("cinnamon", "GNOME")
    key = "/org/cinnamon/desktop/notifications/display-notifications"


# Kept awake


class SessionManager(ScriptedPeer):
    """gnome-session. `inhibitors`: application and flags, by number."""

    names = ("org.gnome.SessionManager",)
    path, interface = "/org/gnome/SessionManager", "org.gnome.SessionManager"
    application: ClassVar[str] = "firefox"

    def set_up(self) -> None:
        self.inhibit({})

    def inhibit(self, inhibitors: dict[int, tuple[str, int]]) -> None:
        paths = {f"{self.path}/Inhibitor{number}": each for number, each in inhibitors.items()}
        self.answers[self.path, "IsInhibited"] = ("b", [any(flags & 8 for _, flags in paths.values())])
        self.answers[self.path, "GetInhibitors"] = ("ao", [[*paths]])
        for path, (application, flags) in paths.items():
            self.answers[path, "GetAppId"] = ("s", [application])
            self.answers[path, "GetFlags"] = ("u", [flags])

    async def turn(self, *, on: bool) -> None:
        self.inhibit({7: (self.application, 8)} if on else {})
        member = "InhibitorAdded" if on else "InhibitorRemoved"
        await self.signal(self.path, self.interface, member, "o", f"{self.path}/Inhibitor7")


class PolicyAgent(ScriptedPeer):
    """PowerDevil of Plasma 5, which serves the freedesktop interface, too, for those who inhibit sleep."""

    names = ("org.kde.Solid.PowerManagement.PolicyAgent", "org.freedesktop.PowerManagement")
    path, interface = "/org/kde/Solid/PowerManagement/PolicyAgent", "org.kde.Solid.PowerManagement.PolicyAgent"

    def set_up(self) -> None:
        self.answers[self.path, "HasInhibition"] = OFF
        self.answers[self.path, "ListInhibitions"] = ("a(ss)", [[]])
        self.answers["/org/freedesktop/PowerManagement/Inhibit", "HasInhibit"] = ON

    async def turn(self, *, on: bool) -> None:
        self.answers[self.path, "HasInhibition"] = ON if on else OFF
        self.answers[self.path, "ListInhibitions"] = ("a(ss)", [[["vlc", "Playing a film"]] if on else []])
        added = {"vlc": "Playing a film"} if on else {}
        await self.signal(self.path, self.interface, "InhibitionsChanged", "a{ss}as", added, [] if on else ["vlc"])


class PolicyAgent6(PolicyAgent):
    """PowerDevil since Plasma 6.5."""

    def set_up(self) -> None:
        self.answers["/org/freedesktop/PowerManagement/Inhibit", "HasInhibit"] = ON
        self.properties[self.path, self.interface] = {"ActiveInhibitions": self.active()}

    @staticmethod
    def active(*inhibitions: tuple[str, str]) -> Variant:
        return Variant("a(ssssu)", [[what, who, "Because", "block", 3] for what, who in inhibitions])

    async def turn(self, *, on: bool) -> None:
        copying = ("sleep", "Dolphin")
        active = self.active(copying, ("sleep:idle", "org.kde.haruna")) if on else self.active(copying)
        await self.set_property(self.path, self.interface, "ActiveInhibitions", active, told=False)


class PowerManager(ScriptedPeer):
    """xfce4-power-manager."""

    names = ("org.freedesktop.PowerManagement",)
    path = "/org/freedesktop/PowerManagement/Inhibit"

    def set_up(self) -> None:
        self.answers[self.path, "HasInhibit"] = OFF
        self.answers[self.path, "GetInhibitors"] = ("as", [[]])

    async def turn(self, *, on: bool) -> None:
        self.answers[self.path, "HasInhibit"] = ON if on else OFF
        self.answers[self.path, "GetInhibitors"] = ("as", [["parole"] if on else []])


class Logind(ScriptedPeer):
    """logind, with what holds locks on any day. `mine`: the uid whose locks concern the user."""

    names = ("org.freedesktop.login1",)
    path = "/org/freedesktop/login1"
    mine = 0
    everyday: ClassVar[list[list[Any]]] = [
        ["sleep", "NetworkManager", "needs to turn off networks", "delay", 0, 400],
        ["handle-power-key:handle-lid-switch", "PowerDevil", "handles power events", "block", 0, 500],
        ["idle", "a locker", "locks before it is too late", "delay", 0, 600],
        ["idle", "anna", "user session inhibited", "block", 0, 700],
        ["idle", "their player", "plays for somebody else", "block", 4_000_000, 800],
    ]

    def set_up(self) -> None:
        self.inhibit()

    def inhibit(self, *more: list[Any]) -> None:
        self.answers[self.path, "ListInhibitors"] = ("a(ssssuu)", [[*self.everyday, *more]])

    async def turn(self, *, on: bool) -> None:
        self.inhibit(*([["sleep:idle", "mpv", "Playing", "block", self.mine, 900]] if on else []))


class PeerContract(SourceContract):
    """The contract on a scripted peer."""

    kind: ClassVar[type[ScriptedPeer]]
    peer: ScriptedPeer

    @asynccontextmanager
    async def open_peer(self) -> AsyncIterator[None]:
        async with self.kind(self.bus.address) as self.peer:
            yield
        assert self.peer.impolite == []

    async def turn_on(self) -> None:
        await self.peer.turn(on=True)

    async def turn_off(self) -> None:
        await self.peer.turn(on=False)

    async def fall_mute(self) -> None:
        self.peer.mute = True
