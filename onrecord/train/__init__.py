"""How the weights came to be: PolNeAR to a fine-tuned encoder to the file that the package ships."""
