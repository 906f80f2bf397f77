"""The last config without mistakes, kept in the journal for a start with a broken file."""

import logging
from collections.abc import Callable
from typing import Protocol

from reminder.config import ConfigError, Settings, load, parse
from reminder.config.loading import read_text
from reminder.paths import Places

log = logging.getLogger(__name__)


class Notes(Protocol):
    """What is needed of the log, or of the service's logbook."""

    def note(self, key: str) -> str | None:
        """A small thing remembered; None: never kept."""

    def keep_note(self, key: str, value: str) -> None:
        """Remember it."""


GOOD_CONFIG = "config"
"""The note under which its text is kept."""

STAYS = "Your last good settings stay in force."
Say = Callable[[str], None]


def settings_at_start(places: Places, journal: Notes, say: Say) -> Settings:
    """The user's settings; with a broken file the last good ones, and the mistakes are told.

    Raises:
        ConfigError: the file is broken, and there never was a good one.
    """
    try:
        settings = load(places.config)
    except ConfigError as mistakes:
        return last_good(mistakes, places, journal, say)
    keep_good(places, journal)
    for warning in settings.warnings:
        say(warning)
    return settings


def last_good(mistakes: ConfigError, places: Places, journal: Notes | None, say: Say) -> Settings:
    """The last good settings in place of a file with these mistakes, which are told; raised, if there are none."""
    good = journal.note(GOOD_CONFIG) if journal is not None else None
    if good is None:
        raise mistakes
    say(f"{mistakes}\n{STAYS}")
    return parse(good, places.config)


def keep_good(places: Places, journal: Notes) -> None:
    """Remember the config that is in force, for a start with a broken one."""
    try:
        text = read_text(places.config) or ""
        parse(text, places.config)  # it may have changed since it was loaded
        if journal.note(GOOD_CONFIG) != text:
            journal.keep_note(GOOD_CONFIG, text)
    except ConfigError as problem:  # changed again in this moment
        log.warning("These settings could not be kept for a start with a broken file: %s", problem)
