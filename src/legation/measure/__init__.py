"""The coder held against gold: reading gold, laying reports beside it, counting, and what the counts come to."""
