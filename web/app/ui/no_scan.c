/* Dear ImGui reads numbers only from settings files and typed values, which the app has none of. */
int app_no_scan(const char* text, const char* format, ...) {
    (void)text;
    (void)format;
    return 0;
}
