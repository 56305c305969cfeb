# app_program(NAME name SOURCES ... LINK ... OUT directory [NOT_ALL]): name.js and name.wasm.
# app_bundle(NAME name DOCUMENTS program... OUT directory [NOT_ALL]): what the portal serves. For each program its
# document (the first one's is index.html, the others' name/index.html) and the sentences that it shows, one file a
# language; style and icon; the hashes of all in `manifest`, and each beside its .br where brotli is installed.
# The target is called NAME_bundle.

set(APP_EM_ENVIRONMENT
    ${CMAKE_COMMAND} -E env
    EM_CLOSURE_COMPILER=${APP_MODULES}/google-closure-compiler-linux/compiler
    NODE_PATH=/usr/share/nodejs)

# Emscripten builds the parts of its C library that it does not come with on first use, into a cache that belongs to
# root where it is the distribution's. Debian 12 ships all of them.
if(NOT DEFINED ENV{EM_CACHE})
  execute_process(COMMAND test -w ${EMSCRIPTEN_ROOT_PATH}/cache RESULT_VARIABLE APP_CACHE_READ_ONLY)
  if(APP_CACHE_READ_ONLY AND NOT EXISTS ${EMSCRIPTEN_ROOT_PATH}/cache/sysroot/lib/wasm32-emscripten/lto/libc.a)
    list(APPEND APP_EM_ENVIRONMENT EM_CACHE=${PROJECT_SOURCE_DIR}/build/third_party/em_cache)
    string(REPLACE ";" " " APP_LAUNCH "${APP_EM_ENVIRONMENT}")
    set_property(GLOBAL PROPERTY RULE_LAUNCH_COMPILE "${APP_LAUNCH}")
  endif()
endif()
find_program(APP_WASM_OPT wasm-opt REQUIRED NO_CMAKE_FIND_ROOT_PATH)
find_program(APP_BROTLI brotli NO_CMAKE_FIND_ROOT_PATH)

function(app_program)
  cmake_parse_arguments(ARG "NOT_ALL" "NAME;OUT" "SOURCES;LINK" ${ARGN})
  set(target ${ARG_NAME}_program)
  add_executable(${target} ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE sigillo_options sigillo::app_shell ${ARG_LINK})
  target_compile_options(${target} PRIVATE ${APP_FLAGS})
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${ARG_NAME} SUFFIX .js RUNTIME_OUTPUT_DIRECTORY ${ARG_OUT}
    LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/shell/library_sigillo.js;${CMAKE_CURRENT_SOURCE_DIR}/shell/library_host.js")
  string(REPLACE ";" " " launch "${APP_EM_ENVIRONMENT}")
  set_property(TARGET ${target} PROPERTY RULE_LAUNCH_LINK "${launch}")
  target_link_options(${target} PRIVATE
    -Os -flto --closure 1 -sENVIRONMENT=web -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc -sFILESYSTEM=0 -sDISABLE_EXCEPTION_CATCHING=1 -sSUPPORT_LONGJMP=0
    -sEXPORTED_FUNCTIONS=_main,_malloc,_free -sINCOMING_MODULE_JS_API=
    "SHELL:--js-library ${CMAKE_CURRENT_SOURCE_DIR}/shell/library_sigillo.js"
    "SHELL:--js-library ${CMAKE_CURRENT_SOURCE_DIR}/shell/library_host.js")
  # Once more than emcc does: a hundredth less to download than with its pass alone, or with -Oz.
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${APP_WASM_OPT} -Os --enable-mutable-globals --enable-sign-ext --enable-bulk-memory --enable-nontrapping-float-to-int
            ${ARG_OUT}/${ARG_NAME}.wasm -o ${ARG_OUT}/${ARG_NAME}.wasm
    VERBATIM)
  if(ARG_NOT_ALL)
    set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endfunction()

function(app_bundle)
  cmake_parse_arguments(ARG "NOT_ALL" "NAME;OUT" "DOCUMENTS" ${ARGN})
  set(documents)
  set(made)
  foreach(program IN LISTS ARG_DOCUMENTS)
    list(APPEND made ${program}_program)
    get_property(texts GLOBAL PROPERTY sigillo_texts_${program})
    if(texts)
      list(APPEND documents --document ${program}=${texts})
      list(APPEND made ${texts}.it ${texts}.en texts_${program}_files)
    else()
      list(APPEND documents --document ${program})
    endif()
  endforeach()
  add_custom_command(
    OUTPUT ${ARG_OUT}/manifest
    COMMAND ${APP_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/shell/bundle.py --out ${ARG_OUT}
            --shell ${CMAKE_CURRENT_SOURCE_DIR}/shell --tokens ${APP_GENERATED}/tokens.css ${documents}
            "$<$<BOOL:${APP_BROTLI}>:--brotli=${APP_BROTLI}>"
    COMMAND_EXPAND_LISTS
    DEPENDS ${made} shell/bundle.py shell/index.html shell/app.css shell/favicon.svg ${APP_GENERATED}/tokens.css
    COMMENT "Bundle ${ARG_NAME}"
    VERBATIM)
  add_custom_target(${ARG_NAME}_bundle DEPENDS ${ARG_OUT}/manifest)
  if(NOT ARG_NOT_ALL)
    add_custom_target(${ARG_NAME}_always ALL DEPENDS ${ARG_NAME}_bundle)
  endif()
endfunction()
