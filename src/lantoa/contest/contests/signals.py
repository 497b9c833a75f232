from django.dispatch import Signal

#: sender=Contest, contest=…: accepted clips became public.
showcase_opened = Signal()
