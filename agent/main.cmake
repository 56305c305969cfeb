sigillo_program(sigillo-agent SOURCES main.cpp
  LINK sigillo::agent_config sigillo::agent_server sigillo::agent_dispatch sigillo::agent_card sigillo::agent_renewal
    sigillo::agent_consent sigillo::agent_pin_window sigillo::module_host sigillo::protocol)
target_compile_definitions(sigillo-agent PRIVATE SIGILLO_VERSION="${PROJECT_VERSION}")
set_target_properties(sigillo-agent PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/agent)
