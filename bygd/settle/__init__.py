"""Settlement matched to places: which kinds of household a region's municipalities house, where, and what it does.

kinds · region       kinds of household, how many of each come a year, and the scenarios of both rules
following · evaluating   households followed through simulated runs, each run once in the life of a folder
estimating           how good each place is for each kind: partial pooling towards the place's and the kind's mean
matching             who is sent where under quotas, as a linear program
effects · fairness   the matched rule against today's with seeds of its own: by place, by group, who gains
carrying · page · words · literature · writing   the answer to read
"""
