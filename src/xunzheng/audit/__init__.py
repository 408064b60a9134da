"""The audit: statements read out of a report, and checks that hold them against each other."""
