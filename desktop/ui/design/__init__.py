"""How the window looks: one file of tokens, and what is built from it."""
