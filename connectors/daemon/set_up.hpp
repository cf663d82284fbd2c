// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace foerderwerk::daemon {

struct SetUpWish {
    std::string folder;        ///< "var"
    std::string source = ".";  ///< where workflows/, xsd/ and config/sample/ are
    int daemon_port = 8443;
    int portal_port = 8444;
};

/// Makes what a first start on embedded defaults needs: demo keys and certificates, both
/// configurations, the database with sample master data, clerks with access tokens, the portal as
/// a registered sender, a budget. Files that are there already are left alone. Throws
/// OperatingError.
void set_up(const SetUpWish& wish);

}  // namespace foerderwerk::daemon
