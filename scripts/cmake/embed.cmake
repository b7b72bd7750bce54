# Writes the Lua files as byte arrays: name ("luamig/discover"), chunk name ("@lua/luamig/discover.lua"), source.
set(arrays "")
set(entries "")
set(number 0)
foreach(file ${SCRIPTS})
  file(READ ${ROOT}/${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "^lua/(.*)\\.lua$" "\\1" name "${file}")
  string(APPEND arrays "static const unsigned char source_${number}[] = {${bytes}0};\n")
  string(APPEND entries "    {\"${name}\", \"@${file}\", (const char *)source_${number}, sizeof source_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
"/* Generated from lua/ by scripts/cmake/embed.cmake. */
#include \"luamig/embedded.h\"

${arrays}
const struct embedded embedded[] = {
${entries}    {0},
};
" @ONLY)
