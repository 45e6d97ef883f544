"""What runs a network: words and pieces, windows over a text, a session with the weights."""
