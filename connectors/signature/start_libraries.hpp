// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace foerderwerk::signature {

/// Prepares libxml2, libxslt and libxmlsec1 once for the process, and this thread's error output:
/// nothing is written to stderr, no file or network input exists for xmlsec, XSLT may do nothing.
/// Cheap to call again; everything in this folder that uses the libraries calls it.
/// Throws OperatingError (misconfigured) when a library of another version is loaded.
void start_libraries();

}  // namespace foerderwerk::signature
