"""Static files under names that carry their content's hash, so that they may be cached for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    # ES modules import each other by relative address; the manifest rewrites those too.
    support_js_module_import_aggregation = True
    # A reference inside vendored CSS or JS that is not shipped must not stop an installation.
    manifest_strict = False
