"""The questions that are shipped, one file each, as they are laid down after every migration.

What is asked is a row of the database, and stays as it was asked: other words are another version.
"""
