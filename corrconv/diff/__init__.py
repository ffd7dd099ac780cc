"""What changed between two sets of figures: in words from their facts, in colours and pixels of
their stills, in frames of their animations. What is compared is data from others."""
