"""What zeros alone decide: matchings, blocks and inverses of systems of equations; bijections of finite products."""
