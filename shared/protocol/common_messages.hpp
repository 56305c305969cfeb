#pragma once

#include "shared/protocol/fields.hpp"

#include <string>

// What both sockets carry.
namespace sigillo::protocol {

enum class CertificateRole { authentication, signature };

template <>
struct EnumNames<CertificateRole> {
    static constexpr auto texts = names_up_to<CertificateRole::signature>("authentication", "signature");
};

/// An error as data, where a list holds results of which some failed.
struct Failure {
    std::string error; ///< stable id
    Details details;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("error", self.error, text(1, 64));
        visit("details", self.details, any());
    }
};

struct KeyRequest {
    CertificateRole role{};
    Bytes der; ///< PKCS#10

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, any());
        visit("der", self.der, bytes(1, 8192));
    }
};

struct NewCertificate {
    CertificateRole role{};
    Bytes der;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, any());
        visit("der", self.der, bytes(1, 8192));
    }
};

struct Receipt {
    CertificateRole role{};
    Bytes p7m; ///< CAdES-BES by the new key over the new certificate's hash

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit("role", self.role, any());
        visit("p7m", self.p7m, bytes(1, 65536));
    }
};

} // namespace sigillo::protocol
