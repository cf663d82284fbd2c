// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/signature/openssl_handles.hpp"

struct stack_st_X509;
struct x509_store_st;

namespace foerderwerk::signature {

struct StoreDeleter {
    void operator()(x509_store_st* store) const;
    void operator()(stack_st_X509* stack) const;
};
using StoreHandle = std::unique_ptr<x509_store_st, StoreDeleter>;
using StackHandle = std::unique_ptr<stack_st_X509, StoreDeleter>;

/// A store that trusts every certificate of a PEM text, roots or not (partial chains).
[[nodiscard]] StoreHandle certificate_store(const std::string& trusted_pem);
/// The certificates of several PEM texts; what cannot be read is left out.
[[nodiscard]] StackHandle certificate_stack(const std::vector<std::string>& pems);
/// Every certificate of a PEM text, or the one of a DER text.
[[nodiscard]] std::vector<CertificateHandle> certificates_of(std::string_view pem_or_der);
[[nodiscard]] std::string pem_of(x509_st* certificate);

}  // namespace foerderwerk::signature
