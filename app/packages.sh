# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The system packages each command needs, and their installation. Sourced by app/run, tests/run and .ci/run.
# "a|b" means that either will do, a preferred. Names are those of Debian 12 and newer and of Ubuntu 24.04.

# Building and starting Headroom. The -dev packages from libssl on are for the pinned librdkafka, which is built when the
# system's is older than 2.3.
build_packages=(
    cmake ninja-build g++ pkg-config
    qt6-base-dev qt6-charts-dev 'libqt6opengl6-dev|qt6-base-dev' qt6-svg-dev qt6-tools-dev qt6-l10n-tools qt6-translations-l10n qtkeychain-qt6-dev libxcb1-dev
    libspdlog-dev libfmt-dev libexpected-dev nlohmann-json3-dev libcli11-dev libpcre2-dev
    curl ca-certificates dpkg-dev libssl-dev libzstd-dev liblz4-dev zlib1g-dev libsasl2-dev libcurl4-openssl-dev
    fonts-dejavu-core
)

# Running the tests as well: Apache Kafka by Maven on Java 17 or newer, foreign clients in Python, windows under Xvfb.
test_packages=(
    'openjdk-17-jre-headless|default-jre-headless' maven
    python3 python3-venv kcat xvfb xauth ccache faketime openssl fonts-noto-cjk
    'clang-14|clang' 'libclang-rt-14-dev|libclang-rt-dev'
)

# The checks of .ci/run.
ci_packages=('clang-tidy-14|clang-tidy')

# missing_packages NAME...: prints those that are not installed, one a line (of alternatives, all of them).
missing_packages() {
    local installed wanted name found
    installed=" $(dpkg-query --show --showformat='${Package}=${db:Status-Status} ' "${@//|*/}" 2>/dev/null || true) "
    for wanted in "$@"; do
        [[ $installed != *" ${wanted%%|*}=installed "* ]] || continue
        found=
        for name in ${wanted//|/ }; do
            [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null)" != installed ] || found=yes
        done
        [ -n "$found" ] || printf '%s\n' "$wanted"
    done
}

# install_packages NAME...: installs what is missing and says what; silent and quick when nothing is.
install_packages() {
    local missing=() wanted=() as_root=() entry name
    if ! command -v dpkg-query >/dev/null; then
        echo "No dpkg here: please install these (or your system's counterparts) yourself: $*" >&2
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Installing: ${missing[*]}" >&2
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            { echo "This needs root and there is no sudo. As root: apt-get install ${missing[*]%%|*}" >&2; return 1; }
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -q)
    "${apt[@]}" update >&2 </dev/null || echo "The package lists could not be renewed; trying with those at hand." >&2
    for entry in "${missing[@]}"; do
        for name in ${entry//|/ } "${entry%%|*}"; do # none known: let apt-get say so about the first
            ! apt-cache show "$name" >/dev/null 2>&1 || break
        done
        wanted+=("$name")
    done
    "${apt[@]}" install -y --no-install-recommends "${wanted[@]}" >&2 </dev/null
}

# use_ccache ROOT: where ccache is installed, builds use it, and another checkout of the same sources finds what one has
# compiled: paths below ROOT count as relative, precompiled headers by their content.
use_ccache() {
    command -v ccache >/dev/null || return 0
    export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
    export CCACHE_BASEDIR=$1 CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros
}
