"""A number of bytes that prints itself for the reader."""

from lantoa.base.web.templatetags.lantoa import filesize_vi


class Size(int):
    """In a refusal's parameters: a number for programs, `1,2 GB` in a sentence."""

    def __str__(self) -> str:
        return filesize_vi(int(self))
