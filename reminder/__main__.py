"""`python -m reminder` is `reminder`: where both begin."""

import sys

if not __package__:  # `python reminder`: the folder alone, in which modules of ours stand in the way of Python's own
    sys.exit("Say 'python3 -m reminder' where you said 'python3 reminder'.")

from reminder.lean import import_late


def main() -> int:
    """The command line, with what is rarely used loaded late."""
    import_late()
    from reminder import cli  # not before that

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
