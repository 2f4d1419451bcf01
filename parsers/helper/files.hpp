#pragma once

/// Which files a helper may open (Landlock, see landlock(7)). Linked by the helper program alone.
namespace tamis::parsers {

/// For the life of the process: the models of OCR, fonts and shared libraries can be read, no other file can be opened
/// and none written; where the kernel knows how to forbid it, no TCP, no signal and no abstract socket leaves the
/// process. Nothing happens where the kernel has no Landlock; call it after no_new_privs is set.
void close_file_system();

}  // namespace tamis::parsers
