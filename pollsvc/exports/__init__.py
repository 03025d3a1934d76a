"""What analysts take away: the codebook, and one writer for each format."""
