"""Models of training: a retraining chain, its exact laws, its deterministic equivalents, its simulation."""
