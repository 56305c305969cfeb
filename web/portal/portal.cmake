sigillo_program(sigillo_portal SOURCES main.cpp LINK sigillo::portal_provision OUTPUT sigillo-portal)
target_compile_definitions(sigillo_portal PRIVATE SIGILLO_VERSION="${PROJECT_VERSION}")
target_include_directories(sigillo_portal PRIVATE ${PROJECT_SOURCE_DIR})
