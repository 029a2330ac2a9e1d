"""Reports: what a validation found out, for people (`text`) and programs (`json_`)."""
