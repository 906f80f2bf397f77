"""The few things that are read and written in the Windows registry, of this user alone."""

import sys
from typing import Protocol

Value = str | bytes | int | None


class Registry(Protocol):
    """Values below HKEY_CURRENT_USER."""

    def read(self, key: str, name: str) -> Value:
        """The value; None: there is none. Raises `OSError` where it may not be read."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Set a string, in a key that is made if need be. Raises `OSError`."""
        ...

    def delete(self, key: str, name: str) -> bool:
        """Remove a value; whether there was one. Raises `OSError`."""
        ...


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The real one."""

        def read(self, key: str, name: str) -> Value:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes | int) else None

        def write(self, key: str, name: str, text: str) -> None:
            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def delete(self, key: str, name: str) -> bool:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return False
            return True
