"""Ideas for the settings, in words: what was seen, and what could be tried. Kind, and without "should"."""

from reminder.core.ideas import Advice, Idea

NOUNS = {
    "movement": "breaks",
    "posture": "changes of posture",
    "stretch": "stretches",
    "relax": "moments to rest",
    "strengthen": "strength sessions",
    "hydration": "reminders to drink",
}


def reason(idea: Idea, name: str) -> str:
    """What the log says: "You did 4 of 19 stretches in two weeks." `name` is what the kind is called."""
    what = NOUNS.get(idea.kind, f"“{name}”")
    match idea.advice:
        case Advice.FEWER:
            return f"You did {idea.part} of {idea.whole} {what} in two weeks, so fewer may suit you better."
        case Advice.EARLIER:
            late = f"After {_hour(idea.clock[0])} you missed {idea.part} of {idea.whole} {what}"
            return f"{late}; before that it was {idea.else_part} of {idea.else_whole}."
        case Advice.QUIET:
            between = f"Between {_hour(idea.clock[0])} and {_hour(idea.clock[1])}"
            others = f"at other hours it was {idea.else_part} of {idea.else_whole}"
            return f"{between} you missed {idea.part} of {idea.whole} {what}; {others}. No kind would come then."
        case Advice.AFTER_CALLS:
            return f"Calls held back {idea.part} of {idea.whole} {what}. A plan for the moment a call ends may help."
        case Advice.HIGHER:
            return f"You took {idea.part} of {idea.whole} {what} and reached your goal: it may be a bit higher."
        case Advice.LOWER:
            return f"You took {idea.part} of {idea.whole} {what}. A goal within reach helps more than a distant one."


def offer(idea: Idea, name: str) -> str:
    """What could be tried, in a few words for a menu: "Stretch once a day"."""
    key, value = idea.changes[0]
    match idea.advice:
        case Advice.FEWER if key.endswith(".per_day"):
            return f"{name}: {_times(int(value))} a day"
        case Advice.FEWER:
            return f"{name}: every {value}"
        case Advice.EARLIER:
            return f"{name}: before {_hour(idea.clock[0])} only"
        case Advice.QUIET:
            return f"No reminders from {_hour(idea.clock[0])} to {_hour(idea.clock[1])}"
        case Advice.AFTER_CALLS:
            return "A plan for the end of a call"
        case Advice.HIGHER | Advice.LOWER:
            return f"A goal of {value} %"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _hour(hour: int) -> str:
    return f"{hour:02}:00"
