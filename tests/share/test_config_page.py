"""reminder-config(5) tells every setting with its range and default."""

from reminder.share.config_page import Setting, as_man


def test_each_setting_is_told_under_its_section() -> None:
    """By its key, what it is for, what may stand there, and what holds without it."""
    hours = [Setting("from", "09:00:00", "a time of day", "Reminders may come from then on.")]
    own = [Setting("title", "", "text", "What it is called.")]
    top = [Setting("day-starts", "04:00", "a time of day", "When your day begins.")]

    text = as_man("1.2", "~/c.toml", {"": ("", top), "hours": ("When.", hours), "own.NAME": ("Yours.", own)})

    _, _, after = text.partition(".SS Above all sections\n")
    assert after == (
        ".TP\n\\fBday\\-starts\\fR\nWhen your day begins. Possible: a time of day. Default: 04:00.\n"
        ".SS [hours]\nWhen.\n"
        ".TP\n\\fBfrom\\fR\nReminders may come from then on. Possible: a time of day. Default: 09:00:00.\n"
        ".SS [own.NAME]\nYours.\n"
        ".TP\n\\fBtitle\\fR\nWhat it is called. Possible: text. No default.\n"
        ".SH SEE ALSO\n\\fBreminder\\fR(1)\n"
    )
