"""What is served to browsers: complete, free of other hosts, and accepted by the manifest."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

import lantoa

STATIC = Path(lantoa.__file__).parent / "base/web/static"
VENDOR = STATIC / "web/vendor"


def test_every_part_has_its_licence():
    folders = [folder for folder in VENDOR.iterdir() if folder.is_dir()]
    assert [folder.name for folder in folders if not (folder / "LICENSE.txt").exists()] == []


def test_versions_are_those_of_the_script():
    script = (VENDOR / "refresh.sh").read_text()
    written = json.loads((VENDOR / "versions.json").read_text())
    assert dict(re.findall(r"^fetch (\S+) (\S+) ", script, re.M)) == written


def test_listed_icons_are_those_of_the_sprite():
    sprite = re.findall(r'<symbol id="([^"]+)"', (VENDOR / "lucide/icons.svg").read_text())
    assert sprite == sorted((VENDOR / "icons.list").read_text().split())


OWN = [*STATIC.glob("web/css/*.css"), *STATIC.glob("web/js/*.js")]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_our_own_files_name_no_other_host(path):
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text()) == []


def test_the_manifest_takes_every_file(tmp_path, settings):
    """A reference to a file that is not shipped would stop an installation at collectstatic."""
    settings.STATICFILES_DIRS = []

    class Storage(ManifestStaticFilesStorage):
        support_js_module_import_aggregation = True

    storage = Storage(location=str(tmp_path), base_url="/static/")
    names = [str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((STATIC / name).read_bytes())
    outcome = list(storage.post_process({name: (storage, name) for name in names}))
    assert [failed for _, _, failed in outcome if isinstance(failed, Exception)] == []
    player = (tmp_path / storage.stored_name("web/js/player.js")).read_text()
    assert re.findall(r'import\("([^"]+)"\)', player) == [
        f"../vendor/plyr/{Path(storage.stored_name('web/vendor/plyr/plyr.min.mjs')).name}",
        f"../vendor/hls/{Path(storage.stored_name('web/vendor/hls/hls.min.mjs')).name}",
    ]
