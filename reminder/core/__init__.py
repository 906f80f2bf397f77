"""The desk day, decided purely: events in, a new state and effects out.

Glossary of the room:

- `plan`    what the user wants, as values (made from config.toml by the shell)
- `events`  what happened, in the past tense, each with its time
- `effects` what to do about it, in the imperative
- `state`   everything remembered between two events
- `step`    (state, event, plan) -> (state, effects): the only way forward
- `turn`    what all rules of one step share
- `desk`    the desk clock: who sits, and since when (D1, D2, D4)
- `absence` what an absence proves and discharges (D3, P7)
- `restart` where one run of the service ends and the next begins (D6)
- `shift`   every remembered instant on a clock that was set (D5)
- `due`     what is due, and when it may come on the screen (K1, K2, P1 to P3)
- `holds`   reasons to be silent, and what they kept back (P4)
- `outcomes` how a prompt comes and how it ends (P5 to P8)
- `rotation` whose turn it is among a kind's wordings
- `silence` why nothing is shown (P9)
- `week`    the log of a week -> the summary of a week

Nothing here reads a clock, a file or a desktop; standard library only.
"""
