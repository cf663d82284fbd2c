#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# install_npm.sh NAME@VERSION: installs an npm package that a test or the benchmark looks at into
# build/npm/NAME, once. Without a registry it says so and goes on: what needs the package then
# says what it leaves out.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

name=${1%@*}
version=${1#*@}
folder=build/npm/$name
! grep -qs "\"version\": \"$version\"" "$folder/node_modules/$name/package.json" || exit 0
mkdir -p "$folder"
echo "dev: installing $1 from npm" >&2
npm install --prefix "$folder" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
    "$1" >>build/packages.log 2>&1 ||
    echo "dev: $1 could not be installed (build/packages.log): is the npm registry reachable?" >&2
