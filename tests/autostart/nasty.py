"""Names that folders may have, and that quoting gets wrong first."""

NASTY = (
    "plain",
    "two words",
    "100 %h %% of it",
    'a "quoted" one',
    "it's",
    "back\\slash \\t and \\\\two",
    "$HOME ${HOME} `id`",
    "Tür 日本",
    "a;b&c|d<e>f(g)*?#~",
    ":@-+!,",
)
