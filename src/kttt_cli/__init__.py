"""kttt: indicators of Vietnam's collective economy (kinh tế tập thể), from registers to a plan's targets."""

__version__ = "0.1.0"
