# Writes the list of kinds: one `kind_<file name>` for each file of engine/kind/, in the order of their names.
# A file that holds several kinds names the others in lines `/* kind: name */`.
set(declarations "")
set(entries "")
foreach(file ${KINDS})
  get_filename_component(first ${file} NAME_WE)
  file(STRINGS ${file} lines REGEX "^const struct kind kind_[a-z_]+ = {")
  foreach(line ${lines})
    string(REGEX REPLACE "^const struct kind kind_([a-z_]+) = .*" "\\1" name "${line}")
    string(APPEND declarations "extern const struct kind kind_${name};\n")
    string(APPEND entries "    &kind_${name},\n")
  endforeach()
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
"/* Generated from engine/kind/ by scripts/cmake/kinds.cmake. */
#include \"luamig/kind.h\"

${declarations}
const struct kind *const kinds[] = {
${entries}    NULL,
};
" @ONLY)
