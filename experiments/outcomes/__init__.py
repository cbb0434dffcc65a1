"""What runs come to: series and outcomes of replicates, with intervals, tables and words for numbers."""
