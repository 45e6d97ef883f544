"""How the pair network came to be."""
