"""Propositions: what is proposed, what it answers, who was asked, what was decided, and whether it helped."""
