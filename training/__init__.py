"""Trains the two models that Headline Bench brings along; see README.md."""
