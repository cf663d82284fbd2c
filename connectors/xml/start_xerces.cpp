// SPDX-License-Identifier: EUPL-1.2
#include "connectors/xml/start_xerces.hpp"

#include <cstdlib>

#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLException.hpp>

#include "engine/types/failure.hpp"

namespace foerderwerk::xml {

void start_xerces() {
    // Never terminated: threads may still parse while static objects are being destroyed.
    static const bool started = [] {
        try {
            // The only switch by which Xerces 3.2 refuses a DOCTYPE in every scanner.
            setenv("XERCES_DISABLE_DTD", "1", 1);
            xercesc::XMLPlatformUtils::Initialize();
            return true;
        } catch (const xercesc::XMLException&) {
            throw OperatingError(FailureKind::misconfigured, "Xerces-C++ does not start");
        }
    }();
    static_cast<void>(started);
}

}  // namespace foerderwerk::xml
