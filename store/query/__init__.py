"""Queries behind Library: each takes a session and returns frozen facts."""
