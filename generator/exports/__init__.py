"""Exports: the bytes of the files that people take away, as pure functions of finished values."""
