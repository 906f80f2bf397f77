"""What a system looks for below share/: man pages, completions, the menu's entry, metadata. Made from declarations."""
