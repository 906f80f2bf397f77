"""What the prompts say, each text tied to a claim and a source: `catalogue.toml` and its loader."""

LINE_WIDTH = 80
"""How many characters a line of a notification holds."""
