#pragma once

#include "agent/module_host/codec.hpp"
#include "shared/domain/result.hpp"

#include <variant>

// What the agent asks of the process that has loaded one PKCS#11 module. PIN and PUK cross once, at the end
// of the message that needs them.
namespace sigillo::agent::host {

struct Token {
    std::uint64_t slot = 0;
    std::string reader;
    std::string label;
    std::string serial;
    std::string model;
    std::string manufacturer;
    bool write_protected = false;
    bool can_generate_rsa = false;
    bool hardware = false;
    bool keypad = false;
    bool pin_count_low = false;
    bool pin_final_try = false;
    bool pin_locked = false;
    bool puk_final_try = false; ///< of the security officer's PIN
    bool puk_locked = false;
    std::optional<std::uint64_t> free_room;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.slot);
        visit(self.reader);
        visit(self.label);
        visit(self.serial);
        visit(self.model);
        visit(self.manufacturer);
        visit(self.write_protected);
        visit(self.can_generate_rsa);
        visit(self.hardware);
        visit(self.keypad);
        visit(self.pin_count_low);
        visit(self.pin_final_try);
        visit(self.pin_locked);
        visit(self.puk_final_try);
        visit(self.puk_locked);
        visit(self.free_room);
    }
};

struct StoredCertificate {
    Bytes id;
    std::string label;
    Bytes der;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.id);
        visit(self.label);
        visit(self.der);
    }
};

struct StoredKey {
    Bytes id;
    std::string label;
    /// A private key; else a public one.
    bool is_private = false;
    /// DER SubjectPublicKeyInfo; empty where the token does not tell.
    Bytes public_key;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.id);
        visit(self.label);
        visit(self.is_private);
        visit(self.public_key);
    }
};

struct Nothing {
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

/// The tokens that are present and initialised.
struct ListTokens {
    struct Reply {
        /// Manufacturer and description of the module, with its version.
        std::string module;
        std::vector<Token> tokens;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit(self.module);
            visit(self.tokens);
        }
    };
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&) {}
};

/// Certificates and keys of a slot; private keys only while somebody is logged in there.
struct ReadObjects {
    std::uint64_t slot = 0;
    struct Reply {
        std::vector<StoredCertificate> certificates;
        std::vector<StoredKey> keys;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit(self.certificates);
            visit(self.keys);
        }
    };
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.slot);
    }
};

struct Login {
    std::uint64_t slot = 0;
    /// The token that the caller means: another one in the slot by now is refused with card_changed.
    std::string serial;
    SecretString pin;
    struct Reply {
        std::uint64_t session = 0;
        /// A key of the slot wants the PIN before each signature.
        bool pin_each_use = false;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit(self.session);
            visit(self.pin_each_use);
        }
    };
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.slot);
        visit(self.serial);
        visit(self.pin);
    }
};

struct Logout {
    std::uint64_t session = 0;
    using Reply = Nothing;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.session);
    }
};

struct Sign {
    std::uint64_t session = 0;
    Bytes key_id;
    std::vector<pki::Digest> digests;
    struct Reply {
        std::vector<Bytes> signatures;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit(self.signatures);
        }
    };
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.session);
        visit(self.key_id);
        visit(self.digests);
    }
};

struct Generate {
    std::uint64_t session = 0;
    Bytes key_id;
    std::string label;
    std::uint64_t bits = 0;
    struct Reply {
        Bytes public_key;
        template <class Self, class Visitor>
        static void describe(Self& self, Visitor& visit) {
            visit(self.public_key);
        }
    };
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.session);
        visit(self.key_id);
        visit(self.label);
        visit(self.bits);
    }
};

struct WriteCertificate {
    std::uint64_t session = 0;
    Bytes key_id;
    std::string label;
    Bytes der;
    using Reply = Nothing;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.session);
        visit(self.key_id);
        visit(self.label);
        visit(self.der);
    }
};

/// Sets another PIN in the slot of the session.
struct ChangePin {
    std::uint64_t session = 0;
    SecretString old_pin;
    SecretString new_pin;
    using Reply = Nothing;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.session);
        visit(self.old_pin);
        visit(self.new_pin);
    }
};

/// Sets another PIN with the PUK. Sessions of the slot end.
struct UnblockPin {
    std::uint64_t slot = 0;
    std::string serial; ///< as in Login
    SecretString puk;
    SecretString new_pin;
    using Reply = Nothing;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit) {
        visit(self.slot);
        visit(self.serial);
        visit(self.puk);
        visit(self.new_pin);
    }
};

using Request = std::variant<ListTokens, ReadObjects, Login, Logout, Sign, Generate, WriteCertificate,
                             ChangePin, UnblockPin>;

/// May hold a PIN: the caller wipes it.
Bytes encode(const Request& request);
/// Errors: message_malformed.
domain::Result<Request> decode_request(ByteView frame);

Bytes encode_failure(const domain::Error& error);

template <class Reply>
Bytes encode_reply(const Reply& reply) {
    Encoder encoder;
    encoder(true);
    encoder(reply);
    return encoder.take();
}

/// The error that the frame carries or message_malformed; none where it carries a reply.
std::optional<domain::Error> failure_in(ByteView frame);

/// Errors: what the other side answered, or message_malformed.
template <class Reply>
domain::Result<Reply> decode_reply(ByteView frame) {
    if (auto failure = failure_in(frame)) {
        return std::move(*failure);
    }
    Decoder decoder(frame.subspan(1));
    Reply reply;
    decoder(reply);
    if (!decoder.complete()) {
        return domain::ErrorId::message_malformed;
    }
    return reply;
}

} // namespace sigillo::agent::host
