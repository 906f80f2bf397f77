"""What the prompts say, each text tied to a claim and a source: `catalogue.toml` and its loader."""
