"""Words of teaching in templates."""
