# What the two commands of the README share; sourced, not run.

# Packages of Debian: to build, and beside them to test.
BUILD_PACKAGES="gcc g++ cmake ninja-build pkg-config libyaml-dev libpcre2-dev libcjson-dev libcadical-dev libzip-dev libxlsxwriter-dev"
TEST_PACKAGES="$BUILD_PACKAGES libcriterion-dev clang-format python3 time libreoffice-writer libreoffice-calc poppler-utils chromium fonts-noto-cjk"

# reggap_setup build|test: installs the packages that are not there yet.
reggap_setup() {
    local wanted=$BUILD_PACKAGES missing="" package sudo=""
    [ "$1" = test ] && wanted=$TEST_PACKAGES
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "== Installing:$missing"
    [ "$(id -u)" = 0 ] || sudo="sudo"
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -q
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

# reggap_build PRESET [TESTS]: configures and builds what changed; TESTS (ON or OFF, else as it was) says whether the tests too.
reggap_build() {
    echo "== Building ($1)"
    cmake --preset "$1" ${2:+-DREGGAP_TESTS=$2} >/dev/null
    cmake --build --preset "$1"
}
