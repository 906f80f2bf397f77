"""The AppStream metainfo: what software centers say of the program."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from reminder.share.entry import ID

FILE = f"metainfo/{ID}.metainfo.xml"

FIRST = (
    "Reminder counts how long you really sit, and reminds you to move at a pause in your typing, never in a call. It "
    "logs what really happened, and everything stays on your machine."
)
CAUTION = (
    "It gives general wellness reminders. It does not diagnose, treat, cure or prevent anything, and does not replace "
    "a doctor. Stop any exercise that hurts."
)


def metainfo(summary: str, license_name: str, makers: str, points: Sequence[str], changelog: str) -> str:
    """The file. `points` is what it does, a line each. Screenshots and a homepage would need an address."""
    top = ET.Element("component", type="desktop-application")
    # No domain is ours, so the id is not a reversed one: those who make one up take somebody else's.
    _text(top, "id", f"{ID}.desktop")
    _text(top, "metadata_license", license_name)
    _text(top, "project_license", license_name)
    _text(top, "name", "Reminder")
    _text(top, "summary", summary)
    _text(top, "developer_name", makers)
    description = ET.SubElement(top, "description")
    _text(description, "p", FIRST)
    _list(description, points)
    _text(description, "p", CAUTION)
    _text(top, "launchable", f"{ID}.desktop", type="desktop-id")
    _text(top, "icon", "reminder", type="stock")
    categories = ET.SubElement(top, "categories")
    _text(categories, "category", "Utility")
    provides = ET.SubElement(top, "provides")
    _text(provides, "binary", "reminder")
    ET.SubElement(top, "content_rating", type="oars-1.1")
    _releases(top, changelog)
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _releases(top: ET.Element, changelog: str) -> None:
    told = list(released(changelog))
    if not told:
        return
    releases = ET.SubElement(top, "releases")
    for version, day, points in told:
        release = ET.SubElement(releases, "release", version=version, date=day)
        if points:
            _list(ET.SubElement(release, "description"), points)


def released(changelog: str) -> Iterator[tuple[str, str, list[str]]]:
    """Version, day and points of each section that has a day: "## 0.1.0 (2026-12-01)". What is not out has none."""
    for version, day, body in re.findall(
        r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    ):
        yield version, day, bullets(body)


def bullets(markdown: str) -> list[str]:
    """The points of a Markdown list as plain text, a line each."""
    points = re.findall(r"^- (.*(?:\n +.*)*)", markdown, re.MULTILINE)
    return [" ".join(re.sub(r"[*`]+", "", point).split()) for point in points]


def _text(above: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(above, name, attributes).text = text


def _list(above: ET.Element, points: Sequence[str]) -> None:
    into = ET.SubElement(above, "ul")
    for point in points:
        _text(into, "li", point)
