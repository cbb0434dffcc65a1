"""What each ready piece does in one town, against the town without it: docs/programmes.md."""
