"""Where the program prints in a test."""

import io


class Screen(io.TextIOWrapper):
    """A terminal, or the file of a pipe."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        self.written = io.BytesIO()
        self._terminal = terminal
        super().__init__(self.written, encoding=encoding)

    def isatty(self) -> bool:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._terminal
