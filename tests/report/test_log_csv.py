"""The log as a table: everything in order, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reminder.report.log_csv import COLUMNS, as_csv
from tests.report.test_report_log import BERLIN, NOON, RECORD

DRANK: dict[str, Any] = {"at": NOON - timedelta(hours=1), "event": "drank", "ml": 250, "drink": "tea"}
HEAT = {"at": NOON + timedelta(hours=1), "event": "switched", "switch": "heat", "on": False}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_outcomes_and_what_was_told_stand_in_order_of_time() -> None:
    """At the hour of the user's clock then; what there is none of is empty, and not 0."""
    drank = {**DRANK, "at": DRANK["at"].astimezone(BERLIN)}
    first, second, third = rows(as_csv([replace(RECORD, exercise="E13")], [HEAT, drank]))

    assert (first["at"], first["what"], first["ml"], first["name"], first["mg"]) == (
        "2026-03-02T11:00:00+01:00",
        "drank",
        "250",
        "tea",
        "",
    )
    assert (second["what"], second["result"], second["exercise"], second["held_s"]) == (
        "movement",
        "observed",
        "E13",
        "90",
    )
    assert (third["what"], third["name"], third["result"]) == ("switched", "heat off", "")


def test_an_empty_week_is_a_heading() -> None:
    """So that a program that reads it need not ask first."""
    assert as_csv([], []) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1"])
def test_a_name_is_never_a_formula(name: str) -> None:
    """Spreadsheets run what begins so, and files are passed on."""
    (row,) = rows(as_csv([], [{**DRANK, "drink": name}]))

    assert row["name"].startswith("'")
    assert row["name"].endswith(name.strip())


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    """Whatever a drink is called."""
    (row,) = rows(as_csv([], [{**DRANK, "drink": 'a, "b"\nc'}]))

    assert row["name"] == 'a, "b"\nc'
