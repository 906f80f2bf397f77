"""A stream of bytes cut into D-Bus messages. Of one that is too large the head is read, and the body let pass by."""

from jeepney import low_level as protocol
from jeepney.low_level import HeaderFields

MOST_BYTES = 256 * 1024
"""A hundred times what anybody answers us. jeepney takes a second for a megabyte, in which nothing else goes on: 18 s
for 24 MB of strings."""

_FIXED = 16
"""Bytes in front of the header's fields, which say how long these and the body are."""


class Frames:
    """Takes bytes as they come and gives whole messages."""

    def __init__(self) -> None:
        self._buffer = protocol.BufferPipe()
        self._size: int | None = None
        self._to_skip = 0

    def add(self, data: bytes) -> None:
        """Take what has come."""
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._buffer.write(data[skipped:])

    def take(self) -> protocol.Message | None:
        """The next message; None: there is no whole one. Without its body, and signature, where it is `too_large`.

        Raises:
            Exception: whatever jeepney stumbles over in what is no D-Bus message.
        """
        if self._size is None and self._buffer.bytes_buffered >= _FIXED:
            self._size = protocol.calc_msg_size(self._buffer.peek(_FIXED))
        if self._size is None:
            return None
        if self._size > MOST_BYTES:
            return self._head()
        if self._buffer.bytes_buffered < self._size:
            return None
        size, self._size = self._size, None
        return protocol.Message.from_buffer(self._buffer.read(size))

    def _head(self) -> protocol.Message | None:
        size = self._size or 0
        length = size - _body_length(self._buffer.peek(_FIXED))
        if length > MOST_BYTES:
            raise ValueError("a message's head is too large")
        if self._buffer.bytes_buffered < length:
            return None
        header, _ = protocol.Header.from_buffer(self._buffer.peek(length))
        header.fields.pop(HeaderFields.signature, None)
        here = min(size, self._buffer.bytes_buffered)
        self._buffer.read(here)
        self._to_skip, self._size = size - here, None
        return protocol.Message(header, ())


def too_large(message: protocol.Message) -> bool:
    """Whether its body was let pass by unread."""
    return bool(message.header.body_length) and HeaderFields.signature not in message.header.fields


def _body_length(fixed: bytes) -> int:
    return int.from_bytes(fixed[4:8], "little" if fixed[:1] == b"l" else "big")
