// SPDX-License-Identifier: EUPL-1.2
#include "engine/types/failure.hpp"

#include <cstdio>
#include <cstdlib>

namespace foerderwerk {

void invariant_broken(const char* condition, const char* why, const char* file, int line) {
    // stdio and not iostreams: this must work while the heap or a stream is in a bad state.
    std::fprintf(stderr, "foerderwerk: broken invariant: %s (%s) at %s:%d\n", why, condition, file,
                 line);
    std::abort();
}

}  // namespace foerderwerk
