"""Outcomes, by fixed definitions, so that figures can be compared.

Every measure is a row (month, place, measure, group, value): month -1 is the region before its first
month, place "all" the whole region. :mod:`.catalogue` says what each is and what takes it down:
:mod:`.monthly` and :mod:`.civil` every month, :mod:`.yearly` at the end of each year of the run;
:mod:`.cohorts` follows those who arrived during the run. :mod:`.counting` does what the catalogue says.
"""
