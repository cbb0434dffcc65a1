"""Self-assessment: 68 benchmarks, a municipality's answers to them, and what raising each would buy in the model.

``benchmarks.yaml`` holds the benchmarks, :mod:`bygd.assess.catalogue` reads them. :mod:`bygd.assess.answers` reads a
municipality's answers, :mod:`bygd.assess.town` makes a town of them, :mod:`bygd.assess.arms` says which towns are
compared, and :mod:`bygd.assess.carrying` compares them.
"""
