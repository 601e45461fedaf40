"""Models that come with the project, one a module; each holds one ``MODEL``."""
