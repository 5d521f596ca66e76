"""The pages on where every figure, finding and option comes from."""
