# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=bash
# `./dev fuzz MINUTES [TARGET]`, a part of ./dev: builds the fuzz targets (feel, dmn, gate, xml,
# text) and runs the one that is named, or all at once. What they find stands in
# build/fuzz/findings; the corpus in build/fuzz/corpus grows from run to run.

fuzz_needs="
clang++-19                                                         clang-19
../lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.fuzzer-x86_64.a  libclang-rt-19-dev
"

# with_letter LETTER FOLDER FILE…: copies behind the letter by which the target chooses a reader.
with_letter() {
    local letter=$1 folder=$2 file
    for file in "${@:3}"; do
        { printf '%s' "$letter"; cat "$file"; } >"$folder/$letter-${file//\//_}"
    done
}

# One starting input a line of the seeds file, and the tables, charts and messages we have.
fill_corpus() {
    local folder=build/fuzz/corpus/$1 number=0 line
    mkdir -p "$folder"
    while IFS= read -r line; do
        number=$((number + 1))
        [[ $line == '# '* ]] || printf '%b' "$line" >"$folder/seed-$number"
    done <"tests/fuzz/seeds/$1.txt"
    [ "$1" != dmn ] || cp workflows/*/*.dmn "$folder"
    [ "$1" != xml ] || with_letter s "$folder" workflows/*/*.scxml tests/data/charts/*.scxml
    [ "$1" != xml ] || with_letter m "$folder" tests/data/messages/*.xml
}

search_faults() {
    [[ ${1:-} =~ ^[0-9]+$ ]] || die "for how long? ./dev fuzz MINUTES [feel|dmn|gate|xml|text]"
    local minutes=$1 target pid pids=() found=0
    local targets=("${2:-feel}")
    [ $# -gt 1 ] || targets+=(dmn gate xml text)
    install_missing "$build_needs$fuzz_needs"
    build_preset fuzz "${targets[@]/#/fuzz_}"
    mkdir -p build/fuzz/findings
    for target in "${targets[@]}"; do
        fill_corpus "$target"
        "build/fuzz/tests/fuzz_$target" -max_total_time=$((minutes * 60)) -timeout=20 \
            -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 -verbosity=0 \
            "-artifact_prefix=build/fuzz/findings/$target-" "build/fuzz/corpus/$target" &
        pids+=($!)
    done
    # shellcheck disable=SC2064 # the numbers of now are meant
    trap "stop_programs ${pids[*]}" EXIT
    trap 'exit 0' INT TERM
    for pid in "${pids[@]}"; do wait "$pid" || found=1; done
    [ "$found" = 0 ] || say "dev: something was found, see build/fuzz/findings"
    return "$found"
}
