"""Lists of conferences and their calls for papers."""
