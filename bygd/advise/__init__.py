"""Advice: which measures, how much of each, when and for how long, for a budget.

candidates · mixes · town  what may be bought, and the scenario of a mix
evaluating                 a mix simulated: gains, money, what was missing
emulator · proposing       additive with interactions; the best mixes by it
searching · choosing       few pairs of runs for many mixes, more for the survivors; the winner with new random draws
best · information         what cannot be told from the best; regret and the value of information
page · words · writing     the advice to read
"""
