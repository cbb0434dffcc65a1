"""A scenario in plain words: what it describes, what it changes, and what is in order but will not act."""
