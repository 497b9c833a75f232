"""Turns closed rounds into standings, awards and a published result sheet."""
