"""The permission matrix: every route, everybody, every method; generated from the URL configuration."""
