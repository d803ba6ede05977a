"""Sign-in by mailed code, by passkey, or at the organisation's identity provider; no passwords anywhere."""
