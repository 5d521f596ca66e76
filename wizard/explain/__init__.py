"""Why: where every figure, finding and option comes from, for the command line and the wizard alike."""
