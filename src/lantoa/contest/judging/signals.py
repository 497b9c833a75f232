from django.dispatch import Signal

#: sender=Round, round=…
round_closed = Signal()
