// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>

namespace foerderwerk {

/// What a worker does about a failure of the world: try again, park the case, or stop.
enum class FailureKind {
    transient,      ///< lock, disk full, 503: the same call may go through later
    permanent,      ///< this one item will never go through; everything else goes on
    corrupt,        ///< stored data contradicts itself; nothing may be served from it
    misconfigured,  ///< a person has to change the configuration first
};

/// The world failed (not the business, not the program). Library exceptions are translated into
/// this one in their connector and never cross a port.
class OperatingError : public std::runtime_error {
public:
    OperatingError(FailureKind kind, const std::string& what)
        : std::runtime_error(what), kind_(kind) {}
    [[nodiscard]] FailureKind kind() const noexcept { return kind_; }

private:
    FailureKind kind_;
};

/// Writes one line to stderr and aborts, in release builds too: a broken invariant must not
/// reach a commit. The open transaction dies with the process.
[[noreturn]] void invariant_broken(const char* condition, const char* why, const char* file,
                                   int line);

}  // namespace foerderwerk

#define FOERDERWERK_REQUIRE(condition, why)                                         \
    do {                                                                            \
        if (!(condition)) {                                                         \
            ::foerderwerk::invariant_broken(#condition, (why), __FILE__, __LINE__); \
        }                                                                           \
    } while (false)
