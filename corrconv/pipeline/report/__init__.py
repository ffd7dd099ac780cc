"""Reports: all that a build tells, while it runs and afterwards."""
