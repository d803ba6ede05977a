"""Sealing: padding, boxes, receipts, passphrases, key files, form tokens, throttling. No Django, no network."""
