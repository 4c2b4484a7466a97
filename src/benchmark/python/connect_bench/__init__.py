"""make bench: runs the benchmarks and shows their results.

A benchmark is a program that writes one file, docs/performance/NAME.json. ``__main__`` has the list of them, runs
them and prints the table; ``page`` renders docs/performance.md from the files that are there; ``charts`` draws the
charts, with the one library that only this needs.
"""
