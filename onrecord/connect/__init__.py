"""Where what articles say meets: which are copies of each other, and which statements answer which."""
