"""How good and how fast onrecord is, measured on data that lies beside the checkout."""
