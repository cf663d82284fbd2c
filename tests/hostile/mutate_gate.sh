# SPDX-License-Identifier: EUPL-1.2
# Sourced by ./dev: takes each check of the gate out in turn and prints which hostile messages
# miss it. The same runs within ./dev test, without the table.

mutate_gate() {
    install_missing "$build_needs$test_needs"
    build_preset dev connector_signature
    FOERDERWERK_SHOW_MUTATIONS=1 build/dev/tests/connector_signature --gtest_brief=1 \
        --gtest_filter='MutateGate.*'
}
