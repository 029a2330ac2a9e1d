"""Statements and the evidence they point at."""
