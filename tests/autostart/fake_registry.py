"""A registry in memory; it passes the same contract as the real one."""

from reminder.autostart.registry import Value


class FakeRegistry:
    """`refuses` makes it read-only."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], Value] = {}
        self.refuses = False

    def read(self, key: str, name: str) -> Value:
        return self.values.get((key.lower(), name.lower()))

    def write(self, key: str, name: str, text: str) -> None:
        self._check()
        self.values[key.lower(), name.lower()] = text

    def delete(self, key: str, name: str) -> bool:
        self._check()
        return self.values.pop((key.lower(), name.lower()), None) is not None

    def put(self, key: str, name: str, value: Value) -> None:
        """As another program does."""
        self.values[key.lower(), name.lower()] = value

    def _check(self) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")
