"""Declaring a Wayland protocol in pywayland's terms, where pywayland does not bring it."""

from collections.abc import Callable
from typing import Any

from pywayland.protocol_core.interface import Interface
from pywayland.protocol_core.proxy import Proxy

AnyProxy = type[Proxy[Any]]


def proxy_of(interface: type[Interface]) -> Callable[[AnyProxy], AnyProxy]:
    """Make what a proxy class declares known to libwayland; opcodes follow the order of its declarations."""

    def complete(proxy: AnyProxy) -> AnyProxy:
        interface._gen_c()  # noqa: SLF001 - what the generated protocols do, and there is no other way
        interface.proxy_class = proxy
        return proxy

    return complete
