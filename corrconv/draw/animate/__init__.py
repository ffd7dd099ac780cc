"""Animations that several scenes share."""
