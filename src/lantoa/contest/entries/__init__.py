"""One entrant's work in one contest, from draft to accepted or withdrawn."""
