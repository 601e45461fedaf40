"""Where evidence is gathered: in processes that can be ended, under a budget of time and memory, here or elsewhere."""
