"""Runs side by side: a run as a value, what happens to it in a worker, pools and clusters of workers."""
