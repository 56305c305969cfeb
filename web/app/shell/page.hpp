#pragma once

// The functions of library_sigillo.js and library_host.js, by the names that Emscripten links them by.

#include <cstddef>
#include <cstdint>

extern "C" {
void sigillo_js_start();
int sigillo_js_wants_cpu();
void sigillo_js_can_paint(int can, int limit);
int sigillo_js_new_canvas();
void sigillo_js_size(int width, int height, float css_height);
void sigillo_js_put_pixels(const std::uint32_t* pixels, int width, int height);
void sigillo_js_apply(const std::uint8_t* operations, std::size_t length);
void sigillo_js_request();
void sigillo_js_font(int weight, const unsigned char* data, std::size_t length);
void sigillo_js_fetch(std::uint32_t id, const char* method, std::size_t method_length, const char* path,
                      std::size_t path_length, const char* body, std::size_t body_length);
void sigillo_js_socket_open(std::uint32_t id, const char* url, std::size_t length);
void sigillo_js_socket_send(std::uint32_t id, const char* text, std::size_t length);
void sigillo_js_socket_close(std::uint32_t id);
void sigillo_js_timer(std::uint32_t id, std::uint32_t milliseconds);
double sigillo_js_now();
int sigillo_js_zone();
char* sigillo_js_ask(int what, const char* key, std::size_t key_length, std::uint32_t* length);
int sigillo_js_store(const char* key, std::size_t key_length, const char* value, std::size_t value_length);
void sigillo_js_forget(const char* key, std::size_t key_length);
void sigillo_js_navigate(int how, const char* url, std::size_t length);
void sigillo_js_copy(std::uint32_t id, const char* text, std::size_t length);
void sigillo_js_picture(std::uint32_t id, const char* name, std::size_t length);
void sigillo_js_permission(std::uint32_t id);
void sigillo_js_file_pick(std::uint32_t id, const char* kinds, std::size_t length);
void sigillo_js_photo_choose(std::uint32_t id);
void sigillo_js_photo_frame(std::uint32_t id, int right, int down, int closer);
}
