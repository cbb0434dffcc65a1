"""The report: one self-contained page that an analyst can read, print and pass on."""
