"""Who records and who plays, as `pactl` tells it: of PulseAudio, and of PipeWire where it stands in for that."""

from collections.abc import Mapping
from pathlib import Path

from reminder.attention import Causes
from reminder.attention.app_names import causes_of
from reminder.attention.look import Look
from reminder.attention.streams import Row, for_itself, is_socket, mapping, meters, name_of, rows
from reminder.backends import Unavailable
from reminder.programs import at_home


async def recorders(look: Look) -> Causes:
    """Programs that record, and not what a loudspeaker plays.

    Muted streams record nothing. A muted *microphone* counts: who has muted it in a call still sits in the call.
    """
    streams = [stream for stream in await _listed(look, "source-outputs") if _runs(stream)]
    if not streams:
        return ()
    sources = await _listed(look, "sources", "short")
    monitors = {str(source.get("index")) for source in sources if _is_monitor(source)}
    streams = [stream for stream in streams if str(stream.get("source")) not in monitors]
    return causes_of(name_of(mapping(stream, "properties")) for stream in streams)


async def players(look: Look) -> Causes:
    """Programs that play something, be it to a muted loudspeaker: a film can be watched without its sound."""
    streams = await _listed(look, "sink-inputs")
    return causes_of(name_of(mapping(stream, "properties")) for stream in streams if _runs(stream))


async def _listed(look: Look, *what: str) -> list[Row]:
    """A list of the sound server. The server is named in every case, since then libpulse starts none."""
    command = ("pactl", f"--server={_server(look.environ)}", "--format=json", "list", *what)
    try:
        return await rows(look, command, "pulseaudio-utils")
    except Unavailable as reason:
        if "unrecognized option" in str(reason):
            raise Unavailable(
                "this pactl is older than 16 and does not print JSON", "install pulseaudio-utils 16 or newer"
            ) from reason
        raise


def _server(environ: Mapping[str, str]) -> str:
    """The sound server of this session, if there is one; whether one listens at $PULSE_SERVER only asking will tell."""
    if environ.get("PULSE_SERVER"):
        here = at_home(environ).get("PULSE_SERVER")
        if here is None:
            raise Unavailable("the sound server is reached over the network, which reminder does not use")
        return here
    socket = socket_of(environ)
    if socket is None:
        raise Unavailable("no sound server runs here that pactl could ask")
    return f"unix:{socket}"


def socket_of(environ: Mapping[str, str]) -> Path | None:
    """Where PulseAudio, or PipeWire in its place, is to be reached in this session; None: nowhere."""
    folder = environ.get("PULSE_RUNTIME_PATH") or f"{environ.get('XDG_RUNTIME_DIR', '')}/pulse"
    socket = Path(folder) / "native"
    return socket if is_socket(socket) else None


def _runs(stream: Row) -> bool:
    """Whether a program has this stream, and sound goes through it.

    Without a client it is PulseAudio's own (module-loopback, module-echo-cancel).
    """
    properties = mapping(stream, "properties")
    try:
        silent = stream["corked"] or stream["mute"]
    except KeyError as missing:
        raise Unavailable(f"pactl does not tell whether a stream is {missing}") from missing
    nobody = "client" in stream and stream["client"] in (None, "n/a")
    meter = stream.get("resample_method") == "peaks" or meters(properties)
    return not (silent or nobody or meter or for_itself(properties))


def _is_monitor(source: Row) -> bool:
    """Whether a source is what a loudspeaker plays; both servers name it after the loudspeaker."""
    return str(source.get("name", "")).endswith(".monitor")
