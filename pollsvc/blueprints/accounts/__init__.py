"""Staff coming and going: signing in and out, the first password, one's sign-ins."""
