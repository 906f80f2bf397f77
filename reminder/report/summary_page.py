"""A week, a month or a year as one page for a browser: it needs no network and no script."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from reminder.core.effects import Result
from reminder.core.period import Unit
from reminder.core.summary import RULE, Summary
from reminder.report.chart import bar, line, picture, words
from reminder.report.chart_answers import answers
from reminder.report.chart_bouts import bouts, bouts_in_words
from reminder.report.chart_days import breaks, days_table, gaps, sitting
from reminder.report.chart_hours import hours, hours_in_words
from reminder.report.chart_kinds import kinds, reasons, swatch
from reminder.report.chart_told import CAFFEINE, WATER, Measure, activity_in_words, told, told_in_words
from reminder.report.compare_words import sentence
from reminder.report.headline import headline, kept, known, title_so_far
from reminder.report.lengths import count, percent
from reminder.report.markup import items, lines, policy
from reminder.report.material import Material, Suggestion
from reminder.report.silence_words import answers_in_words, middle_half_in_words
from reminder.report.stretches import totals

WRITE_PLAN = 'reminder config set summary.if_then "If a call ends, then I stand up for two minutes"'
DOT = (
    '<span class="key"><svg aria-hidden="true" viewBox="0 0 12 12"><circle class="gap" cx="6" cy="6" r="2"/></svg>'
    "no data</span>"
)
KEYS = (("done", "taken"), ("claimed", "taken, as you said"), ("missed", "not taken"), ("natural", "unasked"))
NEAR = 15
"""Within so many percent of a chart's end, words to a line do not stand across it."""

COUNTS = (
    "Seen: you were away long enough. You said so: you answered Done, and no such absence was seen. Unasked: a break "
    "that no prompt asked for; it stands beside the rate and not in it. What was put off counts by what followed; what "
    "was taken back or could not be shown is not in the rate."
)


def as_html(material: Material) -> str:
    """The whole page."""
    style = _part("summary.css")
    return Template(_part("summary.html")).substitute(
        policy=escape(policy(style=style)),
        title=escape(title_so_far(material)),
        style=style,
        sections=lines(_sections(material)),
        version=escape(material.version),
    )


def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _sections(material: Material) -> Iterator[str]:
    """The answer first, what could be tried next, then what it rests on; two columns where there is room for them."""
    if not material.summary.has_data:
        yield _empty(material)
        return
    yield _hero(material)
    yield _ideas(material)
    yield _beside(_compared(material), _hours(material), _sitting(material))
    yield _kinds(material)
    yield _beside(
        _silence(material), _told(material, WATER), _told(material, CAFFEINE), _section("Activity", _activity(material))
    )


def _section(heading: str, *parts: str, also: str = "") -> str:
    """A section of these parts; "" where all of them are empty."""
    content = lines(filter(None, parts))
    named = f' class="{also}"' if also else ""
    return f"<section{named}>\n<h2>{escape(heading)}</h2>\n{content}\n</section>" if content else ""


def _beside(*sections: str) -> str:
    shown = lines(filter(None, sections))
    return f'<div class="beside">\n{shown}\n</div>' if shown else ""


def _paragraph(text: str, also: str = "") -> str:
    """A paragraph; "" for no words."""
    named = f' class="{also}"' if also else ""
    return f"<p{named}>{escape(text)}</p>" if text else ""


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _empty(material: Material) -> str:
    """Nothing is known: said kindly, and when there will be something."""
    first, second = headline(material.summary)
    soon = "" if material.over else "Once it has run for a while, your breaks stand here."
    return _section(first, _paragraph(_capital(second)), _paragraph(soon))


def _hero(material: Material) -> str:
    """Did I move: one number, one sentence, the goal, and a bar a day."""
    shown = totals(material)
    keys = [swatch(style, how) for style, how in KEYS if any(getattr(each, style) for each in shown)]
    keys += [DOT] if gaps(shown) else []
    chart = lines([breaks(shown), f'<p class="key-line">{"".join(keys)}</p>', days_table(material, shown)])
    answer = lines(filter(None, _answer(material.summary)))
    parts = (f'<div class="answer">\n{answer}\n</div>', f"<div>\n{chart}\n</div>")
    return f'<section class="hero">\n{lines(parts)}\n</section>'


def _answer(summary: Summary) -> Iterator[str]:
    movement, natural = summary.movement, summary.movement.results[Result.NATURAL]
    asked = movement.answered
    if asked:
        yield _number("You got up for", movement.done, f"of {count(asked, 'break')}")
        beside = f"{natural} more unasked." if natural else ""
        yield _paragraph(" ".join(filter(None, [f"{known(summary)}." if movement.done else "", beside])))
        yield _goal(summary)
        share = f"{percent(summary.goal)} of the breaks you were asked for"
        yield _paragraph(f"Your goal: {summary.goal_breaks} of {asked}, {share}. {kept(summary)}")
    elif natural:
        yield _number("You took", natural, f"{count(natural, 'break').partition(' ')[2]} unasked")
        yield _paragraph("You got up before you were asked, every time.")
    else:
        yield f"<h2>{escape(headline(summary)[0])}</h2>"


def _number(before: str, number: int, after: str) -> str:
    """The one number, and what it counts; who hears the page hears a sentence."""
    return f'<h2><span class="unseen">{before}</span> <b class="number">{number}</b> {escape(after)}</h2>'


def _goal(summary: Summary) -> str:
    """Breaks taken of those asked for, from zero, and a thin line at the goal."""
    movement, goal = summary.movement, summary.goal_breaks
    asked, done, seen = movement.answered, movement.done, movement.results[Result.OBSERVED]
    at = 100 * goal / asked
    parts = [
        bar(0, 4, 100, 16, "missed"),
        bar(0, 4, 100 * seen / asked, 16, "observed"),
        bar(100 * seen / asked, 4, 100 * (done - seen) / asked, 16, "claimed"),
        line((at, 0), (at, 24), "goal"),
        words(at, 40, f"goal {goal}", "name", "end" if at > 100 - NEAR else "start" if at < NEAR else "middle"),
    ]
    return picture(f"{done} of {asked} breaks taken, the goal is {goal}.", 44, filter(None, parts), "goal-bar")


def _ideas(material: Material) -> str:
    """What could be tried, and the plan of one's own."""
    told = [_idea(each) for each in material.suggestions]
    parts = lines(f"<div>\n{each}\n</div>" for each in (*told, _plan(material.if_then)))
    heading = "What you could try" if told else "A plan of your own"
    undo = f'<p class="quiet">{_code("reminder config undo")} takes back the change that was made last.</p>'
    return _section(heading, f'<div class="try">\n{parts}\n</div>', undo if told else "", also="asked")


def _plan(if_then: str) -> str:
    if if_then:
        return lines([f"<h3>{escape(if_then)}</h3>", _paragraph("Your plan. Breaks remind you of it now and then.")])
    how = f"<p>Write one that breaks will remind you of: {_code(WRITE_PLAN)}</p>"
    return lines(["<h3>If …, then …</h3>", _paragraph("A plan for a moment that comes anyway helps most."), how])


def _idea(idea: Suggestion) -> str:
    return lines(
        [
            f"<h3>{escape(idea.offer)}</h3>",
            _paragraph(idea.reason),
            f"<p>{_code(', '.join(idea.steps))}</p>",
            _paragraph("Choose it in the menu, under “Your week”, or type"),
            f"<p>{_code(idea.command)}</p>",
        ]
    )


def _compared(material: Material) -> str:
    unit = material.summary.period.unit
    told = items(sentence(each, unit) for each in material.compared)
    heading = "Beside your last weeks" if unit is Unit.WEEK else f"Beside the {unit} before"
    return _section(heading, f'<ul class="points">\n{told}\n</ul>' if told else "")


def _sitting(material: Material) -> str:
    summary, shown = material.summary, totals(material)
    if summary.longest is None:
        return _section("Sitting", _paragraph("How long you sat is not known here."))
    aches = any(each.ache is not None for each in shown)
    beside = "Hours sat a day, by month" if summary.period.unit is Unit.YEAR else "Hours sat by day"
    beside += ", and aches from 0 to 10" if aches else ""
    note = "They stand beside each other, not because of each other: a few weeks cannot prove a cause."
    return _section(
        "Sitting",
        _paragraph(bouts_in_words(summary)),
        bouts(summary),
        f"<h3>{beside}</h3>\n{sitting(shown)}",
        _paragraph(note, "quiet") if aches else "",
    )


def _hours(material: Material) -> str:
    movement = material.summary.movement
    return _section("When breaks are missed", _paragraph(hours_in_words(movement)), hours(movement))


def _kinds(material: Material) -> str:
    if not any(kind.results for kind in material.summary.kinds):
        return ""
    counts = lines([_paragraph(f"{_capital(RULE)}."), _paragraph(COUNTS)])
    rule = f"<details>\n<summary>How the rate is counted</summary>\n{counts}\n</details>"
    return _section("Every kind of reminder", kinds(material), rule)


def _silence(material: Material) -> str:
    took = material.summary.answers
    told = _paragraph(_capital(" ".join(filter(None, [answers_in_words(took), middle_half_in_words(took)]))))
    parts = ["<h3>Time to answer</h3>", told, answers(took)] if told else []
    return _section("Held back, and answered", reasons(material), *parts)


def _told(material: Material, measure: Measure) -> str:
    chart = told(material, measure)
    return _section(measure.name, _paragraph(told_in_words(material, measure)), chart) if chart else ""


def _activity(material: Material) -> str:
    return _paragraph(activity_in_words(material))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
