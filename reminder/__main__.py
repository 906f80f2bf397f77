"""`python -m reminder` is `reminder`."""

import sys

if not __package__:  # `python reminder`: the folder alone, in which modules of ours stand in the way of Python's own
    sys.exit("Say 'python3 -m reminder' where you said 'python3 reminder'.")

from reminder.cli import main

if __name__ == "__main__":
    sys.exit(main())
