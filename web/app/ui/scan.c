#include <stdarg.h>

/* What Dear ImGui and its OpenGL backend need of sscanf: literal text and whole numbers ("#version %d"). The
   C library's reads fractions too, which costs 9 KB of the download. Returns how many numbers were read. */
int app_scan(const char* text, const char* format, ...) {
    va_list numbers;
    int count = 0;
    va_start(numbers, format);
    while (*format != 0) {
        if (*format == '%') {
            int sign = *text == '-' ? -1 : 1;
            int value = 0;
            text += sign < 0;
            if (*text < '0' || *text > '9') {
                break;
            }
            while (*text >= '0' && *text <= '9' && value < 100000000) {
                value = value * 10 + (*text++ - '0');
            }
            *va_arg(numbers, int*) = sign * value;
            ++count;
            format += 2;
        } else if (*format++ != *text++) {
            break;
        }
    }
    va_end(numbers);
    return count;
}
