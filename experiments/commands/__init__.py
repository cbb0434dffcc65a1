"""What a person asks for: a run, a comparison, a sweep, from scenario to folder of results."""
