"""Evaluation, training and benchmarks; imported by the command line only when asked for."""
