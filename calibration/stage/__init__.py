"""Twenty years without any policy, beside what is published: ``python -m calibration.stage``.

Made-up towns and the region of Umeå are simulated for twenty years, with several seeds; population, ages, moves, work,
homes, clubs and how long newcomers stay are written beside the published range of each, by place, with whatever lies
outside it named. Then places of one region are compared, and three rules of settlement side by side. Nothing here is
fitted to, and nothing that fits reads it.
"""
