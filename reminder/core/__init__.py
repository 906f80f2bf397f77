"""The desk day, decided purely: events in, a new state and effects out.

Glossary of the room:

- `plan`    what the user wants, as values (made from config.toml by the shell)
- `events`  what happened, in the past tense, each with its time
- `effects` what to do about it, in the imperative
- `state`   everything remembered between two events
- `step`    (state, event, plan) -> (state, effects): the only way forward
- `records` frozen dataclasses, leaner
- `turn`    what all rules of one step share
- `desk`    the desk clock: who sits, and since when (D1, D2, D4)
- `absence` what an absence proves and discharges (D3, P7)
- `restart` where one run of the service ends and the next begins (D6)
- `shift`   every remembered instant on a clock that was set (D5)
- `hours`   the part of the week in which prompts may come
- `intake`  what the user tells of drinks, doses, activity and aches, and what that adds up to
- `hydration`, `caffeine` the two budgets (K3, K4)
- `days`    what is remembered from one day to the next
- `tally`   how the day goes so far
- `switches` what kind of day it is: heat, a workout, a sore back
- `told`    what of a prompt it answers that a drink or a dose was told
- `due`     what is due, and when it may come on the screen (K1 to K5, P1 to P3)
- `holds`   reasons to be silent, and what they kept back (P4)
- `showing` how a prompt comes on the screen, and changes there (P1, P2)
- `outcomes` how a prompt ends (P5 to P8)
- `rotation` whose turn it is among a kind's wordings
- `exercises`, `choice` which exercises there are for whom, and which of them comes next
- `wake`    when the core needs to be woken next
- `silence` why nothing is shown (P9)
- `weekly`  when the week is told
- `period`  weeks, months and years; `aims` what was aimed at on each day of them
- `summary` the log of a period -> its summary (C1, C2), with `bouts`, `moments`, `causes` and `accounts`
- `comparison`, `ideas` a period beside those before it, and what could be changed

Nothing here reads a clock, a file or a desktop; standard library only.
"""
