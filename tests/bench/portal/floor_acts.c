/* The floor for acts: nothing but OpenSSL's CMS_verify with chain and CRL against a prepared store, and then
 * the very rows that the portal wrote for that act (read from after.db beforehand) into a copy of the
 * database that the portal began with: WAL, synchronous=FULL, one commit an act. Prints one line of JSON. */

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_COLUMNS 16

static void die(const char* what) {
    fprintf(stderr, "floor_acts: %s\n", what);
    ERR_print_errors_fp(stderr);
    exit(1);
}

static double seconds(clockid_t id) {
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct bytes {
    unsigned char* data;
    long size;
};

static struct bytes read_file(const char* folder, const char* name) {
    char path[4096];
    struct bytes out;
    FILE* file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file == NULL)
        die(path);
    fseek(file, 0, SEEK_END);
    out.size = ftell(file);
    rewind(file);
    out.data = malloc((size_t)out.size);
    if (out.data == NULL || fread(out.data, 1, (size_t)out.size, file) != (size_t)out.size)
        die(path);
    fclose(file);
    return out;
}

/* What is written of one table: rows in the order in which the portal wrote them. */
struct table {
    const char* read;   /* of after.db; ?1 is the highest rowid before */
    const char* before; /* the highest rowid in before.db; NULL: all rows are the acts' */
    const char* write;
    int columns;
    sqlite3_stmt* statement;
    sqlite3_value* (*rows)[MOST_COLUMNS];
    int count;
    int next;
};

static struct table tables[] = {
    {"SELECT id, kind, name FROM streams WHERE id > ?1 ORDER BY id", "SELECT max(id) FROM streams",
     "INSERT INTO streams (id, kind, name) VALUES (?, ?, ?)", 3, NULL, NULL, 0, 0},
    {"SELECT id, stream, seq, type, version, at, actor, payload, previous, hash FROM events WHERE id > ?1"
     " ORDER BY id",
     "SELECT max(id) FROM events",
     "INSERT INTO events (id, stream, seq, type, version, at, actor, payload, previous, hash)"
     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     10, NULL, NULL, 0, 0},
    {"SELECT sha256, kind, person, sealed FROM documents WHERE rowid > ?1 ORDER BY rowid",
     "SELECT max(rowid) FROM documents",
     "INSERT INTO documents (sha256, kind, person, sealed) VALUES (?, ?, ?, ?)", 4, NULL, NULL, 0, 0},
    {"SELECT id, key, kind, person, sealed, state, due, tries, last_error FROM outbox WHERE id > ?1"
     " ORDER BY id",
     "SELECT max(id) FROM outbox",
     "INSERT INTO outbox (id, key, kind, person, sealed, state, due, tries, last_error)"
     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
     9, NULL, NULL, 0, 0},
    {"SELECT actor, id, content, at, reply FROM commands", NULL,
     "INSERT INTO commands (actor, id, content, at, reply) VALUES (?, ?, ?, ?, ?)", 5, NULL, NULL, 0, 0},
    {"SELECT seq, stage, lane, convention, since, certificate_expires, differences, id FROM requests"
     " ORDER BY number",
     NULL,
     "UPDATE requests SET seq = ?, stage = ?, lane = ?, convention = ?, since = ?, certificate_expires = ?,"
     " differences = ? WHERE id = ?",
     8, NULL, NULL, 0, 0},
};
enum { TABLES = sizeof tables / sizeof tables[0] };

static sqlite3* open_database(const char* folder, const char* name) {
    char path[4096];
    sqlite3* database = NULL;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (sqlite3_open(path, &database) != SQLITE_OK)
        die(path);
    return database;
}

static void run(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(database));
}

static void load_rows(sqlite3* before, sqlite3* after, struct table* table) {
    sqlite3_stmt* query = NULL;
    sqlite3_int64 highest = 0;
    int room = 0;
    if (table->before != NULL) {
        if (sqlite3_prepare_v2(before, table->before, -1, &query, NULL) != SQLITE_OK)
            die(sqlite3_errmsg(before));
        if (sqlite3_step(query) == SQLITE_ROW)
            highest = sqlite3_column_int64(query, 0);
        sqlite3_finalize(query);
    }
    if (sqlite3_prepare_v2(after, table->read, -1, &query, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(after));
    if (table->before != NULL)
        sqlite3_bind_int64(query, 1, highest);
    while (sqlite3_step(query) == SQLITE_ROW) {
        if (table->count == room) {
            room = room == 0 ? 256 : room * 2;
            table->rows = realloc(table->rows, (size_t)room * sizeof *table->rows);
            if (table->rows == NULL)
                die("memory");
        }
        for (int i = 0; i < table->columns; ++i)
            table->rows[table->count][i] = sqlite3_value_dup(sqlite3_column_value(query, i));
        ++table->count;
    }
    sqlite3_finalize(query);
}

static void write_row(struct table* table) {
    for (int i = 0; i < table->columns; ++i)
        sqlite3_bind_value(table->statement, i + 1, table->rows[table->next][i]);
    if (sqlite3_step(table->statement) != SQLITE_DONE)
        die(table->write);
    sqlite3_reset(table->statement);
    ++table->next;
}

/* The share of the act: the same number of rows for each; what is left over (chain and list, stored once)
 * goes with the first. */
static void write_rows(struct table* table, int act, int acts) {
    int share = table->count / acts;
    if (act == 0)
        share += table->count % acts;
    while (share-- > 0)
        write_row(table);
}

static X509_STORE* store_of(const char* folder, time_t now) {
    const struct bytes ca = read_file(folder, "ca.der");
    const struct bytes list = read_file(folder, "crl.der");
    const unsigned char* at = ca.data;
    X509* authority = d2i_X509(NULL, &at, ca.size);
    X509_CRL* crl;
    X509_STORE* store = X509_STORE_new();
    X509_VERIFY_PARAM* parameters = X509_STORE_get0_param(store);
    at = list.data;
    crl = d2i_X509_CRL(NULL, &at, list.size);
    if (authority == NULL || crl == NULL || X509_STORE_add_cert(store, authority) != 1 ||
        X509_STORE_add_crl(store, crl) != 1)
        die("store");
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_CRL_CHECK);
    X509_VERIFY_PARAM_set_time(parameters, now);
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY);
    return store;
}

static void verify(const struct bytes* p7m, X509_STORE* store) {
    const unsigned char* at = p7m->data;
    CMS_ContentInfo* cms = d2i_CMS_ContentInfo(NULL, &at, p7m->size);
    BIO* content = BIO_new(BIO_s_mem());
    if (cms == NULL || CMS_verify(cms, NULL, store, NULL, content, CMS_BINARY) != 1)
        die("CMS_verify");
    BIO_free(content);
    CMS_ContentInfo_free(cms);
}

int main(int argc, char** argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: floor_acts COUNT FOLDER NOW\n");
        return 2;
    }
    const int acts = atoi(argv[1]);
    const char* folder = argv[2];
    X509_STORE* store = store_of(folder, (time_t)strtoll(argv[3], NULL, 10));
    sqlite3* database = open_database(folder, "before.db");
    sqlite3* after = open_database(folder, "after.db");
    struct bytes* p7ms = calloc((size_t)acts, sizeof *p7ms);
    sqlite3_stmt* begin = NULL;
    sqlite3_stmt* commit = NULL;
    run(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, NULL);
    sqlite3_prepare_v2(database, "COMMIT", -1, &commit, NULL);
    for (int i = 0; i < TABLES; ++i) {
        load_rows(database, after, &tables[i]);
        if (sqlite3_prepare_v2(database, tables[i].write, -1, &tables[i].statement, NULL) != SQLITE_OK)
            die(sqlite3_errmsg(database));
    }
    sqlite3_close(after);
    for (int i = 0; i < acts; ++i) {
        char name[32];
        snprintf(name, sizeof name, "%d.p7m", i + 1);
        p7ms[i] = read_file(folder, name);
    }
    {
        const double wall = seconds(CLOCK_MONOTONIC);
        const double processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (int act = 0; act < acts; ++act) {
            verify(&p7ms[act], store);
            if (sqlite3_step(begin) != SQLITE_DONE)
                die("begin");
            sqlite3_reset(begin);
            for (int i = 0; i < TABLES; ++i)
                write_rows(&tables[i], act, acts);
            if (sqlite3_step(commit) != SQLITE_DONE)
                die("commit");
            sqlite3_reset(commit);
        }
        printf("{\"acts\": %d, \"wall_s\": %f, \"cpu_s\": %f, \"rows\": %d}\n", acts,
               seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor,
               tables[0].count + tables[1].count + tables[2].count + tables[3].count + tables[4].count +
                   tables[5].count);
    }
    return 0;
}
