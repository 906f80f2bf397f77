"""The protocol org_kde_kwin_idle in pywayland's terms, which brings only those of freedesktop.org.

Laid out as in plasma-wayland-protocols, idle.xml: in sway before 1.8 (Debian 12 has 1.7) it is the only one there is.
"""

from pywayland.protocol.wayland import WlSeat, WlSeatProxy
from pywayland.protocol_core.argument import Argument
from pywayland.protocol_core.interface import Interface
from pywayland.protocol_core.proxy import Proxy
from pywayland.scanner.argument import ArgumentType

from reminder.protocols import proxy_of


class OrgKdeKwinIdleTimeout(Interface):
    """One watch, with one threshold."""

    name = "org_kde_kwin_idle_timeout"
    version = 1


class OrgKdeKwinIdle(Interface):
    """Where watches are asked for."""

    name = "org_kde_kwin_idle"
    version = 1


@proxy_of(OrgKdeKwinIdleTimeout)
class OrgKdeKwinIdleTimeoutProxy(Proxy[OrgKdeKwinIdleTimeout]):
    """Our end of a watch."""

    interface = OrgKdeKwinIdleTimeout

    @OrgKdeKwinIdleTimeout.request()
    def release(self) -> None:
        """End the watch."""
        self._marshal(0)
        self._destroy()

    destroy = release  # the name that all other protocols have for it

    @OrgKdeKwinIdleTimeout.event()
    def idle(self) -> None:
        """No input for as long as was asked for."""

    @OrgKdeKwinIdleTimeout.event()
    def resumed(self) -> None:
        """Input again."""


@proxy_of(OrgKdeKwinIdle)
class OrgKdeKwinIdleProxy(Proxy[OrgKdeKwinIdle]):
    """Our end of the protocol."""

    interface = OrgKdeKwinIdle

    @OrgKdeKwinIdle.request(
        Argument(ArgumentType.NewId, interface=OrgKdeKwinIdleTimeout),
        Argument(ArgumentType.Object, interface=WlSeat),
        Argument(ArgumentType.Uint),
    )
    def get_idle_timeout(self, seat: WlSeatProxy, timeout: int) -> OrgKdeKwinIdleTimeoutProxy:
        """Watch for so many milliseconds without input. ext-idle-notify has seat and time in the other order."""
        watch: OrgKdeKwinIdleTimeoutProxy = self._marshal_constructor(0, OrgKdeKwinIdleTimeout, seat, timeout)
        return watch
