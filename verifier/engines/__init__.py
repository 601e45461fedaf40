"""The engines that rules call: normal forms, signs on a domain, points of a domain, refutation at points."""
