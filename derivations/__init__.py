"""The papers: one package a paper, its claims, proofs and errata, in the order of the paper."""
