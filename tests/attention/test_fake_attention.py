"""The fake keeps the promises of the real attention on which the service's stories stand."""

import asyncio

from reminder.core.plan import HoldKind
from tests.attention.fake import FakeAttention


def test_it_gives_signs_of_what_was_read_as_standing_and_of_beginnings_only_where_wanted() -> None:
    """As the real one: nobody hears of a call that begins while only do-not-disturb is followed."""

    async def story() -> None:
        fake, signs = FakeAttention(), []
        fake.begin(HoldKind.DO_NOT_DISTURB, "dunst")
        assert set(await fake.read()) == {HoldKind.DO_NOT_DISTURB}
        fake.follow(lambda: signs.append("changed"))

        fake.begin(HoldKind.CALL)
        assert signs == []
        fake.end(HoldKind.DO_NOT_DISTURB)
        assert signs == ["changed"]

        fake.follow(lambda: signs.append("began"), beginnings=True)
        fake.begin(HoldKind.FULL_SCREEN)
        assert signs == ["changed", "began"]
        await fake.close()
        fake.begin(HoldKind.DO_NOT_DISTURB)
        assert signs == ["changed", "began"]

    asyncio.run(story())
