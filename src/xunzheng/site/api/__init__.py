"""The interface for programs: cases and commands, rules of clocks, the registry; by token, version 1."""
