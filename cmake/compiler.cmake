# How everything is compiled, and `tamis_library`, the one way to declare a folder's target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

# The program and its helper stand side by side; nothing else is put there.
find_program(TAMIS_CCACHE ccache)
if(TAMIS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${TAMIS_CCACHE})
endif()

add_library(tamis_options INTERFACE)
target_compile_options(tamis_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wimplicit-fallthrough
                                               -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12 calls what it deprecates in its own std::stable_sort.
  target_compile_options(tamis_options INTERFACE -Wno-deprecated-declarations)
endif()
# Hardening for a program that reads hostile files: checked containers, stack protection, no lazy binding.
target_compile_options(tamis_options INTERFACE -fstack-protector-strong -fstack-clash-protection -fcf-protection)
target_compile_definitions(tamis_options INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(tamis_options INTERFACE -Wl,-z,relro,-z,now -fuse-ld=mold)
if(NOT TAMIS_SANITIZE AND CMAKE_BUILD_TYPE MATCHES "Rel")
  target_compile_definitions(tamis_options INTERFACE _FORTIFY_SOURCE=2)
endif()
if(TAMIS_SANITIZE)
  # Libraries such as Poppler do not export the types that the vptr check would look at.
  target_compile_options(tamis_options INTERFACE -fsanitize=${TAMIS_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer)
  target_link_options(tamis_options INTERFACE -fsanitize=${TAMIS_SANITIZE})
  target_compile_definitions(tamis_options INTERFACE TAMIS_SANITIZED)
endif()
if(TAMIS_FUZZ)
  target_compile_options(tamis_options INTERFACE -fsanitize=fuzzer-no-link
                                                 -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/fuzz/ignored.txt)
endif()
if(TAMIS_COVERAGE)
  target_compile_options(tamis_options INTERFACE --coverage)
  target_link_options(tamis_options INTERFACE --coverage)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# tamis_library(NAME SOURCES … PUBLIC … PRIVATE …): a folder's target. Libraries from outside go under PRIVATE, so that
# their types cannot leak into another folder.
function(tamis_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE tamis_options ${ARG_PRIVATE})
endfunction()
