"""What is asked of a notification server, by what it can do."""

import html
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reminder.notify import Click, Text
from reminder.notify.freedesktop_message import LXQT, NO_BUTTONS, Server, note, prompt
from reminder.wire import Message

ABLE = Server("dunst", frozenset({"actions", "body", "body-markup"}))
PLAIN = Server("plain", frozenset({"body"}))
XFCE = Server("Xfce Notify Daemon", ABLE.can)
TEXT = Text("Stand up for two minutes", "31 minutes in the chair.")
ANSWERS = ["done", "Done", "skip", "Skip"]


def asked(server: Server, text: Text = TEXT) -> Message:
    return prompt(text, server, ANSWERS, icon="/icons/reminder.png", replaces=7)


def test_a_click_on_the_prompt_itself_is_offered() -> None:
    """It opens what the prompt is about; on dunst and mako it is the only thing a left click can do."""
    assert ["default", "What is this?", *ANSWERS] == asked(ABLE).body[5]


def test_xfce_is_not_offered_it() -> None:
    """It draws it as a fourth button, with a label nobody asked for."""
    assert asked(XFCE).body[5] == ANSWERS


def test_lxqt_gets_two_buttons() -> None:
    """It draws three as a list to choose from and an OK, which does not say what it answers."""
    answers = ["done", "Done", "snooze", "In 10 min", "skip", "Skip"]

    asked = prompt(TEXT, Server(LXQT, ABLE.can), answers, icon="", replaces=0)

    assert asked.body[5] == answers[:4]


def test_a_server_without_buttons_gets_words_in_their_place() -> None:
    """The tray and the command line carry the answers, and somebody has to say so."""
    assert f"{TEXT.body}\n{NO_BUTTONS}" == asked(PLAIN).body[4]
    assert TEXT.body == asked(ABLE).body[4]
    assert TEXT.body == note(TEXT, PLAIN, icon="", replaces=0).body[4]


def test_a_prompt_stays_and_takes_the_place_of_the_one_before() -> None:
    """Our own timer ends it; two prompts never stack."""
    message = asked(ABLE)

    assert (message.body[1], message.body[7]) == (7, 0)
    assert (message.member, message.signature) == ("Notify", "susssasa{sv}i")


def test_a_note_goes_by_itself_and_has_no_buttons() -> None:
    """Nobody has to answer that config.toml has a mistake."""
    message = note(TEXT, ABLE, icon="", replaces=3)

    assert (message.body[1], message.body[5], message.body[7]) == (3, [], -1)


WEEK = Click("See your week", lambda: None, "'reminder summary last --open' shows it.")


def test_a_note_may_lead_somewhere() -> None:
    """It says where, and stays long enough to be clicked; where a click is a button, that says it."""
    by_click, by_button = (note(TEXT, server, WEEK, icon="", replaces=0).body for server in (ABLE, XFCE))

    assert by_click[4:6] == [f"{TEXT.body} See your week.", ["default", "See your week"]]
    assert by_button[4:6] == [TEXT.body, ["default", "See your week"]]
    assert by_click[7] == by_button[7] == 30_000


def test_where_nothing_can_be_clicked_a_note_says_how_else() -> None:
    """And goes like any other."""
    body = note(TEXT, PLAIN, WEEK, icon="", replaces=0).body

    assert body[4:6] == [f"{TEXT.body}\n{WEEK.otherwise}", []]
    assert body[7] == -1


def test_a_picture_goes_by_its_path() -> None:
    """Every server shows it so, beside the words; without one the program's icon stands there."""
    assert "image-path" not in asked(ABLE).body[6]
    assert asked(ABLE, replace(TEXT, picture=Path("/icons/due.png"))).body[6]["image-path"] == (
        "s",
        "file:///icons/due.png",
    )


def test_on_lxqt_the_picture_takes_the_icons_place() -> None:
    """It shows no picture, and then no icon either."""
    message = asked(Server(LXQT, ABLE.can), replace(TEXT, picture=Path("/icons/due.png")))

    assert message.body[2] == "/icons/due.png"
    assert "image-path" not in message.body[6]


def test_neither_is_urgent() -> None:
    """What is critical breaks through do-not-disturb; a break never does."""
    for message in (asked(ABLE), note(TEXT, ABLE, icon="", replaces=0)):
        assert message.body[6]["urgency"] == ("y", 1)


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_is_written_is_read(title: str, body: str) -> None:
    """Own titles hold < and &: markup servers get them escaped, others as they are."""
    marked, plain = (asked(server, Text(title, body)).body for server in (ABLE, PLAIN))

    assert body == html.unescape(marked[4]) or "&" in body
    assert "<" not in marked[4]
    assert plain[4].startswith(body)
    assert title == marked[3] == plain[3]
