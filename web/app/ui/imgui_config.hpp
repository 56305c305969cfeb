#pragma once

// Dear ImGui draws and measures here; windows, tools and files are not used.
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IMGUI_DISABLE_WIN32_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_FONT
// WebGL 2 has no base vertex: a page of more than 65,536 vertices needs wide indices.
#define ImDrawIdx unsigned int
