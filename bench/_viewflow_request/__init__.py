"""An app of Django that holds a flow of django-viewflow, which keeps flows by the name of their app."""
