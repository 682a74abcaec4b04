"""How good the product's own readings are, on labelled texts: pure figures, printed by ``sukhbat evaluate``."""
