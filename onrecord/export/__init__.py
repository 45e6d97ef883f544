"""What leaves onrecord for other programs."""
