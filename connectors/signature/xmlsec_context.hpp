// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>

struct _xmlSecDSigCtx;
struct evp_pkey_st;

namespace foerderwerk::signature {

struct XmlSecContextDeleter {
    void operator()(_xmlSecDSigCtx* context) const;
};
using XmlSecContext = std::unique_ptr<_xmlSecDSigCtx, XmlSecContextDeleter>;

/// A context for one signature with this key (a new reference is taken): no keys manager, only
/// references into the same document, only the transforms of our one shape, no manifests.
/// Throws OperatingError (transient) when memory runs out.
[[nodiscard]] XmlSecContext make_xmlsec_context(evp_pkey_st* key);

}  // namespace foerderwerk::signature
