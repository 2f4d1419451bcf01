# tamis_embed(TARGET FUNCTION FOLDER PATTERN…): puts the files of FOLDER that match into the program.
#
# Adds to TARGET a function `std::span<const tamis::EmbeddedFile> FUNCTION()` (a qualified name), whose entries are
# named by their path from FOLDER and sorted. The program then finds its data wherever it is installed.
function(tamis_embed target function folder)
  set(patterns ${ARGN})
  list(TRANSFORM patterns PREPEND ${folder}/)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
  list(SORT files)
  string(MAKE_C_IDENTIFIER ${function} id)
  set(base ${CMAKE_CURRENT_BINARY_DIR}/${id})

  set(asm ".section .rodata\n")
  set(externs "")
  set(entries "")
  set(number 0)
  foreach(file IN LISTS files)
    file(RELATIVE_PATH name ${folder} ${file})
    set(symbol ${id}_${number})
    string(APPEND asm ".global ${symbol}_begin\n.global ${symbol}_end\n${symbol}_begin:\n.incbin \"${file}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern \"C\" const char ${symbol}_begin[], ${symbol}_end[];\n")
    string(APPEND entries "      {\"${name}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND asm ".section .note.GNU-stack,\"\",@progbits\n")

  string(REGEX REPLACE "::[^:]*$" "" namespace ${function})
  string(REGEX REPLACE "^.*::" "" name ${function})
  file(CONFIGURE OUTPUT ${base}.S CONTENT "${asm}" @ONLY)
  file(CONFIGURE OUTPUT ${base}.cc CONTENT
"#include \"core/embedded.hpp\"

#include <span>

${externs}
namespace ${namespace} {

std::span<const tamis::EmbeddedFile> ${name}() {
  static const tamis::EmbeddedFile files[] = {
${entries}  };
  return files;
}

}  // namespace ${namespace}
" @ONLY)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cc)
endfunction()
