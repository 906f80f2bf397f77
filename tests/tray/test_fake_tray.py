"""The double keeps the contract that the service's tests rely on."""

import asyncio

import pytest

from reminder.tray import Picture, Tray
from reminder.tray.menu import picture
from tests.tray import contract
from tests.tray.fake import FakeTray, all_rows


def test_a_chosen_row_reaches_the_service() -> None:
    """Every tray does this; see the contract."""
    service = contract.Service()
    tray = FakeTray(service.act)

    def click(text: str) -> None:
        assert tray.picture is not None
        tray.clicks(next(row.act for row in all_rows(tray.picture.rows) if row.text == text))

    asyncio.run(contract.a_chosen_row_reaches_the_service(tray, service, click))


def test_a_closed_tray_is_quiet() -> None:
    """Every tray does this; see the contract."""
    service = contract.Service()
    tray: Tray = FakeTray(service.act)

    asyncio.run(contract.a_closed_tray_is_quiet(tray, service))


def test_what_the_menu_does_not_offer_cannot_be_clicked() -> None:
    """A test that clicks "done" without an open prompt is wrong, and must fail."""
    service = contract.Service()
    tray = FakeTray(service.act)
    calm: Picture = picture(contract.CALM)

    tray.paint(calm)

    with pytest.raises(LookupError):
        tray.clicks("done")
