"""What moved: what two bulletins tell differently, and what people did publicly, each as one entry with its words."""
