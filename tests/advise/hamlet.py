"""Five measures for the hamlet, which tests of advice share: few enough to simulate every mix there is."""

from __future__ import annotations

MEASURES = """\
candidates:
  practice:
    name: Practice of the language
    adds:
      funding: {practice_money: {payer: state}}
      programmes:
        practice:
          funding: [practice_money]
          form: support
          capacity: 20
          outreach: 0.8
          target: {to_month: 240}
          carries: {language: 20}
          cost: {per_month: 20000}
  talks:
    name: Talks
    adds:
      funding: {talks_money: {payer: state}}
      programmes:
        talks:
          funding: [talks_money]
          form: support
          capacity: 20
          outreach: 0.8
          target: {to_month: 240}
          carries: {language: 8}
          cost: {per_month: 8000, per_participant: 50}
  choir:
    name: Seats in the choir
    adds:
      funding: {choir_money: {payer: municipality}}
      programmes:
        choir:
          funding: [choir_money]
          form: support
          capacity: 20
          outreach: 0.8
          target: {to_month: 240}
          carries: {club_seat: 0.5}
          cost: {per_month: 10000}
  idle:
    name: A desk that does nothing
    adds:
      funding: {idle_money: {payer: municipality}}
      programmes: {idle: {funding: [idle_money], form: support, capacity: 5, outreach: 0.2, cost: {per_month: 1000}}}
  guides:
    name: Refugee guides
    piece: programmes/refugee-guides
"""
COUNTED = {"language": 1.0, "members": 1.0}
"""What these measures act on within a year."""
