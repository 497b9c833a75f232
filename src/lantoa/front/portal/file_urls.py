"""The portal's pictures under /files/: only those two folders of MEDIA_ROOT, nothing else."""

from django.urls import re_path

from lantoa.front.portal import files

urlpatterns = [
    re_path(r"^(?P<folder>images|original_images)/(?P<name>[A-Za-z0-9_.\-]{1,200})$", files.picture, name="picture"),
]
