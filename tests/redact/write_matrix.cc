#include "tests/redact/matrix.hpp"

#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "write_screening_matrix FILE\n";
    return 2;
  }
  std::ofstream file(argv[1]);
  file << tamis::redact::testing::screening_matrix();
  return file.good() ? 0 : 1;
}
