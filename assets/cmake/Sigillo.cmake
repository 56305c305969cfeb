# Build helpers used by every folder. A library is `sigillo::NAME`; headers are included by their path
# from the repository's root ("shared/domain/result.hpp"), so that the room a header lives in is visible
# at every use.

add_library(sigillo_options INTERFACE)
target_include_directories(sigillo_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(sigillo_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
if(EMSCRIPTEN)
  # What the browser loads is small first of all; nothing in it throws. The three features are in every browser since
  # 2021 and save a check at each conversion and copy.
  target_compile_options(sigillo_options INTERFACE -Oz -flto -fno-exceptions -fno-rtti -DJSON_NOEXCEPTION
                         -mnontrapping-fptoint -mbulk-memory -msign-ext)
else()
  target_compile_options(sigillo_options INTERFACE -fstack-protector-strong)
  target_link_options(sigillo_options INTERFACE -Wl,-z,relro,-z,now)
  # The optimiser of g++ 12, and of 14, warns of lengths and addresses that strings and vectors cannot have, in
  # the library's own headers.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15 AND CMAKE_BUILD_TYPE MATCHES "Rel")
    target_compile_options(sigillo_options INTERFACE -Wno-stringop-overread -Wno-stringop-overflow -Wno-restrict -Wno-array-bounds
      -Wno-maybe-uninitialized -Wno-free-nonheap-object)
  endif()
endif()
if(SIGILLO_SANITIZE)
  target_compile_options(sigillo_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
  target_link_options(sigillo_options INTERFACE -fsanitize=address,undefined)
endif()

# sigillo_library(NAME SOURCES a.cpp... [LINK lib...] [PRIVATE_LINK lib...])
# A library without SOURCES is header-only.
function(sigillo_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  if(ARG_SOURCES)
    add_library(sigillo_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(sigillo_${name} PUBLIC sigillo_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  else()
    add_library(sigillo_${name} INTERFACE)
    target_link_libraries(sigillo_${name} INTERFACE sigillo_options ${ARG_LINK})
  endif()
  add_library(sigillo::${name} ALIAS sigillo_${name})
endfunction()

# sigillo_program(TARGET SOURCES ... LINK ... [OUTPUT name])
function(sigillo_program target)
  cmake_parse_arguments(ARG "" "OUTPUT" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE sigillo_options ${ARG_LINK})
  if(ARG_OUTPUT)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${ARG_OUTPUT})
  endif()
endfunction()
