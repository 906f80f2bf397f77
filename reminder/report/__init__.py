"""The week and the log, told: one file per form."""
