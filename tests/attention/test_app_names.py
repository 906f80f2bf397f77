"""Programs by the names users know."""

import pytest

from reminder.attention.app_names import app_name, causes_of


@pytest.mark.parametrize(
    ("app_id", "name"),
    [
        ("firefox", "Firefox"),
        ("Firefox", "Firefox"),
        ("org.mozilla.firefox", "Firefox"),
        ("org.gnome.Totem", "Totem"),
        ("org.gnome.Totem.desktop", "Totem"),
        ("org.telegram.desktop", "Telegram"),
        ("firefox.desktop", "Firefox"),
        ("com.github.iwalton3.jellyfin-media-player", "Jellyfin media player"),
        ("/opt/google/chrome/chrome", "Chrome"),
        ("google-chrome", "Google chrome"),
        ("mpv", "mpv"),
        ("VLC media player", "VLC media player"),
        ("My SDL application", "My SDL application"),
        ("node.js", "Node.js"),
        ("  two\nlines ", "Two lines"),
        ("", "a program without a name"),
        (" \t", "a program without a name"),
        ("a.b.", "a program without a name"),
        ("---", "a program without a name"),
        ("/", "a program without a name"),
        (".", "a program without a name"),
        ("?", "a program without a name"),
        ("\u200b", "a program without a name"),
        ("org.example.\x1b", "a program without a name"),
        ("\x1b]0;Fire\x07fox\x9b31m\0", "]0;Firefox31m"),
        ("gpj.\u202eexe", "Gpj.exe"),
        ("Телефон", "Телефон"),
        ("2048", "2048"),
    ],
)
def test_a_program_is_called_as_users_call_it(app_id: str, name: str) -> None:
    """The name is read in "silent, because …"; an application id means nothing to most."""
    assert app_name(app_id) == name


@pytest.mark.parametrize("app_id", ["", " ", "\u200b", "..."])
def test_a_level_stands_whatever_its_program_is_called(app_id: str) -> None:
    """No name is no reason to take a film for none."""
    assert causes_of([app_id]) == ("a program without a name",)


def test_a_long_name_is_cut() -> None:
    """systemd-inhibit calls itself by the whole command it runs, and a menu's row has an end."""
    name = app_name("rsync --archive --delete /home/anna/ backup:/srv/anna")

    assert len(name) == 40
    assert name.endswith("…")


def test_a_program_is_named_once() -> None:
    """A browser inhibits once for each tab that plays."""
    assert causes_of(["firefox", "vlc", "org.mozilla.firefox"]) == ("Firefox", "vlc")
