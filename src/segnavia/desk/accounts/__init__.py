"""Login: what django-allauth asks of us, and how the desk differs from its defaults."""
