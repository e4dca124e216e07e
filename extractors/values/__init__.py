"""What amounts and dates come to: numbers, currencies and spans of time, from words as printed."""
