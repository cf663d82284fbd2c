// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/registered_keys.hpp"

#include <utility>

namespace foerderwerk::signature {
namespace {

std::shared_ptr<const RegisteredKey> decode(const std::string& der) {
    auto certificate = read_certificate(der);
    const CertificateHandle parsed = certificate_from_der(der);
    if (!certificate || !parsed) {
        return nullptr;
    }
    KeyHandle key = public_key_of(parsed.get());
    if (!key) {
        return nullptr;
    }
    return std::make_shared<const RegisteredKey>(std::move(*certificate), std::move(key));
}

}  // namespace

std::shared_ptr<const RegisteredKey> RegisteredKeys::find_or_decode(const std::string& der) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = keys_.find(der); found != keys_.end()) {
            return found->second;
        }
    }
    auto key = decode(der);
    const std::lock_guard lock(mutex_);
    if (keys_.size() >= keys_max) {
        keys_.clear();
    }
    keys_.emplace(der, key);
    return key;
}

}  // namespace foerderwerk::signature
