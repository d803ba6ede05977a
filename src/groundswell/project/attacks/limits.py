"""What privacy.md allows an attacker to gain: G2, G5, G6, G11, G13, G15."""

EXACT_LIMIT = 0.02
AUC_LIMIT = 0.05
COUNT_LIMIT = 0.0
# The success of who tosses a coin.
GUESSING = 0.5
