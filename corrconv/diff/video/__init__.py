"""Differences of animations, in frames and steps."""
