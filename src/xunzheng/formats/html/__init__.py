"""The page of an audit result, shared by the site and the single file."""
