"""What the words of a text say by themselves: stems, figures, deeds. No stage of its own."""
