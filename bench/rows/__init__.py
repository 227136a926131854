"""One file per family of rows, each with a `BENCH`."""
