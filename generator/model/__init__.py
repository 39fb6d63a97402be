"""The model: frozen records of content, and what is derived from them."""
