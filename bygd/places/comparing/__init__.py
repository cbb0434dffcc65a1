"""Real places beside each other: what is known of each, how each fares in the model, and which of the differences
between them account for how differently they fare.

:mod:`facts` are from the table, :mod:`features` put one place's features into another, :mod:`orders` says which towns
are simulated for that and adds up what each feature does, :mod:`questions` reads outcomes, :mod:`carrying` runs it all.
"""
