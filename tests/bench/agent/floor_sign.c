/* The floor for signatures: libp11 and OpenSSL in one process. Loads the module, logs in and signs COUNT
 * digests (RSA, PKCS#1 v1.5, SHA-256) in a loop. Prints one line of JSON: `login_s` is the log-in, `sign_s`
 * the loop. */

#include <libp11.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static void die(const char* what) {
    fprintf(stderr, "floor_sign: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static PKCS11_KEY* key_with_id(PKCS11_TOKEN* token, unsigned char id) {
    PKCS11_KEY* keys = NULL;
    unsigned int count = 0;
    if (PKCS11_enumerate_keys(token, &keys, &count) != 0)
        die("keys");
    for (unsigned int i = 0; i < count; ++i) {
        if (keys[i].id_len == 1 && keys[i].id[0] == id)
            return &keys[i];
    }
    die("no such key");
    return NULL;
}

int main(int argc, char** argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: floor_sign MODULE PIN KEY_ID COUNT\n");
        return 2;
    }
    const int count = atoi(argv[4]);
    PKCS11_CTX* context = PKCS11_CTX_new();
    PKCS11_SLOT* slots = NULL;
    unsigned int slot_count = 0;
    const double begin = seconds();
    if (PKCS11_CTX_load(context, argv[1]) != 0 || PKCS11_enumerate_slots(context, &slots, &slot_count) != 0)
        die("module");
    PKCS11_SLOT* slot = PKCS11_find_token(context, slots, slot_count);
    if (slot == NULL || slot->token == NULL)
        die("no token");
    const double loaded = seconds();
    if (PKCS11_login(slot, 0, argv[2]) != 0)
        die("log-in");
    PKCS11_KEY* key = key_with_id(slot->token, (unsigned char)atoi(argv[3]));
    EVP_PKEY* private_key = PKCS11_get_private_key(key);
    if (private_key == NULL)
        die("key");
    const double logged_in = seconds();
    for (int i = 0; i < count; ++i) {
        unsigned char digest[SHA256_DIGEST_LENGTH];
        unsigned char signature[512];
        size_t size = sizeof signature;
        SHA256((const unsigned char*)&i, sizeof i, digest);
        EVP_PKEY_CTX* signing = EVP_PKEY_CTX_new(private_key, NULL);
        if (signing == NULL || EVP_PKEY_sign_init(signing) != 1 ||
            EVP_PKEY_CTX_set_rsa_padding(signing, RSA_PKCS1_PADDING) != 1 ||
            EVP_PKEY_CTX_set_signature_md(signing, EVP_sha256()) != 1 ||
            EVP_PKEY_sign(signing, signature, &size, digest, sizeof digest) != 1)
            die("signature");
        EVP_PKEY_CTX_free(signing);
    }
    const double end = seconds();
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"count\": %d, \"load_s\": %f, \"login_s\": %f, \"sign_s\": %f, \"rss_mb\": %f}\n", count,
           loaded - begin, logged_in - loaded, end - logged_in, (double)used.ru_maxrss / 1024);
    EVP_PKEY_free(private_key);
    PKCS11_logout(slot);
    PKCS11_release_all_slots(context, slots, slot_count);
    PKCS11_CTX_unload(context);
    PKCS11_CTX_free(context);
    return 0;
}
