"""Views: what a template may see, ready to print. Templates never see the model."""
