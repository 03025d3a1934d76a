"""What `pollsvc doctor` looks at, one file for each side of an instance."""
