"""Arms that share their random numbers: paired differences, cost ratios, effects, and their words."""
