"""A data package on disk: opened safely, its tables parsed strictly and explained."""
