"""The calls of macOS: nowhere else do they exist; there, each is made as it is declared."""

import sys

from reminder.presence import macos_calls


def test_elsewhere_there_are_none() -> None:
    """The module is imported on every system: its frameworks are on a Mac alone."""
    assert hasattr(macos_calls, "MacCalls") is (sys.platform == "darwin")


if sys.platform == "darwin":
    from reminder.presence.macos_calls import MacCalls

    def test_idle_time_is_a_time() -> None:
        """Declared wrongly, it would be a random number."""
        assert 0 <= MacCalls().idle_seconds() < 366 * 24 * 3600

    def test_the_session_is_read_by_its_entries() -> None:
        """Declared wrongly, this would end the process. Over ssh there is none."""
        session = MacCalls().session()

        assert session is None or {type(entry) for entry in session} == {bool}

    def test_notifications_are_heard_on_the_main_thread() -> None:
        """Posted by ourselves, to the office that they come from."""
        from Foundation import NSNotificationCenter

        heard: list[str] = []
        calls = MacCalls()
        name = "NSSystemClockDidChangeNotification"

        observation = calls.observe([name], heard.append)
        NSNotificationCenter.defaultCenter().postNotificationName_object_(name, None)
        calls.forget(observation)
        NSNotificationCenter.defaultCenter().postNotificationName_object_(name, None)

        assert heard == [name]
