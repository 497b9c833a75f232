#!/bin/sh
# Fetch the third-party front-end parts again at the versions below, and lay out only what the site serves.
# Needs npm and node; run from any folder. Afterwards look at `git diff --stat` and at the style guide.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version folder
    (cd "$work" && archive=$(npm pack --silent "$1@$2" | tail -n 1) && mkdir "$3" && tar -xzf "$archive" -C "$3" --strip-components 1)
    rm -rf "${here:?}/$3" && mkdir "$here/$3"
    versions="${versions:-}  \"$1\": \"$2\",
"
}
licence() { cp "$work/$1/$2" "$here/$1/LICENSE.txt"; }
# A source map that is not shipped would stop the static files' manifest.
plain() { sed "s,//# sourceMappingURL=.*,,; s,/[*]# sourceMappingURL=[^*]*[*]/,," "$1"; }

fetch @fontsource/be-vietnam-pro 5.3.0 be-vietnam-pro
for weight in 400 600 700; do
    for subset in vietnamese latin; do
        cp "$work/be-vietnam-pro/files/be-vietnam-pro-$subset-$weight-normal.woff2" "$here/be-vietnam-pro/$subset-$weight.woff2"
    done
done
licence be-vietnam-pro LICENSE

# The full build: the light one cannot play a separate audio track.
fetch hls.js 1.7.4 hls
plain "$work/hls/dist/hls.min.mjs" > "$here/hls/hls.min.mjs"
plain "$work/hls/dist/hls.worker.js" > "$here/hls/hls.worker.js"
licence hls LICENSE

fetch plyr 3.8.4 plyr
plain "$work/plyr/dist/plyr.min.mjs" > "$here/plyr/plyr.min.mjs"
plain "$work/plyr/dist/plyr.css" > "$here/plyr/plyr.css"
cp "$work/plyr/dist/plyr.svg" "$here/plyr/plyr.svg"
licence plyr LICENSE.md

fetch htmx.org 2.0.11 htmx
plain "$work/htmx/dist/htmx.min.js" > "$here/htmx/htmx.min.js"
licence htmx LICENSE

# tus-js-client ships its browser build as UMD only: wrapped here into a module.
fetch tus-js-client 4.3.1 tus
{
    echo 'const module = { exports: {} }; const exports = module.exports;'
    plain "$work/tus/dist/tus.min.js"
    echo ';'
    echo 'const { Upload, isSupported, canStoreURLs, defaultOptions, DefaultHttpStack, DetailedError } = module.exports;'
    echo 'export { Upload, isSupported, canStoreURLs, defaultOptions, DefaultHttpStack, DetailedError };'
    echo 'export default module.exports;'
} > "$here/tus/tus.min.mjs"
licence tus LICENSE

fetch lucide-static 1.62.0 lucide
licence lucide LICENSE
# Only the icons named in icons.list, as one sprite.
node - "$work/lucide/icons" "$here/lucide/icons.svg" "$here/icons.list" <<'SCRIPT'
const { readFileSync, writeFileSync } = require("node:fs");
const [, , icons, sprite, list] = process.argv;
const names = readFileSync(list, "utf8").split(/\s+/).filter(Boolean).sort();
const symbols = names.map((name) => {
  const body = readFileSync(`${icons}/${name}.svg`, "utf8").replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace(/<\/svg>[\s\S]*$/, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
});
writeFileSync(sprite, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
SCRIPT

printf '{\n%s\n}\n' "$(printf '%s' "$versions" | sed '$ s/,$//')" > "$here/versions.json"
