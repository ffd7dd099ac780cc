"""Figures in a notebook: rendered in other processes, kept in a cache, shown in a cell."""
