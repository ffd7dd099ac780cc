"""Scheduler, executors and workers of this machine."""
