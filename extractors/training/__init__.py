"""How the models that ship were made, and from what."""
