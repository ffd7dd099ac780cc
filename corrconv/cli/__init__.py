"""The command line: one module for each command. A command parses, calls and reports."""
