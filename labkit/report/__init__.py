"""What a class's results say about the class, and about the exercises.

``read`` takes a graded assignment from gradebook and notebooks, ``items`` computes how hard each
exercise is and how well it tells students apart, ``likeness`` finds answers that are alike,
``figures`` draws, ``page`` and ``sheet`` write, and ``command`` is what people call. Nothing leaves
the machine.
"""
