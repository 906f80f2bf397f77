"""A tray service that reminds desk workers to move, and keeps a truthful log of whether they did."""

__version__ = "0.1.0"
