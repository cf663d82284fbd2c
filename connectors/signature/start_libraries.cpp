// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/start_libraries.hpp"

#include <array>
#include <memory>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxslt/security.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmlsec.h>

#include "engine/types/failure.hpp"

namespace foerderwerk::signature {
namespace {

void ignore_xmlsec_error(const char* /*file*/, int /*line*/, const char* /*function*/,
                         const char* /*object*/, const char* /*subject*/, int /*reason*/,
                         const char* /*message*/) {}

void ignore_libxml_error(void* /*context*/, xmlErrorPtr /*error*/) {}

/// The allow-list of transforms already shuts XSLT out; should it ever run, it can reach nothing.
void forbid_xslt_everything() {
    const std::unique_ptr<xsltSecurityPrefs, decltype(&xsltFreeSecurityPrefs)> preferences(
        xsltNewSecurityPrefs(), xsltFreeSecurityPrefs);
    if (!preferences) {
        throw OperatingError(FailureKind::transient, "libxslt: no memory");
    }
    constexpr std::array options{XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                 XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                 XSLT_SECPREF_WRITE_NETWORK};
    for (const xsltSecurityOption option : options) {
        xsltSetSecurityPrefs(preferences.get(), option, xsltSecurityForbid);
    }
    xmlSecTransformXsltSetDefaultSecurityPrefs(preferences.get());  // copies
}

bool start_process() {
    xmlInitParser();
    // Before anything is started: without /etc/xml/catalog libxml2 would complain on stderr.
    xmlSetStructuredErrorFunc(nullptr, ignore_libxml_error);
    if (xmlSecInit() < 0 || xmlSecCheckVersion() != 1 || xmlSecCryptoInit() < 0) {
        throw OperatingError(FailureKind::misconfigured,
                             "libxmlsec1 does not start or is not the version built against");
    }
    xmlSecErrorsSetCallback(ignore_xmlsec_error);
    xmlSecIOCleanupCallbacks();
    forbid_xslt_everything();
    return true;
}

}  // namespace

void start_libraries() {
    static const bool process_started = start_process();
    // libxml2 keeps its error handler in thread-local storage.
    thread_local const bool thread_started = [] {
        xmlSetStructuredErrorFunc(nullptr, ignore_libxml_error);
        return true;
    }();
    static_cast<void>(process_started);
    static_cast<void>(thread_started);
}

}  // namespace foerderwerk::signature
