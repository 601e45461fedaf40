"""The rules that judge one step of a proof."""
