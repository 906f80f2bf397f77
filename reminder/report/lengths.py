"""Counts, shares and lengths as every form of a report says them; the service has these without the reports."""

from datetime import timedelta

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spelled(number: int) -> str:
    """A small number as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def count(number: int, noun: str) -> str:
    """A number of things: "no breaks", "1 break", "2 breaks"."""
    return f"{number or 'no'} {noun}" + ("" if number == 1 else "s")


def percent(share: float) -> str:
    """A share from 0 to 1: "70 %"."""
    return f"{100 * share:.0f}\u00a0%"  # by name, Python would load the names of all characters to compile it


def length(span: timedelta) -> str:
    """A length in hours and minutes: "1 h 52", "48 min"."""
    minutes = int(span.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02}" if hours else f"{minutes} min"
