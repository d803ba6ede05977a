"""The organisation's pages: one module for each thing that a page is about."""
