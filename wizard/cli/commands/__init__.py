"""The commands, one to a module, each as `command`."""
