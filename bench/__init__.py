"""Benchmarks against the real app: `python -m bench` prints one table. Rows live in `bench/rows`, one file per family, found by their `BENCH`."""
