# golden_library(): sigillo_golden, the golden frames and what reads them, for the native and the WebAssembly build.
function(golden_library)
  set(room ${PROJECT_SOURCE_DIR}/tests/protocol)
  set(frames ${CMAKE_CURRENT_BINARY_DIR}/golden_frames.cpp)
  file(GLOB files CONFIGURE_DEPENDS ${room}/golden/*.json)
  add_custom_command(
    OUTPUT ${frames}
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${room}/golden -DOUTPUT=${frames} -P ${room}/embed_golden.cmake
    DEPENDS ${files} ${room}/embed_golden.cmake
    VERBATIM)
  add_library(sigillo_golden STATIC ${room}/golden_runner.cpp ${frames})
  target_link_libraries(sigillo_golden PUBLIC sigillo::protocol)
endfunction()
