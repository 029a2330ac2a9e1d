"""Tables as frames, views, databases and records, for those who use them."""
