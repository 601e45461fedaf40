"""What sparsity alone decides: zero patterns of systems of equations, matchings, blocks; maps of finite sets."""
