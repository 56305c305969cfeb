// A PKCS#11 module over SoftHSM that misbehaves on command. The folder in SIGILLO_FAULTS holds:
//   faults   lines "FUNCTION ACTION [SKIP]": after SKIP good calls, ACTION is crash, hang, a number (the code
//            to return instead of calling), pull (the card goes before the call) or pull-after
//   absent   exists while the card is out of the reader
//   calls    each call, written here
// Flags of the token: a fault line "TOKEN_FLAGS 0x…" adds them to what SoftHSM says.
#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace {

CK_FUNCTION_LIST* real = nullptr;
CK_FUNCTION_LIST faulty;
std::map<std::string, int> good_calls;
bool sessions_dropped = false;

std::filesystem::path folder() {
    const char* path = std::getenv("SIGILLO_FAULTS");
    return path == nullptr ? "/nonexistent" : path;
}

struct Fault {
    std::string action;
    int skip = 0;
};

Fault fault_of(const std::string& function) {
    std::ifstream file(folder() / "faults");
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string name;
        Fault fault;
        words >> name >> fault.action >> fault.skip;
        if (name == function) {
            return fault;
        }
    }
    return {};
}

bool absent() {
    const bool gone = std::filesystem::exists(folder() / "absent");
    if (gone && !sessions_dropped) {
        CK_ULONG count = 16;
        CK_SLOT_ID slots[16];
        if (real->C_GetSlotList(CK_FALSE, slots, &count) == CKR_OK) {
            for (CK_ULONG i = 0; i < count; ++i) {
                real->C_CloseAllSessions(slots[i]);
            }
        }
    }
    sessions_dropped = gone;
    return gone;
}

void pull() {
    std::ofstream(folder() / "absent") << "out\n";
    absent();
}

// SoftHSM speaks of a pulled card as real middleware does: with a vague error.
template <class Call>
CK_RV run(const std::string& function, CK_RV gone, Call call) {
    std::ofstream(folder() / "calls", std::ios::app) << function << "\n";
    if (absent()) {
        return gone;
    }
    const auto fault = fault_of(function);
    if (fault.action.empty() || good_calls[function]++ < fault.skip) {
        return call();
    }
    good_calls[function] = 0;
    if (fault.action == "crash") {
        std::abort();
    }
    if (fault.action == "hang") {
        while (true) {
            ::pause();
        }
    }
    if (fault.action == "pull") {
        pull();
        return gone;
    }
    if (fault.action == "pull-after") {
        call();
        pull();
        return gone;
    }
    return std::strtoul(fault.action.c_str(), nullptr, 0);
}

CK_RV get_slot_list(CK_BBOOL present, CK_SLOT_ID* slots, CK_ULONG* count) {
    if (present == CK_TRUE && absent()) {
        *count = 0;
        return CKR_OK;
    }
    return run("C_GetSlotList", CKR_GENERAL_ERROR,
               [&] { return real->C_GetSlotList(present, slots, count); });
}
CK_RV get_slot_info(CK_SLOT_ID slot, CK_SLOT_INFO* info) {
    const CK_RV code = real->C_GetSlotInfo(slot, info);
    if (absent()) {
        info->flags &= ~static_cast<CK_FLAGS>(CKF_TOKEN_PRESENT);
    }
    return code;
}
CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
    const CK_RV code =
        run("C_GetTokenInfo", CKR_TOKEN_NOT_PRESENT, [&] { return real->C_GetTokenInfo(slot, info); });
    const auto added = fault_of("TOKEN_FLAGS");
    if (code == CKR_OK && !added.action.empty()) {
        info->flags |= std::strtoul(added.action.c_str(), nullptr, 0);
    }
    return code;
}
CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void* data, CK_NOTIFY notify,
                   CK_SESSION_HANDLE* session) {
    return run("C_OpenSession", CKR_TOKEN_NOT_PRESENT,
               [&] { return real->C_OpenSession(slot, flags, data, notify, session); });
}
CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR* pin, CK_ULONG size) {
    return run(user == CKU_CONTEXT_SPECIFIC ? "C_Login(context)" : "C_Login", CKR_DEVICE_ERROR,
               [&] { return real->C_Login(session, user, pin, size); });
}
CK_RV set_pin(CK_SESSION_HANDLE session, CK_UTF8CHAR* old_pin, CK_ULONG old_size, CK_UTF8CHAR* new_pin,
              CK_ULONG new_size) {
    return run("C_SetPIN", CKR_DEVICE_ERROR,
               [&] { return real->C_SetPIN(session, old_pin, old_size, new_pin, new_size); });
}
CK_RV init_pin(CK_SESSION_HANDLE session, CK_UTF8CHAR* pin, CK_ULONG size) {
    return run("C_InitPIN", CKR_DEVICE_ERROR, [&] { return real->C_InitPIN(session, pin, size); });
}
CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE* wanted, CK_ULONG count) {
    return run("C_FindObjectsInit", CKR_DEVICE_ERROR,
               [&] { return real->C_FindObjectsInit(session, wanted, count); });
}
CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
    return run("C_SignInit", CKR_DEVICE_ERROR, [&] { return real->C_SignInit(session, mechanism, key); });
}
CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG size, CK_BYTE* signature,
           CK_ULONG* signature_size) {
    return run("C_Sign", CKR_DEVICE_ERROR,
               [&] { return real->C_Sign(session, data, size, signature, signature_size); });
}
CK_RV generate(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_ATTRIBUTE* public_key,
               CK_ULONG public_count, CK_ATTRIBUTE* private_key, CK_ULONG private_count,
               CK_OBJECT_HANDLE* public_handle, CK_OBJECT_HANDLE* private_handle) {
    return run("C_GenerateKeyPair", CKR_GENERAL_ERROR, [&] {
        return real->C_GenerateKeyPair(session, mechanism, public_key, public_count, private_key,
                                       private_count, public_handle, private_handle);
    });
}
CK_RV create(CK_SESSION_HANDLE session, CK_ATTRIBUTE* object, CK_ULONG count, CK_OBJECT_HANDLE* handle) {
    return run("C_CreateObject", CKR_GENERAL_ERROR,
               [&] { return real->C_CreateObject(session, object, count, handle); });
}
CK_RV destroy(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object) {
    return run("C_DestroyObject", CKR_GENERAL_ERROR, [&] { return real->C_DestroyObject(session, object); });
}
CK_RV mechanism_info(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info) {
    return run("C_GetMechanismInfo", CKR_TOKEN_NOT_PRESENT,
               [&] { return real->C_GetMechanismInfo(slot, type, info); });
}

} // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    if (real == nullptr) {
        void* library = ::dlopen(SIGILLO_SOFTHSM, RTLD_NOW | RTLD_LOCAL);
        void* symbol = library == nullptr ? nullptr : ::dlsym(library, "C_GetFunctionList");
        if (symbol == nullptr || reinterpret_cast<CK_C_GetFunctionList>(symbol)(&real) != CKR_OK) {
            return CKR_GENERAL_ERROR;
        }
        faulty = *real;
        faulty.C_GetFunctionList = C_GetFunctionList;
        faulty.C_GetSlotList = get_slot_list;
        faulty.C_GetSlotInfo = get_slot_info;
        faulty.C_GetTokenInfo = get_token_info;
        faulty.C_OpenSession = open_session;
        faulty.C_Login = login;
        faulty.C_SetPIN = set_pin;
        faulty.C_InitPIN = init_pin;
        faulty.C_FindObjectsInit = find_init;
        faulty.C_SignInit = sign_init;
        faulty.C_Sign = sign;
        faulty.C_GenerateKeyPair = generate;
        faulty.C_CreateObject = create;
        faulty.C_DestroyObject = destroy;
        faulty.C_GetMechanismInfo = mechanism_info;
    }
    *list = &faulty;
    return CKR_OK;
}
