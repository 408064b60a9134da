"""Who uses the site: accounts, appointments to roles, signing in, and who may do what."""
