#include "tests/redact/matrix.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace tamis::redact {
namespace {

TEST(Matrix, InTheDocumentsIsWhatTheRulesFindToday) {
  std::ostringstream committed;
  committed << std::ifstream(TAMIS_SOURCE_DIR "/docs/screening-matrix.md").rdbuf();
  EXPECT_EQ(committed.str(), testing::screening_matrix()) << "`ninja screening-matrix` writes it anew";
}

}  // namespace
}  // namespace tamis::redact
