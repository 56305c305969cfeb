/* The person at the computer, in no time: `person consent` agrees to what the agent's consent window would
 * show, and as `person` alone it is a pinentry that gives the PIN of the bench's card. When the PIN leaves is
 * written to `pin_given` beside the program (seconds of CLOCK_MONOTONIC): from then on nobody waits for a
 * person. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { agents_pipe = 3 };

static int read_all(int from, unsigned char* into, size_t size) {
    while (size > 0) {
        const ssize_t got = read(from, into, size);
        if (got <= 0)
            return 0;
        into += got;
        size -= (size_t)got;
    }
    return 1;
}

/* A frame is its length, 4 bytes little endian, and JSON. */
static int consent(void) {
    static const char answer[] = "{\"accepted\":true}";
    unsigned char header[4];
    unsigned char frame[4 + sizeof answer - 1] = {sizeof answer - 1, 0, 0, 0};
    unsigned char* question;
    uint32_t size;
    if (!read_all(agents_pipe, header, sizeof header))
        return 1;
    size = (uint32_t)header[0] | (uint32_t)header[1] << 8 | (uint32_t)header[2] << 16 |
           (uint32_t)header[3] << 24;
    question = malloc(size);
    if (question == NULL || !read_all(agents_pipe, question, size))
        return 1;
    memcpy(frame + 4, answer, sizeof answer - 1);
    return write(agents_pipe, frame, sizeof frame) == (ssize_t)sizeof frame ? 0 : 1;
}

static void note_time(void) {
    char path[4096];
    const ssize_t size = readlink("/proc/self/exe", path, sizeof path - 16);
    struct timespec now;
    FILE* file;
    if (size < 0)
        return;
    path[size] = '\0';
    strcpy(strrchr(path, '/') + 1, "pin_given");
    file = fopen(path, "w");
    if (file == NULL)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    fprintf(file, "%lld.%09ld\n", (long long)now.tv_sec, now.tv_nsec);
    fclose(file);
}

static int pinentry(void) {
    char line[4096];
    printf("OK\n");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (strncmp(line, "GETPIN", 6) == 0) {
            note_time();
            printf("D 12345678\n");
        }
        printf("OK\n");
        fflush(stdout);
        if (strncmp(line, "BYE", 3) == 0)
            return 0;
    }
    return 0;
}

int main(int argc, char** argv) {
    return argc == 2 && strcmp(argv[1], "consent") == 0 ? consent() : pinentry();
}
