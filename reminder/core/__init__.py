"""The desk day, decided purely: events in, a new state and effects out.

Glossary of the room:

- `plan`    what the user wants, as values (made from config.toml by the shell)
- `events`  what happened, in the past tense, each with its time
- `effects` what to do about it, in the imperative
- `state`   everything remembered between two events
- `step`    (state, event, plan) -> (state, effects): the only way forward
- `desk`    the desk clock: who sits, since when, and what an absence is worth
- `week`    the log of a week -> the summary of a week

Nothing here reads a clock, a file or a desktop; standard library only.
"""
