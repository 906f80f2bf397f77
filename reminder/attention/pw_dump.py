"""Who records, plays and watches, as `pw-dump` tells it: of sound where PulseAudio's tools are not installed."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.attention.look import Look
from reminder.attention.pactl import socket_of
from reminder.attention.streams import Row, for_itself, is_socket, mapping, meters, name_of, rows
from reminder.backends import Unavailable
from reminder.core.records import dataclass

MICROPHONES = ("Audio/Source", "Audio/Duplex")
"""How the media classes of what gives sound begin; loudspeakers ("Audio/Sink") give what they play."""

REMOTE_DESKTOPS = frozenset({"gnome-remote-desktop-daemon", "krdpserver", "krfb", "krfb-virtualmonitor"})
"""Programs that show the screen all day to whoever works at it, from afar or on a second one."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A stream or a device: its properties, and whether something goes through it."""

    properties: Row
    runs: bool

    @property
    def media_class(self) -> str:
        return str(self.properties.get("media.class", ""))

    @property
    def program(self) -> str:
        """The name of its file."""
        return str(self.properties.get("application.process.binary", ""))


async def recorders(look: Look) -> Causes:
    """Programs that record from a microphone, muted or not; see `pactl`."""
    graph = await _graph_of_sound(look)
    nodes = _nodes(graph)
    heard = {into for out, into in _links(graph) if out in nodes and nodes[out].media_class.startswith(MICROPHONES)}
    return _causes(
        node for number, node in nodes.items() if node.media_class == "Stream/Input/Audio" and number in heard
    )


async def players(look: Look) -> Causes:
    """Programs that play something, be it to a muted loudspeaker."""
    nodes = _nodes(await _graph_of_sound(look))
    return _causes(node for node in nodes.values() if node.media_class == "Stream/Output/Audio")


async def watchers(look: Look) -> Causes:
    """Programs that get a camera's picture through PipeWire, as browsers and Snapshot do by way of the camera portal.

    And those that get the screen's, to share or to record it: their streams are of the same class
    (Alexays/Waybar#4090), and whoever shows their screen must not be interrupted either. A remote desktop counts for
    nobody: it shows the screen to the very person who sits there.
    """
    streams = [node for node in _nodes(await _graph(look)).values() if node.media_class == "Stream/Input/Video"]
    return _causes(stream for stream in streams if stream.program not in REMOTE_DESKTOPS)


def _causes(streams: Iterable[_Node]) -> Causes:
    running = (stream for stream in streams if stream.runs)
    return causes_of(name_of(stream.properties) for stream in running)


async def _graph(look: Look) -> list[Row]:
    """All that PipeWire has. It is asked only where it is there."""
    if not is_socket(_socket(look.environ)):
        raise Unavailable("PipeWire does not run here")
    return await rows(look, ("pw-dump",), "pipewire-bin")


async def _graph_of_sound(look: Look) -> list[Row]:
    """The same, where sound goes through it."""
    graph = await _graph(look)
    if socket_of(look.environ) and not any(_stands_in_for_pulseaudio(each) for each in graph):
        raise Unavailable(
            "sound goes through PulseAudio here, of which PipeWire knows nothing",
            "install pulseaudio-utils, which has pactl",
        )
    return graph


def _socket(environ: Mapping[str, str]) -> Path:
    """Found as libpipewire finds it."""
    folder = environ.get("PIPEWIRE_RUNTIME_DIR") or environ.get("XDG_RUNTIME_DIR") or "/nowhere"
    return Path(folder) / (environ.get("PIPEWIRE_REMOTE") or "pipewire-0")


def _stands_in_for_pulseaudio(row: Row) -> bool:
    """Whether this is a client of the program pipewire-pulse, which has one for itself at all times."""
    properties = _properties(row)
    return str(properties.get("config.name", "")).endswith("pipewire-pulse.conf") or (
        properties.get("application.name") == "pipewire-pulse"
    )


def _nodes(graph: list[Row]) -> dict[str, _Node]:
    """Streams and devices by their numbers."""
    clients = {str(row.get("id")): _properties(row) for row in graph if row.get("type") == "PipeWire:Interface:Client"}
    nodes = (row for row in graph if row.get("type") == "PipeWire:Interface:Node")
    return {str(row.get("id")): _node(row, clients) for row in nodes}


def _node(row: Row, clients: Mapping[str, Row]) -> _Node:
    """What a stream does not say of its program, the program's connection may."""
    info, own = mapping(row, "info"), _properties(row)
    runs = info.get("state") == "running" and not (_muted(info) or meters(own) or for_itself(own))
    return _Node(clients.get(str(own.get("client.id")), {}) | own, runs)


def _properties(row: Row) -> Row:
    return mapping(mapping(row, "info"), "props")


def _muted(info: Row) -> bool:
    """By the volume control's switch for this one stream."""
    settings = mapping(info, "params").get("Props")
    return isinstance(settings, list) and any(isinstance(each, dict) and each.get("mute") is True for each in settings)


def _links(graph: list[Row]) -> Iterator[tuple[str, str]]:
    """From which node sound goes into which."""
    for row in graph:
        if row.get("type") == "PipeWire:Interface:Link":
            info = mapping(row, "info")
            yield str(info.get("output-node-id")), str(info.get("input-node-id"))
