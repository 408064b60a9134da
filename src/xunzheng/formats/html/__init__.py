"""The page of an audit result: view records, words, templates, stylesheet; shared by the site and the file."""
