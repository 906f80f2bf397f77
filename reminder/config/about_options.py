"""The settings of [about_you]: what one may say of oneself, and in a sentence what each answer changes."""

from reminder.config.amounts import Weight
from reminder.config.values import Choice, LocalTime, Switch, Type

_NO = Switch()

ABOUT_TEXT = (
    "About you. It stays on this machine. Every answer may be left out; what it changes are defaults, so what you set "
    "yourself elsewhere stands, but for a few bounds of safety that are named here."
)

ABOUT: tuple[tuple[str, Type, object, str], ...] = (
    ("bedtime", LocalTime(), "23:00:00",
     "When you usually go to bed. How much of your caffeine is left is told for this time."),
    ("wakes", LocalTime(), "07:00:00",
     "When you usually get up. Between this and two hours before bedtime your goal for water is spread evenly."),
    ("age", Choice(("under_18", "adult", "65_or_over")), "adult",
     ("Under 18: at most 3 mg of caffeine a day for each kilogram of your weight, whatever the file says. 65 or over: "
      "stretches are held for 30 s.")),
    ("weight", Weight("20 kg", "250 kg"), "",
     "Your weight. Only the caffeine limit for those under 18 goes by it; for others it changes nothing."),
    ("tight_hamstrings", _NO, False,
     "The backs of your thighs are tight: every other stretch is theirs, so with two a day one each day."),
    ("weak_core", _NO, False, "Your back or belly tires early: strengthening on three days a week instead of two."),
    ("sway_back", _NO, False,
     "Your lower back has a deep curve: exercises for the fronts of the hips and the buttocks come more often."),
    ("low_fitness", _NO, False,
     ("You are not used to exercise: a reminder to move every 60 min, and a goal of 50 min of activity a week. Both "
      "stay as they are until you change them.")),
    ("high_stress", _NO, False, "You are under a lot of stress: a moment to relax three times a day instead of twice."),
    ("hot_place", _NO, False,
     "You work in the heat: tips for it among the others. Heat mode is for the days on which you switch it on."),
    ("intense_exercise", _NO, False,
     "You train hard: tips for it among the others. Say when you had a workout, and that day's goal for water rises."),
    ("static_hobby", _NO, False,
     "You sit still for a hobby, such as sewing or model building: hours on all seven days, until 21:00."),
    ("smoker", _NO, False,
     "You smoke: caffeine leaves you faster, with half of it gone in 3.5 h. Quitting slows it down again."),
    ("pregnant", _NO, False,
     ("You are pregnant: caffeine is counted as leaving you slowly, with half of it gone in 10.5 h, and the goal for "
      "water is a little higher; whatever the file says, at most 200 mg of caffeine a day, and until `cleared` no "
      "strengthening and only gentle stretches.")),
    ("breastfeeding", _NO, False,
     ("You breastfeed: caffeine is counted as in pregnancy, and the goal for water is higher; whatever the file says, "
      "at most 200 mg of caffeine a day, and until `cleared` no strengthening and only gentle stretches.")),
    ("pill", _NO, False, "You take a pill with estrogen: caffeine leaves you slowly, with half of it gone in 10.7 h."),
    ("supplements", _NO, False,
     "You take calcium or magnesium: a tip on it among the others. It is no reason to change what you take."),
    ("condition", _NO, False,
     ("A clinician should say yes before you exercise your back: disc disease with leg symptoms, a tumor of the "
      "spine, a fracture, osteoporosis, recent surgery, multiple sclerosis, an injury of the spinal cord, blood "
      "pressure that is not under control, diabetes, anemia, or another illness of the back. Until `cleared` no "
      "strengthening and only gentle stretches, whatever the file says; and also after that neither what bends the "
      "back (E09, E10) nor the plank (E20).")),
    ("fluid_limit", _NO, False,
     ("You were told to limit what you drink, you take diuretics, or your kidneys, heart or liver are ill: no goal for "
      "water and no reminders to drink, whatever the file says.")),
    ("cleared", _NO, False,
     ("A clinician who knows of your pregnancy or condition has said that stretching and strengthening are all right "
      "for you.")),
)  # fmt: skip
