// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace foerderwerk::xml {

/// Starts Xerces once for the whole process, at any thread's first call, with DTDs switched off
/// for every parser. Every entry point of this folder calls it; a program that reads the
/// environment from several threads calls it before it starts them.
void start_xerces();

}  // namespace foerderwerk::xml
